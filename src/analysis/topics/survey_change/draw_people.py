"""Charts of who answered what, who left, and what that could hide."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import body_in, draw_column, draw_heading, draw_intervals, draw_labels
from analysis.drawing.sheet import Sheet, open_sheet, width_in
from analysis.drawing.words.labels import item_labels
from analysis.release.rules import Released
from analysis.study.declaration import WAVES
from analysis.study.wording import Wording
from analysis.topics.describe import describe
from analysis.topics.survey_change.draw_axis import (
    EDGE_IN,
    LABEL_RIGHT_IN,
    SHIFT,
    change_panel,
    rating_ticks,
    write_columns,
    write_directions,
    write_legend,
)
from analysis.topics.survey_change.words_people import rating_groups, retention_rows
from analysis.topics.survey_change.words_words import signed

BARS_IN = (2.95, 6.1)
BAR_SHIFT = 0.24
ROOM_PCT = 12.0
"""The narrowest part of a bar that its share can be written in."""
BAR_COLORS = (style.TEAL, style.FAINT, style.RUST)
RATES_IN = (2.3, 4.9)
STAYED_IN = (2.3, 5.0)


def plot_distribution(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the ratings of each domain as bars that diverge from the middling ones."""
    say, table = Wording(released.edition.language), released.table
    groups = list(released.edition.study.survey.rating_groups)
    items = list(dict.fromkeys(table["item"]))
    wide = table.set_index(["item", "group"])
    sheet = open_sheet(describe(released), body_in(len(items)), ax, head_in=0.3)
    draw_labels(sheet, list(dict.fromkeys(item_labels(released))), LABEL_RIGHT_IN)
    panel = sheet.panel(*BARS_IN, len(items), _reach(table, groups))
    panel.set_xticks([])
    for row, item in enumerate(items):
        for wave, shift in zip(WAVES, (-BAR_SHIFT, BAR_SHIFT), strict=True):
            shares = [float(wide[wave][item, group]) for group in groups]
            _draw_diverging(panel, row + shift, shares, say)
            words = say.text(f"column.{wave}")
            sheet.text(BARS_IN[0] - 0.1, sheet.row_in(row + shift), words, ha="right",
                       fontsize=style.SMALL_PT, color=style.SOFT)  # fmt: skip
    _write_groups(sheet, list(dict.fromkeys(rating_groups(released))))
    return sheet.ax


def _reach(table: pd.DataFrame, groups: Sequence[str]) -> tuple[float, float]:
    """Ends of the scale, with room for the shares written beyond the bars."""
    largest = table.groupby("group")[list(WAVES)].max().max(axis=1)
    middle = sum(largest[group] for group in groups[1:-1]) / 2
    return -(largest[groups[0]] + middle + 12), largest[groups[-1]] + middle + 12


def _draw_diverging(panel: Axes, y: float, shares: Sequence[float], say: Wording) -> None:
    """One bar; the middle of what is between the first and the last share is at zero."""
    left = -(shares[0] + sum(shares[1:-1]) / 2)
    ends = [left + sum(shares[:k]) for k in range(len(shares) + 1)]
    panel.barh([y] * len(shares), shares, left=ends[:-1], height=0.42, color=BAR_COLORS, zorder=2)
    for left, share in zip(ends[1:-2], shares[1:-1], strict=True):
        if share >= ROOM_PCT:
            panel.text(left + share / 2, y, say.percent(share), ha="center", va="center_baseline",
                       fontsize=style.SMALL_PT, color=style.INK, zorder=3)  # fmt: skip
    for x, share, side, color in [(ends[0], shares[0], -1, style.TEAL),
                                  (ends[-1], shares[-1], 1, style.RUST)]:  # fmt: skip
        panel.annotate(say.percent(share), (x, y), xytext=(side * 4, 0), va="center",
                       textcoords="offset points", ha="right" if side < 0 else "left",
                       fontsize=style.SMALL_PT, color=color)  # fmt: skip


def _write_groups(sheet: Sheet, labels: Sequence[str]) -> None:
    """What the three parts of a bar are: left, middle and right."""
    left, right = BARS_IN
    draw_heading(sheet, left, labels[0], color=style.TEAL, fontweight=style.SEMIBOLD)
    draw_heading(sheet, right, labels[-1], ha="right", color=style.RUST,
                 fontweight=style.SEMIBOLD)  # fmt: skip
    first, last = (width_in(labels[k], 9.5, style.SEMIBOLD) for k in (0, -1))
    draw_heading(sheet, (left + first + right - last) / 2, labels[1], ha="center")


def plot_retention(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the share of each group that is found again at the end."""
    say, table, rows = (
        Wording(released.edition.language),
        released.table,
        retention_rows(released),
    )
    sheet = open_sheet(describe(released), body_in(len(rows)) + 0.2, ax, head_in=0.3)
    draw_labels(sheet, [row[0] for row in rows], LABEL_RIGHT_IN, bold=[0])
    panel = sheet.panel(*RATES_IN, len(rows), (0, 1))
    panel.set_xticks([0, 0.25, 0.5, 0.75, 1], [say.percent(x) for x in (0, 25, 50, 75, 100)])
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    draw_column(sheet, 5.5, [row[1] for row in rows])
    draw_column(sheet, EDGE_IN, [say.number(row[2]) for row in rows], color=style.SOFT)
    draw_heading(sheet, RATES_IN[0], say.text(f"{released.name}.heading"))
    draw_heading(sheet, EDGE_IN, say.text("column.n"), ha="right")
    return sheet.ax


def plot_stayers(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw everyone's change and that of those seen twice, over what the others could hide."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.2, ax, head_in=0.55)
    draw_labels(sheet, item_labels(released), LABEL_RIGHT_IN)
    ends = table[["bound_low", "bound_high", "ci_low", "ci_high", "stayed_low", "stayed_high"]]
    panel = change_panel(sheet, STAYED_IN, ends, rating_ticks(ends), say)
    rows = range(len(table))
    panel.barh(rows, table["bound_high"] - table["bound_low"], left=table["bound_low"],
               height=0.75, color=style.FAINT, zorder=0)  # fmt: skip
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"], shift=-SHIFT,
                   is_ring=True)  # fmt: skip
    draw_intervals(panel, table["stayed"], table["stayed_low"], table["stayed_high"], shift=SHIFT)
    write_directions(sheet, STAYED_IN, say)
    legend = (say.text(f"{name}.{key}") for key in ("everyone", "stayed"))
    write_legend(sheet, STAYED_IN[0], *legend, lines=1)
    everyone, stayed = ([signed(say, value) for value in table[column]]
                        for column in ("estimate", "stayed"))  # fmt: skip
    heads = (say.text(f"{name}.everyone_head"), say.text(f"{name}.stayed_head"))
    write_columns(sheet, heads, everyone, stayed)
    return sheet.ax
