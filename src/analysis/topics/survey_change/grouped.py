"""What counts of grouped points tell beside a printed mean and its interval."""

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np
import pandas as pd

from analysis.release.fits import ENOUGH, ENOUGH_FOR_INSIDER, count_grouped_sets
from analysis.release.rounding import round_evenly
from analysis.statistics.inference import critical_t
from analysis.study.scale import Scale
from analysis.study.study import DisclosureRule
from analysis.topics.survey_change.waves import SIDES


def are_derivable(
    answers: pd.DataFrame, groups: Mapping[str, Sequence[int]], scale: Scale, rule: DisclosureRule
) -> dict[str, bool]:
    """Of which items too few sets of answers fit the groups' counts and the printed mean.

    Parameters
    ----------
    answers : pandas.DataFrame
        ``item, wave, response`` of everyone who answered.
    groups : mapping
        Points by group, as the study declares them.
    scale : Scale
    rule : DisclosureRule
        Its ``decimals`` are those of means.

    Returns
    -------
    dict
        By item: whether fewer than 22 sets fit at either wave, or 11 for who gave an answer.
    """
    parts = [np.array(points) - int(scale.ends[0]) for points in groups.values()]
    found: dict[str, bool] = {}
    for (item, wave), rows in answers.groupby(["item", "wave"], observed=True):
        if wave in SIDES:
            numbers = rows["response"].to_numpy(dtype="float64") - scale.ends[0]
            few = not _leave_enough(numbers, parts, scale, rule)
            found[str(item)] = found.get(str(item), False) or few
    return found


def _leave_enough(
    numbers: np.ndarray, parts: Sequence[np.ndarray], scale: Scale, rule: DisclosureRule
) -> bool:
    n, top = len(numbers), scale.ends[1] - scale.ends[0]
    if n < rule.minimum_n:
        return False
    factor, step = critical_t(n - 1) / sqrt(n), 10.0**-rule.decimals

    def ends_of(mean: float, sd: float) -> tuple[float, float, float]:
        return mean, max(mean - factor * sd, 0.0), min(mean + factor * sd, top)

    def printed(end: float) -> float:
        return round_evenly(scale.ends[0] + end, step)

    own = ends_of(float(numbers.mean()), float(numbers.std(ddof=1)))
    told = [printed(end) for end in own]

    def looks_alike(mean: float, sd: float) -> bool:
        # Rounding all of the many means and intervals would take long.
        if abs(mean - own[0]) > step:
            return False
        ends = ends_of(mean, sd)
        if any(abs(end - near) > 2 * step for end, near in zip(ends, own, strict=True)):
            return False
        return all(printed(end) == text for end, text in zip(ends, told, strict=True))

    counts = [([int(p) for p in points], int(np.isin(numbers, points).sum())) for points in parts]
    known: list[int | None] = [None, *np.unique(numbers).astype("int64").tolist()]
    return all(
        count_grouped_sets(counts, looks_alike, answer)
        >= (ENOUGH if answer is None else ENOUGH_FOR_INSIDER)
        for answer in known
    )
