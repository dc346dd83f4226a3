"""Intervals of the project that are told to half steps, as finer ones would list the answers."""

from collections.abc import Sequence

from analysis.release.columns import Column, Role
from analysis.release.estimates import Estimates
from analysis.release.listed import Told, tell_interval
from analysis.study.edition import Edition
from analysis.study.scale import STEPS, Scale
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
