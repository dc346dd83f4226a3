"""Whether the attendance rates of the themes differ, together and one by one."""

import numpy as np
import pandas as pd

from analysis.inference import difference_of_proportions, holm

COLUMNS = ["item", "share_pct", "others_pct", "estimate", "ci_low", "ci_high", "p_value",
           "p_adjusted", "p_joint", "n", "n_others", "method", "document", "origin"]  # fmt: skip
RESAMPLES = 9_999


def estimate_theme_differences(by_theme: pd.DataFrame) -> pd.DataFrame:
    """Each theme's attendance rate against that of all others, and a test of all together.

    Parameters
    ----------
    by_theme : pandas.DataFrame
        From `estimate_by_theme`, of published numbers or of registrations.

    Returns
    -------
    pandas.DataFrame
        A row a theme, in the given order: ``item, share_pct, others_pct,
        estimate, ci_low, ci_high`` (percentage points, Miettinen and Nurminen)``,
        p_value, p_adjusted`` (Holm)``, p_joint, n, n_others, method, document,
        origin``. ``p_joint`` is of `joint_p_value` and the same in each row.
        No rows for fewer than two themes.
    """
    if len(by_theme) < 2:
        return pd.DataFrame({column: [] for column in COLUMNS})
    table = by_theme[["item", "attended", "n", "document", "origin"]].copy()
    came_else, n_else = (table[c].sum() - table[c] for c in ("attended", "n"))
    groups = zip(table["attended"], table["n"], came_else, n_else, strict=True)
    found = [difference_of_proportions(*group, method="miettinen_nurminen") for group in groups]
    table["share_pct"] = 100 * table["attended"] / table["n"]
    table["others_pct"] = 100 * came_else / n_else
    for column in ("estimate", "ci_low", "ci_high"):
        table[column] = [100 * getattr(each, column) for each in found]
    table["p_value"] = [each.p_value for each in found]
    table["p_adjusted"] = holm(table["p_value"].tolist())
    table["p_joint"] = joint_p_value(table["attended"], table["n"])
    return table.assign(method="miettinen_nurminen", n_others=n_else)[COLUMNS]


def joint_p_value(attended: pd.Series, registered: pd.Series, seed: int = 1) -> float:
    """Permutation p-value of Pearson's chi-squared: whether all groups have one rate.

    Attendances are dealt anew to the registrations, the number of each group
    and of all attendances held. Small groups need no approximation.

    Parameters
    ----------
    attended, registered : pandas.Series
        Counts of each group; at least one attendance and one absence in all
        (otherwise nothing differs and p is 1).
    seed : int
        The same seed, the same p-value.

    References
    ----------
    Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be
    zero. Statistical Applications in Genetics and Molecular Biology 9, 39.
    """
    counts, sizes = (np.asarray(x, dtype="int64") for x in (attended, registered))
    rate = counts.sum() / sizes.sum()
    if rate in (0.0, 1.0):
        return 1.0

    def chi_squared(drawn: np.ndarray) -> np.ndarray:
        squares: np.ndarray = (drawn - sizes * rate) ** 2 / (sizes * rate * (1 - rate))
        return np.asarray(squares.sum(axis=-1))

    chance = np.random.default_rng(seed)
    dealt = chance.multivariate_hypergeometric(sizes, int(counts.sum()), size=RESAMPLES)
    as_large = int((chi_squared(dealt) >= chi_squared(counts) - 1e-9).sum())
    return (as_large + 1) / (RESAMPLES + 1)
