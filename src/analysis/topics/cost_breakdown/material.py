"""What the topic's figures are estimated from: a cost sheet, or published numbers."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.inputs.chosen import Inputs, read_inputs
from analysis.inputs.frames import NUMBERS
from analysis.inputs.printed.published import read_published
from analysis.inputs.printed.shape import as_numbers, origin_of
from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.topics.cost_breakdown.group_size import estimate_cost_curve
from analysis.topics.cost_breakdown.per_participant import estimate_per_participant
from analysis.topics.cost_breakdown.pilots import per_unit, sum_pilots
from analysis.topics.cost_breakdown.ranges import estimate_cost_ranges


@dataclass(frozen=True)
class Material:
    """A cost sheet and the numbers that follow from it, or that are published.

    Without costs, `numbers` (from `tabulate_costs`) are what is `printed`. The change in the
    survey is as `estimate_costs_beside_effect` takes it.
    """

    edition: Edition
    costs: pd.DataFrame | None
    printed: pd.DataFrame
    numbers: pd.DataFrame
    change: pd.DataFrame | None

    @property
    def costing(self) -> Costing | None:
        """The study's rates."""
        return self.edition.study.costing

    @property
    def told_places(self) -> frozenset[str] | None:
        """Places with costs; None where published numbers are asked for."""
        return None if self.costs is None else frozenset(self.costs["municipality"])

    @property
    def only_place(self) -> str | None:
        """The only place that the cost sheet has entries of: its numbers are the project's."""
        places = self.told_places or frozenset()
        return next(iter(places)) if len(places) == 1 else None

    def once(self, table: pd.DataFrame) -> pd.DataFrame:
        """Rows of places and of the project, without the same numbers in two of them."""
        if self.only_place is None:
            return table
        own = self.edition.municipality if self.edition.municipality == self.only_place else ALL
        return table[table["municipality"] == own].reset_index(drop=True)

    def of_several(self, table: pd.DataFrame) -> pd.DataFrame:
        """Rows that set places beside each other: none of an only place."""
        return table if self.only_place is None else table.iloc[:0]

    @cached_property
    def per_participant(self) -> pd.DataFrame:
        """From `estimate_per_participant`."""
        return estimate_per_participant(self.numbers)

    @cached_property
    def curve(self) -> pd.DataFrame:
        """From `estimate_cost_curve`."""
        return estimate_cost_curve(self.per_participant, self.costs, self.costing)

    @cached_property
    def ranges(self) -> pd.DataFrame:
        """From `estimate_cost_ranges`."""
        return estimate_cost_ranges(self.costs, self.costing)


def read_material(
    edition: Edition, change: pd.DataFrame | None, inputs: Inputs | None = None
) -> Material:
    """Read what an edition's figures of costs are estimated from.

    The change in the survey is handed in, since topics do not import each other; so are
    ``inputs``, the data that the edition names, where they were read before.
    """
    costs = (inputs or read_inputs(edition.study, edition.data, edition.language)).costs
    printed = read_published(edition.study, "cost_breakdown")
    numbers = tabulate_costs(costs, edition.study.costing, printed)
    return Material(edition, costs, printed, numbers, change)


def tabulate_costs(
    costs: pd.DataFrame | None, costing: Costing | None, printed: pd.DataFrame
) -> pd.DataFrame:
    """Costs and participants of a project's own cost sheet, in the shape of the published ones.

    Participants, total cost and cost per participant of each municipality and of the project,
    whose cost per participant is the ratio of totals; shares (0-100) of the project's totals.

    Parameters
    ----------
    costs : pandas.DataFrame or None
        None for the published numbers.
    costing : Costing or None
        The study's rates; needed for a cost sheet.
    printed : pandas.DataFrame
    """
    if costs is None:
        return printed
    if costs.empty:
        return NUMBERS.empty()
    totals = sum_pilots(costs, costing)
    municipal, whole = totals.drop(ALL), totals.loc[ALL]
    rows = [
        *_rows("cost_per_participant", per_unit(totals), "eur"),
        *_rows("participants", totals["n"], "count"),
        *_rows("participants_share", _shares(municipal["n"]), "pct"),
        _row("total_cost", ALL, whole["cost_eur"], "eur"),
        *_rows("total_cost_share", _shares(municipal["cost_eur"]), "pct"),
    ]
    return as_numbers(rows, origin_of(costs))


def _shares(parts: pd.Series) -> pd.Series:
    """Of the parts' sum, 0-100; none where there is nothing to share."""
    whole = parts.sum() if parts.notna().all() else None
    return 100 * parts / whole if whole else parts.iloc[:0]


def _rows(question: str, values: pd.Series, unit: str) -> list[dict[str, object]]:
    known = values[values.notna()]  # a sheet that tells of no participants has the totals alone
    return [_row(question, str(key), value, unit) for key, value in known.items()]


def _row(question: str, municipality: str, value: Any, unit: str) -> dict[str, object]:
    return {"question": question, "municipality": municipality, "value": float(value), "unit": unit}
