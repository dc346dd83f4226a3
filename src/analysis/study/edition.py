"""Which edition of the publication is made: study, municipality, language and data."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analysis.study.declaration import ALL, REGION, StudyError, check_choice
from analysis.study.origin import PUBLISHED
from analysis.study.spelling import hold_together, normal
from analysis.study.study import Study

if TYPE_CHECKING:
    from analysis.study.codebook import Column
    from analysis.study.wording import Wording

LISTED = {"theme": "theme", "participant_group": "organisation"}
"""Columns of registrations, by what figures and published tables call them."""


@dataclass(frozen=True)
class Edition:
    """Which edition of the publication is made: study, municipality, language, data.

    Parameters
    ----------
    study : Study
    municipality : str
        A municipality's key or code, or ``"all"`` for the whole project.
    language : str
        One of the study's languages.
    data : str
        What its numbers are read from: ``"published"``, ``"example"``, ``"raw"`` or a folder.

    Raises
    ------
    StudyError
        If the study has no such municipality, or is not made in such a language;
        the message lists the allowed values.
    """

    study: Study
    municipality: str = ALL
    language: str = "fi"
    data: str = PUBLISHED

    def __post_init__(self) -> None:
        object.__setattr__(self, "municipality", find_municipality(self.study, self.municipality))
        check_choice("language", self.language, self.study.languages)

    @property
    def is_whole_project(self) -> bool:
        """Whether this edition is of the whole project."""
        return self.municipality == ALL

    @property
    def say(self) -> "Wording":
        """Words in the edition's language, the study's own where it has any; looked up anew."""
        return self.study.say(self.language)

    def question(self, question: str) -> str:
        """What a question of the survey is called."""
        texts = self.study.questions.get(question)
        told = texts or {key: t[0] for key, t in self.study.columns[question].titles.items()}
        return hold_together(told[self.language])

    def place(self, municipality: str) -> str:
        """Name of a municipality, or of the region, in the edition's language."""
        if municipality == REGION:
            return self.study.region[self.language]
        return hold_together(self.study.municipalities[municipality].name[self.language])

    def label(self, question: str, item: str) -> str:
        """Text shown for an item of a question, in the edition's language.

        Of a question without items, what it is called is its text.

        Raises
        ------
        StudyError
            If ``study.toml`` has no such label.
        """
        labels, column = self.study.labels.get(question, {}), self._column(question)
        if column is not None and item not in labels:
            labels = column.item_texts if column.item_texts else column.answer_texts
            if not item:
                return self.question(question)
        try:
            text = hold_together(labels[item][self.language])
        except KeyError:
            where = self.study.folder / "study.toml"
            raise StudyError(
                f"{where}: no label for item '{item}' of '{question}'; "
                f"add it under [labels.{question}]"
            ) from None
        if (question, item) not in self._doubled:
            return text
        asked = self.question(question)
        return hold_together(f"{asked}{' ' if asked[-1] in '?!.:' else ': '}{text}")

    @cached_property
    def _doubled(self) -> set[tuple[str, str]]:
        """Items of ratings that are called as those of another question are."""
        texts: dict[str, list[tuple[str, str]]] = {}
        for name, column in self.study.columns.items():
            for item, told in column.item_texts.items() if column.kind == "scale" else ():
                texts.setdefault(normal(told[self.language]), []).append((name, item))
        return {key for keys in texts.values() if len(dict(keys)) > 1 for key in keys}

    def _column(self, question: str) -> "Column | None":
        """The column that gives a question's answers, of a list of registrations too."""
        lists = self.study.codebook.tables.get("registrations", {})
        return self.study.columns.get(question, lists.get(LISTED.get(question, "")))

    def remark(self, figure: str) -> str:
        """What a reader of a figure must know of this study; may be empty."""
        texts = self.study.remarks.get(figure)
        return texts[self.language] if texts else ""

    def study_name(self, key: str) -> str:
        """Name of this study, or of one that it is compared with."""
        names = {self.study.key: self.study.name, **self.study.compared_with}
        return names[key][self.language]

    def document(self, key: str) -> str:
        """Name of a source document in the edition's language."""
        return self.study.documents[key][self.language]


def find_municipality(study: Study, wanted: str | int) -> str:
    """Key of a municipality given by key, name or code, or ``"all"``.

    A code may be a number: papermill's command line turns ``678`` into one.

    Raises
    ------
    StudyError
        If the study has no such municipality.
    """
    if wanted == ALL or wanted in study.municipalities:
        return str(wanted)
    known = {
        spelling.casefold(): key
        for key, m in study.municipalities.items()
        for spelling in (*m.name.values(), m.code, key)
    }
    spelled = f"{wanted:03d}" if isinstance(wanted, int) else wanted
    found = known.get(spelled.casefold(), spelled)
    check_choice("municipality", found, (ALL, *study.municipalities))
    return found
