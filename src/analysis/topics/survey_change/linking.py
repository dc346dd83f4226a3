"""Which forms of the two waves are of the same person."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.study.declaration import ALL
from analysis.study.edition import Edition


class Overlap(NamedTuple):
    """Answers of two waves: of people seen at one of them only, and of the same people.

    The paired ones stand in the same order.
    """

    start_only: np.ndarray
    end_only: np.ndarray
    start_paired: np.ndarray
    end_paired: np.ndarray

    @property
    def start(self) -> np.ndarray:
        """All answers at the start."""
        return np.concatenate([self.start_only, self.start_paired])

    @property
    def end(self) -> np.ndarray:
        """All answers at the end."""
        return np.concatenate([self.end_only, self.end_paired])

    @property
    def is_uniform(self) -> bool:
        """Whether everyone gave the same answer at one of the waves."""
        return any((wave == wave[:1]).all() for wave in (self.start, self.end))

    @property
    def is_same_people(self) -> bool:
        """Whether everyone answered at both waves, so that who answered explains no change."""
        return len(self.start_paired) > 0 and not len(self.start_only) + len(self.end_only)

    def is_enough(self, minimum_n: int) -> bool:
        """Whether both waves have so many answers."""
        return min(len(self.start), len(self.end)) >= minimum_n


def list_forms(responses: pd.DataFrame) -> pd.DataFrame:
    """Filled-in forms and who may be behind them.

    Codes are compared exactly. A code that stands for forms of several
    municipalities is ambiguous and links nothing: self-made codes of two
    people may be the same.

    Parameters
    ----------
    responses : pandas.DataFrame
        From `read_inputs`.

    Returns
    -------
    pandas.DataFrame
        Background by ``form``, with ``person`` (number of the first form of
        the code, or of the form itself), ``is_coded`` (whether its code can be
        found again) and ``is_ambiguous``.
    """
    answer = ["question", "item", "response", "missing"]
    forms = responses.drop_duplicates("form").set_index("form").drop(columns=answer)
    # As numbers, -1 where there is no code: each question of a batch asks for the forms anew.
    codes, known = pd.factorize(forms["respondent_id"])
    places, _ = pd.factorize(forms["municipality"])
    pairs = np.unique(np.column_stack([codes, places])[codes >= 0], axis=0)
    is_shared = np.bincount(pairs[:, 0], minlength=len(known)) > 1
    has_code, numbers = codes >= 0, forms.index.to_numpy()
    forms["is_ambiguous"] = has_code & is_shared[codes] if len(known) else False
    forms["is_coded"] = has_code & ~forms["is_ambiguous"]
    first = np.full(len(known), np.iinfo("int64").max)
    np.minimum.at(first, codes[has_code], numbers[has_code])
    forms["person"] = np.where(forms["is_coded"], first[codes], numbers) if len(known) else numbers
    return forms


def of_municipality(frame: pd.DataFrame, municipality: str) -> pd.DataFrame:
    """Rows of a municipality; all of them for the whole project."""
    return frame if municipality == ALL else frame[frame["municipality"] == municipality]


def persons_waves_numbers(
    answers: pd.DataFrame, people: pd.Series
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who gave which answer to one item, and whether at the end: what `split_by_person` takes.

    Parameters
    ----------
    answers : pandas.DataFrame
        ``form, wave, response`` without missing ones, a row a form.
    people : pandas.Series
        ``person`` of `list_forms`, by form.
    """
    persons = people.loc[answers["form"]].to_numpy()
    is_end = (answers["wave"] == "end").to_numpy()
    return persons, is_end, answers["response"].to_numpy(dtype="float64")


def split_by_person(persons: np.ndarray, is_end: np.ndarray, numbers: np.ndarray) -> Overlap:
    """Split numbers by who gave them at which wave.

    Raises
    ------
    ValueError
        If two numbers of a wave are of the same person.
    """
    start, end = (dict(zip(persons[wave].tolist(), numbers[wave].tolist(), strict=True))
                  for wave in (~is_end, is_end))  # fmt: skip
    if len(start) + len(end) < len(numbers):
        raise ValueError("somebody has two answers to the same item at one wave")
    both = [person for person in start if person in end]
    parts = (
        [value for person, value in start.items() if person not in end],
        [value for person, value in end.items() if person not in start],
        [start[person] for person in both],
        [end[person] for person in both],
    )
    return Overlap(*(np.array(values, dtype="float64") for values in parts))


def overlaps(
    responses: pd.DataFrame, question: str, items: Sequence[str], edition: Edition
) -> list[Overlap]:
    """The answers to each item of a question, by who gave them at which wave.

    Of a choice, an item is an answer, and everyone who chose another did not give it.
    """
    people = list_forms(responses)["person"]
    rows = responses[(responses["question"] == question) & (responses["missing"] == "")]
    rows = of_municipality(rows, edition.municipality)
    if edition.study.columns[question].kind == "choice":
        # The chosen answer alone has a row.
        answers = [rows.assign(response=(rows["item"] == item).astype("int64")) for item in items]
    else:
        answers = [rows[rows["item"] == item] for item in items]
    return [split_by_person(*persons_waves_numbers(given, people)) for given in answers]


def overlaps_of(table: pd.DataFrame, responses: pd.DataFrame, edition: Edition) -> list[Overlap]:
    """The answers that each row of a table, of any ``question`` and ``item``, rests on."""
    found: dict[tuple[object, object], Overlap] = {}
    for question, items in table.groupby("question", sort=False)["item"]:
        answers = overlaps(responses, str(question), list(items), edition)
        found |= {(question, item): overlap for item, overlap in zip(items, answers, strict=True)}
    return [found[key] for key in zip(table["question"], table["item"], strict=True)]
