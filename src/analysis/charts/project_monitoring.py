"""Charts of the topic ``project_monitoring``: bars, pairs and plans."""

import pandas as pd
from matplotlib.axes import Axes

from analysis import style
from analysis.charts.rows import (
    MARKER_PT,
    REFERENCE,
    RING_PT,
    body_in,
    draw_bars,
    draw_column,
    draw_heading,
    draw_labels,
    draw_pairs,
)
from analysis.charts.sheet import Sheet, open_sheet
from analysis.disclosure import Released
from analysis.findings import describe
from analysis.findings.labels import item_labels
from analysis.findings.project_monitoring import (
    part_shares,
    partner_rows,
    planned_rows,
    zero_sentence,
)
from analysis.wording import NBSP, Wording


def plot_budget(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the parts of the budget."""
    return _draw_parts(released, ax)


def plot_financing(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the sources of financing."""
    return _draw_parts(released, ax)


def plot_communication(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the number of communication outputs of each kind."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax)
    draw_labels(sheet, item_labels(released), 2.45)
    counts = list(table["estimate"])
    draw_bars(sheet, (2.55, 6.1), counts, [say.number(c) for c in counts], highlight=[0])
    return sheet.ax


def plot_partner_survey(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw a circle a person: those asked, those who answered and what they said."""
    rows, table = partner_rows(released), released.table.set_index("item")
    invited = int(table["estimate"]["invited"])
    sheet = open_sheet(describe(released), body_in(len(rows)), ax)
    draw_labels(sheet, [label for label, _, _ in rows], 2.45)
    for row, item in enumerate(i for i in table.index if i != "invited"):
        n = invited if pd.isna(table["n"][item]) else int(table["n"][item])
        _draw_people(sheet, row, int(table["estimate"][item]), n)
    draw_column(sheet, 4.98, [of for _, of, _ in rows], fontweight=style.SEMIBOLD)
    draw_column(sheet, 6.1, [share for _, _, share in rows], fontsize=9.0, color=style.SOFT)
    return sheet.ax


def plot_planned_reached(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw what was reached in per cent of what was planned, by study."""
    say, table, rows = Wording(released.edition.language), released.table, planned_rows(released)
    studies = list(dict.fromkeys(study for study, *_ in rows))
    # A line of its own heads each study.
    lines = [i + 1 + studies.index(study) for i, (study, *_) in enumerate(rows)]
    count = len(rows) + len(studies)
    sheet = open_sheet(describe(released), body_in(count) + 0.2, ax, head_in=0.25)
    _write_plans(sheet, released, lines)
    share = 100 * table["reached"] / table["planned_high"]
    low = 100 * table["planned_low"] / table["planned_high"]
    panel = sheet.panel(4.15, 6.1, count, (0, 1.3 * max(100.0, share.max())))
    panel.set_xticks([0, 50, 100], [say.number(0), say.number(50), say.percent(100)])
    panel.plot([100, 100], [0.5, count - 0.5], zorder=1, **REFERENCE)
    for i, line in enumerate(lines):
        panel.barh([line], [100 - low[i]], left=[low[i]], height=0.3, color=style.FAINT, zorder=0)
        if not pd.isna(share[i]):
            _draw_reached(panel, share[i], line, say, str(table["reached_bound"][i]))
    return sheet.ax


def _write_plans(sheet: Sheet, released: Released, lines: list[int]) -> None:
    say, headed = Wording(released.edition.language), set[str]()
    for (study, label, planned, reached), line in zip(planned_rows(released), lines, strict=True):
        if study not in headed:
            headed.add(study)
            name = released.edition.study_name(study)
            y = sheet.row_in(line - 1) + 0.06
            sheet.text(0.2, y, name, fontweight=style.SEMIBOLD, color=style.TEAL)
        y = sheet.row_in(line)
        sheet.text(1.95, y, label, ha="right")
        sheet.text(2.9, y, planned, ha="right", color=style.SOFT)
        sheet.text(4.05, y, reached, ha="right")
    for x, key in ((2.9, "planned"), (4.05, "reached"), (6.1, "share")):
        draw_heading(sheet, x, say.text(f"{released.name}.{key}"), ha="right")


def plot_sustainability(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the self-assessed direct and indirect effects that are not nought."""
    say, table = Wording(released.edition.language), released.table
    strong = (table["direct"] > 0) | (table["indirect"] > 0)
    shown = table[strong]
    sheet = open_sheet(describe(released), body_in(len(shown)) + 0.45, ax)
    draw_labels(
        sheet, [label for label, s in zip(item_labels(released), strong, strict=True) if s], 2.45
    )
    panel = sheet.panel(2.6, 6.0, len(shown), (-0.8, 11.0))
    panel.set_xticks([0, 5, 10], [say.number(t) for t in (0, 5, 10)])
    panel.grid(axis="x", color=style.FAINT, linewidth=0.7)
    draw_pairs(
        panel,
        shown["indirect"],
        shown["direct"],
        [say.number(v) for v in shown["indirect"]],
        [say.number(v) for v in shown["direct"]],
    )
    sheet.text(
        2.45,
        sheet.bottom_in - 0.1,
        zero_sentence(released),
        ha="right",
        fontsize=9.0,
        color=style.SOFT,
    )
    return sheet.ax


def _draw_parts(released: Released, ax: Axes | None) -> Axes:
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax)
    shares = part_shares(released)
    amounts = list(table["estimate_eur"])
    draw_labels(sheet, item_labels(released), 2.0)
    draw_bars(sheet, (2.1, 5.3), amounts, [say.euros(a, 0) for a in amounts], highlight=[0])
    draw_column(sheet, 6.1, shares)
    return sheet.ax


def _draw_people(sheet: Sheet, row: int, count: int, n: int) -> None:
    for k in range(n):
        filled = k < count
        sheet.ax.plot(
            [2.65 + 0.16 * k],
            [sheet.row_in(row)],
            "o",
            markersize=7.5,
            markerfacecolor=style.TEAL if filled else "white",
            markeredgecolor=style.TEAL if filled else style.RING,
            markeredgewidth=1.4,
        )


def _draw_reached(panel: Axes, share: float, row: int, say: Wording, bound: str) -> None:
    # A ring where the number is a bound and not a count.
    face = "white" if bound else style.TEAL
    panel.plot([0, share], [row, row], color=style.TEAL_LIGHT, linewidth=2.6, zorder=2)
    panel.plot(
        [share],
        [row],
        "o",
        markersize=RING_PT if bound else MARKER_PT,
        markerfacecolor=face,
        markeredgecolor=style.TEAL,
        markeredgewidth=1.6,
        zorder=3,
    )
    panel.annotate(
        f"≤{NBSP}{say.percent(share)}" if bound else say.percent(share),
        (share, row),
        xytext=(7, 0),
        textcoords="offset points",
        va="center",
        fontsize=9.5,
        zorder=2,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )
