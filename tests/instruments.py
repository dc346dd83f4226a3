"""Made-up surveys of any instrument: what a study declares, and answers to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption
from analysis.inputs.frames import NUMBERS, STATEMENTS, response_fields
from analysis.release.estimates import Released
from analysis.study.edition import Edition
from analysis.study.origin import CONFIDENTIAL
from analysis.study.study import Study
from analysis.study.study_file import build_study
from analysis.topics.survey_change.material import Material, make_material

FLIPPED = {"high": "low", "low": "high", "neither": "neither"}


def named(key: str) -> dict[str, str]:
    return {"en": key.replace("_", " ").capitalize()}


@dataclass(frozen=True)
class Question:
    """A question: its kind, items or answers; of a scale or number its ends and the better one."""

    name: str
    kind: str
    items: tuple[str, ...] = ()
    ends: tuple[int, int] = (1, 5)
    better: str = "high"

    def declare(self) -> dict[str, Any]:
        column: dict[str, Any] = {"kind": self.kind, "titles": {"en": [named(self.name)["en"]]}}
        if self.kind == "scale":
            column |= {"labels": f"{self.name}_points", "better": self.better}
        if self.kind == "number":
            column |= {"ends": list(self.ends), "better": self.better}
        if self.kind == "choice":
            column["labels"] = f"{self.name}_items"
        elif self.items:
            column["items"] = f"{self.name}_items"
        return column

    def labels(self) -> dict[str, Any]:
        found = {f"{self.name}_items": {item: named(item) for item in self.items}}
        if self.kind == "scale":
            low, high = self.ends
            # Words follow the meaning of a point: of a scale turned round, the other end's.
            words = range(low, high + 1) if self.better != "low" else range(high, low - 1, -1)
            points = zip(range(low, high + 1), words, strict=True)
            found[f"{self.name}_points"] = {str(p): {"en": f"Word {w - low}"} for p, w in points}
        return {group: texts for group, texts in found.items() if texts}

    def turn(self) -> "Question":
        return Question(self.name, self.kind, self.items, self.ends, FLIPPED[self.better])


@dataclass(frozen=True)
class Instrument:
    """A survey: its questions, waves, places, families and background variables."""

    questions: tuple[Question, ...]
    waves: tuple[str, ...] = ("before", "after")
    places: tuple[str, ...] = ("north", "south")
    families: Mapping[str, Sequence[str]] = field(default_factory=dict)
    background: Mapping[str, Sequence[str]] = field(default_factory=dict)
    survey: Mapping[str, Any] = field(default_factory=dict)

    def declare(self, name: str) -> dict[str, Any]:
        columns: dict[str, Any] = {
            "municipality": {"kind": "municipality", "titles": {"en": ["Place"]}},
            "wave": {"kind": "choice", "labels": "wave", "titles": {"en": ["Wave"]}},
        }
        labels: dict[str, Any] = {"wave": {wave: named(wave) for wave in self.waves}}
        for by, groups in self.background.items():
            columns[by] = {"kind": "choice", "labels": by, "titles": {"en": [named(by)["en"]]}}
            labels[by] = {group: named(group) for group in groups}
        for question in self.questions:
            columns[question.name] = question.declare()
            labels |= question.labels()
        return {
            "id": name, "language": "en", "languages": ["en"], "topics": ["survey_change"],
            "name": named(name), "compared_with": {}, "region": named("region"),
            "disclosure": {"minimum_n": 5, "minimum_count": 3},
            "municipalities": {place: {"code": str(100 + k), "name": named(place)}
                               for k, place in enumerate(self.places)},
            "documents": {}, "remarks": {}, "labels": labels,
            "survey": {"families": dict(self.families), "background": list(self.background),
                       "plausible_correlations": [0.3, 0.8], **self.survey},
            "questions": {name: named(name) for name in self.survey.get("indices", {})},
            "tables": {"responses": columns},
        }  # fmt: skip

    def study(self, folder: Path) -> Study:
        return build_study(self.declare(folder.name), folder)


def answer(
    instrument: Instrument, seed: int, forms: int = 11, *, coded: bool = True
) -> pd.DataFrame:
    """Answers of everyone, of as many in each place at each wave, shifting from wave to wave."""
    chance, rows, form = Random(seed), [], 0
    for number, wave in enumerate(instrument.waves):
        for place in instrument.places:
            for person in range(forms):
                form += 1
                own = {"form": form, "municipality": place, "wave": wave, "origin": CONFIDENTIAL}
                own["respondent_id"] = f"{place}{person}" if coded and person % 3 else None
                own |= {by: chance.choice(list(g)) for by, g in instrument.background.items()}
                rows += [own | given for q in instrument.questions
                         for given in _answers(q, number, chance)]  # fmt: skip
    names = response_fields(instrument.background).names
    frame = pd.DataFrame(rows)[names]
    items = list(dict.fromkeys(["", *(i for q in instrument.questions for i in q.items)]))
    frame["item"] = pd.Categorical(frame["item"], items)
    return frame.astype({"response": "Int64"})


def _answers(question: Question, wave: int, chance: Random) -> list[dict[str, Any]]:
    base = {"question": question.name, "missing": ""}
    if question.kind == "choice":
        return [base | {"item": chance.choice(question.items), "response": 1}]
    low, high = question.ends if question.kind in ("scale", "number") else (0, 1)
    rows = []
    for k, item in enumerate(question.items or ("",)):
        drift = wave * (k - 1) * 0.3 * (high - low)
        value = round(min(max(chance.uniform(low, high) + drift, low), high))
        rows.append(base | {"item": item, "response": value})
    return rows


def turn(instrument: Instrument, responses: pd.DataFrame) -> tuple[Instrument, pd.DataFrame]:
    """The same survey with each scale turned round."""
    turned = responses.copy()
    for question in instrument.questions:
        if question.kind == "scale":
            rows = turned["question"] == question.name
            turned.loc[rows, "response"] = sum(question.ends) - turned.loc[rows, "response"]
    questions = tuple(question.turn() for question in instrument.questions)
    return Instrument(questions, instrument.waves, instrument.places, instrument.families,
                      instrument.background, instrument.survey), turned  # fmt: skip


def caption_of(released: Released) -> Caption:
    """What is written above and below a released figure."""
    if not isinstance(released.of, Figure):
        raise TypeError(f"{released.name} is no figure")
    return released.of.caption(released)


def material_of(study: Study, responses: pd.DataFrame) -> Material:
    """What the figures of a made-up survey are estimated from."""
    edition = Edition(study, language="en")
    return make_material(edition, responses, NUMBERS.empty(), STATEMENTS.empty())
