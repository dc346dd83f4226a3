"""How many verdicts of each kind there are: what the two figures of them share."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import body_in, draw_column, draw_heading, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption
from analysis.release.estimates import Estimates
from analysis.topics.publication_audit.outcome import (
    CONSISTENT,
    INCONSISTENT,
    UNINFORMATIVE,
    VERDICTS,
)

COLORS = {CONSISTENT: style.TEAL, INCONSISTENT: style.RUST, UNINFORMATIVE: style.FAINT}
TEXT_COLORS = COLORS | {UNINFORMATIVE: style.SOFT}
HATCHES = {INCONSISTENT: "////"}
COLUMNS_IN = {CONSISTENT: 4.6, INCONSISTENT: 5.35, UNINFORMATIVE: 6.1}


def count_verdicts(checks: pd.DataFrame, by: str) -> pd.DataFrame:
    """Numbers of verdicts, a column each, and the origin, a row a value of a column."""
    counts = pd.crosstab(checks[by], checks["verdict"]).reindex(
        columns=list(VERDICTS), fill_value=0
    )
    return counts.assign(origin=checks.groupby(by)["origin"].first()).rename_axis(columns=None)


def describe_verdicts(estimates: Estimates) -> list[str]:
    """The counts of each row."""
    say = estimates.say
    counts = [
        {verdict: say.number(row[verdict]) for verdict in VERDICTS}
        for row in estimates.table.to_dict("records")
    ]
    return [
        say.text("publication_audit_by_check.alt_row", label=label, **numbers)
        for label, numbers in zip(estimates.labels, counts, strict=True)
    ]


def plot_verdicts(
    estimates: Estimates, caption: Caption, ax: Axes | None, *, labels_in: float
) -> Axes:
    """A bar a row, in parts of each verdict, and the counts."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax, head_in=0.3)
    draw_labels(sheet, estimates.labels, labels_in)
    most = float(table[list(VERDICTS)].sum(axis=1).max())
    panel = sheet.panel(labels_in + 0.1, 4.1, len(table), (0, most))
    panel.set_xticks([])
    left = [0.0] * len(table)
    for verdict, key in VERDICTS.items():
        counts = [float(count) for count in table[verdict]]
        panel.barh(range(len(table)), counts, left=left, height=0.55, color=COLORS[verdict],
                   hatch=HATCHES.get(verdict, ""), edgecolor="white", linewidth=0)  # fmt: skip
        left = [start + count for start, count in zip(left, counts, strict=True)]
        x, color = COLUMNS_IN[verdict], TEXT_COLORS[verdict]
        draw_column(sheet, x, [say.number(count) for count in counts], color=color)
        draw_heading(sheet, x, say.text(key), ha="right", color=color)
    return sheet.ax
