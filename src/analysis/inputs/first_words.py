"""Which texts still say a word that a study's terms say otherwise elsewhere."""

from collections.abc import Iterator, Mapping

from analysis.inputs.faults import Note
from analysis.study.catalogue import read_catalogue
from analysis.study.declaration import TOPICS
from analysis.study.study import Study

STEMS: Mapping[str, Mapping[str, str]] = {
    "training": {"fi": "valmennu", "sv": "utbildning", "en": "training"},
    "pilot": {"fi": "kokeilu", "sv": "försök", "en": "pilot"},
}
"""Beginnings of words that the catalogue has for what a project does, by language."""
UNSEEN = frozenset({"attack", "check", "fault", "note"})
"""Groups of texts that commands print, and no page does."""


def find_first_words(study: Study) -> list[Note]:
    """A note for each word that some of the study's terms say otherwise, and other texts do not.

    Parameters
    ----------
    study : Study
        One that says a word everywhere as the catalogue does, or nowhere, has none.

    Returns
    -------
    list of Note
        No fault: two words may be meant.
    """
    language, path = study.language, str(study.folder / "study.toml")
    notes = []
    for stems in STEMS.values():
        stem = stems[language]
        held = list(_list_texts(study, stem, language))
        left = [place for place in held if stem in _own(study, *place, language, stem)]
        if left and len(left) < len(held):
            texts = ", ".join(sorted(map(".".join, left)))
            notes.append(
                Note(path, "left-word", values={"place": "terms", "stem": stem, "texts": texts})
            )
    return notes


def _list_texts(study: Study, stem: str, language: str) -> Iterator[tuple[str, str]]:
    """Group and key of texts of the study's topics that hold a word."""
    others = [topic for topic in TOPICS if topic not in study.topics]
    for group, texts in read_catalogue().items():
        if group in UNSEEN or any(topic in group for topic in others):
            continue
        for key, by_language in texts.items():
            text = by_language.get(language) if isinstance(by_language, Mapping) else None
            if isinstance(text, str) and stem in text.casefold() and key not in others:
                yield group, key


def _own(study: Study, group: str, key: str, language: str, stem: str) -> str:
    """What the study says in place of a text; of one that it does not say, the word itself."""
    return study.terms.get(group, {}).get(key, {}).get(language, stem).casefold()
