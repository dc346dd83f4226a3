"""Exact numbers of registrations and of work, of which two releases could tell a few people's."""

from enum import Enum
from typing import Any, NamedTuple


class Of(Enum):
    """What is counted."""

    PEOPLE = "people"
    """Registrations, those who came or those who did not."""
    HOURS = "hours"
    """Hours of work of the project."""
    PAID = "paid"
    """What paid work of a place cost."""


class Counted(NamedTuple):
    """A number of the project, or what paid work of a place cost, as a table tells it.

    Attributes
    ----------
    of : Of
    row : str
        Which number it is: the same in each release, in whatever language.
    value : float
    source : tuple of str
        File, and where in it.
    """

    of: Of
    row: str
    value: float
    source: tuple[str, str]

    def write(self) -> list[Any]:
        """It in the types of JSON."""
        return [self.of.value, self.row, self.value, *self.source]

    @classmethod
    def read(cls, written: list[Any]) -> "Counted":
        """What `write` wrote."""
        of, row, value, file, where = written
        return cls(Of(of), row, value, (file, where))
