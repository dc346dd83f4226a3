"""What several numbers beside each other give away: each way that was found, on small frames."""

from pathlib import Path

import pandas as pd
import pytest
from instruments import Instrument, Question, material_of
from random_runs import attack_run, draw_run

from analysis.inputs.frames import response_fields
from analysis.release.rules import release_table
from analysis.study.origin import CONFIDENTIAL
from analysis.topics.survey_change import list_figures, list_tables
from analysis.topics.survey_change.by_variable.crosstab import estimate_crosstab
from analysis.topics.survey_change.material import Material

FOLDER = Path("/nowhere/follows")
WAVES = ("before", "after")
ROLES = Question("role", "choice", ("head", "helper", "guest"))


def choose(chosen: list[str]) -> Material:
    """Forty people of two places who chose these roles, one after the other, at each wave."""
    instrument = Instrument((ROLES,), WAVES, background={"gender": ("woman", "man")})
    places, genders = instrument.places, instrument.background["gender"]
    rows = [
        {"form": 40 * w + k, "municipality": places[k % 2], "wave": wave,
         "gender": genders[k // 2 % 2], "question": "role", "item": chosen[k % len(chosen)],
         "response": 1, "missing": "", "respondent_id": None, "origin": CONFIDENTIAL}
        for w, wave in enumerate(WAVES) for k in range(40)
    ]  # fmt: skip
    frame = pd.DataFrame(rows)[response_fields(instrument.background).names]
    frame["item"] = pd.Categorical(frame["item"], ["", *ROLES.items])
    return material_of(instrument.study(FOLDER), frame.astype({"response": "Int64"}))


@pytest.mark.parametrize(
    ("chosen", "is_shown"),
    [(["head", "helper"], False), (["head", "helper", "guest", "helper"], True)],
)
def test_shares_are_not_told_where_nobody_gave_an_answer(
    chosen: list[str], *, is_shown: bool
) -> None:
    """The others add up to everyone, so that nobody of any place can have given it."""
    material = choose(chosen)
    study = material.edition.study
    released = [
        release_table(table, material) for table in (*list_figures(study), *list_tables(study))
    ]
    told = [each.table["item"] for each in released if "item" in each.table]
    assert any(items.isin(ROLES.items).any() for items in told) == is_shown
    crosstab = estimate_crosstab(material.responses, "role", "gender", 0.95, material.edition)
    assert set(crosstab["item"]) == set(ROLES.items)
    assert material.coarse is not None
    assert set(material.coarse.counts["item"]) == set(ROLES.items)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [5042])
def test_integer_programming_breaks_nothing(seed: int, tmp_path: Path) -> None:
    """Studies in which an answer that nobody gave followed."""
    assert attack_run(draw_run(seed), tmp_path / "run") == []
