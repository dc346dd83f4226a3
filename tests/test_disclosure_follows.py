"""What several numbers beside each other give away: each way that was found, on small frames."""

from pathlib import Path

import pandas as pd
import pytest
from instruments import Instrument, Question, material_of
from random_runs import attack_run, draw_run

from analysis.inputs.frames import response_fields
from analysis.release.rules import release_table
from analysis.release.sums import Cell, find_open
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


def test_means_are_held_against_what_everyone_at_the_same_answer_would_add_up_to() -> None:
    """Above fours throughout, these places' means leave 7 points or more, and there are 7.

    People, sum, and what the sum is below the most possible leave the last place's size open; with
    what is above fours, it is 5 or 6 people: 7 have no mean of 4.2, and of 8 two points are above.
    """
    bands = [(5, 9), (10, 14), (10, 14), (5, 9), (10, 14), (5, 9)]
    means = [4.0, 4.1, 4.1, 4.0, 4.4, 4.2]
    cells = [Cell(5, band, (mean - 1.05, mean - 0.95))
             for band, mean in zip(bands, means, strict=True)]  # fmt: skip
    assert find_open(cells, people=49, total=203 - 49).tolist() == [True] * 5 + [False]
    assert cells[-1].ends[:, 0].tolist() == [5, 6]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [5042, 5052])
def test_integer_programming_breaks_nothing(seed: int, tmp_path: Path) -> None:
    """Each of these studies did give something away, as a test above has it."""
    assert attack_run(draw_run(seed), tmp_path / "run") == []
