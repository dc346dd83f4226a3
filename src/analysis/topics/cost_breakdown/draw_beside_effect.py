"""Chart of costs beside the change in the survey."""

from typing import Any

from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.labels import Box, place_labels
from analysis.drawing.sheet import open_sheet
from analysis.release.rules import Released
from analysis.study.wording import Wording
from analysis.topics.cost_breakdown.draw_places import place_names
from analysis.topics.describe import describe

COST_TICKS_EUR = (1, 3, 10, 30, 100, 300, 1000, 3000)
CHANGE_TICKS = (-1, -0.5, 0, 0.5, 1)


def plot_beside_effect(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each municipality as a cross: its range of cost, and the interval of its change."""
    say, table, edition = Wording(released.edition.language), released.table, released.edition
    sheet = open_sheet(describe(released), 3.35, ax)
    bottom = sheet.bottom_in - 0.4
    panel = sheet.inset(0.75, 6.05, sheet.top_in, bottom)
    reach = 1.1 * float(table[["ci_low", "ci_high"]].abs().max().max())
    panel.set(xscale="log", facecolor="none", ylim=(-reach, reach))
    panel.set_xlim(table["low_eur"].min() / 1.8, table["high_eur"].max() * 1.8)
    _scale(panel, say, released.name)
    chosen = [m == edition.municipality for m in table["municipality"]]
    x, y = table["cost_eur"].tolist(), table["estimate"].tolist()
    for i, row in enumerate(table.itertuples()):
        color = style.TEAL if chosen[i] or not any(chosen) else style.MUTED
        for (left, low, right, high), width_pt in zip(_cross(row), (2.2, 1.2), strict=True):
            panel.plot([left, right], [low, high], color=color, linewidth=width_pt, zorder=2)
        panel.plot([x[i]], [y[i]], "o", markersize=7, color=color, zorder=4)
    places = place_names(edition, table["municipality"])
    names = [
        f"{place} ({say.number(row.n)}; {say.number(row.n_start)}/{say.number(row.n_end)})"
        for place, row in zip(places, table.itertuples(), strict=True)
    ]
    lines = [line for row in table.itertuples() for line in _cross(row)]
    lines.append((panel.get_xlim()[0], 0.0, panel.get_xlim()[1], 0.0))
    size_in = (5.3, bottom - sheet.top_in)
    place_labels(panel, x, y, names, bold=chosen, size_in=size_in, lines=lines)
    return sheet.ax


def _cross(row: Any) -> tuple[Box, Box]:
    """The two lines of a municipality: range of cost, and interval of change."""
    cost, change = row.cost_eur, row.estimate
    return (row.low_eur, change, row.high_eur, change), (cost, row.ci_low, cost, row.ci_high)


def _scale(panel: Axes, say: Wording, name: str) -> None:
    low, high = panel.get_xlim()
    reach = panel.get_ylim()[1]
    panel.minorticks_off()
    costs = [cost for cost in COST_TICKS_EUR if low <= cost <= high]
    panel.set_xticks(costs, [say.number(cost) for cost in costs])
    changes = [change for change in CHANGE_TICKS if abs(change) <= reach]
    panel.set_yticks(changes, [say.number(change, 1, signed=True) for change in changes])
    panel.axhline(0, color=style.INK, linewidth=0.9, zorder=1)
    panel.tick_params(length=0)
    panel.set_xlabel(say.text(f"{name}.x"), fontsize=9.5, labelpad=2)
    panel.set_ylabel(say.text(f"{name}.y"), fontsize=9.5, labelpad=2)
