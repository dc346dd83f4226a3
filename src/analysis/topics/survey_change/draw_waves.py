"""Charts that show both waves."""

from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import (
    body_in,
    draw_column,
    draw_heading,
    draw_intervals,
    draw_labels,
    draw_pairs,
)
from analysis.drawing.sheet import Sheet, open_sheet
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import lower_first
from analysis.release.rules import Released
from analysis.study.declaration import WAVES
from analysis.study.wording import Wording
from analysis.topics.describe import describe
from analysis.topics.survey_change.draw_axis import (
    EDGE_IN,
    LABEL_RIGHT_IN,
    SHIFT,
    change_panel,
    point_ticks,
    write_columns,
    write_legend,
)
from analysis.topics.survey_change.words_waves import ChangeRow, change_rows

VALUES_IN = (2.25, 4.05)
CHANGE_IN = (4.3, 5.6)
MEANS_IN = (2.3, 5.05)


def plot_domain_means(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each life domain's mean rating at start and end, each with its interval."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.2, ax, head_in=0.3)
    draw_labels(sheet, item_labels(released), LABEL_RIGHT_IN)
    panel = sheet.panel(*MEANS_IN, len(table), (0.9, 5.1))
    panel.set_xticks(range(1, 6), [say.number(x) for x in range(1, 6)])
    panel.grid(axis="x", color=style.FAINT, linewidth=0.7)
    panel.set_axisbelow(True)
    for wave, shift in zip(WAVES, (-SHIFT, SHIFT), strict=True):
        draw_intervals(panel, table[wave], table[f"{wave}_low"], table[f"{wave}_high"],
                       shift=shift, is_ring=wave == "start")  # fmt: skip
    start, end = ([say.number(value, 1) for value in table[wave]] for wave in WAVES)
    heads = (lower_first(say.text("column.start")), lower_first(say.text("column.end")))
    write_columns(sheet, heads, start, end)
    write_waves(sheet, say, MEANS_IN[0])
    return sheet.ax


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
    """Draw a figure of shares; returns the sheet's axes and the panel of the values."""
    table, rows = released.table, change_rows(released)
    sheet = open_sheet(describe(released), body_in(len(rows)) + 0.2, ax, head_in=0.3)
    draw_labels(
        sheet,
        [row.label for row in rows],
        LABEL_RIGHT_IN,
        notes=_region_notes(released, rows),
        note_color=style.RUST,
    )
    values = sheet.panel(*VALUES_IN, len(rows), _share_limits(released))
    values.set_xticks([])
    draw_pairs(
        values, table["start"], table["end"], [row.start for row in rows], [row.end for row in rows]
    )
    say = Wording(released.edition.language)
    ends = table[["ci_low", "ci_high"]]
    panel = change_panel(sheet, CHANGE_IN, ends, point_ticks(ends), say)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    draw_column(sheet, EDGE_IN, [row.change for row in rows])
    write_waves(sheet, say, VALUES_IN[0])
    draw_heading(sheet, EDGE_IN, say.text("survey_change.change_points"), ha="right")
    return sheet.ax, values


def write_waves(sheet: Sheet, say: Wording, left_in: float) -> None:
    """Say which marker is which wave."""
    write_legend(sheet, left_in, say.text("survey_change.start"), say.text("survey_change.end"))


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
