"""How much a survey's answers spread in the whole project."""

from collections.abc import Mapping, Sequence
from math import nan, sqrt
from types import MappingProxyType

import pandas as pd

from analysis.release.coarse import SPREADS
from analysis.release.spreads import NO_SPREAD, tell_spread
from analysis.release.within import PlacesKnown
from analysis.statistics.inference import correlation_of_pairs
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.topics.survey_change.linking import Overlap
from analysis.topics.survey_change.order import DECIMALS
from analysis.topics.survey_change.told_ratings import ToldRating

LINKED_DECIMALS = 1
"""Few people are linked, and a correlation of few is known no better."""


def estimate_spreads(
    ratings: Sequence[ToldRating],
    study: Study,
    known: Mapping[tuple[str, str, str], PlacesKnown] = MappingProxyType({}),
) -> pd.DataFrame:
    """How much the project's answers spread and hang together, by item and by group of ratings.

    Parameters
    ----------
    ratings : sequence of ToldRating
    study : Study
    known : mapping, optional
        What is told of places, by wave, question and item.

    Returns
    -------
    pandas.DataFrame
        With the columns of `SPREADS`: a row an item, and one a group of ratings (item `PANEL`) on
        the mean over its items. ``sd`` is pooled over the compared waves, and so coarse that it
        lists no answers; where it would in any case there is no row (`tell_spread`). ``linked``
        is the correlation of linked people's answers, times their share of those who answered.
        ``by_start`` and ``by_change`` are the order in which the project's own page shows them.
    """
    found = []
    for rating in ratings:
        places = [known.get((wave, rating.question, rating.item)) for wave in study.compared_waves]
        spread = _spread(rating, study, places)
        levels = _gains(rating.answers, rating.scale)
        found.append((rating.question, rating.item, *spread, *levels))
    table = pd.DataFrame(found, columns=SPREADS.names)
    for name in ("by_start", "by_change"):
        table[name] = table[name].rank(method="first", na_option="bottom").astype("int64")
    return table.dropna(subset="sd").reset_index(drop=True)


def _gains(answers: Overlap, scale: Scale) -> tuple[float, float]:
    """By which rows stand: the level at the start and the change, as the scale is judged."""
    start, end = (wave.mean() if len(wave) else nan for wave in (answers.start, answers.end))
    change = scale.gain * (end - start) if scale.is_judged else abs(end - start)
    level = scale.gain * start if scale.is_judged else 0.0
    return round(level, DECIMALS), -round(change, DECIMALS)


def _spread(
    rating: ToldRating, study: Study, places: Sequence[PlacesKnown | None]
) -> tuple[float, float, float, float]:
    """Standard deviation within waves and its step, correlation of means, degrees of freedom."""
    answers, told, spread = rating.answers, rating.told, NO_SPREAD
    if told is None:
        return *NO_SPREAD, nan, nan
    start, end = answers.start, answers.end
    if told.change is not None:
        groups = study.survey.rating_groups.values()
        spread = tell_spread(
            (start, end), told.levels, rating.scale.points, groups, places, told.change
        )
    pairs = len(answers.start_paired)
    r = correlation_of_pairs(answers.start_paired, answers.end_paired)
    linked = r * pairs / sqrt(len(start) * len(end))
    return *spread, round(linked, LINKED_DECIMALS), float(len(start) + len(end) - 2)
