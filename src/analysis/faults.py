"""What is wrong with a file, said so that a colleague can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where.

    Attributes
    ----------
    file : str
    rule : str
        Short name of the rule that is broken.
    message : str
        What is allowed or what to do; never what a cell holds.
    sheet : str
        Sheet of a spreadsheet, if the file has any.
    row : int or None
        As the spreadsheet numbers it: the header is row 1.
    column : str
    """

    file: str
    rule: str
    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        where = [
            f"sheet '{self.sheet}'" if self.sheet else "",
            f"row {self.row}" if self.row is not None else "",
            f"column '{self.column}'" if self.column else "",
            f"rule {self.rule}",
        ]
        return f"{self.file}: {', '.join(filter(None, where))}: {self.message}"


class DataError(ValueError):
    """A data file breaks its rules; the message lists every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)
