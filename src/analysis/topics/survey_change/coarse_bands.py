"""Bands of one place at one wave, beside each other: of nearly the same people."""

from collections.abc import Hashable, Mapping

import pandas as pd

from analysis.release.bands import Band, band_of
from analysis.release.gate import WIDENINGS
from analysis.release.same_people import Answered, find_closing
from analysis.study.study import DisclosureRule

OF_PEOPLE = ["municipality", "wave"]
ENDS, TOLD = ("n", "n_most"), ("mean", "step", "count", "count_most")
Missing = dict[tuple[str, Hashable], int]
Changed = dict[tuple[Hashable, Hashable, Hashable], Band | None]
"""By place, wave and question: a wider band; None where nothing is told any more."""


def keep_bands_open(
    means: pd.DataFrame, counts: pd.DataFrame, responses: pd.DataFrame, rule: DisclosureRule
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Widen a band, or withhold what it is of, that tells with others how many people answered.

    Parameters
    ----------
    means, counts : pandas.DataFrame
        As of `CoarseNumbers`.
    responses : pandas.DataFrame
        Of all places, missing answers among them.
    rule : DisclosureRule

    Returns
    -------
    means, counts : pandas.DataFrame
    """
    of_items = means.assign(key=[*zip(means["question"], means["item"], strict=True)])
    of_questions = counts.assign(key=counts["question"])
    missing, changed = _count_missing(responses), Changed()
    told = pd.concat([of_items, of_questions]).dropna(subset="n")
    for (place, wave), rows in told.groupby(OF_PEOPLE, sort=False):
        bands = {
            row.key: Answered(Band(int(row.n), int(row.n_most)), missing[str(wave), row.key])
            for row in rows.drop_duplicates("key").itertuples()
        }
        changed |= {(place, wave, key): band for key, band in _open(bands, rule).items()}
    return _change(of_items, changed, means), _change(of_questions, changed, counts)


def _count_missing(responses: pd.DataFrame) -> Missing:
    """Forms of the project without an answer, by wave and by item or question."""
    forms = responses.groupby("wave", observed=True)["form"].nunique()
    given = responses[responses["missing"] == ""]
    names = ["wave", "question", "item"]
    found: Missing = {}
    for (wave, question, item), n in given.groupby(names, observed=True)["form"].nunique().items():
        found[str(wave), (str(question), str(item))] = int(forms[wave] - n)
    for (wave, question), n in given.groupby(names[:2], observed=True)["form"].nunique().items():
        found[str(wave), str(question)] = int(forms[wave] - n)
    return found


def _open(told: Mapping[Hashable, Answered], rule: DisclosureRule) -> dict[Hashable, Band | None]:
    """Bands that have to be others: once wider, then none."""
    told, changed = dict(told), dict[Hashable, Band | None]()
    while (key := find_closing(told)) is not None:
        wider = band_of(told[key].band.low, rule, WIDENINGS[-1])
        if wider.width > told[key].band.width:
            changed[key], told[key] = wider, told[key]._replace(band=wider)
        else:
            changed[key] = None
            del told[key]
    return changed


def _change(keyed: pd.DataFrame, changed: Changed, told: pd.DataFrame) -> pd.DataFrame:
    """A frame with other bands, or nothing, of some places, waves and questions."""
    table = told.copy()
    keys = zip(keyed["municipality"], keyed["wave"], keyed["key"], strict=True)
    for row, key in zip(table.index, keys, strict=True):
        if key in changed and pd.notna(table.loc[row, "n"]):
            for name, end in zip(ENDS, changed[key] or (pd.NA, pd.NA), strict=True):
                table.loc[row, name] = end
            for name in TOLD if changed[key] is None else ():
                if name in table:
                    table.loc[row, name] = pd.NA
    return table.astype(told.dtypes)
