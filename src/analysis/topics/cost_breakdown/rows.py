"""Rows that several figures of costs share: names of municipalities, phrases, bars."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.rows import draw_labels, plot_bars
from analysis.drawing.sheet import Sheet
from analysis.drawing.words.caption import Caption, label_rows
from analysis.drawing.words.labels import place_name
from analysis.drawing.words.numbers import headcount
from analysis.drawing.words.places import place_inside
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.wording import Wording

PLACE_RIGHT_IN = 1.5


def draw_places(
    sheet: Sheet,
    edition: Edition,
    municipalities: Iterable[str],
    *,
    right_in: float = PLACE_RIGHT_IN,
    notes: Sequence[str] | None = None,
    otherwise: Collection[int] = (),
) -> Collection[int]:
    """Name a municipality a row (by its key, or ``"all"``), in bold the one of the edition.

    Where the edition is of none of the rows, those of ``otherwise`` are in bold. The rows in bold
    are returned. Notes stand below the names.
    """
    keys = list(municipalities)
    chosen = [row for row, key in enumerate(keys) if key == edition.municipality] or otherwise
    names = [place_name(edition, key) for key in keys]
    draw_labels(sheet, names, right_in, notes=notes, bold=chosen)
    return chosen


def place_first(edition: Edition) -> str:
    """In which place, or that it is in the whole project, as a sentence begins with it."""
    place = place_inside(edition)
    return place[:1].upper() + place[1:]


def title_alone(released: Released, cost_eur: float) -> str:
    """What a participant cost, where no place is beside another."""
    say, place = released.say, place_first(released.edition)
    cost = say.euros(cost_eur)
    return say.text("cost_breakdown_per_participant.title_alone", place=place, cost=cost)


def title_of_one(released: Released) -> str:
    """The same of the only row of a table."""
    return title_alone(released, released.table["estimate_eur"].iloc[0])


def cost_range(say: Wording, row: Any) -> str:
    """The lowest and the highest cost of a row."""
    return say.interval(say.euros(row.low_eur), say.euros(row.high_eur))


def told_places(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of places; of an only place, which is the project, its row."""
    return table if len(table) == 1 else table[table["municipality"] != ALL]


def place_phrases(estimates: Estimates) -> Iterator[str]:
    """Each municipality's cost per participant and participants."""
    say = estimates.say
    return (
        say.text("cost_breakdown_per_participant.alt_row",
                 place=place_name(estimates.edition, row.municipality),
                 cost=say.euros(row.estimate_eur),
                 participants=headcount(say, row.n))
        for row in told_places(estimates.table).itertuples()
    )  # fmt: skip


def item_phrases(estimates: Estimates) -> list[str]:
    """Each item and its cost."""
    return label_rows(estimates.labels, map(estimates.say.euros, estimates.table["estimate_eur"]))


def draw_item_costs(
    estimates: Estimates, caption: Caption, ax: Axes | None, rows: Collection[int]
) -> Axes:
    """A bar an item, as long as its cost; some rows are highlighted."""
    costs = list(estimates.table["estimate_eur"])
    bars = (estimates.labels, costs, list(map(estimates.say.euros, costs)))
    return plot_bars(caption, ax, *bars, labels_in=2.75, highlight=rows, is_bold=True)
