"""p-values of several questions together."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def holm(p_values: Sequence[float]) -> list[float]:
    """p-values adjusted by Holm's step-down method, in the same order.

    Those that are not numbers (nothing was tested) stay so and do not count.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure.
    Scandinavian Journal of Statistics 6, 65-70. R: ``p.adjust(p, "holm")``.

    Examples
    --------
    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    return _adjust(p_values, _holm)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """p-values adjusted for the false discovery rate, in the same order.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery
    rate. JRSS B 57, 289-300. R: ``p.adjust(p, "BH")``.

    Examples
    --------
    >>> [round(p, 3) for p in benjamini_hochberg([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    from scipy.stats import false_discovery_control

    return _adjust(p_values, false_discovery_control)


def _holm(p_values: FloatArray) -> FloatArray:
    # statsmodels' multipletests collects all garbage of the process at each call,
    # which takes longer than the survey's estimates.
    order = np.argsort(p_values)
    left = np.arange(len(order), 0, -1)
    adjusted = np.empty(len(order))
    adjusted[order] = np.maximum.accumulate(left * p_values[order])
    return np.minimum(adjusted, 1.0)


def _adjust(p_values: Sequence[float], method: Callable[[FloatArray], FloatArray]) -> list[float]:
    adjusted = np.array(p_values, dtype=float)
    tested = ~np.isnan(adjusted)
    if tested.any():
        adjusted[tested] = method(adjusted[tested])
    return [float(p) for p in adjusted]
