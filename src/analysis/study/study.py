"""What a study is: municipalities, labels, documents, its disclosure rule, and all else."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from analysis.study.codebook import (
    QUESTION_KINDS,
    TABLES,
    Codebook,
    Column,
    Days,
    DeclaredColumn,
    DeclaredWords,
    Limits,
)
from analysis.study.codebook_faults import find_codebook_faults
from analysis.study.costing import Costing, find_costing_faults
from analysis.study.credits import Credits
from analysis.study.cross_checks import Declared, Fault, fault, unknown
from analysis.study.declaration import COST_KINDS, COST_PARTS, LANGUAGES, TOPICS
from analysis.study.index import Index
from analysis.study.languages import find_language_faults
from analysis.study.municipality import Municipality, find_municipality_faults
from analysis.study.project import list_studies
from analysis.study.section import Name, Section, Texts, one_of
from analysis.study.spelling import hold_together
from analysis.study.survey import Survey, find_survey_faults
from analysis.study.terms import WAVE_NAMES, find_term_faults
from analysis.study.told import BY_KEY, TOLD, WHOLE, Told, note_read

if TYPE_CHECKING:
    from analysis.study.wording import Wording


PUBLIC = ("participants",)
"""Numbers of people that can be declared public: the pilots' participants."""
MUNICIPALITY_DIGITS = 3
"""Of the number that Statistics Finland gives a municipality."""


class DisclosureRule(Section):
    """What may be shown of answers that are not public, and how exactly."""

    minimum_n: Annotated[int, Field(ge=1)]
    """Fewest people in a group whose numbers are shown."""
    minimum_count: Annotated[int, Field(ge=1)]
    """Of the whole project, fewest people behind the count or share of an answer."""
    band: Annotated[int, Field(ge=1)] = 5
    """Of a municipality, people are counted in bands of this width from the minimum up."""
    decimals: Annotated[int, Field(ge=0, le=3)] = 1
    """Of means: of a municipality's they are rounded before anything is computed from them."""
    public: Annotated[tuple[Annotated[str, one_of(PUBLIC)], ...], Field(strict=False)] = PUBLIC
    """Numbers of people that everyone may know; they stay exact, and the attacker knows them."""


class StudyFile(Section):
    """What a ``study.toml`` declares."""

    key: Name = Field(alias="id")
    """Name of the study's folder under ``data/``."""
    language: Annotated[str, one_of(LANGUAGES)]
    """Language of pages and figures unless another is asked for."""
    languages: Annotated[
        tuple[Annotated[str, one_of(LANGUAGES)], ...], Field(strict=False, min_length=1)
    ] = LANGUAGES
    """Languages that the study is made in; it needs texts in these."""
    topics: Annotated[tuple[Annotated[str, one_of(TOPICS)], ...], Field(strict=False)]
    name: Texts
    compared_with: Mapping[Name, Texts]
    """Studies shown beside this one in ``project_monitoring``, with their names."""
    about: Texts = Field(default_factory=dict)
    """What the project was and for whom, in a sentence; it opens the front page."""
    aims: Mapping[str, Texts] = {}
    """What the project set out to do, a sentence each."""
    publication: Credits = Credits()
    """Who made the study's publication, and how it is cited."""
    disclosure: DisclosureRule
    survey: Survey = Survey()
    project: Days = Days()
    municipalities: Mapping[Name, Municipality]
    region: Texts
    documents: Mapping[str, Texts]
    questions: Mapping[str, Texts] = {}
    """What questions are called; else by the first title of their columns."""
    terms: Mapping[str, Mapping[str, Texts]] = {}
    """Texts of the catalogue that this study says in its own words."""
    unit_word: Texts = Field(default_factory=dict)
    """What a place is called, such as a municipality or a school."""
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

    indices: Mapping[str, Column] = {}
    """Indices of the survey, as questions."""

    def __getattribute__(self, name: str) -> Any:
        """Any of its values; it is noted where one is read that readers alone are told."""
        value = super().__getattribute__(name)
        if name in BY_KEY:
            return Told(self, name, value)
        if name in TOLD:
            note_read(self, name)
        elif name in WHOLE:
            note_read(self, *TOLD)
        return value

    @property
    def columns(self) -> Mapping[str, Column]:
        """Columns of the survey's responses and its indices; none if the study reads none."""
        return {**self.codebook.tables.get("responses", {}), **self.indices}

    @property
    def has_places(self) -> bool:
        """Whether places are told apart; the only place of a study is the whole project."""
        return len(self.municipalities) > 1

    @property
    def background(self) -> tuple[str, ...]:
        """Background variables that the survey asks for."""
        return tuple(name for name in self.survey.background if name in self.columns)

    @property
    def waves(self) -> tuple[str, ...]:
        """Keys of the survey's waves, in their order."""
        return tuple(self.labels.get("wave", {}))

    @property
    def compared_waves(self) -> tuple[str, str]:
        """The two waves whose difference is the change; of a study that names none, our own."""
        if self.survey.compare or not self.waves:
            return self.survey.compare or ("start", "end")
        return self.waves[0], self.waves[-1]

    def declared_for_numbers(self) -> str:
        """All that is declared and read from it, but for what readers alone are told."""
        declared = super().__getattribute__("__dict__").items()
        return repr([(name, value) for name, value in declared if name not in TOLD])

    def say(self, language: str) -> "Wording":
        """Words in a language, the study's own where it has any."""
        self.terms.get("unit")  # which every text may have in it, and is looked up once
        return _say(self, language)


@lru_cache(maxsize=12)
def _say(study: Study, language: str) -> "Wording":
    from analysis.study.unit import name_unit  # here: a study is read without words
    from analysis.study.wording import Wording

    told = study.labels.get("wave", {})
    names = [told[key][language] if key in told else key for key in study.compared_waves]
    waves = map(hold_together, names)
    plain = Wording(language, study.terms)
    # An only place whose number is not a municipality's is none, whatever else it is.
    codes = [place.code for place in study.municipalities.values()]
    is_other = len(codes) == 1 and len(codes[0]) != MUNICIPALITY_DIGITS
    word = plain.text("unit_other.one") if is_other else ""
    units = name_unit(plain, study.unit_word.get(language, word))
    return Wording(language, study.terms, dict(zip(WAVE_NAMES, waves, strict=True)) | units)


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
    columns = codebook.tables.get("responses", {})
    indices = {
        name: _make_index(name, index, columns) for name, index in file.survey.indices.items()
    }
    return Study.model_construct(folder=folder, codebook=codebook, indices=indices, **dict(file))


def _make_index(name: str, index: Index, columns: Mapping[str, Column]) -> Column:
    """An index as a question that no export has."""
    return Column.model_construct(
        name=name, kind="index", titles={}, answer_texts={}, item_texts={},
        index_scale=index.scale(columns),
    )  # fmt: skip


def _make_column(name: str, declared: DeclaredColumn, file: StudyFile) -> Column:
    is_background = name in file.survey.background and declared.kind == "choice"
    is_question = declared.kind in QUESTION_KINDS or declared.ends is not None
    is_asked = is_question and name != "wave" and not is_background
    answers = file.labels.get(declared.answer_labels, {})
    if declared.kind == "scale":  # whoever names the points of a draft leaves them as they stood
        answers = dict(sorted(answers.items(), key=lambda labelled: int(labelled[0])))
    return Column.model_construct(
        name=name,
        is_question=is_asked,
        is_background=is_background,
        answer_texts=answers,
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
    yield from find_municipality_faults(file)
    yield from find_codebook_faults(file)
    yield from _find_name_faults(file)
    yield from find_costing_faults(file)
    yield from find_term_faults(file)
    yield from find_language_faults(file)


def _find_name_faults(file: Declared) -> Iterator[Fault]:
    """What estimates know by name and the file calls otherwise, or lacks."""
    for column, known in {"cost_kind": COST_KINDS, "cost_part": COST_PARTS}.items():
        for answer in file.labels("costs", column):
            yield from unknown(answer, known, "tables", "costs", column, "labels")
    if "hours" in file.section("tables", "costs") and "costing" not in file.table:
        yield fault("study_fault.costing_needed", "costing")
