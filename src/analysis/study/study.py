"""What a study is: municipalities, labels, documents, its disclosure rule, and all else."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from analysis.study.codebook import (
    TABLES,
    Codebook,
    Column,
    Days,
    DeclaredColumn,
    DeclaredWords,
    Limits,
    find_codebook_faults,
)
from analysis.study.costing import Costing, find_costing_faults
from analysis.study.declaration import COST_KINDS, COST_PARTS, LANGUAGES, TOPICS, WAVES
from analysis.study.project import list_studies
from analysis.study.rules import Declared, Fault, fault, strings, unknown
from analysis.study.section import Name, Section, Text, Texts, one_of
from analysis.study.spelling import forms
from analysis.study.survey import Survey, find_survey_faults


class Municipality(Section):
    """A municipality: Statistics Finland's code, its name and other spellings."""

    code: Annotated[str, Field(pattern="^[0-9]+$")]
    name: Texts
    aliases: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    inside: Texts = Field(default_factory=dict)
    """The name as a sentence needs it ("Raahessa"); empty where it is not declared."""
    genitive: Texts = Field(default_factory=dict)
    """As `inside` ("Raahen")."""

    def spellings(self, key: str) -> frozenset[str]:
        """How exports may call it."""
        # A spreadsheet makes the number 71 of the code "071".
        codes = (self.code, str(int(self.code)))
        return forms((key, *self.name.values(), *self.aliases, *codes))


class DisclosureRule(Section):
    """Fewest people in a group, and behind a count, that may be shown."""

    minimum_n: Annotated[int, Field(ge=1)]
    minimum_count: Annotated[int, Field(ge=1)]


class StudyFile(Section):
    """What a ``study.toml`` declares."""

    key: Name = Field(alias="id")
    """Name of the study's folder under ``data/``."""
    language: Annotated[str, one_of(LANGUAGES)]
    """Language of pages and figures unless another is asked for."""
    topics: Annotated[tuple[Annotated[str, one_of(TOPICS)], ...], Field(strict=False)]
    name: Texts
    compared_with: Mapping[Name, Texts]
    """Studies shown beside this one in ``project_monitoring``, with their names."""
    aims: Mapping[str, Texts] = {}
    """What the project set out to do, a sentence each."""
    disclosure: DisclosureRule
    survey: Survey = Survey()
    project: Days = Days()
    municipalities: Mapping[Name, Municipality]
    region: Texts
    documents: Mapping[str, Texts]
    remarks: Mapping[str, Texts]
    """What a reader must know of this study, by figure."""
    labels: Mapping[str, Mapping[str, Texts]]
    """``labels.question.item`` is the text shown for an item."""
    input_files: Limits = Limits()
    spellings: DeclaredWords = DeclaredWords()
    tables: Mapping[Annotated[str, one_of(TABLES)], Mapping[str, DeclaredColumn]] = {}
    costing: Costing | None = None
    """Needed where the study reads cost sheets."""


class Study(StudyFile):
    """A study as its ``study.toml`` declares it."""

    folder: Path
    codebook: Codebook
    """How exports are read."""


def make_study(file: StudyFile, folder: Path) -> Study:
    """A study of a folder, of what its file declares; nothing is checked anew."""
    declared = dict(file.project) | dict(file.input_files) | dict(file.spellings)
    made = {
        "tables": {
            table: {name: _make_column(name, column, file) for name, column in columns.items()}
            for table, columns in file.tables.items()
        },
        "municipalities": {
            spelling: key for key, m in file.municipalities.items() for spelling in m.spellings(key)
        },
        "missing": {form: why for why, told in file.spellings.missing.items() for form in told},
    }
    codebook = Codebook.model_construct(**declared | made)
    return Study.model_construct(folder=folder, codebook=codebook, **dict(file))


def _make_column(name: str, declared: DeclaredColumn, file: StudyFile) -> Column:
    return Column.model_construct(
        name=name,
        answer_texts=file.labels.get(declared.answer_labels, {}),
        item_texts=file.labels.get(declared.item_labels, {}),
        **dict(declared),
    )


def find_faults(file: Declared) -> Iterator[Fault]:
    """Every fault of a file that is of several places, besides those of its sections' own types."""
    key, folder, studies = file.table.get("id"), file.folder.name, list_studies()
    if isinstance(key, str) and key != folder:
        yield fault("study_fault.folder", "id", folder=folder)
    for other in file.section("compared_with"):
        if other not in studies:
            yield fault("study_fault.unknown", "compared_with", other, choices=", ".join(studies))
    yield from find_survey_faults(file)
    yield from _find_municipality_faults(file)
    yield from find_codebook_faults(file)
    yield from _find_name_faults(file)
    yield from find_costing_faults(file)


def _find_municipality_faults(file: Declared) -> Iterator[Fault]:
    """Codes and spellings that several municipalities share."""
    places = {key: file.section("municipalities", key) for key in file.section("municipalities")}
    spellings = {
        key: forms([key, *strings([place.get("name"), place.get("aliases")])])
        for key, place in places.items()
    }
    codes = Counter(code for place in places.values() for code in strings(place.get("code")))
    spelled = Counter(spelling for found in spellings.values() for spelling in found)
    for key, place in places.items():
        for code in strings(place.get("code")):
            if codes[code] > 1:
                yield fault("study_fault.code_again", "municipalities", key, "code", code=code)
        for spelling in sorted(spellings[key]):
            if spelled[spelling] > 1:
                yield fault("study_fault.spelled_again", "municipalities", key, spelling=spelling)


def _find_name_faults(file: Declared) -> Iterator[Fault]:
    """What estimates know by name and the file calls otherwise, or lacks."""
    if file.section("tables") and tuple(file.section("labels", "wave")) != WAVES:
        yield fault("study_fault.in_order", "labels", "wave", choices=", ".join(WAVES))
    for column, known in {"cost_kind": COST_KINDS, "cost_part": COST_PARTS}.items():
        for answer in file.labels("costs", column):
            yield from unknown(answer, known, "tables", "costs", column, "labels")
    if file.section("tables", "costs") and "costing" not in file.table:
        yield fault("study_fault.costing_needed", "costing")
