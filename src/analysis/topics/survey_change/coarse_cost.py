"""What being coarse costs: how much of places is told, and how exactly."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.release.coarse import CoarseNumbers
from analysis.study.study import Study
from analysis.topics.survey_change.place_change import level_of_place
from analysis.topics.survey_change.place_spread import read_spreads


@dataclass(frozen=True)
class Cost:
    """How much of places' numbers is told.

    Attributes
    ----------
    means, shares : tuple of int
        How many are told, of how many.
    width : float
        Mean width of the 95 % interval of a mean, of its scale's length (0-1); what is withheld
        counts as the whole scale.
    """

    means: tuple[int, int]
    shares: tuple[int, int]
    width: float


def measure_cost(coarse: CoarseNumbers, study: Study) -> Cost:
    """Measure what a study's disclosure rule leaves of its places' numbers.

    Parameters
    ----------
    coarse : CoarseNumbers
    study : Study

    Returns
    -------
    Cost
    """
    spreads, widths = read_spreads(coarse), []
    for row in coarse.means.itertuples():
        scale = study.columns[row.question].scale
        spread = spreads.get((row.question, row.item))
        level = level_of_place(row.mean, row.step, row.n, spread, scale)
        if scale is not None:
            length = scale.ends[1] - scale.ends[0]
            told = (level.ci_high - level.ci_low) / length
            widths.append(1.0 if pd.isna(told) else told)
    means, shares = coarse.means["mean"].notna(), coarse.counts["n"].notna()
    return Cost(
        (int(means.sum()), len(means)),
        (int(shares.sum()), len(shares)),
        float(np.mean(widths)) if widths else 1.0,
    )
