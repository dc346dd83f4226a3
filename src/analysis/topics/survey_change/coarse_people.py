"""How many people of places answered, made coarse: at each wave, and at both together."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.release.gate import choose_bands, narrow
from analysis.release.linked import leave_open, narrow_linked
from analysis.study.study import Study
from analysis.topics.survey_change.linking import list_forms
from analysis.topics.survey_change.waves import SIDES, select_compared


class Ends(NamedTuple):
    """Of places' people, shape (places, columns): what is told, and what totals leave of it."""

    low: np.ndarray
    high: np.ndarray
    least: np.ndarray
    most: np.ndarray


def list_persons(answered: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Who answered what at each of the compared waves.

    Parameters
    ----------
    answered : pandas.DataFrame
        Answers that were given, of all waves.
    study : Study

    Returns
    -------
    pandas.DataFrame
        ``question, item, wave, person``, the waves called as in `SIDES`; no row twice.
    """
    compared = select_compared(answered, study)
    rows = compared[["question", "item", "wave", "form"]].astype({"wave": "object"})
    people = list_forms(compared)["person"]
    rows = rows.assign(person=people.loc[rows["form"]].to_numpy()).drop(columns="form")
    return rows[rows["wave"].isin(SIDES)].drop_duplicates()


def count_linked(persons: pd.DataFrame, keys: list[str]) -> dict[Hashable, int]:
    """How many of `list_persons` answered at both waves, by these columns."""
    waves = persons.groupby([*keys, "person"], observed=True)["wave"].nunique()
    is_both = (waves == len(SIDES)).groupby(level=keys, observed=True).sum()
    return {key: int(linked) for key, linked in is_both.items()}


def band_people(
    people: Mapping[str, pd.DataFrame], linked: Mapping[Hashable, int], study: Study
) -> dict[str, Ends]:
    """Bands of places' people from which no total of the project gives a number away.

    Parameters
    ----------
    people : mapping
        By wave, the exact numbers: a row a place, a column a question or item.
    linked : mapping
        The project's linked people by column.
    study : Study

    Returns
    -------
    dict
        By wave.
    """
    found = {}
    for wave, table in people.items():
        counts = table.to_numpy()
        low, high = choose_bands(counts, study.disclosure)
        found[wave] = Ends(low, high, *narrow(low, high, counts.sum(axis=0)))
    if set(study.compared_waves) <= found.keys():
        waves = [(found[wave], people[wave]) for wave in study.compared_waves]
        for key, both in linked.items():
            if all(key in table.columns for _, table in waves):
                cells = [(ends, table.columns.get_loc(key)) for ends, table in waves]
                counts = np.column_stack([table[key] for _, table in waves])
                _hold_against(both, counts, cells, study)
    return found


def _hold_against(
    linked: int, counts: np.ndarray, cells: list[tuple[Ends, int]], study: Study
) -> None:
    """Bands of one item at both waves, beside the project's linked people, in place."""
    low, high = (np.column_stack([ends[side][:, at] for ends, at in cells]) for side in (0, 1))
    low, high = leave_open(low, high, counts, linked, study.disclosure)
    left = narrow_linked(low, high, np.array([*counts.sum(axis=0), linked]))
    for wave, (ends, at) in enumerate(cells):
        for end, told in zip(ends, (low, high, *left), strict=True):
            end[:, at] = told[:, wave]
