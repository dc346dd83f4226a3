"""How reliably several items measure one thing."""

from collections.abc import Sequence

import numpy as np

from analysis.statistics.inference.estimate import CONFIDENCE, Estimate
from analysis.statistics.inference.sample import has_spread


def cronbach_alpha(answers: Sequence[Sequence[float]] | np.ndarray) -> Estimate:
    """Cronbach's alpha with the interval of Feldt (1965).

    Parameters
    ----------
    answers : array of shape (people, items)
        Complete: each of at least three people answered each of at least two items.

    Returns
    -------
    Estimate
        Not a number, as its interval, where the people's sums do not differ. R:
        ``psych::alpha``, its interval ``psych::alpha.ci``; an item that everybody
        answered alike counts (psych leaves it out unless ``delete = FALSE``).

    Raises
    ------
    ValueError
        For fewer people or items, or answers that are missing.

    Notes
    -----
    ``(1 - alpha) / (1 - estimate)`` has the F distribution of ``n - 1`` and
    ``(n - 1)(k - 1)`` degrees of freedom where items are parallel and answers normal.

    Examples
    --------
    >>> a = cronbach_alpha([[1, 2], [3, 3], [4, 5], [5, 4]])
    >>> round(a.estimate, 3), round(a.ci_low, 3), round(a.ci_high, 3)
    (0.889, -0.715, 0.993)
    """
    table = np.asarray(answers, dtype=float)
    n, k = table.shape if table.ndim == 2 else (0, 0)
    if n < 3 or k < 2 or not np.isfinite(table).all():
        raise ValueError("alpha needs three people and two items, all of them answered")
    sums = table.sum(axis=1)
    spread = float(sums.var(ddof=1))
    if not has_spread(spread, sums):
        return Estimate(np.nan, np.nan, np.nan, np.nan, "feldt", n)
    alpha = k / (k - 1) * (1 - table.var(axis=0, ddof=1).sum() / spread)
    tail = (1 - CONFIDENCE) / 2
    from scipy.stats import f  # here: it takes long to load

    above, below = f.ppf([1 - tail, tail], n - 1, (n - 1) * (k - 1))
    return Estimate(
        float(alpha), float(1 - (1 - alpha) * above), float(1 - (1 - alpha) * below), np.nan,
        "feldt", n,
    )  # fmt: skip
