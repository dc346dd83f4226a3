"""Opening a CSV file whatever its encoding and separator."""

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path

from analysis.inputs.exports.grid import Cell, Grid, Opened, cell_text, refuse
from analysis.inputs.exports.header import LOOKED_AT, count_known, find_header
from analysis.inputs.faults import Fault, Note
from analysis.study.codebook import Codebook

SEPARATORS = ";,\t"
MOST_FIELDS = 16_384  # of a row, as in a spreadsheet
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
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
    separator = max(SEPARATORS, key=lambda s: count_known(_split(text, s, LOOKED_AT)[0], codebook))
    rows, is_whole = _split(text, separator)
    name = ENCODING_NAMES.get(encoding, encoding.upper())
    notes = [] if encoding == "utf-8" else [Note(path.name, "encoding", values={"encoding": name})]
    if not is_whole:
        return Opened(faults=[Fault(path.name, "quote", row=len(rows) + 1)], notes=notes)
    grid = Grid(path.name, "", rows)
    if max(map(len, rows), default=0) > MOST_FIELDS:
        return Opened(faults=[Fault(path.name, "extent")], notes=notes)
    return Opened([grid], _uneven_rows(grid, codebook, separator), notes)


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


def _split(text: str, separator: str, most: int | None = None) -> tuple[list[list[str]], bool]:
    """Rows, and whether the text was read to its end: a quotation mark may never close."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)
            if most and len(rows) == most:
                break
    except csv.Error:
        return rows, False
    return rows, True


def _uneven_rows(grid: Grid, codebook: Codebook, separator: str) -> list[Fault]:
    """Rows with more or fewer fields than the header; empty fields at the end do not count."""
    header = find_header(grid, codebook)
    if header is None:
        return []
    width = _filled(grid.rows[header.row])
    faults = []
    for index, row in enumerate(grid.rows[header.row + 1 :], start=header.row + 2):
        found = _filled(row)
        values = {"width": width, "found": found}
        if any(isinstance(c, str) and "\n" in c and c.count(separator) >= width - 1 for c in row):
            faults.append(Fault(grid.file, "quote", row=index))  # whole rows inside one field
        elif found > width:
            faults.append(Fault(grid.file, "extra-cell", row=index, values=values))
        elif found and len(row) < width:
            values = {"width": width, "found": len(row)}
            faults.append(Fault(grid.file, "missing-cell", row=index, values=values))
    return faults


def _filled(row: Sequence[Cell]) -> int:
    """Fields up to the last one that is not empty."""
    return max((at for at, cell in enumerate(row, start=1) if cell_text(cell)), default=0)
