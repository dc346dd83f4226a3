"""What columns a frame has: the contract between what computes a frame and what reads it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pandas as pd

from analysis.inputs.frames import Field, Fields

Cells = Callable[[Any, str], list[str]]
"""How a column is written in a shown table: from `Estimates` and its name, a text a row."""


class ContractError(ValueError):
    """A frame has not the columns that are declared for it."""


class Role(Enum):
    """What a column's numbers can tell of people; `analysis.release.rules` decides by it."""

    FREE = "free"
    """Of no group's size: estimates, amounts, names."""
    CONTEXT = "context"
    """Of something else than the row's people: a region, money, how a number is printed."""
    PEOPLE = "people"
    """How many people a row rests on."""
    ANSWERS = "answers"
    """How many people of a group gave the answer that a row is of."""
    LINKED = "linked"
    """How many people were linked; blanked where `Column.within` leaves few, and the row stays."""
    PAYERS = "payers"
    """How many municipalities pay the work whose hours a row tells."""
    PAY = "pay"
    """What tells somebody's pay where few municipalities pay; blanked, and the row stays."""
    ADDS_UP = "adds_up"
    """Rows of the same text add up to everyone: one left out could be worked out."""
    UNIFORM = "uniform"
    """Marks rows of a group whose people all gave the same answer."""


class Precision(Enum):
    """How exactly a number of the project's own is released; see `analysis.release.rules`."""

    EXACT = "exact"
    """As it is: it follows from counts that are shown, or tells nothing of people."""
    MEAN = "mean"
    """To the decimals of means that the study declares."""
    POINTS = "points"
    """To a tenth of a percentage point."""
    RATIO = "ratio"
    """To two decimals: a ratio, or a probability that is an estimate."""
    CHANCE = "chance"
    """A p-value: two decimals, or three as of `analysis.release.rounding.round_chance`."""


@dataclass(frozen=True, eq=False)
class Column(Field):
    """A column of estimates: what it is, what it can tell of people, how it is shown.

    Attributes
    ----------
    role : Role
    precision : Precision
    most : str
        Of `Role.PEOPLE`, the column with the most people that the number can stand for, where it
        is told as a band and is itself the fewest.
    public : str
        Of `Role.PEOPLE`, which of the numbers it is that a study can declare public.
    least : str
        Of how few people numbers are shown: ``"n"``, the study's minimum; ``"count"``, its minimum
        behind an answer; ``"linked"``, twice the minimum; ``"mean"``, four times the minimum.
        Empty: ``"n"`` of `Role.PEOPLE`, ``"count"`` of `Role.ANSWERS`.
    or_none : bool
        Of `Role.PEOPLE`, whether nobody at all is no reason to hide: of those who are left over.
    within : tuple of str
        Of linked people, the columns of the groups that they are part of: those who are left
        over there are groups as well.
    of : str
        Of `Role.ANSWERS`, the column with the size of the group that was asked: what nearly
        everyone says is known of each. Empty where the others gave no answer.
    decides_only : bool
        Needed to decide what may be shown, and not shown itself.
    is_shown : bool
        Whether shown tables have it, under the text ``column.<name>``.
    language : str
        Of a column of texts that are there in several; it is shown in its own language.
    cells : callable or None
        How it is written in shown tables; None: as its dtype is.
    """

    role: Role = Role.FREE
    precision: Precision = Precision.EXACT
    most: str = ""
    public: str = ""
    least: str = ""
    or_none: bool = False
    within: tuple[str, ...] = ()
    of: str = ""
    decides_only: bool = False
    is_shown: bool = True
    language: str = ""
    cells: Cells | None = None

    @property
    def heading(self) -> str:
        """Key of its heading in shown tables; empty for a column that they leave out."""
        if self.decides_only or not self.is_shown:
            return ""
        return f"column.{self.name.removesuffix(self.language).rstrip('_') or 'words'}"


class Frame(Fields[Column]):
    """The declared columns of estimates, by which the release decides.

    Parameters
    ----------
    *columns : Column
        In their order.
    counts_people : bool
        False for rows that count no people, such as documents or trainings held.
    of_places : bool
        False for rows of the whole project, whatever edition shows them.

    Raises
    ------
    ContractError
        If rows are of people and no column counts them.
    """

    def __init__(
        self, *columns: Column, counts_people: bool = True, of_places: bool = True
    ) -> None:
        super().__init__(*columns)
        self.counts_people, self.of_places = counts_people, of_places
        if counts_people and not self.of_role(Role.PEOPLE):
            raise ContractError(
                "no column counts people: declare one with Role.PEOPLE, or say counts_people=False"
            )

    def of_role(self, role: Role) -> list[Column]:
        """The columns of a role."""
        return [column for column in self if column.role is role]

    def counting(self, public: Collection[str]) -> list[Column]:
        """The columns that count people, but for the numbers that are public."""
        return [column for column in self.of_role(Role.PEOPLE) if column.public not in public]

    def shown(self) -> Fields[Column]:
        """The columns that are shown and saved."""
        return Fields(*(column for column in self if not column.decides_only))

    def check(self, frame: pd.DataFrame, name: str) -> None:
        """Refuse a frame that has other columns than declared.

        Parameters
        ----------
        frame : pandas.DataFrame
        name : str
            Of the table, for the message.

        Raises
        ------
        ContractError
            Naming every column that is missing, undeclared, or no number where one is declared.
        """
        undeclared = [str(c) for c in frame.columns if c not in self.columns]
        missing = [c for c in self.columns if c not in frame.columns]
        no_numbers = [] if frame.empty else self._find_texts(frame)
        faults = {
            "has columns that it does not declare": undeclared,
            "lacks the columns": missing,
            "declares as numbers": no_numbers,
        }
        if found := [f"{what}: {', '.join(which)}" for what, which in faults.items() if which]:
            raise ContractError(f"{name} {'; '.join(found)}. Nothing is released.")

    def _find_texts(self, frame: pd.DataFrame) -> list[str]:
        """Columns of numbers that hold something else."""
        return [
            column.name
            for column in self
            if column.dtype in ("float64", "int64", "Int64")
            and column.name in frame.columns
            and not pd.api.types.is_numeric_dtype(frame[column.name])
            and not frame[column.name].isna().all()
        ]
