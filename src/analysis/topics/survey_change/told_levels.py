"""How exactly the project's ratings at both waves, and their change, may be told."""

from typing import NamedTuple

import numpy as np

from analysis.release.attack.told_change import ToldChange
from analysis.release.listed import Told, tell_interval
from analysis.release.spreads import tell_change
from analysis.statistics.inference import mean
from analysis.study.study import Study
from analysis.topics.survey_change.intervals import change_of_means, on_scale
from analysis.topics.survey_change.linking import Overlap


class ToldWaves(NamedTuple):
    """What may be told of one rating.

    Attributes
    ----------
    levels : tuple of Told
        Intervals of both means, the start's first.
    change : ToldChange or None
        None where the row is left out.
    """

    levels: tuple[Told, Told]
    change: ToldChange | None


def tell_level(answers: np.ndarray, points: tuple[float, ...], decimals: int) -> Told:
    """The interval of a mean, so that it lists no answers (`tell_interval`)."""
    level = on_scale(mean(answers), (points[0], points[-1]))
    return tell_interval(answers, (level.ci_low, level.ci_high), points, decimals)


def tell_waves(answers: Overlap, points: tuple[float, ...], study: Study) -> ToldWaves:
    """The most that may be told of a rating at both waves, so that it lists no answers.

    Parameters
    ----------
    answers : Overlap
        Two at least of each wave.
    points : tuple of float
        Of the scale, in order.
    study : Study
        Its disclosure rule, and the groups of ratings that are counted.

    Returns
    -------
    ToldWaves
    """
    decimals, waves = study.disclosure.decimals, (answers.start, answers.end)
    start, end = (tell_level(wave, points, decimals) for wave in waves)
    pairs, groups = len(answers.start_paired), study.survey.rating_groups.values()
    change = tell_change(
        change_of_means(answers), waves, (start, end), pairs, points, decimals, groups
    )
    return ToldWaves((start, end), change)
