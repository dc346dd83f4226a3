"""Questions that only one of the compared waves asks: no change of them can be told."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.inputs.faults import Note
from analysis.study.codebook import REASONS, Column
from analysis.study.edition import Edition
from analysis.study.study import Study

NOT_ASKED = REASONS[-1]
People = Mapping[tuple[str, str], Mapping[str, int]]
"""By question and item, or a question and no item: how many answered at each wave, if any did."""


class AskedOnce(NamedTuple):
    """A question without answers from both of the compared waves.

    Attributes
    ----------
    question, item : str
        Without an item where all of the question's were asked alike.
    waves : tuple of str
        Those at which it was answered, in the study's order.
    is_unasked : bool
        Whether files do not ask it at the other wave; else nobody answered it there.
    """

    question: str
    item: str
    waves: tuple[str, ...]
    is_unasked: bool


def find_asked_once(
    responses: pd.DataFrame | None, study: Study, fewest: int = 1
) -> list[AskedOnce]:
    """Questions that were not answered at both of the compared waves, in the study's order.

    Where one of these waves has fewer forms than that, no question is one of them: the survey
    itself was made once. A question that depends on an earlier answer is passed over where that
    one was asked, since nobody may have had to answer it.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`, of all waves.
    study : Study
    fewest : int
        People of a wave that anything is told of: forms of the wave without answers, and
        answers at the other.
    """
    if responses is None or responses.empty:
        return []
    forms = responses.groupby("wave", observed=True)["form"].nunique()
    if any(forms.get(wave, 0) < fewest for wave in study.compared_waves):
        return []
    people = _count_answered(responses)
    columns = study.columns.values()
    found = (once for column in columns for once in _once(column, people, responses, study))
    told = {(once.question, once.item): (once, n) for once, n in found}
    return [
        once
        for once, n in told.values()
        if n >= fewest and not _may_depend(study.columns[once.question], told)
    ]


def _count_answered(responses: pd.DataFrame) -> People:
    answered = responses[responses["missing"] == ""]
    people: dict[tuple[str, str], dict[str, int]] = {}
    for rows in (answered, answered.assign(item="")):
        by = rows.groupby(["question", "item", "wave"], observed=True)["form"]
        for (question, item, wave), forms in by.nunique().items():
            people.setdefault((question, item), {})[wave] = forms
    return people


def _once(
    column: Column, people: People, responses: pd.DataFrame, study: Study
) -> Iterator[tuple[AskedOnce, int]]:
    """What was answered once of a question, with the number of people who did."""
    by_item = [
        (item, *_waves(people.get((column.name, item), {}), study))
        for item in [*column.item_keys] or [""]
    ]
    if len({waves for _, waves, _ in by_item}) == 1:
        by_item = [("", *by_item[0][1:])]
    for item, waves, n in by_item:
        others = set(study.compared_waves) - {*waves}
        if waves and others:
            elsewhere = responses[
                (responses["question"] == column.name) & responses["wave"].isin(others)
            ]
            elsewhere = elsewhere[elsewhere["item"] == item] if item else elsewhere
            is_unasked = bool((elsewhere["missing"] == NOT_ASKED).all())
            yield AskedOnce(column.name, item, waves, is_unasked), n


def _waves(people: Mapping[str, int], study: Study) -> tuple[tuple[str, ...], int]:
    """At which waves somebody answered, and how many did at that of most."""
    waves = tuple(wave for wave in study.waves if people.get(wave, 0))
    return waves, max(people.values(), default=0) if waves else 0


def _may_depend(column: Column, told: Collection[tuple[str, str]]) -> bool:
    """Whether nobody may have had to answer it: the question that it depends on was asked."""
    return any((earlier, "") not in told for earlier in column.asked_if)


def name_once(once: AskedOnce, edition: Edition) -> str:
    """What is not compared is called: the question, or the question and the item."""
    question = edition.question(once.question)
    return f"{question}: {edition.label(once.question, once.item)}" if once.item else question


def name_waves_of(once: AskedOnce, edition: Edition) -> str:
    """When it was asked, in the study's own words."""
    return edition.say.listing([edition.label("wave", wave) for wave in once.waves])


def note_asked_once(responses: pd.DataFrame, study: Study, file: str) -> list[Note]:
    """A note of each question, or item, of which no change can be told."""
    editions = {language: Edition(study, language=language) for language in study.languages}
    return [
        Note(
            file,
            "asked-once",
            values={
                "question": {key: name_once(once, of) for key, of in editions.items()},
                "waves": {key: name_waves_of(once, of) for key, of in editions.items()},
            },
            text="asked-once" if once.is_unasked else "answered-once",
        )
        for once in find_asked_once(responses, study)
    ]
