"""A cost sheet in the shape of the published numbers."""

from typing import Any

import pandas as pd

from analysis.inputs.printed.shape import as_numbers, no_numbers, origin_of
from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.pilots import per_unit, require_rates, sum_pilots


def tabulate_costs(
    costs: pd.DataFrame | None, costing: Costing | None, printed: pd.DataFrame
) -> pd.DataFrame:
    """Costs and participants of a project's own cost sheet, in the shape of the published ones.

    Parameters
    ----------
    costs : pandas.DataFrame or None
        From `read_inputs`; None for the published numbers.
    costing : Costing or None
        The study's rates; needed for a cost sheet.
    printed : pandas.DataFrame
        ``read_published(study, "cost_breakdown")``.

    Returns
    -------
    pandas.DataFrame
        Participants, total cost and cost per participant of each municipality
        and of the project, whose cost per participant is the ratio of totals;
        shares (0-100) of the project's totals.
    """
    if costs is None:
        return printed
    if costs.empty:
        return no_numbers()
    totals = sum_pilots(costs, require_rates(costing))
    own, whole = totals.drop(ALL), totals.loc[ALL]
    rows = [
        *_rows("cost_per_participant", per_unit(totals), "eur"),
        *_rows("participants", totals["n"], "count"),
        *_rows("participants_share", _shares(own["n"]), "pct"),
        _row("total_cost", ALL, whole["cost_eur"], "eur"),
        *_rows("total_cost_share", _shares(own["cost_eur"]), "pct"),
    ]
    return as_numbers(rows, origin_of(costs))


def _shares(parts: pd.Series) -> pd.Series:
    """Of the parts' sum, 0-100; none where there is nothing to share."""
    whole = parts.sum()
    return 100 * parts / whole if whole else parts.iloc[:0]


def _rows(question: str, values: pd.Series, unit: str) -> list[dict[str, object]]:
    return [_row(question, str(key), value, unit) for key, value in values.items()]


def _row(question: str, municipality: str, value: Any, unit: str) -> dict[str, object]:
    return {"question": question, "municipality": municipality, "value": float(value), "unit": unit}
