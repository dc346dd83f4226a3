"""Charts of how far the cost per participant moves with what is assumed."""

from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import (
    PAPER,
    REFERENCE,
    body_in,
    draw_bars,
    draw_column,
    draw_heading,
    draw_intervals,
    draw_labels,
    draw_pairs,
)
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import headcount
from analysis.release.rules import Released
from analysis.study.wording import Wording
from analysis.topics.cost_breakdown.draw_places import chosen_rows, place_names
from analysis.topics.cost_breakdown.words_rates import tried
from analysis.topics.describe import describe

LABEL_RIGHT_IN = 2.0
PLACE_RIGHT_IN = 1.5
SCENARIO_RIGHT_IN = 2.75


def plot_sensitivity(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the cost per participant at both ends of each assumption's range (a tornado)."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.3, ax)
    draw_labels(sheet, item_labels(released), LABEL_RIGHT_IN, notes=tried(released), bold=[0])
    low, high = list(table["low_eur"]), list(table["high_eur"])
    width, base = max(high) - min(low), table["estimate_eur"].iloc[0]
    ends = (min(low) - 0.4 * width, max(high) + 0.4 * width)  # room for the amounts
    panel = sheet.panel(LABEL_RIGHT_IN + 0.1, 6.1, len(table), ends)
    panel.set_xticks([])
    lengths = [b - a for a, b in zip(low, high, strict=True)]
    colors = [style.TEAL, *[style.MUTED] * (len(table) - 1)]
    # The edge keeps a bar of nearly no length in sight.
    panel.barh(range(len(table)), lengths, left=low, height=0.6, color=colors, edgecolor=colors,
               linewidth=2, zorder=2.5)  # fmt: skip
    foot = len(table) - 0.1
    panel.plot([base, base], [-0.5, foot], clip_on=False, zorder=3, **REFERENCE)
    for row, (a, b) in enumerate(zip(low, high, strict=True)):
        _write_end(panel, a, row, say.euros(a), -1)
        _write_end(panel, b, row, say.euros(b), 1)
    _write_end(panel, base, foot + 0.1, say.text(f"{released.name}.base", cost=say.euros(base)), 1,
               color=style.RUST)  # fmt: skip
    return sheet.ax


def _write_end(
    panel: Axes, x: float, y: float, words: str, side: int, color: str = style.INK
) -> None:
    panel.annotate(
        words,
        (x, y),
        xytext=(6 * side, 0),
        textcoords="offset points",
        ha="left" if side > 0 else "right",
        va="center",
        fontsize=9.5,
        color=color,
        annotation_clip=False,
        zorder=4,
        bbox=PAPER,
    )


def plot_ranges(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each municipality's cost per participant and the range that one change gives it."""
    say, edition, table = Wording(released.edition.language), released.edition, released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax, head_in=0.25)
    chosen = chosen_rows(edition, table["municipality"])
    people = [headcount(say, n) for n in table["n"]]
    names = place_names(edition, table["municipality"])
    draw_labels(sheet, names, PLACE_RIGHT_IN, notes=people, bold=chosen)
    panel = sheet.panel(PLACE_RIGHT_IN + 0.15, 4.0, len(table), (0, 1.05 * table["high_eur"].max()))
    panel.set_xticks([])
    columns = ("estimate_eur", "low_eur", "high_eur")
    draw_intervals(panel, *(list(table[column]) for column in columns), highlight=chosen)
    draw_heading(sheet, 6.1, say.text(f"{released.name}.column"), ha="right")
    texts = [
        f"{say.euros(row.estimate_eur)} "
        f"({say.interval(say.euros(row.low_eur), say.euros(row.high_eur))})"
        for row in table.itertuples()
    ]
    draw_column(sheet, 6.1, texts)
    return sheet.ax


def plot_scenarios(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the cost per participant with and without volunteer work and overhead."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax)
    draw_labels(sheet, item_labels(released), SCENARIO_RIGHT_IN, bold=[0])
    costs = list(table["estimate_eur"])
    span = (SCENARIO_RIGHT_IN + 0.1, 6.1)
    draw_bars(sheet, span, costs, [say.euros(c) for c in costs], highlight=[0])
    return sheet.ax


def plot_break_even(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the participants that there were beside those who would have met the mean."""
    say, edition = Wording(released.edition.language), released.edition
    table = released.table.dropna(subset="break_even")
    sheet = open_sheet(describe(released), body_in(len(table)), ax)
    chosen = chosen_rows(edition, table["municipality"])
    costs = [say.euros(cost) for cost in table["estimate_eur"]]
    names = place_names(edition, table["municipality"])
    draw_labels(sheet, names, PLACE_RIGHT_IN, notes=costs, bold=chosen)
    were, needed = (table[c].astype("float64").tolist() for c in ("n", "break_even"))
    top = 1.15 * max(*were, *needed)
    panel = sheet.panel(PLACE_RIGHT_IN + 0.2, 6.1, len(table), (-0.12 * top, top))
    panel.set_xticks([])
    texts = ([say.number(v) for v in values] for values in (were, needed))
    draw_pairs(panel, were, needed, *texts, highlight=chosen)
    return sheet.ax
