"""How a chart shows an item at several waves: a line a wave, under the item's label."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import RING, body_in, draw_heading
from analysis.drawing.sheet import MARGIN_IN, Sheet, open_sheet, width_in, wrap
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.numbers import band_text
from analysis.release.estimates import Estimates
from analysis.topics.survey_change.axis import EDGE_IN
from analysis.topics.survey_change.phrases import mean_text

WAVE_RIGHT_IN, PANEL_IN, N_RIGHT_IN = 3.1, (3.2, 5.2), 5.65
GAP_IN, NARROWEST_IN = 0.15, 1.2
"""Between an item's label and its waves' names; the label is never narrower."""
LINE, SPACE = 0.42, 0.35
"""Height of a wave's line, and between two items, in rows."""


def wave_labels(estimates: Estimates) -> list[str]:
    """Name of each row's wave."""
    return [estimates.edition.label("wave", wave) for wave in estimates.table["wave"]]


def _height(estimates: Estimates) -> float:
    """Of an item with all its waves, in rows."""
    return LINE * len(estimates.edition.study.waves) + SPACE


def height_in_rows(estimates: Estimates) -> float:
    """Of all items, in rows of the sheet."""
    return _height(estimates) * int(estimates.table["item"].nunique())


def open_waves(
    estimates: Estimates, caption: Caption, ax: Axes | None
) -> tuple[Sheet, list[float]]:
    """A sheet with the items' labels, and the row of each line of the table."""
    sheet = open_sheet(caption, body_in(1) * height_in_rows(estimates) + 0.2, ax, head_in=0.3)
    waves, items = estimates.edition.study.waves, list(dict.fromkeys(estimates.table["item"]))
    middle = {item: (k + 0.5) * _height(estimates) - 0.5 for k, item in enumerate(items)}
    widest_in = max(width_in(name, style.SMALL_PT) for name in wave_labels(estimates))
    right_in = max(WAVE_RIGHT_IN - widest_in - GAP_IN, NARROWEST_IN)
    for item, label in dict(zip(estimates.table["item"], estimates.labels, strict=True)).items():
        lines = wrap(label, right_in - MARGIN_IN, style.TEXT_PT)
        sheet.text(right_in, sheet.row_in(middle[item]), lines, ha="right")
    pairs = zip(estimates.table["item"], estimates.table["wave"], strict=True)
    shifts = {wave: (k - (len(waves) - 1) / 2) * LINE for k, wave in enumerate(waves)}
    return sheet, [middle[item] + shifts[wave] for item, wave in pairs]


def draw_waves(estimates: Estimates, sheet: Sheet, panel: Axes, places: list[float]) -> Axes:
    """A disc for each line, of waves that are not compared a ring; name, value and n."""
    say, table = estimates.say, estimates.table
    panel.hlines(places, table["ci_low"], table["ci_high"], color=style.RING, linewidth=1.6)
    for place, name, row in zip(places, wave_labels(estimates), table.itertuples(), strict=True):
        is_compared = row.wave in estimates.edition.study.compared_waves
        look = {"color": style.TEAL} if is_compared else RING
        panel.plot([row.estimate], [place], "o", markersize=5.5, zorder=3, **look)
        level = "" if pd.isna(row.estimate) else mean_text(estimates, row.estimate)
        for x_in, text in ((WAVE_RIGHT_IN, name), (N_RIGHT_IN, level),
                           (EDGE_IN, band_text(say, row.n, row.n_most))):  # fmt: skip
            sheet.text(x_in, sheet.row_in(place), text, ha="right", fontsize=style.SMALL_PT)
    draw_heading(sheet, EDGE_IN, say.text("column.n"), ha="right")
    return sheet.ax
