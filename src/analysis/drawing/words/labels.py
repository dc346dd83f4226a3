"""What items, groups and documents are called."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

import pandas as pd

from analysis.inputs.printed.shape import OWN_DOCUMENT
from analysis.release.estimates import Labels
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.wording import Wording

DOCUMENTS = {"example_data": "own_document.example_data", "own_data": "own_document.own_data"}
"""Key of the name of data that numbers are computed from."""
RESPONDENTS = {
    "everyone": "respondents.everyone",
    "better": "respondents.better",
    "worse": "respondents.worse",
}
"""Key of the name of a group that no background variable tells apart."""


def count_alike(texts: Sequence[str]) -> int:
    """How many rows are written as the first, the largest: a title names them all."""
    return sum(1 for _ in takewhile(lambda text: text == texts[0], texts))


def name_largest(
    say: Wording, labels: Sequence[str], texts: Sequence[str], one: str, several: str, **values: str
) -> str:
    """A title that names the first row, or all that are written as it is.

    Parameters
    ----------
    say : Wording
    labels, texts : sequence of str
        Of each row, the largest first: what it is called, and its number as it is written.
    one, several : str
        Keys of the title with ``{label}``, and of that with ``{labels}``.
    **values
        Of the other placeholders.
    """
    largest = labels[: count_alike(texts)]
    if len(largest) > 1:
        return say.text(several, labels=say.some(largest), **values)
    return say.text(one, label=largest[0], **values)


def of_question(question: str) -> Labels:
    """The study's own labels of one question's items."""

    def labels(table: pd.DataFrame, edition: Edition) -> list[str]:
        return [edition.label(question, item) for item in table["item"]]

    return labels


def of_any_question(table: pd.DataFrame, edition: Edition) -> list[str]:
    """The study's own labels, of the question that each row names."""
    # The item of a question without items is "", in the labels too.
    pairs = zip(table["question"], table["item"], strict=True)
    return [edition.label(question, item) for question, item in pairs]


def of_group(table: pd.DataFrame, edition: Edition) -> list[str]:
    """Groups of people, told apart by what the column ``by`` of each row names."""
    pairs = zip(table["by"], table["item"], strict=True)
    return [group_label(edition, by, item) for by, item in pairs]


def in_words(keys: Mapping[str, str]) -> Labels:
    """Items that are the same in every study, by the key of each one's text."""

    def labels(table: pd.DataFrame, edition: Edition) -> list[str]:
        return [edition.say.text(keys[item]) for item in table["item"]]

    return labels


def document_name(edition: Edition, key: str) -> str:
    """Name of a source: a public document, or the data that a number is computed from."""
    if key in OWN_DOCUMENT.values():
        return edition.say.text(DOCUMENTS[key])
    return edition.document(key)


def place_name(edition: Edition, key: str) -> str:
    """Name of a row: a municipality's, or the whole project's."""
    return edition.say.text("whole_project") if key == ALL else edition.place(key)


def group_label(edition: Edition, by: str, item: str) -> str:
    """Label of a group of people, told apart by background, year, place or how they started."""
    if by == "year":
        return item
    if by == "place":
        is_own = item in edition.study.municipalities
        return edition.place(item) if is_own else edition.say.text("elsewhere")
    if by == "municipality":
        return edition.place(item)
    if item in RESPONDENTS and by not in {*edition.study.labels, *edition.study.columns}:
        return edition.say.text(RESPONDENTS[item])
    return edition.label(by, item)
