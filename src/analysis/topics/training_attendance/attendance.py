"""What figures of registered and attended share: rows in words, and the drawing of rates."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import (
    body_in,
    draw_column,
    draw_heading,
    draw_intervals,
    draw_labels,
)
from analysis.drawing.sheet import MARGIN_IN, RIGHT_IN, ROW_IN, Sheet, open_sheet, width_in
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.numbers import band_text
from analysis.release.estimates import Estimates, Released
from analysis.study.wording import NBSP

LABEL_RIGHT_IN, COUNTS_RIGHT_IN = 2.3, 2.85
COUNT_GAP_IN = 0.15
"""Between a label and its numbers."""
RATES_IN = (2.97, 5.5)
"""Two fifths of the width: the rate is what the figure is about."""
GROUP_BELOW_IN = 0.09
"""How far below the line above it a group is named."""
BANDED = ("n", "attended", "came_before")
"""Columns of people that some figures tell by bands."""
HEADINGS = ("training_attendance_by_theme.counts", "training_attendance_by_theme.rate")
"""Keys of what is counted, and of what the rate is."""


def row_labels(estimates: Estimates) -> list[str]:
    """Label of each row; a training's has its date, which no line break cuts."""
    if "date" not in estimates.table.columns:
        return estimates.labels
    days = [estimates.say.day(date).replace(" ", NBSP) for date in estimates.table["date"]]
    return [f"{label}, {day}" for label, day in zip(estimates.labels, days, strict=True)]


def middle(table: pd.DataFrame, name: str) -> pd.Series:
    """The middles of the bands that a column is told by; of exact numbers, these."""
    ends = [table[name], table.get(f"{name}_most", table[name])]
    return sum(end.astype("float64") for end in ends) / 2


def people_texts(estimates: Estimates, name: str) -> list[str]:
    """A number of people a row: exact, as a band, or the symbol for what is withheld."""
    table = estimates.table
    ends = zip(table[name], table.get(f"{name}_most", table[name]), strict=True)
    return [band_text(estimates.say, low, high) for low, high in ends]


def coarse_foot(released: Released, foot: str) -> str:
    """The method, the foot, and what is to be said of numbers that are coarse."""
    say, table = released.say, released.table
    parts = [method_sentence(released), foot]
    if any(
        (table[name] < table[f"{name}_most"]).any() for name in BANDED if f"{name}_most" in table
    ):
        parts.append(say.text("training_attendance_people.coarse"))
    return " ".join(parts)


def rate_interval(estimates: Estimates, row: Any) -> str:
    """The interval of a row's rate."""
    percent = estimates.say.percent
    return estimates.say.interval(percent(100 * row.ci_low), percent(100 * row.ci_high))


def attendance_rows(estimates: Estimates) -> list[str]:
    """A phrase a row: attended, registered, rate and its interval."""
    say = estimates.say
    counts = zip(*(people_texts(estimates, name) for name in ("attended", "n")), strict=True)
    rows = zip(row_labels(estimates), counts, estimates.table.itertuples(), strict=True)
    return [
        f"{label}: {registered}"
        if pd.isna(row.n)
        else say.text(
            "training_attendance_by_theme.alt_row",
            label=label,
            attended=attended,
            registered=registered,
            rate=say.percent(100 * row.estimate),
            interval=rate_interval(estimates, row),
        )
        for label, (attended, registered), row in rows
    ]


def rate_texts(estimates: Estimates) -> list[str]:
    """The rate of each row; empty where none is told."""
    rates = estimates.table["estimate"]
    return ["" if pd.isna(rate) else estimates.say.percent(100 * rate) for rate in rates]


def rates_title(released: Released, key: str, key_same: str) -> str:
    """From which lowest to which highest rate the rows reach, or that all have the same."""
    say, rates = released.say, 100 * released.table["estimate"]
    low, high = say.percent(rates.min()), say.percent(rates.max())
    return (
        say.text(key_same, rate=low)
        if low == high
        else say.text(key, range=say.interval(low, high))
    )


def describe_rates(released: Released, title: str, subtitle: str, foot: str) -> Caption:
    """A caption of rates; ``foot`` is the key of what is said below besides their method."""
    foot = coarse_foot(released, released.say.text(foot))
    return write_caption(released, title, subtitle, foot, attendance_rows(released))


def plot_attendance(
    estimates: Estimates,
    caption: Caption,
    *,
    ax: Axes | None = None,
    part: str = "attended",
    headings: tuple[str, str] = HEADINGS,
    groups: Mapping[int, str] | None = None,
) -> Axes:
    """Of how many how many, and which rate that is, a row; groups are named at their first row.

    Parameters
    ----------
    estimates : Estimates
    caption : Caption
    ax : Axes, optional
    part : str
        Column of those who are counted among all ``n``.
    headings : tuple of str
        Keys of what is counted, and of what the rate is.
    groups : mapping, optional
        Names of groups by their first row.
    """
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.36)
    counts = _count_texts(estimates, part)
    widest_in = max(width_in(text, style.TEXT_PT) for text in counts)
    draw_labels(sheet, row_labels(estimates), COUNTS_RIGHT_IN - widest_in - COUNT_GAP_IN)
    _name_groups(sheet, groups or {})
    draw_column(sheet, COUNTS_RIGHT_IN, counts, color=style.SOFT)
    rates = sheet.panel(*RATES_IN, len(table), (0, 1))
    rates.set_xticks([0, 0.5, 1], [say.number(0), say.number(50), say.percent(100)])
    for tick in (0, 0.5, 1):
        rates.plot([tick, tick], [-0.5, len(table) - 0.5], color=style.FAINT, linewidth=0.8,
                   clip_on=False, zorder=0)  # fmt: skip
    draw_intervals(rates, table["estimate"], table["ci_low"], table["ci_high"])
    intervals = ["" if pd.isna(row.estimate) else rate_interval(estimates, row)
                 for row in table.itertuples()]  # fmt: skip
    draw_column(sheet, RIGHT_IN, rate_texts(estimates), notes=intervals)
    counted, rate = headings
    draw_heading(sheet, COUNTS_RIGHT_IN, say.text(counted), ha="right")
    draw_heading(sheet, RIGHT_IN, say.text(rate), ha="right")
    return sheet.ax


def _count_texts(estimates: Estimates, part: str) -> list[str]:
    """A part and its whole a row, or the symbol for what is withheld."""
    symbol = estimates.say.text("withheld.symbol")
    people = zip(people_texts(estimates, part), people_texts(estimates, "n"), strict=True)
    return [
        symbol if pd.isna(n) else f"{came} / {whole}"
        for n, (came, whole) in zip(estimates.table["n"], people, strict=True)
    ]


def _name_groups(sheet: Sheet, groups: Mapping[int, str]) -> None:
    for row, group in groups.items():
        y = sheet.row_in(row) - ROW_IN / 2
        sheet.text(MARGIN_IN, y + GROUP_BELOW_IN, group, fontsize=style.SMALL_PT, color=style.SOFT)
        if row:
            sheet.ax.plot([MARGIN_IN, RIGHT_IN], [y, y], color=style.RING, linewidth=0.8, zorder=0)
