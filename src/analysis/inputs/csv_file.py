"""Opening a CSV file whatever its encoding and separator."""

import codecs
import csv
import io
from pathlib import Path

from analysis.codebook import Codebook
from analysis.faults import Fault, Note
from analysis.inputs.grid import Grid, Opened, cell_text, refuse
from analysis.inputs.header import count_known, find_header

SEPARATORS = ";,\t"
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
LOOKED_AT = 20  # rows in which the header is looked for
ENCODING_NAMES = {"utf-8-sig": "UTF-8 (BOM)", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


def open_csv(path: Path, codebook: Codebook) -> Opened:
    """Read a CSV file as text.

    The encoding is that of the byte order mark, else UTF-8 if the bytes are
    valid UTF-8, else Windows-1252. The separator is the one under which most
    headings are known.
    """
    content = path.read_bytes()
    encoding = _encoding(content)
    try:
        text = content.decode(encoding).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError:
        return refuse(path, "encoding")
    separator = max(SEPARATORS, key=lambda s: count_known(_split(text, s, LOOKED_AT), codebook))
    try:
        rows = _split(text, separator)
    except csv.Error:
        return refuse(path, "unreadable")
    name = ENCODING_NAMES.get(encoding, encoding.upper())
    notes = [] if encoding == "utf-8" else [Note(path.name, "encoding", values={"encoding": name})]
    grid = Grid(path.name, "", rows)
    return Opened([grid], _uneven_rows(grid, codebook), notes)


def _encoding(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return encoding
    if b"\0" in content[:200]:  # UTF-16 of mostly Latin letters, without a mark
        return "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _split(text: str, separator: str, most: int | None = None) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    if most is None:
        return list(reader)
    try:
        return [row for row, _ in zip(reader, range(most), strict=False)]
    except csv.Error:
        return []


def _uneven_rows(grid: Grid, codebook: Codebook) -> list[Fault]:
    header = find_header(grid, codebook)
    if header is None:
        return []
    width = len(grid.rows[header.row])
    return [
        Fault(grid.file, "extra-cell" if len(row) > width else "missing-cell", row=index + 1,
              values={"width": width, "found": len(row)})
        for index, row in enumerate(grid.rows)
        if index > header.row and len(row) != width and any(map(cell_text, row))
    ]  # fmt: skip
