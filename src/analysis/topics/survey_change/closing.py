"""Means of places that leave too few sets of answers beside the project's row and its change."""

from collections.abc import Mapping, Sequence
from math import inf

import pandas as pd

from analysis.release.wave_sets import WaveSets
from analysis.release.within import PlacesKnown
from analysis.study.study import Study
from analysis.topics.survey_change.told_ratings import ToldRating

Key = tuple[str, str, str]
"""Wave, question and item."""
TOLD = ["n", "n_most", "mean", "step"]


def withhold_closing(
    means: pd.DataFrame,
    ratings: Sequence[ToldRating],
    spreads: pd.DataFrame,
    study: Study,
    known: Mapping[Key, PlacesKnown],
) -> tuple[pd.DataFrame, dict[Key, PlacesKnown]]:
    """Withhold places' means of ratings whose answers they close, those of the last wave first.

    Parameters
    ----------
    means : pandas.DataFrame
        Of places, as of `CoarseNumbers`.
    ratings : sequence of ToldRating
    spreads : pandas.DataFrame
        Where a rating has one, enough sets of its answers are left even beside it.
    study : Study
    known : mapping
        What is told of places.

    Returns
    -------
    means : pandas.DataFrame
    known : dict
        Without what is withheld.
    """
    left = dict(known)
    with_spread = {*zip(spreads["question"], spreads["item"], strict=True)}
    for rating in ratings:
        if (rating.question, rating.item) not in with_spread:
            for key in _list_closing(rating, study, known):
                left.pop(key, None)
    closed = known.keys() - left.keys()
    keys = zip(means["wave"], means["question"], means["item"], strict=True)
    is_closed = pd.Series([key in closed for key in keys], means.index, dtype="bool")
    told = means[TOLD].mask(is_closed)
    return means.assign(**{name: told[name] for name in TOLD}), left


def _list_closing(
    rating: ToldRating, study: Study, known: Mapping[Key, PlacesKnown]
) -> Sequence[Key]:
    """Waves of which no place's mean may be told; none where enough sets of both are left."""
    question, item, scale, answers, told = rating
    keys = [(wave, question, item) for wave in study.compared_waves]
    if told is None or told.change is None or not any(key in known for key in keys):
        return []
    waves, groups = (answers.start, answers.end), study.survey.rating_groups.values()
    for closing in ([], keys[1:], keys[:1]):
        places = [None if key in closing else known.get(key) for key in keys]
        both = WaveSets.of(waves, told.levels, scale.points, groups, places)
        if both.are_open((0.0, inf), told.change):
            return closing
    return keys
