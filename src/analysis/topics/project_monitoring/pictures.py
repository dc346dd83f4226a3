"""Charts of the topic ``project_monitoring`` that are lists: timeline, pilots, vision."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import body_in, draw_heading
from analysis.drawing.sheet import MARGIN_IN, ROW_IN, Sheet, open_sheet, width_in, wrap
from analysis.drawing.words.labels import item_labels
from analysis.release.rules import Released
from analysis.study.wording import Wording
from analysis.topics.describe import describe
from analysis.topics.project_monitoring.captions import MILESTONES, vision_words

EVENT_IN = 0.27
YEAR_IN = 0.3
AXIS_IN = 0.85
WORD_PT = 12.5
WORD_ROW_IN = 0.36
WORD_GAP_IN = 0.32


def plot_timeline(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the project's dated events on an axis of time, each with its label."""
    dates = released.table["date"]
    first, last = dates.min(), dates.max()
    height = max(EVENT_IN * len(dates), YEAR_IN * (last.year - first.year + 1))
    sheet = open_sheet(describe(released), height, ax)
    years = [first.replace(year=y, month=1, day=1) for y in range(first.year + 1, last.year + 1)]
    top, an_inch = sheet.top_in + 0.1, (last - first) / (height - 0.2)
    sheet.ax.plot([AXIS_IN] * 2, [top, top + height - 0.2], color=style.RING, linewidth=1.6)
    _write_year(sheet, top, first.year)
    for year in years:
        at = top + (year - first) / an_inch
        sheet.ax.plot([AXIS_IN - 0.08, AXIS_IN], [at, at], color=style.RING, linewidth=1.6)
        _write_year(sheet, at, year.year)
    _draw_events(sheet, released, [top + (d - first) / an_inch for d in dates], height)
    return sheet.ax


def _write_year(sheet: Sheet, at_in: float, year: int) -> None:
    sheet.text(AXIS_IN - 0.13, at_in, str(year), ha="right", fontsize=9.5, color=style.SOFT)


def _draw_events(sheet: Sheet, released: Released, at_in: list[float], height: float) -> None:
    say, table = Wording(released.edition.language), released.table
    pitch = height / len(table)
    for k, (label, row) in enumerate(zip(item_labels(released), table.itertuples(), strict=True)):
        y, at, x = sheet.top_in + pitch * (k + 0.5), at_in[k], AXIS_IN
        sheet.ax.plot(
            [x, x + 0.18, x + 0.42, x + 0.55],
            [at, at, y, y],
            color=style.FAINT,
            linewidth=1,
            zorder=0,
        )
        sheet.ax.plot([x, x + 0.05], [at, at], color=style.INK, linewidth=1.2)
        sheet.ax.plot([x + 0.6], [y], **_marker(row.kind), zorder=3)
        sheet.text(2.4, y, say.day(row.date), ha="right", fontsize=9.5, color=style.SOFT)
        milestone = row.kind in MILESTONES
        words = label if milestone else f"{say.text(f'kind.{row.kind}')}: {label}"
        sheet.text(
            2.52, y, words, fontsize=9.5, fontweight=style.SEMIBOLD if milestone else style.REGULAR
        )


def plot_pilots(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the pilots as a table: municipality, activity, participants, what followed."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    sheet = open_sheet(describe(released), body_in(len(table)), ax, head_in=0.25)
    draw_heading(sheet, MARGIN_IN, say.text("column.municipality").lower())
    draw_heading(sheet, 1.2, say.text("column.activity").lower())
    draw_heading(sheet, 4.75, say.text(f"{name}.participants"), ha="right")
    draw_heading(sheet, 4.95, say.text(f"{name}.next"))
    for k, row in enumerate(table.itertuples()):
        _write_pilot(sheet, released, sheet.row_in(k), row)
    return sheet.ax


def _write_pilot(sheet: Sheet, released: Released, y: float, row: Any) -> None:
    say, edition = Wording(released.edition.language), released.edition
    color = style.TEAL if row.municipality == edition.municipality else style.INK
    activity = wrap(getattr(row, f"activity_{say.language}"), 2.75, style.TEXT_PT)
    went_on = row.continued == "continued"
    after = wrap(say.text(f"{released.name}.{row.continued}"), 1.15, 9.5)
    sheet.ax.plot([MARGIN_IN, 6.1], [y - ROW_IN / 2] * 2, color=style.FAINT, linewidth=0.8)
    sheet.text(
        MARGIN_IN, y, edition.place(row.municipality), color=color, fontweight=style.SEMIBOLD
    )
    sheet.text(1.2, y, activity, color=color)
    sheet.text(
        4.75,
        y,
        say.text("not_printed") if pd.isna(row.n) else say.number(row.n),
        ha="right",
        color=color,
    )
    sheet.text(
        4.95,
        y,
        after,
        fontsize=9.5,
        color=style.TEAL if went_on else style.SOFT,
        fontweight=style.SEMIBOLD if went_on else style.REGULAR,
    )


def plot_vision(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the words of the vision, those printed in capitals in bold."""
    lines: list[list[str]] = [[]]
    room = style.WIDTH_IN - 2 * MARGIN_IN
    for word in vision_words(released):
        if lines[-1] and _line_in([*lines[-1], word]) > room:
            lines.append([])
        lines[-1].append(word)
    sheet = open_sheet(describe(released), WORD_ROW_IN * len(lines), ax)
    for k, line in enumerate(lines):
        x = (style.WIDTH_IN - _line_in(line)) / 2
        for word in line:
            loud = word.isupper()
            sheet.text(
                x,
                sheet.top_in + WORD_ROW_IN * (k + 0.5),
                word,
                fontsize=WORD_PT,
                color=style.TEAL if loud else style.INK,
                fontweight=style.SEMIBOLD if loud else style.REGULAR,
            )
            x += _word_in(word) + WORD_GAP_IN
    return sheet.ax


def _marker(kind: str) -> dict[str, Any]:
    if kind in MILESTONES:
        return {"marker": "s", "markersize": 6, "color": style.INK}
    face = style.TEAL if kind == "peer_meeting" else "white"
    return {
        "marker": "o",
        "markersize": 6.5,
        "markerfacecolor": face,
        "markeredgecolor": style.TEAL,
        "markeredgewidth": 1.6,
        "linestyle": "none",
    }


def _word_in(word: str) -> float:
    return width_in(word, WORD_PT, style.SEMIBOLD if word.isupper() else style.REGULAR)


def _line_in(words: list[str]) -> float:
    return sum(_word_in(w) for w in words) + WORD_GAP_IN * (len(words) - 1)
