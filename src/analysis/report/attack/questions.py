"""Which question a row of a table is of, and what can be answered to it."""

from dataclasses import dataclass
from functools import cached_property

from analysis.report.attack.tables import Row, RunTable
from analysis.study.codebook import Column
from analysis.study.instrument import CHOSEN, list_families, list_panels
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
        """The question of a table whose rows name an item alone.

        A figure is called by its question, or by a family and the first of its questions: the
        longest name that it ends in is its own, as questions' names can end alike. A row
        without an item is of all its questions and items together, and of none of them.
        """
        ends = [name for name in self._shown if table.name.endswith(f"_{name}")]
        columns = [self.study.columns[q] for q in self._shown[max(ends, key=len)]] if ends else []
        if item:
            return next((c for c in columns if _has(c, item)), self._by_item.get(item))
        return columns[0] if len(columns) == 1 and not columns[0].item_keys else None

    @cached_property
    def _shown(self) -> dict[str, tuple[str, ...]]:
        """Questions of a figure by what its name can end in."""
        alone = {name: (name,) for name in self.study.columns}
        groups = [*list_panels(self.study), *list_families(self.study)]
        return alone | {ratings.name: ratings.questions for ratings in groups}

    @cached_property
    def _by_item(self) -> dict[str, Column]:
        """Rated questions by their items, or by themselves."""
        rated = [c for c in self.study.columns.values() if c.scale is not None]
        found = {column.name: column for column in rated}
        for column in rated:
            found = dict.fromkeys(column.item_keys, column) | found
        return found


def _has(column: Column, item: str) -> bool:
    """Whether an item that a row names, or an answer, is of a question."""
    own = column.allowed if column.kind == "choice" else (column.name, *column.item_keys)
    return item in own


def _chosen(column: Column, item: str) -> Asked | None:
    if column.kind == "choice":
        points = tuple(float(place) for place in range(len(column.allowed)))
        if item not in column.allowed:
            return None
        return Asked(column.name, points, float(column.allowed.index(item)))
    return Asked(f"{column.name}.{item}", (0.0, YES), YES)
