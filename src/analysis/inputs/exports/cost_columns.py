"""Cost sheets that tell less than others do."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.inputs.exports.sheet import Sheet
from analysis.inputs.faults import Note
from analysis.study.codebook import Column

UNTOLD = {
    "participants": "costs-without-participants",
    "hours": "costs-without-hours",
    "pilot": "costs-without-pilots",
}
"""What is said of sheets without a column that figures of costs rest on."""
EMPTY = (
    "hours",
    "hourly_pay_eur",
    "monthly_pay_eur",
    "on_cost_pct",
    "quantity",
    "participants",
)
"""Columns of numbers that a study's cost sheets may do without."""


def find_untold(sheets: Sequence[Sheet], columns: Mapping[str, Column]) -> list[Note]:
    """A note for each column that figures rest on and that no sheet has, at the first sheet."""
    there = {name for sheet in sheets for name, _ in sheet.columns}
    return [
        Note(sheet.file, rule, sheet.sheet)
        for sheet in sheets[:1]
        for name, rule in UNTOLD.items()
        if name not in there or name not in columns
    ]


def complete_costs(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that a study's cost sheets do not have.

    Parameters
    ----------
    rows : pandas.DataFrame
        From `tidy_entries` or `no_entries`.

    Returns
    -------
    pandas.DataFrame
        With ``pilot``, of which a place then has one, called as the place; ``job_title`` and the
        columns of `EMPTY`, of which no sheet tells.
    """
    untold = pd.Series([None] * len(rows), rows.index, dtype="object")
    columns = dict.fromkeys(EMPTY, untold)
    columns["pilot"] = rows["municipality"]
    columns["job_title"] = pd.Series(pd.NA, rows.index, dtype="str")
    return rows.assign(**{name: cells for name, cells in columns.items() if name not in rows})
