"""How much a survey's answers spread in the whole project."""

from collections.abc import Mapping, Sequence
from math import nan, sqrt
from types import MappingProxyType

import numpy as np
import pandas as pd

from analysis.release.coarse import SPREADS
from analysis.release.spreads import NO_SPREAD, tell_spread
from analysis.statistics.inference import correlation_of_pairs
from analysis.study.instrument import list_panels
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.topics.survey_change.form_means import means_of_forms
from analysis.topics.survey_change.linking import (
    Overlap,
    list_forms,
    persons_waves_numbers,
    split_by_person,
)
from analysis.topics.survey_change.order import DECIMALS
from analysis.topics.survey_change.told_levels import tell_waves
from analysis.topics.survey_change.waves import select_compared

LINKED_DECIMALS = 1
"""Few people are linked, and a correlation of few is known no better."""
PANEL = "*"
"""Item of the row on the mean over several ratings, which no item is called."""


def estimate_spreads(
    responses: pd.DataFrame,
    study: Study,
    bounds: Mapping[tuple[str, str, str], np.ndarray] = MappingProxyType({}),
) -> pd.DataFrame:
    """How much the project's answers spread and hang together, by item and by group of ratings.

    Parameters
    ----------
    responses : pandas.DataFrame
        From `read_inputs`, indices among them.
    study : Study
    bounds : mapping, optional
        What is told otherwise of everyone's answers (`ProjectAnswers.bounds`).

    Returns
    -------
    pandas.DataFrame
        With the columns of `SPREADS`: a row an item, and one a group of ratings (item `PANEL`) on
        the mean over its items. ``sd`` is pooled over the compared waves, and so coarse that it
        lists no answers; where it would in any case there is no row (`tell_spread`). ``linked``
        is the correlation of linked people's answers, times their share of those who answered.
        ``by_start`` and ``by_change`` are the order in which the project's own page shows them.
    """
    compared = select_compared(responses, study)
    people = list_forms(compared)["person"]
    compared = compared[compared["missing"] == ""].astype({"response": "float64"})
    groups = [
        (str(question), str(item), column.scale, rows)
        for (question, item), rows in compared.groupby(["question", "item"], observed=True)
        if (column := study.columns.get(str(question))) is not None and column.scale is not None
    ]
    for panel in list_panels(study):
        groups.append((panel.name, PANEL, panel.scale, means_of_forms(compared, panel.questions)))
    found = []
    for question, item, scale, rows in groups:
        if len(rows):
            answers = split_by_person(*persons_waves_numbers(rows, people))
            levels = _gains(answers, scale)
            known = [bounds.get((wave, question, item)) for wave in study.compared_waves]
            spread = _spread(answers, scale.points, study, known)
            found.append((question, item, *spread, *levels))
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
    answers: Overlap,
    points: tuple[float, ...],
    study: Study,
    bounds: Sequence[np.ndarray | None],
) -> tuple[float, float, float, float]:
    """Standard deviation within waves and its step, correlation of means, degrees of freedom."""
    start, end = answers.start, answers.end
    if min(len(start), len(end)) < 2:
        return *NO_SPREAD, nan, nan
    told, spread = tell_waves(answers, points, study), NO_SPREAD
    if told.change is not None:
        groups = study.survey.rating_groups.values()
        spread = tell_spread((start, end), told.levels, points, groups, bounds, told.change)
    pairs = len(answers.start_paired)
    r = correlation_of_pairs(answers.start_paired, answers.end_paired)
    linked = r * pairs / sqrt(len(start) * len(end))
    return *spread, round(linked, LINKED_DECIMALS), float(len(start) + len(end) - 2)
