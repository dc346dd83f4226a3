"""Which changes are called clear: beyond chance, and not of who left."""

from math import isnan, nan

import pandas as pd

from analysis.release.columns import Column, Role
from analysis.statistics.inference import (
    Estimate,
    chance_of_at_least,
    change_if_leaving_depends_on_start,
    difference_of_changes,
    equivalence_p,
    holm,
)
from analysis.topics.survey_change.linking import Overlap
from analysis.topics.survey_change.phrases import is_significant

LEAVING_LEVEL = 0.02
"""Of tests that count who left by one answer at the start, which is only part of why people
leave: at 5 %, simulated titles are false in up to 9 % of studies (`benchmarks/titles.py`)."""
HOLDS = Column(
    "holds",
    "bool",
    "Whether a change is clear, and as clear with leaving counted by the answers at the start",
    is_shown=False,
)
"""Of a change that is not clear it is false, so that it tells no more than a title does."""
IS_SMALL = Column(
    "is_small",
    "bool",
    "Whether a change is smaller than what the study declares to matter",
    is_shown=False,
)
TESTS = Column(
    "tests",
    "Int64",
    "Tests that p is adjusted over",
    role=Role.CONTEXT,
    is_shown=False,
)


def change_of_all_who_started(answers: Overlap) -> Estimate:
    """Change if leaving depends on what was answered at the start."""
    return change_if_leaving_depends_on_start(
        answers.start_only, answers.start_paired, answers.end_paired
    )


def p_of_dropout(answers: Overlap, change: Estimate, against: Overlap | None = None) -> float:
    """P of the change of all who started; 1 where it, or that of the linked, has another sign.

    Where everyone answered at both waves nobody's leaving is to be counted: p is 0.

    Parameters
    ----------
    answers : Overlap
    change : Estimate
        Of everyone, or how much more everyone changed than the others.
    against : Overlap, optional
        Of others whose change is taken off.
    """
    if answers.is_same_people and (against is None or against.is_same_people):
        return 0.0
    started, stayed = change_of_all_who_started(answers), _change_of_linked(answers)
    if against is not None:
        started = difference_of_changes(started, change_of_all_who_started(against))
        stayed -= _change_of_linked(against)
    if isnan(started.p_value):
        return 1.0
    agree = min(stayed * change.estimate, started.estimate * change.estimate) > 0
    return started.p_value if agree else 1.0


def p_of_smallness(answers: Overlap, change: Estimate, margin: float) -> float:
    """P of a change as large as a margin: of everyone's, or of all who started, the larger.

    Parameters
    ----------
    answers : Overlap
    change : Estimate
        Of everyone.
    margin : float
        In the unit of the answers.

    Returns
    -------
    float
        1 where too few are linked to count who left.
    """
    p_values = [equivalence_p(c, margin) for c in (change, change_of_all_who_started(answers))]
    return 1.0 if any(map(isnan, p_values)) else max(p_values)


def chance_of_mattering(answers: Overlap, change: Estimate, margin: float) -> float:
    """Chance of a change of at least a margin: of everyone's, or of all who started, the smaller.

    Parameters
    ----------
    answers, change
        As of `p_of_smallness`.
    margin : float
        In the unit of the answers, of the sign of an improvement.

    Returns
    -------
    float
        Not a number where too few are linked to count who left.
    """
    changes = change, change_of_all_who_started(answers)
    chances = [chance_of_at_least(c, margin) for c in changes]
    return nan if any(map(isnan, chances)) else min(chances)


def _change_of_linked(answers: Overlap) -> float:
    changes = answers.end_paired - answers.start_paired
    return float(changes.mean()) if len(changes) else nan


def mark_holding(table: pd.DataFrame) -> pd.DataFrame:
    """Adjust p-values within families, and say which changes are clear.

    Parameters
    ----------
    table : pandas.DataFrame
        ``family, p_value`` of the tests that count, ``p_dropout`` of `p_of_dropout`, and the
        interval.

    Returns
    -------
    pandas.DataFrame
        With ``tests, p_adjusted, holds``.
    """
    tests = table["p_value"].groupby(table["family"], sort=False).transform("count")
    table = table.assign(
        tests=tests.astype("Int64"), p_adjusted=adjust_in_families(table, "p_value")
    )
    is_found = adjust_in_families(table, "p_dropout") < LEAVING_LEVEL
    return table.assign(holds=is_significant(table) & is_found)


def adjust_in_families(table: pd.DataFrame, column: str) -> pd.Series:
    """Holm's p within each ``family``, of what counts as a test."""
    p_values = table[column].where(table["p_value"].notna())
    by_family = p_values.groupby(table["family"], sort=False)
    return by_family.transform(lambda values: holm(list(values))).astype("float64")
