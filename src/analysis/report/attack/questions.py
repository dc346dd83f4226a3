"""Which question a row of a table is of, and what can be answered to it."""

from dataclasses import dataclass
from functools import cached_property

from analysis.report.attack.tables import Row, RunTable
from analysis.study.codebook import Column
from analysis.study.instrument import CHOSEN
from analysis.study.study import Study

YES = 1.0
"""Of an answer that can be chosen beside others: 1 for whom has, else 0."""


@dataclass(frozen=True)
class Asked:
    """A question or item, as unknown answers are told apart.

    Attributes
    ----------
    variable : str
        Its name among all that is asked.
    points : tuple of float
        Possible answers; of a choice, numbers of its answers. Of a number or an index none:
        any may be given between its ends.
    answer : float or None
        Of a row of chosen answers, which one its share is of; None of a rating.
    """

    variable: str
    points: tuple[float, ...]
    answer: float | None = None


@dataclass(frozen=True)
class Questions:
    """All questions of a study's survey, by what their rows say."""

    study: Study

    def of(self, table: RunTable, row: Row) -> Asked | None:
        """What a row is of; None where it is of no question."""
        item = row.get("item", "")
        column = self.study.columns.get(row.get("question", "")) or self._find(table, item)
        if column is None:
            return None
        if column.kind in CHOSEN:
            return _chosen(column, item)
        name = f"{column.name}.{item}" if item in column.item_keys else column.name
        if column.scale is None or column.kind in ("index", "number"):
            return Asked(name, ())
        return Asked(name, tuple(map(float, column.scale.points)))

    def _find(self, table: RunTable, item: str) -> Column | None:
        """The question of a table whose rows name an item alone."""
        named = [c for c in self.study.columns.values() if table.name.endswith(f"_{c.name}")]
        return next(iter(named), self._by_item.get(item))

    @cached_property
    def _by_item(self) -> dict[str, Column]:
        """Rated questions by their items, or by themselves."""
        rated = [c for c in self.study.columns.values() if c.scale is not None]
        found = {column.name: column for column in rated}
        for column in rated:
            found = dict.fromkeys(column.item_keys, column) | found
        return found


def _chosen(column: Column, item: str) -> Asked | None:
    if column.kind == "choice":
        points = tuple(float(place) for place in range(len(column.allowed)))
        if item not in column.allowed:
            return None
        return Asked(column.name, points, float(column.allowed.index(item)))
    return Asked(f"{column.name}.{item}", (0.0, YES), YES)
