"""Places are told the same where their coarse numbers are."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from instruments import Instrument, Question, answer

from analysis.inputs.frames import NUMBERS, STATEMENTS
from analysis.release.coarse import CoarseNumbers
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.tables import show_table
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.instrument import list_panels
from analysis.study.study import Study
from analysis.study.study_file import read_study
from analysis.topics.survey_change import list_figures, list_tables
from analysis.topics.survey_change.coarse import make_coarse
from analysis.topics.survey_change.material import Material, make_material
from analysis.topics.survey_change.municipalities import municipalities_of

FOLDER = Path("/nowhere/made_up")
STUDY = read_study("yhdessa_osallisuutta")
LADDER = Question("ladder", "scale", (), (1, 5), "high")
HOBBY = Question("hobby", "flag")
ROLE = Question("role", "choice", ("pupil", "worker"))
PLANS = Question("plans", "multiple", ("travel", "study", "work"))
PLACES = ("north", "south", "east", "west")


# Everything follows from the coarse numbers


def material_of_place(study: Study, place: str, responses: pd.DataFrame) -> Material:
    edition = Edition(study, place, "en")
    return make_material(edition, responses, NUMBERS.empty(), STATEMENTS.empty())


def tables_of_places(study: Study, responses: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Every table of every place, as it is saved, with the words around it."""
    for place in study.municipalities:
        material = material_of_place(study, place, responses)
        for table in (*list_figures(study), *list_tables(study)):
            yield place, table.name, written(release_table(table, material))
    project = material_of_place(study, ALL, responses)
    for panel in list_panels(study):
        yield ALL, panel.name, written(release_table(municipalities_of(panel), project))


def written(released: Released) -> str:
    return str(released.table.to_csv()) + show_table(released, whole=True).plain


def same(one: CoarseNumbers, other: CoarseNumbers) -> bool:
    frames = ("means", "counts", "project", "spreads")
    return all(getattr(one, name).equals(getattr(other, name)) for name in frames)


def exchange(responses: pd.DataFrame, chance: Random) -> pd.DataFrame:
    """Two people's ratings of one place for two of another with the same sum, wave by wave.

    Which answers occur at a place stays, too: what insiders know decides how exact a mean is.
    """
    changed = responses.copy()
    free = changed["respondent_id"].isna() & (changed["question"] == "ladder")
    for wave in changed["wave"].unique():
        pairs: dict[int, list[tuple[str, list[int], list[int]]]] = {}
        for place in PLACES:
            rows = changed[free & (changed["wave"] == wave) & (changed["municipality"] == place)]
            order = chance.sample(list(rows.index), len(rows))
            for first, second in zip(order[::2], order[1::2], strict=False):
                answers = changed.loc[[first, second], "response"].to_list()
                pairs.setdefault(sum(answers), []).append((place, [first, second], answers))
        for found in pairs.values():
            for (here, rows, answers), (there, others, given_) in pairwise(found):
                if here != there and sorted(answers) != sorted(given_):
                    tried = changed.copy()
                    tried.loc[rows, "response"], tried.loc[others, "response"] = given_, answers
                    if occurring(tried) == occurring(changed):
                        changed = tried
                        break
    return changed


def occurring(responses: pd.DataFrame) -> dict[object, set[int]]:
    """Which ratings somebody of a place and wave gave: each is known to an insider."""
    rated = responses[responses["question"] == "ladder"]
    return {key: set(rows["response"]) for key, rows in rated.groupby(["municipality", "wave"])}


def shuffle(responses: pd.DataFrame, chance: Random) -> pd.DataFrame:
    """Who gave which answer, among people without a code of one place and wave."""
    changed = responses.copy()
    free = changed[changed["respondent_id"].isna()]
    for _, rows in free.groupby(["municipality", "wave", "question", "item"], observed=True):
        answers = rows["response"].to_list()
        chance.shuffle(answers)
        changed.loc[rows.index, "response"] = answers
    return changed


@pytest.mark.slow
@settings(max_examples=6)
@given(st.integers(0, 10**6), st.integers(8, 14))
def test_of_two_surveys_with_the_same_coarse_numbers_places_are_told_the_same(
    seed: int, forms: int
) -> None:
    """Others answers by others, and every table of a place is the same to the byte."""
    instrument = Instrument((LADDER, HOBBY, ROLE, PLANS), places=PLACES)
    study, chance = instrument.study(FOLDER), Random(seed)
    one = answer(instrument, seed, forms)
    other = exchange(shuffle(one, chance), chance)
    assume(not one["response"].equals(other["response"]))
    assert same(make_coarse(one, study), make_coarse(other, study)), "by how it was changed"
    assert list(tables_of_places(study, one)) == list(tables_of_places(study, other))


@pytest.mark.slow
def test_another_mean_of_a_place_is_another_table() -> None:
    """What the law before compares does depend on the answers."""
    instrument = Instrument((LADDER,), places=PLACES)
    study, one = instrument.study(FOLDER), answer(instrument, 1, 12)
    other = one.assign(response=one["response"].mask(one["municipality"] == "north", 3))
    other.loc[(one["municipality"] == "north") & (one["form"] % 2 == 0), "response"] = 2
    assert list(tables_of_places(study, one)) != list(tables_of_places(study, other))
