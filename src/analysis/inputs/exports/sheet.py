"""A table as one sheet of a file holds it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.inputs.exports.cells import ReadColumn
from analysis.inputs.exports.header import Key
from analysis.inputs.faults import Fault, Note


@dataclass(frozen=True)
class Sheet:
    """The columns of a table as one sheet holds them.

    Attributes
    ----------
    rows : numpy.ndarray
        Row of each record, as the spreadsheet numbers it.
    columns : mapping
        By column and item.
    titles : mapping
        Heading of each column in the file.
    names : mapping
        What the name of the sheet or file tells: keys of a wave, a place and groups, by column.
    origin : str
    texts : numpy.ndarray of uint64
        Equal where the free texts are, which are kept nowhere; 0 without one.
    """

    file: str
    sheet: str
    table: str
    rows: np.ndarray
    columns: Mapping[Key, ReadColumn]
    titles: Mapping[Key, str]
    names: Mapping[str, str]
    origin: str
    texts: np.ndarray

    def is_faulty(self, column: str, position: int) -> bool:
        """Whether a record's cell already breaks a rule."""
        read = self.columns.get((column, ""))
        return bool(read and read.rules[position])

    @property
    def wave(self) -> str:
        """The wave that the name of the sheet or file tells."""
        return self.names.get("wave", "")

    @property
    def place(self) -> str:
        """The place that it tells."""
        return self.names.get("municipality", "")

    @property
    def waves(self) -> np.ndarray:
        """Wave of each form: as its column says, else as the name of the sheet or file."""
        read = self.columns.get(("wave", ""))
        return read.said if read else np.full(len(self.rows), self.wave, dtype=object)

    def fault(self, rule: str, position: int, column: str, **values: object) -> Fault:
        """A fault of a record, by its position and the column's name."""
        return Fault(self.file, rule, self.sheet, int(self.rows[position]), self._title(column),
                     values)  # fmt: skip

    def note(self, rule: str, position: int, column: str, **values: object) -> Note:
        """A note of a record; the same as `fault` otherwise."""
        return Note(self.file, rule, self.sheet, int(self.rows[position]), self._title(column),
                    values)  # fmt: skip

    def _title(self, column: str) -> str:
        return next((t for (name, _), t in self.titles.items() if name == column), column)
