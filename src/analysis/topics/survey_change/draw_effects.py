"""Charts of the change itself."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import (
    MARKER_PT,
    body_in,
    draw_column,
    draw_heading,
    draw_intervals,
    draw_labels,
)
from analysis.drawing.sheet import Sheet, open_sheet
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import p_text
from analysis.release.rules import Released
from analysis.study.wording import Wording
from analysis.topics.describe import describe
from analysis.topics.survey_change.draw_axis import (
    EDGE_IN,
    LABEL_RIGHT_IN,
    change_panel,
    point_ticks,
    rating_ticks,
    write_columns,
    write_directions,
    write_legend,
)
from analysis.topics.survey_change.words_effects import asked
from analysis.topics.survey_change.words_words import signed

FOREST_IN = (2.3, 4.6)
LEAST_IN = (2.3, 5.05)
NESTED_IN = (2.3, 5.6)
NESTED = (("ci", style.FAINT, 9.0), ("weak", style.MUTED, 5.5), ("strong", style.TEAL, 2.2))
"""Intervals of the same change: assumption, colour and width; each lies within the one before."""


def plot_forest(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the change of each domain and of life as a whole, the largest improvement first."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.2, ax, head_in=0.3)
    whole = [row for row, item in enumerate(table["item"]) if not item]
    draw_labels(sheet, item_labels(released), LABEL_RIGHT_IN, bold=whole)
    ends = table[["ci_low", "ci_high"]]
    panel = change_panel(sheet, FOREST_IN, ends, rating_ticks(ends), say)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    write_directions(sheet, FOREST_IN, say)
    draw_column(sheet, 5.35, [signed(say, value) for value in table["estimate"]])
    draw_heading(sheet, 5.35, say.text(f"{released.name}.change_head"), ha="right")
    if table["p_adjusted"].notna().any():
        draw_column(sheet, EDGE_IN, [p_text(say, p) for p in table["p_adjusted"]],
                    color=style.SOFT)  # fmt: skip
        draw_heading(sheet, EDGE_IN, say.text("column.p_adjusted"), ha="right")
    return sheet.ax


def plot_detectable(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw how large a change had to be to show, and how large the observed one was."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.2, ax, head_in=0.55)
    draw_labels(sheet, item_labels(released), LABEL_RIGHT_IN)
    reach = 1.05 * float(table[["detectable", "observed"]].max().max())
    panel = sheet.panel(*LEAST_IN, len(table), (0, reach))
    rows = range(len(table))
    panel.barh(rows, table["detectable"], height=0.6, color=style.FAINT, zorder=1)
    marker: dict[str, Any] = {
        "markersize": MARKER_PT,
        "color": style.TEAL,
        "zorder": 3,
        "clip_on": False,
    }
    panel.plot(table["observed"], rows, "o", **marker)
    ticks = [tick / 2 for tick in range(int(2 * reach) + 1)]
    panel.set_xticks(ticks, [say.number(tick, 1) for tick in ticks])
    least, found = ([say.number(value, 1) for value in table[column]]
                    for column in ("detectable", "observed"))  # fmt: skip
    legend = (say.text(f"{released.name}.{key}") for key in ("least", "observed"))
    write_legend(sheet, LEAST_IN[0], *legend, lines=1)
    heads = (say.text(f"{released.name}.least_head"), say.text(f"{released.name}.observed_head"))
    write_columns(sheet, heads, least, found)
    return sheet.ax


def plot_pairing(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the intervals of changed shares as they narrow, the more alike a person's answers."""
    sheet = _draw_nested(released, point_ticks(_ends(released)), ax)
    heading = Wording(released.edition.language).text("survey_change_pairing.heading")
    draw_heading(sheet, NESTED_IN[0], heading)
    return sheet.ax


def plot_pairing_means(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the same of changed means."""
    sheet = _draw_nested(released, rating_ticks(_ends(released)), ax)
    write_directions(sheet, NESTED_IN, Wording(released.edition.language))
    return sheet.ax


def _ends(released: Released) -> pd.DataFrame:
    return released.table[["ci_low", "ci_high"]]


def _draw_nested(released: Released, ticks: Sequence[float], ax: Axes | None) -> Sheet:
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.2, ax, head_in=0.3)
    draw_labels(sheet, item_labels(released), LABEL_RIGHT_IN, notes=asked(released))
    panel = change_panel(sheet, NESTED_IN, _ends(released), ticks, say)
    for row, ends in enumerate(table.itertuples()):
        for case, color, width in NESTED:
            span = [getattr(ends, f"{case}_low"), getattr(ends, f"{case}_high")]
            panel.plot(span, [row, row], color=color, linewidth=width, solid_capstyle="butt",
                       zorder=2)  # fmt: skip
    marker: dict[str, Any] = {"markersize": MARKER_PT, "color": style.TEAL, "zorder": 3}
    panel.plot(table["estimate"], range(len(table)), "o", **marker)
    draw_column(sheet, EDGE_IN, [signed(say, value) for value in table["estimate"]])
    return sheet
