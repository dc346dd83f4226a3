"""Intervals of the project that are told to half steps, as finer ones would list the answers."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

from analysis.release.columns import Column, Role
from analysis.release.estimates import Estimates
from analysis.release.listed import Told, tell_interval
from analysis.release.rounding import WIDE_STEP, round_evenly, round_outwards
from analysis.statistics.inference import Estimate
from analysis.study.edition import Edition
from analysis.study.scale import STEPS, Scale
from analysis.topics.survey_change.clear import change_of_all_who_started
from analysis.topics.survey_change.linking import Overlap


def interval_step(name: str = "interval_step", whose: str = "the interval") -> Column:
    """The column that says what an interval's ends are rounded to, where that is more."""
    meaning = f"What both ends of {whose} are rounded to, outwards, where they would tell too much"
    return Column(name, "float64", meaning, STEPS, Role.CONTEXT, is_shown=False)


def widened_sentence(estimates: Estimates, steps: Sequence[str] = ("interval_step",)) -> str:
    """That some intervals are told to half steps; empty where none is."""
    if estimates.table[list(steps)].isna().all(axis=None):
        return ""
    return estimates.say.text("survey_change.widened")


def tell_changes(answers: Overlap, ends: Sequence[float], scale: Scale, edition: Edition) -> Told:
    """The interval of linked people's changes, so that it does not list who changed how much."""
    changes = sorted({end - start for start in scale.points for end in scale.points})
    return tell_interval(
        answers.end_paired - answers.start_paired,
        (float(ends[0]), float(ends[1])),
        tuple(changes),
        edition.study.disclosure.decimals,
        is_cut=False,
    )


def tell_started(answers: Overlap, decimals: int) -> Estimate:
    """Change of all who started (`change_of_all_who_started`), told to half steps.

    Who gave which answer at both waves can be in too many ways to count them. If nearly everyone
    gives one of two answers, the interval and what vanishes the change, each to a tenth, would
    leave as few as a fifth of the sets of answers that fit all else.

    Parameters
    ----------
    answers : Overlap
    decimals : int
        That its estimate is rounded to, as what follows from it is told, too.

    Returns
    -------
    Estimate
    """
    started = change_of_all_who_started(answers)
    ends = started.ci_low, started.ci_high
    low, high = ends if isnan(ends[0]) else round_outwards(*ends, WIDE_STEP)
    estimate = round_evenly(started.estimate, 10.0**-decimals)
    return replace(started, estimate=estimate, ci_low=low, ci_high=high)
