"""Registrations of each municipality, made coarse before any rate is computed from them."""

import pandas as pd

from analysis.release.bands import bands_of
from analysis.release.gate import FEWEST, WIDENINGS, are_pinned
from analysis.study.codebook import ELSEWHERE
from analysis.study.study import Study

NUMBERS = ("n", "attended")
COLUMNS = ["n", "n_most", "attended", "attended_most"]


def coarsen_places(rows: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Registrations and attendances of each of the study's municipalities, in bands.

    Parameters
    ----------
    rows : pandas.DataFrame
        From `keep_registered`.
    study : Study

    Returns
    -------
    pandas.DataFrame
        ``item`` and `COLUMNS`: a row a municipality, and last those from elsewhere. Where few
        registered or came, or nobody did, the numbers are missing. Where the sums of all
        would cut a band, bands are widened; where they cut the widest, where all who did not
        come do, or where it would tell too much that bands are wide, all numbers are missing.
        Nothing where no registration tells a municipality.
    """
    places = [*study.municipalities, ELSEWHERE]
    came = rows.loc[rows["municipality"].isin(places)].groupby("municipality")["attended"]
    counts = came.agg(n="count", attended="sum").reindex(places, fill_value=0)
    table = pd.DataFrame({"item": places}, index=places)
    if not counts["n"].any():
        return table.iloc[:0].reindex(columns=["item", *COLUMNS])
    rule, cut = study.disclosure, list[str]()
    for widen in WIDENINGS:
        for name in NUMBERS:
            table[[name, f"{name}_most"]] = bands_of(counts[name].to_numpy(), rule, widen)
        width = max(rule.minimum_n, rule.band * widen)
        is_pinned = bool(are_pinned(counts[cut].to_numpy(), rule, widen).any())
        cut = [name for name in NUMBERS if _sums_cut(counts[name], table, name, width)]
        is_open = not cut and not is_pinned
        if is_open:
            break
    is_told = (table[list(NUMBERS)] >= rule.minimum_n).all(axis=1)
    no_shows = len(rows) - int(rows["attended"].sum())
    is_told &= is_open and not _no_shows_cut(table[is_told], no_shows)
    table[COLUMNS] = table[COLUMNS].astype("Int64").where(is_told)
    return table.reset_index(drop=True)


def _sums_cut(counts: pd.Series, table: pd.DataFrame, name: str, width: int) -> bool:
    """Whether the sum of all, which is told, leaves less of any band than is told of it."""
    total = int(counts.sum())
    low, high = int(table[name].sum()), int(table[f"{name}_most"].sum())
    return total - low < width - 1 or high - total < width - 1


def _no_shows_cut(told: pd.DataFrame, no_shows: int) -> bool:
    """Whether as many as did not come in all leave too few numbers of any band.

    Of 10-14 who registered and 5-9 who came, three at most did not: seven came at least.
    """
    fewest = (told["n"] - told["attended_most"]).clip(lower=0)
    most = no_shows - (fewest.sum() - fewest)  # of a place, beside the fewest of all others
    came = told["attended_most"] - (told["n"] - most).clip(lower=told["attended"]) + 1
    registered = (told["attended_most"] + most).clip(upper=told["n_most"]) - told["n"] + 1
    widths = told["n_most"] - told["n"] + 1
    enough = widths.clip(upper=FEWEST)
    return bool(((came < enough) | (registered < enough)).any())
