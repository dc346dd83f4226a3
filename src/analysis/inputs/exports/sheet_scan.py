"""What a sheet's XML holds that calamine does not tell."""

from collections.abc import Iterable
from xml.parsers import expat


class StrangeXmlError(ValueError):
    """A part of a workbook has what no program writes and calamine reads otherwise than others.

    A document type can declare entities that are bombs; what stands in a CDATA
    section or after a comment calamine takes for empty.
    """


def elements(pieces: Iterable[bytes], local: str) -> list[dict[str, str]]:
    """Attributes of all elements of a name, whatever its prefix."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: (
        found.append(attributes) if name.rpartition(":")[2] == local else None
    )
    parser.StartDoctypeDeclHandler = refuse
    for piece in pieces:
        parser.Parse(piece)
    parser.Parse(b"", True)
    return found


def refuse(*_: object) -> None:
    """Handle the declaration of a document type, or a CDATA section."""
    raise StrangeXmlError


class Scan:
    """What a sheet's XML holds that calamine does not tell, as an XML parser sees it.

    Parameters
    ----------
    is_calculated : bool
        Whether a spreadsheet has calculated the formulas. A program that writes
        formulas and cannot calculate asks for that, and gives them the value 0.

    Attributes
    ----------
    height, width : int
        Extent of the sheet, by the last cell of each row.
    rows, hidden : int
        How many rows there are, and how many of them a filter hides.
    merged : list of (row, row)
        Always empty: calamine tells it.
    broken : list of (row, column, rule)
        Cells that calamine gives as empty: errors, and formulas that no program has
        calculated. One whose result is an empty text has the type of a text and an
        empty value.
    """

    def __init__(self, *, is_calculated: bool = True) -> None:
        self.is_calculated = is_calculated
        self.height = self.width = self.rows = self.hidden = 0
        self.broken: list[tuple[int, int, str]] = []
        self.merged: list[tuple[int, int]] = []
        self._row = self._column = -1
        self._cell: list[str] | None = None
        self._has_value = self._is_formula = self._in_value = False
        self._starts = {"c": self._start_cell, "row": self._start_row, "v": self._start_value,
                        "f": self._start_formula}  # fmt: skip
        self._parser = expat.ParserCreate()
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = refuse
        self._parser.StartCdataSectionHandler = refuse
        self._parser.CommentHandler = self._refuse_in_row
        self._parser.ProcessingInstructionHandler = self._refuse_in_row

    def read(self, pieces: Iterable[bytes]) -> "Scan":
        """Read the XML to its end."""
        for piece in pieces:
            self._parser.Parse(piece)
        self._parser.Parse(b"", True)
        self._end_row()
        return self

    def _refuse_in_row(self, *_: object) -> None:
        if self._cell is not None:
            raise StrangeXmlError

    def _start(self, name: str, attributes: list[str]) -> None:
        start = self._starts.get(name)
        if start is None:  # names are learnt with their prefixes
            start = self._starts.get(name.rpartition(":")[2], self._start_other)
            self._starts[name] = start
        start(attributes)

    def _start_other(self, attributes: list[str]) -> None:
        """An element that tells nothing here."""

    def _start_row(self, attributes: list[str]) -> None:
        self._end_row()
        named = _named(attributes)
        self._row = int(named.get("r", self._row + 2)) - 1
        self._column = -1
        self.rows += 1
        self.hidden += named.get("hidden") in ("1", "true")

    def _end_row(self) -> None:
        if self._cell is not None:
            row, column = self._place()
            self.height, self.width = max(self.height, row + 1), max(self.width, column + 1)
        self._cell = None

    def _start_cell(self, attributes: list[str]) -> None:
        self._cell = attributes
        self._column += 1
        self._has_value = self._is_formula = False
        if "e" in attributes and _named(attributes).get("t") == "e":
            self.broken.append((*self._place(), "formula-error"))

    def _start_value(self, attributes: list[str]) -> None:
        self._in_value = True
        if not self._is_formula:
            self._has_value = True
        elif self.is_calculated:  # the text tells, which may be empty if it is of that type
            self._has_value |= _named(self._cell or []).get("t") == "str"

    def _start_formula(self, attributes: list[str]) -> None:
        if self._cell is not None and _named(self._cell).get("t") != "e":
            self._is_formula, self._in_value = True, False
            self._has_value &= self.is_calculated
            self._parser.CharacterDataHandler = self._text_of_formula
            self._parser.EndElementHandler = self._end_in_formula

    def _text_of_formula(self, text: str) -> None:
        is_said = bool(text.strip()) and (self.is_calculated or text != "0")
        self._has_value |= self._in_value and is_said

    def _end_in_formula(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self._in_value &= local != "v"
        if local == "c":
            if not self._has_value:
                self.broken.append((*self._place(), "formula"))
            self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _place(self) -> tuple[int, int]:
        """Row and column of the cell, counted from 0; cells need not tell their own."""
        place = _named(self._cell or []).get("r", "")
        letters = place.rstrip("0123456789")
        if not letters:
            return self._row, self._column
        column = 0
        for letter in letters[:4].upper():  # no spreadsheet has a column of four letters
            column = 26 * column + ord(letter) - ord("A") + 1
        return int(place[len(letters) :]) - 1, column - 1


def _named(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))
