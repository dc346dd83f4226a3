"""Caption of the figure that sets costs beside the change in the survey."""

from analysis.drawing.words.caption import Caption, is_own_missing, missing_own_title, write_caption
from analysis.release.rules import Released
from analysis.study.wording import Wording

DECIMALS = 2
FEW = 20
"""Municipalities that nothing could be fitted through."""


def describe_beside_effect(released: Released) -> Caption:
    """Cost per participant beside the change of the ratings, by municipality."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    points = say.number(len(table))
    title = say.text(f"{name}.title" if len(table) <= FEW else f"{name}.title_many", n=points)
    if is_own_missing(released):
        title = missing_own_title(released)
    rows = (
        say.text(
            f"{name}.alt_row",
            place=released.edition.place(row.municipality),
            cost=say.euros(row.cost_eur),
            range=say.interval(say.euros(row.low_eur), say.euros(row.high_eur)),
            change=say.number(row.estimate, DECIMALS, signed=True),
            interval=say.interval(
                say.number(row.ci_low, DECIMALS, signed=True),
                say.number(row.ci_high, DECIMALS, signed=True),
            ),
        )
        for row in table.itertuples()
    )
    foot = say.text(f"{name}.foot", n=points)
    return write_caption(released, title, say.text(f"{name}.subtitle"), foot, rows)
