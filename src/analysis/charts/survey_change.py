"""Charts of the topic ``survey_change``."""

from typing import Any

from matplotlib.axes import Axes

from analysis import style
from analysis.charts.rows import (
    MARKER_PT,
    body_in,
    draw_column,
    draw_heading,
    draw_intervals,
    draw_labels,
    draw_pairs,
)
from analysis.charts.sheet import Sheet, open_sheet, width_in
from analysis.disclosure import Released
from analysis.findings import describe
from analysis.findings.caption import variant
from analysis.findings.labels import item_labels
from analysis.findings.survey_change import ChangeRow, change_rows
from analysis.wording import Wording

LABEL_RIGHT_IN = 2.15
VALUES_IN = (2.25, 4.05)
CHANGE_IN = (4.3, 5.6)
POINT_TICKS, RATING_TICKS = (-40, -20, 0, 20, 40), (-1, 0, 1)


def plot_domain_means(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each life domain's mean rating at start and end, and its change."""
    say = Wording(released.edition.language)
    heading = variant(released, "survey_change.change_rating")
    host, values = _draw_change(released, (1, 5), heading, ax)
    values.set_xticks(range(1, 6), [say.number(x) for x in range(1, 6)])
    values.set_xlim(0.7, 5.3)
    values.grid(axis="x", color=style.FAINT, linewidth=0.7)
    return host


def plot_detectable(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw how large a change had to be to show, and how large the observed one was."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.2, ax, head_in=0.3)
    draw_labels(sheet, item_labels(released), LABEL_RIGHT_IN)
    panel = sheet.panel(LABEL_RIGHT_IN + 0.15, 5.5, len(table), (0, _reach(released)))
    rows = range(len(table))
    panel.barh(rows, table["detectable"], height=0.6, color=style.FAINT, zorder=1)
    marker: dict[str, Any] = {
        "markersize": MARKER_PT,
        "color": style.TEAL,
        "zorder": 3,
        "clip_on": False,
    }
    panel.plot(table["observed"], rows, "o", **marker)
    ticks = [tick / 2 for tick in range(int(2 * _reach(released)) + 1)]
    panel.set_xticks(ticks, [say.number(tick, 1) for tick in ticks])
    draw_column(sheet, 6.1, [say.number(value, 1) for value in table["detectable"]])
    observed, least = (say.text(f"{released.name}.{key}") for key in ("observed", "least"))
    draw_heading(sheet, LABEL_RIGHT_IN + 0.15, observed, color=style.TEAL,
                 fontweight=style.SEMIBOLD)  # fmt: skip
    draw_heading(sheet, 6.1, least, ha="right")
    return sheet.ax


def _reach(released: Released) -> float:
    return 1.05 * float(released.table[["detectable", "observed"]].max().max())


def plot_change_wished(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the shares that long for no, a small and a big change, and the region's."""
    host, values = _draw_shares(released, ax)
    for row, share in enumerate(released.table["region"]):
        values.plot([share, share], [row + 0.24, row + 0.46], color=style.RUST, linewidth=2)
    return host


def plot_change_in(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw what those who long for change want to change."""
    return _draw_shares(released, ax)[0]


def plot_invest_in(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw what respondents would have the municipality invest in."""
    return _draw_shares(released, ax)[0]


def _draw_shares(released: Released, ax: Axes | None) -> tuple[Axes, Axes]:
    return _draw_change(released, _share_limits(released), "survey_change.change_points", ax)


def _draw_change(
    released: Released, limits: tuple[float, float], heading: str, ax: Axes | None
) -> tuple[Axes, Axes]:
    """Draw a figure of change; returns the sheet's axes and the panel of the values."""
    table, rows = released.table, change_rows(released)
    sheet = open_sheet(describe(released), body_in(len(rows)) + 0.2, ax, head_in=0.3)
    draw_labels(
        sheet,
        [row.label for row in rows],
        LABEL_RIGHT_IN,
        notes=_region_notes(released, rows),
        note_color=style.RUST,
    )
    values = sheet.panel(*VALUES_IN, len(rows), limits)
    values.set_xticks([])
    draw_pairs(
        values, table["start"], table["end"], [row.start for row in rows], [row.end for row in rows]
    )
    _draw_differences(sheet, released, is_rating="rating" in heading)
    draw_column(sheet, 6.1, [row.change for row in rows])
    _write_headings(sheet, Wording(released.edition.language), heading)
    return sheet.ax, values


def _draw_differences(sheet: Sheet, released: Released, *, is_rating: bool) -> None:
    say, table = Wording(released.edition.language), released.table
    # The same scale in all figures of shares, wider only where an interval needs it.
    widest = max(table["ci_high"].abs().max(), table["ci_low"].abs().max())
    ticks = RATING_TICKS if is_rating else POINT_TICKS
    reach = 1.05 * max(widest, ticks[-1])
    panel = sheet.panel(*CHANGE_IN, len(table), (-reach, reach))
    panel.set_xticks(ticks, [say.number(t, signed=True) for t in ticks])
    panel.plot([0, 0], [-0.5, len(table) - 0.5], color=style.INK, linewidth=0.9, zorder=1)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])


def _write_headings(sheet: Sheet, say: Wording, change: str) -> None:
    start, end = say.text("survey_change.start"), say.text("survey_change.end")
    draw_heading(sheet, VALUES_IN[0], start)
    draw_heading(
        sheet,
        VALUES_IN[0] + width_in(start, 9.5) + 0.12,
        end,
        color=style.TEAL,
        fontweight=style.SEMIBOLD,
    )
    draw_heading(sheet, 6.1, say.text(change), ha="right")


def _region_notes(released: Released, rows: list[ChangeRow]) -> list[str] | None:
    if not any(row.region for row in rows):
        return None
    say = Wording(released.edition.language)
    return [say.text("survey_change.region_note", share=row.region) for row in rows]


def _share_limits(released: Released) -> tuple[float, float]:
    shares = released.table[["start", "end", "region"]]
    low, high = float(shares.min().min()), float(shares.max().max())
    room = 0.42 * max(high - low, 15.0)
    return low - room, high + room
