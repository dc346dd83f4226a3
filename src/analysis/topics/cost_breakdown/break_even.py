"""How many participants would have met the project's mean."""

from decimal import ROUND_CEILING, Decimal

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_pairs
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, text_by_origin, write_caption
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import ALL
from analysis.topics.cost_breakdown.group_size import GROUP_SIZE
from analysis.topics.cost_breakdown.needs import needs_others
from analysis.topics.cost_breakdown.rows import PLACE_RIGHT_IN, draw_places


def estimate_break_even(curve: pd.DataFrame) -> pd.DataFrame:
    """How many participants bring a pilot's cost per participant down to the project's mean.

    The smallest whole number at which it is at most the mean; missing where the variable part
    alone is above it.

    Parameters
    ----------
    curve : pandas.DataFrame
        From `estimate_cost_curve`.
    """
    is_all = curve["municipality"] == ALL
    if not is_all.any():
        return BREAK_EVEN.frame.empty()
    limit = float(curve.loc[is_all, "estimate_eur"].iloc[0])
    pilots = curve[~is_all].reset_index(drop=True)
    parts = zip(pilots["fixed_eur"], pilots["variable_eur"], strict=True)
    needed = [participants_needed(fixed, variable, limit) for fixed, variable in parts]
    return pilots.assign(break_even=pd.Series(needed, dtype="Int64"), limit_eur=limit)


def participants_needed(
    fixed_eur: float | Decimal, variable_eur: float | Decimal, limit_eur: float | Decimal
) -> int | None:
    """Smallest whole n of at least 1 with ``fixed / n + variable <= limit``; None if there is none.

    Amounts are taken as they are written: 0.1 is a tenth, and not the float beside it.

    Examples
    --------
    >>> participants_needed(1000, 0, 80)
    13
    """
    fixed, variable, limit = (Decimal(str(eur)) for eur in (fixed_eur, variable_eur, limit_eur))
    room = limit - variable
    if room < 0 or (room == 0 and fixed > 0):
        return None
    if not fixed:
        return 1
    return max(int((fixed / room).to_integral_value(ROUND_CEILING)), 1)


def describe_break_even(released: Released) -> Caption:
    """How many the edition's municipality, or the dearest, would have needed."""
    say = released.say
    foot = text_by_origin(
        released, "cost_breakdown_break_even.foot", "cost_breakdown_break_even.foot_own"
    )
    limit = say.euros(released.table["limit_eur"].iloc[0])
    subtitle = say.text("cost_breakdown_break_even.subtitle", limit=limit)
    return write_caption(released, _title, subtitle, foot, _phrases(released).values())


def _title(released: Released) -> str:
    say, edition, phrases = released.say, released.edition, _phrases(released)
    shown = next(iter(phrases)) if edition.is_whole_project else edition.municipality
    if shown in phrases:
        return phrases[shown]
    place, limit = edition.place(shown), say.euros(released.table["limit_eur"].iloc[0])
    return say.text("cost_breakdown_break_even.title_never", place=place, limit=limit)


def _phrases(released: Released) -> dict[str, str]:
    """How many each municipality would have needed, of those that any number would have met."""
    say = released.say
    return {
        row.municipality: say.text(
            "cost_breakdown_break_even.title",
            place=released.edition.place(row.municipality),
            n=say.number(row.n),
            needed=say.number(row.break_even),
            limit=say.euros(row.limit_eur),
        )
        for row in released.table.dropna(subset="break_even").itertuples()
    }


def plot_break_even(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A disc for the participants that there were, a ring for those that would have been needed."""
    say, table = estimates.say, estimates.table.dropna(subset="break_even")
    sheet = open_sheet(caption, body_in(len(table)), ax)
    costs = [say.euros(cost) for cost in table["estimate_eur"]]
    # The title names the first row where no municipality is chosen.
    chosen = draw_places(sheet, estimates.edition, table["municipality"], notes=costs,
                         otherwise=[0])  # fmt: skip
    were, needed = (table[c].astype("float64").tolist() for c in ("n", "break_even"))
    top = 1.15 * max(*were, *needed)
    panel = sheet.panel(PLACE_RIGHT_IN + 0.2, 6.1, len(table), (-0.12 * top, top))
    texts = ([say.number(v) for v in values] for values in (needed, were))
    draw_pairs(panel, needed, were, *texts, highlight=chosen)
    return sheet.ax


BREAK_EVEN = Figure(
    name="cost_breakdown_break_even",
    frame=Frame(
        *GROUP_SIZE.frame.columns.values(),
        Column("break_even", "Int64", "Participants that would have met the mean", "people"),
        Column("limit_eur", "float64", "The project's mean cost per participant", "EUR"),
    ),
    estimate=lambda material: material.of_several(estimate_break_even(material.curve)),
    describe=describe_break_even,
    plot=plot_break_even,
    section="costs",
    caption_key="cost_breakdown_label.break_even",
    needs=needs_others,
)
