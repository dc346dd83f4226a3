"""Charts of the topic ``training_attendance``."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import (
    body_in,
    draw_bars,
    draw_column,
    draw_heading,
    draw_intervals,
    draw_labels,
    draw_pairs,
)
from analysis.drawing.sheet import MARGIN_IN, ROW_IN, Sheet, open_sheet
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import p_text
from analysis.release.rules import Released
from analysis.study.wording import Wording
from analysis.topics.describe import describe
from analysis.topics.training_attendance.captions import funnel_texts, row_labels, turnout_groups

LABEL_RIGHT_IN, DATED_RIGHT_IN = 2.3, 2.7
DIFFERENCE_IN = (2.45, 4.9)
TICKS_POINTS = (-50, 0, 50)
COUNT_ROOM_IN = 0.36
"""Beside a marker, for its number."""
GROUP_BELOW_IN = 0.09
"""How far below the line above it a group is named."""


def plot_per_year(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the number of trainings held in each year."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax)
    draw_labels(sheet, [str(year) for year in table["year"]], 0.75)
    counts = list(table["estimate"])
    draw_bars(
        sheet,
        (0.85, 6.1),
        counts,
        [say.number(c) for c in counts],
        highlight=[counts.index(max(counts))],
    )
    return sheet.ax


def plot_by_group(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each group's share of the participants."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax)
    draw_labels(sheet, item_labels(released), 2.55)
    shares = list(table["estimate_pct"])
    draw_bars(sheet, (2.65, 6.1), shares, [say.percent(s) for s in shares], highlight=[0])
    return sheet.ax


def plot_totals(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw attendance of all trainings together: as printed, and summed over themes."""
    say = Wording(released.edition.language)
    rates = [
        f"{say.percent(100 * row.estimate)} ({say.interval(low, high)})"
        for row in released.table.itertuples()
        for low, high in [(say.percent(100 * row.ci_low), say.percent(100 * row.ci_high))]
    ]
    return _draw_attendance(released, rates, 4.95, ax)


def plot_by_theme(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw registered, attended and attendance rate of each theme."""
    say = Wording(released.edition.language)
    rates = [say.percent(100 * rate) for rate in released.table["estimate"]]
    return _draw_attendance(released, rates, 5.6, ax)


def plot_turnout(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw registered, attended and attendance rate by year, organisation and municipality."""
    say, by = Wording(released.edition.language), list(released.table["by"])
    rates = [say.percent(100 * rate) for rate in released.table["estimate"]]
    firsts = [row for row in range(len(by)) if row == 0 or by[row] != by[row - 1]]
    groups = dict(zip(firsts, turnout_groups(released), strict=True))
    return _draw_attendance(released, rates, 5.6, ax, groups=groups)


def plot_by_training(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw registered, attended and attendance rate of each training in the order of dates."""
    say = Wording(released.edition.language)
    rates = [say.percent(100 * rate) for rate in released.table["estimate"]]
    return _draw_attendance(released, rates, 5.6, ax)


def plot_returners(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw who came to each training and how many of them had come before."""
    say = Wording(released.edition.language)
    rates = [say.percent(100 * rate) for rate in released.table["estimate"]]
    return _draw_attendance(released, rates, 5.6, ax, part="came_before", headings=released.name)


def plot_funnel(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw how many people registered, came, and came again."""
    table = released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax)
    draw_labels(sheet, item_labels(released), LABEL_RIGHT_IN)
    last = [len(table) - 1]
    draw_bars(sheet, (2.4, 6.1), list(table["n"]), funnel_texts(released), highlight=last)
    return sheet.ax


def plot_differences(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each theme's attendance rate against that of all others, with its interval."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.2, ax, head_in=0.3)
    draw_labels(sheet, item_labels(released), LABEL_RIGHT_IN)
    reach = max(1.05 * table[["ci_low", "ci_high"]].abs().max(axis=None), 1.1 * TICKS_POINTS[-1])
    panel = sheet.panel(*DIFFERENCE_IN, len(table), (-reach, reach))
    panel.set_xticks(TICKS_POINTS, [say.number(t, signed=True) for t in TICKS_POINTS])
    panel.plot([0, 0], [-0.5, len(table) - 0.5], color=style.INK, linewidth=0.9, zorder=1)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    draw_column(sheet, 5.35, [say.number(value, signed=True) for value in table["estimate"]])
    draw_column(sheet, 6.1, [p_text(say, p) for p in table["p_adjusted"]], color=style.SOFT)
    draw_heading(sheet, DIFFERENCE_IN[0], say.text(f"{released.name}.heading"))
    draw_heading(sheet, 6.1, say.text("column.p_adjusted"), ha="right")
    return sheet.ax


def _draw_attendance(
    released: Released,
    rate_texts: list[str],
    rates_end_in: float,
    ax: Axes | None,
    *,
    part: str = "attended",
    headings: str = "training_attendance_by_theme",
    groups: Mapping[int, str] | None = None,
) -> Axes:
    """A ring for n, a disc for a part and its rate a row; groups are named at their first row."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.2, ax, head_in=0.5)
    right_in = DATED_RIGHT_IN if "date" in table.columns else LABEL_RIGHT_IN
    draw_labels(sheet, row_labels(released), right_in)
    for row, group in (groups or {}).items():
        y = sheet.row_in(row) - ROW_IN / 2
        sheet.text(MARGIN_IN, y + GROUP_BELOW_IN, group, fontsize=style.SMALL_PT, color=style.SOFT)
        if row:
            sheet.ax.plot([MARGIN_IN, 6.1], [y, y], color=style.RING, linewidth=0.8, zorder=0)
    start_in = rates_end_in - 1.1
    counts = _counts_panel(sheet, (right_in + 0.15, start_in - 0.15), table["n"])
    ring, disc = ([say.number(n) for n in table[c]] for c in ("n", part))
    draw_pairs(counts, list(table["n"]), list(table[part]), ring, disc)
    rates = sheet.panel(start_in, rates_end_in, len(table), (0, 1))
    rates.set_xticks([0, 0.5, 1], [say.number(0), say.number(50), say.percent(100)])
    for tick in (0, 0.5, 1):
        rates.plot([tick, tick], [-0.5, len(table) - 0.5], color=style.FAINT, linewidth=0.8,
                   clip_on=False, zorder=0)  # fmt: skip
    draw_intervals(rates, table["estimate"], table["ci_low"], table["ci_high"])
    draw_column(sheet, 6.1, rate_texts)
    _write_headings(sheet, say, headings, right_in + 0.15)
    return sheet.ax


def _counts_panel(sheet: Sheet, span_in: tuple[float, float], n: pd.Series) -> Axes:
    """A panel from nought to the largest number, with room for numbers at both ends."""
    most = float(n.max())
    room = most * COUNT_ROOM_IN / (span_in[1] - span_in[0] - 2 * COUNT_ROOM_IN)
    panel = sheet.panel(*span_in, len(n), (-room, most + room))
    panel.set_xticks([])
    return panel


def _write_headings(sheet: Sheet, say: Wording, name: str, left_in: float) -> None:
    """Disc above ring: beside each other they would reach into the panel of rates."""
    disc, ring, rate = (say.text(f"{name}.{key}") for key in ("disc", "ring", "rate"))
    draw_heading(sheet, left_in, ring)
    sheet.text(left_in, sheet.top_in - 0.28, disc, fontsize=9.5, color=style.TEAL,
               fontweight=style.SEMIBOLD)  # fmt: skip
    draw_heading(sheet, 6.1, rate, ha="right")
