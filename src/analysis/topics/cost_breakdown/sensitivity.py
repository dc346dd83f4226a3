"""How far the cost per participant moves with each assumption (a tornado)."""

from decimal import Decimal

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import PAPER, REFERENCE, body_in, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, label_rows, write_caption
from analysis.drawing.words.columns import ITEM, PARTICIPANTS, SOURCE
from analysis.drawing.words.labels import name_largest
from analysis.drawing.words.numbers import headcount, lower_first
from analysis.drawing.words.places import place_inside
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.costing import Costing
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.columns import COST, HIGH, LOW
from analysis.topics.cost_breakdown.needs import needs_ranges
from analysis.topics.cost_breakdown.pilots import counts_participants, per_unit, sum_pilots
from analysis.topics.cost_breakdown.ranges import vary
from analysis.topics.cost_breakdown.rates import LABELS, VALUE, VALUE_HIGH, VALUE_LOW, in_own_unit
from analysis.topics.cost_breakdown.rows import cost_range

LABEL_RIGHT_IN = 2.0


def estimate_sensitivity(
    costs: pd.DataFrame | None, costing: Costing | None, municipality: str = ALL
) -> pd.DataFrame:
    """Cost per participant computed anew at both ends of each declared range, one at a time.

    A row a range, the one that moves the cost most first; none without entries of the
    municipality, rates or participants. ``low_eur`` and ``high_eur`` are the costs at the ends of
    the range, the lower first; ``value`` is the declared one (missing for on-costs that differ
    from entry to entry). These are ranges of what was assumed and no confidence intervals.
    """
    if costs is not None and municipality != ALL:
        costs = costs[costs["municipality"] == municipality]
    if costs is None or costing is None or not counts_participants(costs):
        return SENSITIVITY.frame.empty()
    base, n = _cost(costs, costing, municipality)
    rows = []
    for item, ends in costing.ranges.items():
        moved = sorted(_cost(*vary(costs, costing, item, end), municipality)[0] for end in ends)
        now = _value(costs, costing, item)
        rows.append((item, ends[0], now, ends[1], moved[0], base, moved[1], n))
    numbers = ["value_low", "value", "value_high", "low_eur", "estimate_eur", "high_eur"]
    table = pd.DataFrame(rows, columns=["item", *numbers, "n"])
    table = table.astype(dict.fromkeys(numbers, "float64") | {"n": "int64"})
    order = (table["high_eur"] - table["low_eur"]).sort_values(ascending=False, kind="stable")
    table = table.loc[order.index].reset_index(drop=True)
    return with_source(table, costs)[SENSITIVITY.frame.names]


def _cost(costs: pd.DataFrame, costing: Costing, municipality: str) -> tuple[Decimal, Decimal]:
    """Cost per participant and participants."""
    totals = sum_pilots(costs, costing, ("cost_eur", "n"))
    return per_unit(totals)[municipality], totals.loc[municipality, "n"]


def _value(costs: pd.DataFrame, costing: Costing, item: str) -> Decimal | None:
    """What the range is a range of, as it stands in the sheet and the rates."""
    if item == "on_cost_pct":
        paid = costs.loc[costs["cost_kind"] == "paid_work", "on_cost_pct"]
        rates = {costing.on_cost_pct if rate is None else rate for rate in paid}
        return rates.pop() if len(rates) == 1 else None
    unchanged = {"hours": Decimal(1), "participants": Decimal(0)}
    return unchanged.get(item) or getattr(costing, item, Decimal(0))


def describe_sensitivity(released: Released) -> Caption:
    """The assumption that moves the cost most, and how far."""
    say, table, labels = released.say, released.table, released.labels
    moved = [cost_range(say, row) for row in table.itertuples()]
    title = name_largest(
        say, list(map(lower_first, labels)), moved, "cost_breakdown_sensitivity.title",
        "cost_breakdown_sensitivity.title_tied", range=moved[0],
    )  # fmt: skip
    place, people = place_inside(released.edition), headcount(say, table["n"].iloc[0])
    subtitle = say.text("cost_breakdown_sensitivity.subtitle", place=place, participants=people)
    foot = say.text("cost_breakdown_sensitivity.foot")
    tried = (f"{label} ({ends})" for label, ends in zip(labels, _tried(released), strict=True))
    return write_caption(released, title, subtitle, foot, label_rows(tried, moved))


def _tried(estimates: Estimates) -> list[str]:
    """The range that was tried of each assumption."""
    low, high = in_own_unit(estimates, "value_low"), in_own_unit(estimates, "value_high")
    return [estimates.say.interval(*ends) for ends in zip(low, high, strict=True)]


def plot_sensitivity(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar an assumption, from the lowest cost to the highest."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.3, ax)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN, notes=_tried(estimates), bold=[0])
    low, high = list(table["low_eur"]), list(table["high_eur"])
    width, base = max(high) - min(low), table["estimate_eur"].iloc[0]
    ends = (min(low) - 0.4 * width, max(high) + 0.4 * width)  # room for the amounts
    panel = sheet.panel(LABEL_RIGHT_IN + 0.1, 6.1, len(table), ends)
    lengths = [b - a for a, b in zip(low, high, strict=True)]
    colors = [style.TEAL, *[style.MUTED] * (len(table) - 1)]
    # The edge keeps a bar of nearly no length in sight.
    panel.barh(range(len(table)), lengths, left=low, height=0.6, color=colors, edgecolor=colors,
               linewidth=2, zorder=2.5)  # fmt: skip
    foot = len(table) - 0.1
    panel.plot([base, base], [-0.5, foot], clip_on=False, zorder=0.5, **REFERENCE)
    for row, (a, b) in enumerate(zip(low, high, strict=True)):
        _write_end(panel, a, row, say.euros(a), -1)
        _write_end(panel, b, row, say.euros(b), 1)
    words = say.text("cost_breakdown_sensitivity.base", cost=say.euros(base))
    _write_end(panel, base, foot + 0.1, words, 1, color=style.RUST)
    return sheet.ax


def _write_end(
    panel: Axes, x: float, y: float, words: str, side: int, color: str = style.INK
) -> None:
    panel.annotate(words, (x, y), xytext=(6 * side, 0), textcoords="offset points",
                   ha="left" if side > 0 else "right", va="center", fontsize=9.5, color=color,
                   annotation_clip=False, zorder=4, bbox=PAPER)  # fmt: skip


SENSITIVITY = Figure(
    name="cost_breakdown_sensitivity",
    frame=Frame(ITEM, VALUE_LOW, VALUE, VALUE_HIGH, LOW, COST, HIGH, PARTICIPANTS, *SOURCE),
    items=LABELS,
    estimate=lambda material: estimate_sensitivity(
        material.costs, material.costing, material.edition.municipality
    ),
    describe=describe_sensitivity,
    plot=plot_sensitivity,
    section="costs",
    caption_key="cost_breakdown_label.sensitivity",
    needs=needs_ranges,
)
