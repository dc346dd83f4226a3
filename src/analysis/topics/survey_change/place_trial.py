"""A trial whose group is one place: its numbers are the place's, and made coarse as they are."""

from collections.abc import Sequence
from math import isnan, nan

import numpy as np
import pandas as pd

from analysis.release.coarse import CoarseNumbers
from analysis.release.gate import UNBOUNDED, choose_bands
from analysis.release.rounding import round_evenly
from analysis.statistics.inference import Estimate
from analysis.topics.survey_change.linking import Overlap
from analysis.topics.survey_change.place_change import change_of_place
from analysis.topics.survey_change.place_spread import Spread, read_spreads
from analysis.topics.survey_change.waves import SIDES

GROUPS = ("group", "against")
Parts = Sequence[Overlap]
"""Answers to an item of the two groups, and of everyone."""


def coarse_changes(
    answers: Sequence[Parts], question: str, items: Sequence[str], coarse: CoarseNumbers
) -> list[tuple[Estimate, ...]]:
    """Changes of both groups by item: differences of rounded means, with the project's spread.

    Parameters
    ----------
    answers : sequence of tuple of Overlap
        Of each item.
    question : str
    items : sequence of str
    coarse : CoarseNumbers

    Returns
    -------
    list of tuple of Estimate
        As of `change_of_place`, with the fewest people of `coarse_sizes`.
    """
    sizes, spreads = coarse_sizes(answers, coarse), read_spreads(coarse)
    return [
        tuple(
            _change(part, [sizes[f"n_{group}_{side}"][row] for side in SIDES],
                    spreads.get((question, item)), coarse.rule.decimals)
            for group, part in zip(GROUPS, parts, strict=False)
        )
        for row, (item, parts) in enumerate(zip(items, answers, strict=True))
    ]  # fmt: skip


def coarse_sizes(answers: Sequence[Parts], coarse: CoarseNumbers) -> dict[str, list[object]]:
    """Bands of both groups' people by item, from which the project's totals give nothing away.

    Parameters
    ----------
    answers : sequence of tuple of Overlap
    coarse : CoarseNumbers

    Returns
    -------
    dict
        ``n_<group>_<wave>`` and ``n_<group>_<wave>_most``; missing where a group is too small.
    """
    sizes: dict[str, list[object]] = {}
    for side in SIDES:
        people = np.array([[len(getattr(part, side)) for part in parts] for parts in answers])
        rest = people[:, 2] - people[:, :2].sum(axis=1)
        counts = np.column_stack([people[:, :2], rest]).T
        low, high = choose_bands(counts, coarse.rule)
        for row, group in enumerate(GROUPS):
            is_told = (low[row] >= coarse.rule.minimum_n) & (high[row] != UNBOUNDED)
            for name, ends in ((f"n_{group}_{side}", low), (f"n_{group}_{side}_most", high)):
                told = zip(ends[row], is_told, strict=True)
                sizes[name] = [int(end) if is_shown else pd.NA for end, is_shown in told]
    return sizes


def _change(
    answers: Overlap, sizes: Sequence[object], spread: Spread | None, decimals: int
) -> Estimate:
    start, end = (
        round_evenly(float(wave.mean()), 10.0**-decimals) if len(wave) else nan
        for wave in (answers.start, answers.end)
    )
    people = [float(str(n)) for n in sizes if not pd.isna(n)]
    if spread is None or len(people) < len(SIDES) or isnan(end - start):
        return Estimate(nan, nan, nan, nan, "coarse", 0)
    return change_of_place(start, people[0], end, people[1], spread)
