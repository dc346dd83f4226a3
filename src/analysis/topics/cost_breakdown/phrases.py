"""Phrases and bars that several figures of costs share."""

from collections.abc import Collection, Iterator
from typing import Any

from matplotlib.axes import Axes

from analysis.drawing.rows import body_in, draw_bars, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.numbers import headcount
from analysis.release.estimates import Estimates
from analysis.study.declaration import ALL
from analysis.study.wording import Wording

LABEL_RIGHT_IN = 2.75


def cost_range(say: Wording, row: Any) -> str:
    """The lowest and the highest cost of a row."""
    return say.interval(say.euros(row.low_eur), say.euros(row.high_eur))


def place_phrases(estimates: Estimates) -> Iterator[str]:
    """Each municipality's cost per participant and participants."""
    say = estimates.say
    return (
        say.text("cost_breakdown_per_participant.alt_row",
                 place=estimates.edition.place(row.municipality), cost=say.euros(row.estimate_eur),
                 participants=headcount(say, row.n))
        for row in estimates.table.itertuples()
        if row.municipality != ALL
    )  # fmt: skip


def item_phrases(estimates: Estimates) -> list[str]:
    """Each item and its cost."""
    costs = (estimates.say.euros(cost) for cost in estimates.table["estimate_eur"])
    return [f"{label}: {cost}" for label, cost in zip(estimates.labels, costs, strict=True)]


def draw_item_costs(
    estimates: Estimates, caption: Caption, ax: Axes | None, highlight: Collection[int]
) -> Axes:
    """A bar an item, as long as its cost."""
    costs = list(estimates.table["estimate_eur"])
    sheet = open_sheet(caption, body_in(len(costs)), ax)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN, bold=highlight)
    texts = [estimates.say.euros(cost) for cost in costs]
    draw_bars(sheet, (LABEL_RIGHT_IN + 0.1, 6.1), costs, texts, highlight=highlight)
    return sheet.ax
