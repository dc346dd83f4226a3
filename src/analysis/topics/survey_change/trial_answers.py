"""Whether a trial of a rating lists the answers of its groups."""

from collections.abc import Sequence
from math import isnan
from typing import Any

import numpy as np

from analysis.release.arms import Arm, leave_open
from analysis.release.levels import Levels
from analysis.release.many_levels import has_many_sets
from analysis.release.rounding import bounds_of_rounded, round_evenly
from analysis.study.edition import Edition
from analysis.study.survey import Trial
from analysis.topics.survey_change.linking import Overlap


def lists_answers(answers: Sequence[Overlap], row: Any, trial: Trial, edition: Edition) -> bool:
    """Whether too few sets of a group's answers fit what its row tells (`leave_open`).

    Parameters
    ----------
    answers : sequence of Overlap
        Of both groups, and more.
    row : namedtuple
        Of a trial of a rating, not yet rounded.
    trial : Trial
    edition : Edition

    Returns
    -------
    bool
        Of more levels than are counted, whether few sets near the answers of one of the four fit
        its mean and an interval of its own, of which the row tells less.
    """
    study = edition.study
    scale, step = study.columns[trial.question].scale, 10.0**-study.disclosure.decimals
    if scale is None or isnan(row.ci_low):
        return False
    waves = [wave for group in answers[:2] for wave in (group.start, group.end)]
    levels = Levels.of(np.concatenate(waves), scale)
    if not levels.are_counted:
        return not all(has_many_sets(wave, scale.points, step) for wave in waves)
    low, high = (round_evenly(end, step) for end in (row.ci_low, row.ci_high))
    half = [((high - low) / 2 + sign * step / 2) / levels.step for sign in (-1, 1)]
    above = [levels.steps_above(wave) for wave in waves]
    changes = []
    for change in (row.change_group, row.change_against):
        least, most = bounds_of_rounded(change, step)
        changes.append((least / levels.step, most / levels.step))
    arms = Arm(above[0], above[1], changes[0]), Arm(above[2], above[3], changes[1])
    return not leave_open(arms, (half[0], half[1]), levels.count - 1)
