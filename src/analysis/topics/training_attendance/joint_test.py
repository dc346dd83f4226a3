"""One permutation test of whether all groups have one attendance rate."""

import numpy as np
import pandas as pd

RESAMPLES = 9_999
BLOCK = 4_000_000
"""People that are dealt at once, all deals together: some 30 MB."""


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
    chance = np.random.default_rng(seed)
    dealt = chance.multivariate_hypergeometric(sizes, int(counts.sum()), size=RESAMPLES)
    return _share_as_large(dealt, counts, sizes)


def joint_p_value_by_person(registered: pd.DataFrame, seed: int = 1) -> float:
    """`joint_p_value` where one person may have registered several times.

    Whole people are dealt anew: what someone did, registration by registration
    in the order of dates, is exchanged with what another person of as many
    registrations did. Whoever comes always, or never, stays so.

    Parameters
    ----------
    registered : pandas.DataFrame
        From `keep_registered`. Who has no ``registrant_id`` is one person each.
    seed : int
        The same seed, the same p-value.
    """
    rows = registered.sort_values("date", kind="stable").reset_index(drop=True)
    theme, _ = pd.factorize(rows["theme"])
    came, is_theme = rows["attended"].to_numpy("float64"), np.eye(theme.max() + 1)[theme]
    person = rows["registrant_id"].astype("object").fillna(rows.index.to_series())
    places = [where.to_numpy() for where in rows.groupby(person, sort=False).groups.values()]
    once = np.array([where[0] for where in places if len(where) == 1], dtype="int64")
    chance = np.random.default_rng(seed)
    registered_once = is_theme[once].sum(axis=0).astype("int64")
    dealt = chance.multivariate_hypergeometric(
        registered_once, int(came[once].sum()), size=RESAMPLES
    ).astype("float64")
    for visits in sorted({len(where) for where in places} - {1}):
        alike = np.array([where for where in places if len(where) == visits])
        for deals in np.array_split(np.arange(RESAMPLES), 1 + RESAMPLES * len(alike) // BLOCK):
            order = chance.permuted(np.tile(np.arange(len(alike)), (len(deals), 1)), axis=1)
            for at in alike.T:
                dealt[deals] += came[at][order] @ is_theme[at]
    return _share_as_large(dealt, came @ is_theme, is_theme.sum(axis=0))


def _share_as_large(dealt: np.ndarray, counts: np.ndarray, sizes: np.ndarray) -> float:
    """Share of the deals, the one that came about among them, with as large a chi-squared."""
    rate = counts.sum() / sizes.sum()
    if rate in (0.0, 1.0):
        return 1.0
    scale = sizes * rate * (1 - rate)
    found, drawn = (((c - sizes * rate) ** 2 / scale).sum(axis=-1) for c in (counts, dealt))
    return float(((drawn >= found - 1e-9).sum() + 1) / (len(dealt) + 1))
