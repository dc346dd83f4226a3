"""Which interval a row's levels and its change get."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

import numpy as np

from analysis.statistics.inference import (
    Estimate,
    difference_of_overlapping_proportions,
    difference_of_proportions,
    partially_overlapping_t,
    proportion,
    widest_difference_of_means,
    widest_mean,
)
from analysis.topics.survey_change.linking import Overlap
from analysis.topics.survey_change.waves import SIDES


def on_scale(level: Estimate, scale: tuple[float, float]) -> Estimate:
    """The interval of a mean without what no mean can be; what it covers stays the same."""
    low, high = scale
    if isnan(low) or isnan(level.ci_low):
        return level
    return replace(level, ci_low=max(level.ci_low, low), ci_high=min(level.ci_high, high))


def printed_mean(row: object, wave: str, scale: tuple[float, float]) -> Estimate:
    """A published mean with the widest interval that its scale and rounding allow."""
    value, n = getattr(row, wave), getattr(row, f"n_{wave}")
    return widest_mean(value, n, scale=scale, rounding=_rounding(getattr(row, f"{wave}_decimals")))


def printed_change_of_means(row: object, scale: tuple[float, float]) -> Estimate:
    """Change of published means, which do not tell how much the answers spread."""
    decimals = min(getattr(row, f"{wave}_decimals") for wave in SIDES)
    end, n_end, start, n_start = (getattr(row, c) for c in ("end", "n_end", "start", "n_start"))
    return widest_difference_of_means(
        end, n_end, start, n_start, scale=scale, rounding=_rounding(decimals)
    )


def share_of(row: object, wave: str) -> Estimate:
    """The share (0-1) that gave an answer at a wave."""
    n = getattr(row, f"n_{wave}")
    return proportion(getattr(row, wave) / 100 * n, n)


def printed_change_of_shares(row: object) -> Estimate:
    """Change (0-1) of published shares, as if of different people."""
    (end, n_end), (start, n_start) = (
        (getattr(row, wave), getattr(row, f"n_{wave}")) for wave in ("end", "start")
    )
    return difference_of_proportions(end / 100 * n_end, n_end, start / 100 * n_start, n_start)


def change_of_means(answers: Overlap) -> Estimate:
    """Change of a mean; everyone counts, and the linked narrow the interval."""
    return partially_overlapping_t(
        answers.end_only,
        answers.start_only,
        answers.end_paired,
        answers.start_paired,
        equal_variances=False,
    )


def change_of_shares(answers: Overlap, fewest: int) -> Estimate:
    """Change (0-1) of a share; everyone counts, and the linked narrow the interval.

    Parameters
    ----------
    answers : Overlap
        1 for whoever gave the answer, else 0.
    fewest : int
        Linked people who gave it twice, never, at the start alone or at the end alone and whose
        number may follow from the interval.

    Returns
    -------
    Estimate
    """
    first, last = _hide_few(answers.start_paired, answers.end_paired, fewest)
    return difference_of_overlapping_proportions(answers.end_only, answers.start_only, last, first)


def hide_few_who_changed(groups: Sequence[Overlap], fewest: int) -> list[Overlap]:
    """Yes or no of groups that are everyone, of whose intervals none tells how many changed.

    Parameters
    ----------
    groups : sequence of Overlap
        1 for yes, else 0.
    fewest : int
        Linked people of a group as of `change_of_shares`.

    Returns
    -------
    list of Overlap
        As they are, if in each group that has linked people enough gave the answer twice, never,
        at the start alone and at the end alone. Else as many of each group changed theirs as its
        shares allow: the number of one group would follow from those of the others and everyone's.
    """
    paired = [(of.start_paired, of.end_paired) for of in groups]
    if all(_count_ways(*waves).min() >= fewest for waves in paired if len(waves[0])):
        return list(groups)
    told = [_hide_few(*waves, fewest=len(waves[0]) + 1) for waves in paired]
    return [of._replace(start_paired=first, end_paired=last)
            for of, (first, last) in zip(groups, told, strict=True)]  # fmt: skip


def _count_ways(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Linked people who never gave an answer, at the end alone, at the start alone, and twice."""
    return np.bincount((2 * start + end).astype("int64"), minlength=4)


def _hide_few(start: np.ndarray, end: np.ndarray, fewest: int) -> tuple[np.ndarray, np.ndarray]:
    """Answers of linked people, of whom more changed theirs where an interval would tell of few.

    The shares of both waves tell how many more changed one way than the other, and an interval how
    many did. Of whichever way fewer did, too few count as the most of too few, and where too few
    answered twice alike, as the most that the shares allow; as many more changed the other way. So
    the interval is the same for at least as many numbers, and at least as wide as their own.
    """
    never, last, first, twice = _count_ways(start, end).tolist()
    fewer = min(first, last)
    most = fewer + min(never, twice)
    told = fewer if fewer >= fewest else fewest - 1
    if most - fewer < fewest or most < 2 * fewest - 1:
        told = most
    more = told - fewer
    people = never - more, last + more, first + more, twice - more
    return np.repeat([0.0, 0.0, 1.0, 1.0], people), np.repeat([0.0, 1.0, 0.0, 1.0], people)


def in_points(share: Estimate) -> Estimate:
    """A share or its change in percentage points."""
    return replace(
        share,
        estimate=100 * share.estimate,
        ci_low=100 * share.ci_low,
        ci_high=100 * share.ci_high,
    )


def _rounding(decimals: int) -> float:
    return 0.5 * 10.0**-decimals
