"""Which forms of the two waves are of the same person."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.study import ALL


class Overlap(NamedTuple):
    """Answers of two waves: of people seen at one of them only, and of the same people.

    The paired ones stand in the same order.
    """

    start_only: np.ndarray
    end_only: np.ndarray
    start_paired: np.ndarray
    end_paired: np.ndarray


def link_forms(responses: pd.DataFrame) -> pd.Series:
    """Person behind each form, as far as codes tell it.

    Codes are compared exactly. A code that stands for forms of several
    municipalities is ambiguous and links nothing: self-made codes of two
    people may be the same.

    Parameters
    ----------
    responses : pandas.DataFrame
        From `read_inputs`.

    Returns
    -------
    pandas.Series of int
        Number of the person by ``form``: the number of the first form of the
        code, or of the form itself.
    """
    forms = responses.drop_duplicates("form").set_index("form")
    codes = forms["respondent_id"].astype("object")
    places = forms.groupby(codes)["municipality"].nunique()
    clear = codes.isin(places.index[places == 1])
    first = pd.Series(forms.index, index=forms.index).groupby(codes[clear]).transform("min")
    return first.reindex(forms.index).fillna(forms.index.to_series()).astype("int64")


def count_links(responses: pd.DataFrame | None, municipality: str = ALL) -> pd.DataFrame:
    """How many people are seen at both waves, and at one of them only.

    Returns
    -------
    pandas.DataFrame
        One row: ``n_both, n_start_only, n_end_only, n_ambiguous, origin``; the
        last count are forms whose code is of several municipalities. No rows
        without responses.
    """
    columns = ["n_both", "n_start_only", "n_end_only", "n_ambiguous"]
    if responses is None or responses.empty:
        return pd.DataFrame({c: pd.Series(dtype="int64") for c in columns} | {"origin": []})
    forms = responses.drop_duplicates("form").set_index("form")
    codes = forms["respondent_id"].astype("object")
    places = forms.groupby(codes)["municipality"].nunique()
    ambiguous = codes.isin(places.index[places > 1])
    own = forms["municipality"].eq(municipality) | (municipality == ALL)
    people = link_forms(responses)[own].to_frame("person").assign(wave=forms["wave"])
    waves = people.groupby("person")["wave"].agg(lambda wave: "+".join(sorted(wave)))
    counts = [int((waves == seen).sum()) for seen in ("end+start", "start", "end")]
    row = [*counts, int((ambiguous & own).sum())]
    return pd.DataFrame([row], columns=columns).assign(origin=str(forms["origin"].iloc[0]))


def overlap(answers: pd.DataFrame, people: pd.Series) -> Overlap:
    """Split the answers to one item by who gave them at which wave.

    Parameters
    ----------
    answers : pandas.DataFrame
        ``form, wave, response`` without missing ones, a row a form.
    people : pandas.Series
        From `link_forms`.
    """
    numbers = pd.Series(
        answers["response"].to_numpy(dtype="float64"), index=people[answers["form"]].to_numpy()
    )
    is_end = (answers["wave"] == "end").to_numpy()
    start, end = numbers[~is_end], numbers[is_end]
    both = start.index.intersection(end.index)
    return Overlap(
        start.drop(both).to_numpy(),
        end.drop(both).to_numpy(),
        start.loc[both].to_numpy(),
        end.loc[both].to_numpy(),
    )
