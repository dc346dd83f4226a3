"""What every method gives back."""

from dataclasses import dataclass
from math import nan

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """An estimate with its interval.

    Attributes
    ----------
    estimate, ci_low, ci_high : float
        In the unit of what was estimated; the interval's level is 95 %. Not
        numbers where the data leave nothing to estimate them from.
    p_value : float
        Two-sided; not a number where nothing was tested.
    method : str
        Name of the method, as ``docs/methods.md`` describes it.
    n : int
        People or answers behind the estimate.
    statistic, df : float
        Of the test, where it has them.
    """

    estimate: float
    ci_low: float
    ci_high: float
    p_value: float
    method: str
    n: int
    statistic: float = nan
    df: float = nan
