"""Runs of random studies: answers drawn, every table of the survey released and saved, attacked.

Each seed is a study of five to eight places with 3 to 45 people a wave, of whom 0 to 100 % are
linked, who were asked one rated question on two to five points and one whose answers are chosen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from attack_truth import Truth
from instruments import Instrument, Question

from analysis.inputs.chosen import Inputs
from analysis.inputs.frames import NUMBERS, STATEMENTS, response_fields
from analysis.release.attack.breaks import find_breaks
from analysis.release.attack.facts import PROJECT, Evidence, Group
from analysis.release.attack.limits import Break
from analysis.release.rules import release_table
from analysis.report.attack.evidence import limits_of, read_evidence
from analysis.study.edition import Edition
from analysis.study.origin import CONFIDENTIAL
from analysis.study.study import Study
from analysis.topics.survey_change import list_figures, list_tables
from analysis.topics.survey_change.material import make_material

WAVES = ("start", "end")
GENDERS = ("woman", "man", "other")
CHOSEN = ("choice", "multiple", "flag")
FOLDER = Path("/nowhere/random")


@dataclass(frozen=True)
class RandomRun:
    """A made-up study and its answers, from which everything about it is computed."""

    study: Study
    responses: pd.DataFrame

    @property
    def truth(self) -> Truth:
        """What derivations are compared with."""
        return Truth(self.study, Inputs(self.responses))

    def without(self, place: str) -> "RandomRun":
        """The same study, one of its places taken away."""
        places = {key: m for key, m in self.study.municipalities.items() if key != place}
        rows = self.responses[self.responses["municipality"] != place]
        return RandomRun(self.study.model_copy(update={"municipalities": places}), rows)

    def without_forms(self, count: int) -> "RandomRun":
        """The same study before its last forms came in."""
        last = self.responses["form"].max() - count
        return replace(self, responses=self.responses[self.responses["form"] <= last])


def draw_run(seed: int) -> RandomRun:
    """Draw a study and its answers.

    Parameters
    ----------
    seed : int

    Returns
    -------
    RandomRun
        With background, item non-response, and answers on which people agree more or less.
    """
    rng = np.random.default_rng(seed)
    instrument = _draw_instrument(rng)
    people = _draw_people(rng, instrument.places)
    parts = [people.assign(**_draw_answers(rng, question, wave, len(people)))
             for question, wave in _asked(rng, instrument, len(people))]  # fmt: skip
    # Each person has one form a wave; who did not come has none.
    came = [part[part[f"came_{part['wave'].iloc[0]}"]] for part in parts]
    rows = pd.concat(came, ignore_index=True)
    return RandomRun(instrument.study(FOLDER), _tidy(rows, instrument))


def _draw_instrument(rng: np.random.Generator) -> Instrument:
    """A rated question of one to three items, and one whose answers are chosen."""
    top = int(rng.integers(2, 6))
    items = tuple(f"rated_{k}" for k in range(rng.integers(1, 4)))
    rated = Question("rating", "scale", items if len(items) > 1 else (), (1, top))
    kind = str(rng.choice(CHOSEN))
    size = 0 if kind == "flag" else int(rng.integers(2, 6))
    chosen = Question("chosen", kind, tuple(f"answer_{k}" for k in range(size)))
    answer = chosen.items[0] if size else ""
    groups = {"by": "gender", "group": "man", "against": "woman"}
    survey: dict[str, Any] = {
        "contrasts": {"men": groups | {"question": "chosen", "item": answer, "wave": "start"}},
        "trials": {"men": groups | {"question": "rating"}} if len(items) == 1 else {},
        "rating_groups": {
            "poor": [*range(1, (top + 1) // 2 + 1)],
            "good": [*range((top + 1) // 2 + 1, top + 1)],
        },
    }
    places = tuple(f"place_{k}" for k in range(rng.integers(5, 9)))
    background = {"gender": GENDERS}
    return Instrument((rated, chosen), WAVES, places, {"all": ["rating", "chosen"]},
                      background, survey)  # fmt: skip


def _draw_people(rng: np.random.Generator, places: tuple[str, ...]) -> pd.DataFrame:
    """People of each place: who came at which wave, and whose code can be found again."""
    linked, coded, parts = rng.choice([0.0, 1.0, rng.uniform()]), rng.uniform(0.5, 1.0), []
    few = rng.uniform() < 0.5
    for place in places:
        sizes = rng.integers(3, 13 if few else 46, 2)
        both = int(rng.binomial(sizes.min(), linked))
        number = np.arange(sizes.sum() - both)
        came = {"came_start": number < sizes[0], "came_end": number >= sizes[0] - both}
        parts.append(pd.DataFrame({"municipality": place, **came}))
    people = pd.concat(parts, ignore_index=True)
    gender = rng.choice(GENDERS, len(people), p=[0.5, 0.45, 0.05])
    is_coded = people["came_start"] & people["came_end"] | (rng.uniform(size=len(people)) < coded)
    code = pd.Series([f"code {k}" for k in people.index]).where(is_coded, None)
    return people.assign(person=people.index, gender=gender, respondent_id=code)


Asked = tuple[Question, str, np.ndarray, np.ndarray]


def _asked(
    rng: np.random.Generator, instrument: Instrument, count: int
) -> Iterator[tuple[Asked, str]]:
    """Each item and wave, with the chance of each answer and who gave none."""
    missing = float(rng.choice([0.0, 0.1]))
    agree = rng.uniform(0.3, 4.0)
    for wave in WAVES:
        for question in instrument.questions:
            is_choice = question.kind == "choice"
            nobody = rng.uniform(size=count) < missing
            for item in ("",) if is_choice or not question.items else question.items:
                points = (
                    question.ends[1] if question.kind == "scale"
                    else len(question.items) if is_choice else 2
                )  # fmt: skip
                chances = rng.dirichlet(np.full(points, agree))
                # Of several answers, all are missing or none; each item is left out by itself.
                if question.kind == "scale":
                    nobody = rng.uniform(size=count) < missing
                yield (question, item, chances, nobody), wave


def _draw_answers(rng: np.random.Generator, asked: Asked, wave: str, count: int) -> dict[str, Any]:
    """The answers of everyone to one item at one wave."""
    question, item, chances, is_missing = asked
    drawn = rng.choice(len(chances), count, p=chances)
    lowest = 1 if question.kind == "scale" else 0
    is_choice = question.kind == "choice"
    items = np.array(question.items)[drawn] if is_choice else item
    values = pd.array(np.ones(count) if is_choice else drawn + lowest, dtype="Int64")
    values[is_missing] = pd.NA
    return {"question": question.name, "item": np.where(is_missing & is_choice, "", items),
            "response": values, "missing": np.where(is_missing, "no_answer", ""),
            "wave": wave}  # fmt: skip


def _tidy(rows: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """The rows as they are read from files: a number a form, all of a form together."""
    keys = pd.MultiIndex.from_frame(rows[["wave", "person"]])
    # Who came last has the highest numbers: forms that came in late are of any place.
    order = pd.Series(pd.factorize(keys)[0]).rank(method="dense").astype("int64")
    shuffled = np.random.default_rng(len(rows)).permutation(order.max()) + 1
    frame = rows.assign(form=shuffled[order.to_numpy() - 1], origin=CONFIDENTIAL)
    items = list(dict.fromkeys(["", *(i for q in instrument.questions for i in q.items)]))
    frame["item"] = pd.Categorical(frame["item"], items)
    return frame[response_fields(instrument.background).names].sort_values("form", kind="stable")


def save_tables(run: RandomRun, folder: Path) -> Path:
    """Every table of the survey, of every place and the project, as a run saves them.

    Parameters
    ----------
    run : RandomRun
    folder : Path
        Of reports, to which they are written.

    Returns
    -------
    Path
        The folder.
    """
    printed, statements = NUMBERS.empty(), STATEMENTS.empty()
    coarse = None  # made once, as in a run
    for place in (*run.study.municipalities, PROJECT):
        edition = Edition(run.study, place, "en")
        material = make_material(edition, run.responses, printed, statements, coarse=coarse)
        coarse = material.coarse
        figures = folder / place / "figures"
        figures.mkdir(parents=True)
        # Of the tables without a figure, the attacker reads those whose rows are of items.
        tables = (t for t in list_tables(run.study) if "item" in t.frame.columns)
        for table in (*list_figures(run.study), *tables):
            released = release_table(table, material)
            if not released.table.empty:
                path = figures / f"{released.name}.csv"
                released.table.to_csv(path, index=False, float_format="%.10g")
    return folder


def read_run(run: RandomRun, folder: Path) -> Evidence:
    """What the run's tables tell, and which ratings somebody gave, and so knows."""
    evidence = read_evidence(save_tables(run, folder), run.study)
    rated = run.responses[
        (run.responses["question"] == "rating") & (run.responses["missing"] == "")
    ]
    known: dict[Group, tuple[float, ...]] = {}
    for where in (["municipality", "wave", "item"], ["wave", "item"]):
        for key, rows in rated.groupby(where, observed=True):
            *place, wave, item = map(str, key)
            name = f"rating.{item}" if item else "rating"
            answers = tuple(sorted(map(float, rows["response"].unique())))
            known[Group(place[0] if place else PROJECT, wave, name)] = answers
    return replace(evidence, occurring=known)


def attack_run(run: RandomRun, folder: Path, *, exactly: bool = True) -> list[Break]:
    """All that the run's tables give away."""
    return find_breaks(read_run(run, folder), limits_of(run.study), exactly=exactly)
