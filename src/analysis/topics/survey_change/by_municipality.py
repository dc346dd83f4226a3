"""Change of the mean by municipality: of its own answers, and drawn to the common mean."""

from dataclasses import replace
from math import nan

import pandas as pd

from analysis.drawing.words.columns import MUNICIPALITY, P_VALUE, SOURCE
from analysis.inputs.printed.shape import OWN_DOCUMENT
from analysis.release.coarse import CoarseNumbers, check_coarse
from analysis.release.columns import Column, Frame, Precision, Role
from analysis.statistics.inference import critical_t, heterogeneity_p, holm, partial_pooling
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings
from analysis.study.scale import STEPS
from analysis.topics.survey_change.columns import ENDED, STARTED, change_columns
from analysis.topics.survey_change.order import by_change
from analysis.topics.survey_change.place_change import change_of_place, compared_cells
from analysis.topics.survey_change.place_spread import (
    PlaceMeans,
    Spread,
    read_spreads,
    spread_within,
)
from analysis.topics.survey_change.told_ratings import PANEL

ANSWERED_SHARE = 0.5
"""Of the items, the least that must be told of a place at both waves for its mean over them."""
FRAME = Frame(
    MUNICIPALITY,
    *STARTED,
    *ENDED,
    # All follows from coarse numbers, which were rounded before.
    *(replace(column, precision=Precision.EXACT) for column in change_columns(STEPS)),
    Column("pooled", "float64", "Change drawn to the common mean", STEPS),
    Column("pooled_low", "float64", "Lower end of its 95 % interval", STEPS),
    Column("pooled_high", "float64", "Upper end of its 95 % interval", STEPS),
    Column(
        "pooled_p",
        "float64",
        "Twice the chance of the other sign, adjusted by Holm over the municipalities",
        precision=Precision.CHANCE,
        is_shown=False,
    ),
    replace(
        P_VALUE,
        name="differ_p",
        meaning="p of no difference between municipalities",
        role=Role.CONTEXT,
        is_shown=False,
    ),
    *SOURCE,
)  # fmt: skip


def estimate_by_municipality(
    coarse: CoarseNumbers | None, edition: Edition, ratings: Ratings
) -> pd.DataFrame:
    """Change of the mean over all items, by municipality: raw, and partially pooled.

    Parameters
    ----------
    coarse : CoarseNumbers or None
        All that is known of places; without it there are no rows. Answers are refused.
    edition : Edition
        Of the study; all its municipalities are estimated.
    ratings : Ratings
        A place's value is the mean over its items' means, those of both waves, if half of
        the items have one.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, the largest improvement first, and last the project (``"all"``):
        change of the mean in steps of the scale with its interval (`change_of_place`), of a place
        from the spread within places (`spread_within`), and
        ``pooled`` with its own (`partial_pooling`): the less a municipality's answers tell,
        the nearer to the common mean. ``differ_p`` is of the test that all municipalities
        changed alike (Cochran's Q). A municipality of which too little is told has a row
        without numbers.

    Raises
    ------
    TypeError
        If anything but coarse numbers is given.
    """
    if coarse is None:
        return FRAME.empty()
    check_coarse(coarse)
    spread = read_spreads(coarse).get((ratings.name, PANEL))
    if spread is None:
        return FRAME.empty()
    places = list(edition.study.municipalities)
    frames = dict.fromkeys(places, coarse.means) | {ALL: coarse.project}
    told = [_means(place, frame, edition, ratings) for place, frame in frames.items()]
    within = spread_within(spread, told[:-1])
    rows = [_row(row, spread if row.place == ALL else within, spread) for row in told]
    table = pd.DataFrame(rows, columns=ROW)
    is_all = table["municipality"] == ALL
    if table.loc[~is_all, "estimate"].isna().all():  # the project alone is told of elsewhere
        table, is_all = table[~is_all], is_all[~is_all]
    table = table.join(_pool(table[~is_all], edition, ratings, spread))
    table = table.assign(document=OWN_DOCUMENT[coarse.origin], origin=coarse.origin)
    ordered = [by_change(table[~is_all], "estimate", ratings.scale), table[is_all]]
    return pd.concat(ordered, ignore_index=True).astype(PEOPLE)[FRAME.names]


ROW = [
    "municipality",
    *(c.name for c in (*STARTED, *ENDED)),
    "estimate",
    "ci_low",
    "ci_high",
    "error",
]
PEOPLE = {column.name: "Int64" for column in (*STARTED, *ENDED)}


def _means(place: str, means: pd.DataFrame, edition: Edition, ratings: Ratings) -> PlaceMeans:
    """Of those items of which both waves are told, if they are enough."""
    cells = compared_cells(means, edition, place)
    cells = cells[cells.index.isin(ratings.questions, level="question")]
    known = cells.dropna()
    if len(known) < max(ANSWERED_SHARE * len(cells), 1):
        return PlaceMeans(place)
    start, end = (float(known[f"mean_{side}"].mean()) for side in ("start", "end"))
    ends = [f"{name}_{side}" for side in ("start", "end") for name in ("n", "n_most")]
    steps = known[["step_start", "step_end"]].to_numpy()
    rounding = float((steps**2).sum()) / 12 / len(known) ** 2
    return PlaceMeans(place, tuple(int(known[name].max()) for name in ends), start, end, rounding)


def _row(means: PlaceMeans, own: Spread, everyones: Spread) -> list[object]:
    """A place's people at both waves, and the change of its mean over the items."""
    place, people, start, end, rounding = means
    if not people:
        return [place, *[pd.NA] * 4, nan, nan, nan, nan]
    change = change_of_place(start, people[0], end, people[2], own, rounding)
    # To be pooled, an estimate weighs as its people are likely to: not as the fewest would. With
    # the spread within places fewer intervals would hold where places differ much.
    n_start, n_end = means.likely_people
    likely = change_of_place(start, n_start, end, n_end, everyones, rounding)
    error = (likely.ci_high - likely.estimate) / critical_t(everyones.df)
    return [place, *people, change.estimate, change.ci_low, change.ci_high, error]


def _pool(table: pd.DataFrame, edition: Edition, ratings: Ratings, spread: Spread) -> pd.DataFrame:
    """Estimates drawn to the common mean, and whether municipalities can be told apart."""
    low, high = ratings.scale.ends
    errors = table["error"]
    pooled = partial_pooling(
        list(table["estimate"]),
        list(errors),
        [spread.df] * len(table),
        [0] * len(table),
        spread=edition.study.survey.spread_between * (high - low),
    )
    parts = {"pooled": "estimate", "pooled_low": "ci_low", "pooled_high": "ci_high"}
    made = {name: [getattr(p, part) for p in pooled] for name, part in parts.items()}
    p_values = holm([p.p_value for p in pooled])
    differ = heterogeneity_p(list(table["estimate"]), list(errors))
    return pd.DataFrame({**made, "pooled_p": p_values, "differ_p": differ}, index=table.index)
