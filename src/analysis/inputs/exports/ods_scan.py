"""What an OpenDocument spreadsheet holds that calamine does not tell."""

from collections.abc import Iterable
from xml.parsers import expat

from analysis.inputs.exports.sheet_scan import refuse
from analysis.inputs.exports.spoiled import find_spoiled

CELLS = ("table-cell", "covered-table-cell")
HIDDEN = ("filter", "collapse")


class OdsScan:
    """A sheet's broken, merged and hidden cells; the attributes are those of `Scan`."""

    def __init__(self) -> None:
        self.hidden = 0
        self.broken: list[tuple[int, int, str]] = []
        self.merged: list[tuple[int, int]] = []
        self.row = self.column = 0

    def add_row(self, named: dict[str, str]) -> None:
        """The row before ends where this one starts."""
        self.column = 0
        self.hidden += named.get("visibility") in HIDDEN

    def add_cell(self, named: dict[str, str]) -> None:
        """A cell, or a run of alike ones."""
        kind = named.get("value-type", "")
        if kind == "error" or ("formula" in named and not kind):
            rule = "formula-error" if kind else "formula"
            self.broken.append((self.row, self.column, rule))
        rows = int(named.get("number-rows-spanned", 1))
        if rows * int(named.get("number-columns-spanned", 1)) > 1:
            self.merged.append((self.row, self.row + rows - 1))
        self.column += int(named.get("number-columns-repeated", 1))


class OdsReader:
    """Reads the sheets of a document's content by their names."""

    def __init__(self) -> None:
        self.sheets: dict[str, OdsScan] = {}
        self._sheet = OdsScan()
        self._rows = 0  # that the last element of a row stood for
        self._text, self._place = "", (0, 0)  # of the last cell with a formula
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = refuse

    def read(self, pieces: Iterable[bytes]) -> dict[str, OdsScan]:
        """Read the XML to its end."""
        for piece in pieces:
            self._parser.Parse(piece)
        self._parser.Parse(b"", True)
        return self.sheets

    def _text_of_formula(self, text: str) -> None:
        self._text += text

    def _end_in_formula(self, name: str) -> None:
        if name.rpartition(":")[2] in CELLS:
            if find_spoiled(self._text.strip()):  # old programs give an error the value 0
                self._sheet.broken.append((*self._place, "formula-error"))
            self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local not in ("table", "table-row", *CELLS):
            return
        named = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if "error" in attributes.values():  # its type stands beside that of the text shown
            named["value-type"] = "error"
        if local == "table":
            self._sheet = self.sheets[named["name"]] = OdsScan()
            self._rows = 0
        elif local == "table-row":
            self._sheet.row += self._rows
            self._rows = int(named.get("number-rows-repeated", 1))
            self._sheet.add_row(named)
        else:
            if "formula" in named and named.get("value-type") != "error":
                self._text, self._place = "", (self._sheet.row, self._sheet.column)
                self._parser.CharacterDataHandler = self._text_of_formula
                self._parser.EndElementHandler = self._end_in_formula
            self._sheet.add_cell(named)
