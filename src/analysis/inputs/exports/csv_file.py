"""Opening a CSV file whatever its encoding and separator."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from analysis.inputs.exports.distinct import TooLargeError
from analysis.inputs.exports.encodings import NAMES, OTHERS, find_encoding
from analysis.inputs.exports.grid import Cell, Grid, Opened, cell_text, columns_of, refuse
from analysis.inputs.exports.header import LOOKED_AT, Header, count_known, find_header
from analysis.inputs.exports.header_rows import is_record
from analysis.inputs.faults import Fault, Note, shown_name
from analysis.study.codebook import Codebook

SEPARATORS = ";,\t|"
# What is read without limits fills the memory; a spreadsheet holds no more rows and letters.
MOST_FIELDS = 4_096
MOST_ROWS = 1_048_576
LONGEST_FIELD = 32_767
LONGEST_LINE = 2**20
END_OF_DOS = b"\x1a"
"""With this byte some old programs end a file."""
LINES = "quote-lines"
"""Text of the rule ``quote`` where a whole line stands in quotation marks."""
DIGITS = re.compile(r"-?\d[\d ]{0,9}(?: ?[€%h])?")


class StoppedError(Exception):
    """The text is read no further; ``rule`` is the reason, ``row`` the place."""

    def __init__(self, rule: str, row: int | None = None) -> None:
        super().__init__(rule)
        self.rule, self.row = rule, row


def open_csv(path: Path, codebook: Codebook) -> Opened:
    """Read a CSV file as text.

    The separator is the one under which most headings are known, of several the one
    that most rows have. Refused are
    files in another encoding than UTF-8, UTF-16 and Windows-1252, with a
    quotation mark that is never closed, and with more than a spreadsheet holds.
    """
    content, file = path.read_bytes().removesuffix(END_OF_DOS), shown_name(path)
    encoding = find_encoding(content)
    name = NAMES.get(encoding, encoding.upper())
    if encoding in OTHERS:
        fault = Fault(file, "encoding", values={"encoding": name}, text="encoding-named")
        return Opened(faults=[fault])
    header = None
    try:
        first = next(_lines(_text(content, encoding)), "")
        heads = {s: _head(content, encoding, s) for s in SEPARATORS}
        separator = max(heads, key=lambda s: (*_rank(heads[s], codebook), first.count(s)))
        header = find_header(Grid(file, "", columns_of(heads[separator])), codebook)
        if header is None and _are_lines(heads[separator], codebook):
            return Opened(faults=[Fault(file, "quote", row=1, text=LINES)])
        uneven = _Uneven(header, separator, codebook)
        columns = columns_of(uneven.watch(_rows(content, encoding, separator)))
    except UnicodeError:
        return refuse(path, "encoding")
    except TooLargeError:
        return refuse(path, "extent")
    except StoppedError as stopped:
        if header is None and stopped.rule == "quote":  # of another kind of text
            return refuse(path, "no-table", tables=", ".join(codebook.tables))
        return Opened(faults=[Fault(file, stopped.rule, row=stopped.row)])
    notes = [] if encoding == "utf-8" else [Note(file, "encoding", values={"encoding": name})]
    return Opened([Grid(file, "", columns)], uneven.faults(file), notes)


def _rank(rows: Sequence[Sequence[Cell]], codebook: Codebook) -> tuple[int, int]:
    """Headings that are known, and separators in the middle row by their number."""
    fields = sorted(map(len, rows))
    return count_known(rows, codebook), fields[len(fields) // 2] - 1 if fields else 0


def _head(content: bytes, encoding: str, separator: str) -> list[list[str]]:
    """The first rows, as far as they can be read."""
    rows: list[list[str]] = []
    with suppress(StoppedError):
        rows.extend(islice(_rows(content, encoding, separator), LOOKED_AT))
    return rows


def _are_lines(rows: Sequence[Sequence[str]], codebook: Codebook) -> bool:
    """Whether each row is one cell that holds a whole line, the headings among them."""
    lines = [row[0] for row in rows if len(row) == 1]
    return any(
        find_header(Grid("", "", columns_of(csv.reader(lines, delimiter=s))), codebook)
        for s in SEPARATORS
    )


def _rows(content: bytes, encoding: str, separator: str) -> Iterator[list[str]]:
    row = 0
    reader = csv.reader(_lines(_text(content, encoding)), delimiter=separator, strict=True,
                        skipinitialspace=True)  # fmt: skip
    try:
        for row, fields in enumerate(reader, start=1):
            if len(fields) > MOST_FIELDS or row > MOST_ROWS:
                raise StoppedError("extent")
            if max(map(len, fields), default=0) > LONGEST_FIELD:
                raise StoppedError("cell-size", row)
            yield fields
    except csv.Error:
        raise StoppedError("quote", row + 1) from None


def _text(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding, newline="")


def _lines(stream: io.TextIOWrapper) -> Iterator[str]:
    first = True
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise StoppedError("extent")
        if "\0" in line:  # what no text holds
            raise UnicodeError
        yield line.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}") if first else line
        first = False


@dataclass
class _Uneven:
    """Rows with more or fewer fields than the header, and with other rows inside a field."""

    header: Header | None
    separator: str
    codebook: Codebook
    found: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    width: int = 0
    written: int = 0

    def watch(self, rows: Iterator[list[str]]) -> Iterator[list[str]]:
        """Let rows through, and keep the places of those that are uneven."""
        for index, row in enumerate(rows):
            if self.header and index == self.header.row:
                self.width, self.written = _filled(row), len(row)
            elif self.header and index > self.header.row and (rule := self._rule(row)):
                self.found.setdefault(rule, []).append((index + 1, _filled(row)))
            yield row

    def faults(self, file: str) -> list[Fault]:
        """A fault a rule, with all its rows."""
        return [
            Fault(file, "quote" if rule == LINES else rule, row=places[0][0], text=rule,
                  rows=tuple(row for row, _ in places),
                  values={"width": self.width, "found": places[0][1]})
            for rule, places in self.found.items()
        ]  # fmt: skip

    def _rule(self, row: list[str]) -> str:
        """Empty fields at the end of a row do not count."""
        if any("\n" in cell and self._swallows(cell) for cell in row):
            return "quote"
        found = _filled(row)
        if found == 1 and self._is_line(row[0]):
            return LINES
        if found > self.width or (len(row) > self.written and self._has_cut_number(row)):
            return "extra-cell"
        return "missing-cell" if found and len(row) < self.width else ""

    def _is_line(self, cell: str) -> bool:
        """Whether a cell holds all the fields of a row, which quotation marks keep together."""
        return self.width > 1 and cell.count(self.separator) >= self.width - 1

    def _swallows(self, cell: str) -> bool:
        """Whether a line inside a field is a record of its own: a quotation mark too many."""
        if self.header is None or self.separator not in cell:
            return False
        lines = csv.reader(cell.splitlines()[1:], delimiter=self.separator)
        return any(
            len(line) >= self.width and is_record(line, self.header, self.codebook)
            for line in lines
        )

    def _has_cut_number(self, row: list[str]) -> bool:
        """Whether a decimal comma has cut a number in two: ``2,5`` without quotation marks."""
        if self.header is None or self.separator != ",":
            return False
        columns = self.codebook.tables[self.header.table]
        numbers = [p for p, (name, _) in self.header.columns.items()
                   if columns[name].kind == "number" and p + 1 < len(row)]  # fmt: skip
        return any(DIGITS.fullmatch(row[p]) and DIGITS.fullmatch(row[p + 1]) for p in numbers)


def _filled(row: Sequence[Cell]) -> int:
    """Fields up to the last one that is not empty."""
    return max((at for at, cell in enumerate(row, start=1) if cell_text(cell)), default=0)
