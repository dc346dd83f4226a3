"""Means of indices do not tell of their items what is not told of them."""

from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from asked import release_all
from instruments import Instrument, Question, answer

from analysis.study.edition import Edition
from analysis.topics.survey_change.by_variable.means import estimate_group_means
from analysis.topics.survey_change.coarse import make_coarse
from analysis.topics.survey_change.indices import add_indices

PLACES = ("north", "south", "east", "west", "mid", "far")
INDEX = {"rule": "mean", "better": "high"}
POINTS = range(1, 6)
ALIKE = [0.93, 0.05, 0.02, 0, 0]


def draw_places(
    items: tuple[str, ...], index: dict[str, Any], seed: int, alike: tuple[str, ...] = ("a",)
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Coarse means of places whose people nearly all give an item the same answer; the answers."""
    mood = Question("mood", "scale", items, (1, 5))
    declared = INDEX | {"of": "mood", "minimum_answered": len(items)} | index
    instrument = Instrument((mood,), places=PLACES, survey={"indices": {"total": declared}})
    chance, rows = np.random.default_rng(seed), answer(instrument, 3, 26, coded=False)
    number = rows.groupby(["municipality", "wave", "item"], observed=True).cumcount()
    sizes = dict(zip(PLACES, chance.integers(5, 26, len(PLACES)), strict=True))
    rows = rows[number < rows["municipality"].map(sizes)].copy()
    for item in items:
        is_item = rows["item"] == item
        chances = ALIKE if item in alike else chance.dirichlet(np.full(5, 2.0))
        rows.loc[is_item, "response"] = chance.choice(POINTS, is_item.sum(), p=chances)
    study = instrument.study(Path("/nowhere/index_items"))
    return make_coarse(add_indices(rows, study), study).means, rows


def ends_left(cells: dict[Any, Any], items: tuple[str, ...], of: str) -> tuple[float, float]:
    """What an index that is the mean of some items leaves of one of them, by subtraction."""
    index = cells["total", ""]
    others = [cells["mood", item] for item in items if item != of]
    low = len(items) * (index.mean - index.step / 2) - sum(o.mean + o.step / 2 for o in others)
    high = len(items) * (index.mean + index.step / 2) - sum(o.mean - o.step / 2 for o in others)
    return low, high


@pytest.mark.parametrize("items", [("a", "b"), ("a", "b", "c")])
def test_an_item_that_is_not_told_of_a_place_does_not_follow_from_its_index(
    items: tuple[str, ...],
) -> None:
    for seed in range(4):
        means, rows = draw_places(items, {}, seed)
        for (place, wave), of_place in means.groupby(["municipality", "wave"]):
            cells = {(row.question, row.item): row for row in of_place.itertuples()}
            untold = [item for item in items if np.isnan(cells["mood", item].mean)]
            if np.isnan(cells["total", ""].mean) or len(untold) != 1:
                continue
            low, high = ends_left(cells, items, untold[0])
            people = range(cells["total", ""].n, min(cells["total", ""].n_most, 14) + 1)
            sets = [one for n in people for one in combinations_with_replacement(POINTS, n)
                    if low - 1e-9 <= sum(one) / n <= high + 1e-9]  # fmt: skip
            given = rows[(rows["municipality"] == place) & (rows["wave"] == wave)]
            known = set(given.loc[given["item"] == untold[0], "response"])
            assert high - low >= 0.5 - 1e-6
            assert not people or len(sets) >= 20
            assert not people or all(sum(a in one for one in sets) >= 10 for a in known)


@pytest.mark.parametrize("index", [{"rule": "sum"}, {"stretch": [0, 100]}, {"factor": 2.0},
                                   {"better": "low"}])  # fmt: skip
def test_nor_from_an_index_that_is_counted_otherwise(index: dict[str, Any]) -> None:
    means, _ = draw_places(("a", "b"), index, 1)
    table = means.pivot_table(
        index=["municipality", "wave"], columns=["question", "item"], values="mean", dropna=False
    )
    untold = table["mood", "a"].isna()
    assert untold.any()
    assert table.loc[untold, ("total", "")].isna().all()


def test_an_index_of_items_that_are_told_is_told() -> None:
    means, _ = draw_places(("a", "b"), {}, 2, alike=())
    assert means.loc[means["question"] == "total", "mean"].notna().sum() >= 6


def ask_two_items(
    calm: list[int], trust: list[int], points: int
) -> tuple[Instrument, pd.DataFrame]:
    """Answers to two items that are an index, of as many people of two places."""
    mood = Question("mood", "scale", ("calm", "trust"), (1, points))
    index = INDEX | {"of": "mood", "minimum_answered": 2}
    group = {"gender": ("woman", "man")}
    instrument = Instrument((mood,), background=group, survey={"indices": {"total": index}})
    rows = answer(instrument, 5, len(calm), coded=False)
    rows = rows[rows.groupby(["wave", "item"], observed=True).cumcount() < len(calm)].copy()
    rows["municipality"] = np.array(instrument.places)[rows["form"] % 2]
    for item, answers in {"calm": calm, "trust": trust}.items():
        for wave in instrument.waves:
            is_here = (rows["item"] == item) & (rows["wave"] == wave)
            rows.loc[is_here, "response"] = answers
    return instrument, rows.assign(gender="woman")


def told_of_project(calm: list[int], trust: list[int], points: int) -> pd.DataFrame:
    """The project's rows of both and of their index."""
    tables = release_all(*ask_two_items(calm, trust, points), ("means",))
    return pd.concat([released.table for released in tables.values()])


AT_THE_POINTS = [*[1] * 4, *[2] * 15, *[3] * 4]
"""Of 23 people's answers, one of whom gives another answer to the second item."""


def test_an_index_of_two_items_of_few_sets_is_not_told_beside_them() -> None:
    told = told_of_project(AT_THE_POINTS, [*AT_THE_POINTS[:-1], 2], 3)
    assert set(told["question"]) == {"mood"}


def test_an_index_of_two_items_of_many_sets_is_told() -> None:
    chance = np.random.default_rng(3)
    calm, trust = chance.integers(1, 8, (2, 60)).tolist()
    assert set(told_of_project(calm, trust, 7)["question"]) == {"mood", "total"}


def test_of_a_group_of_people_neither() -> None:
    instrument, rows = ask_two_items(AT_THE_POINTS, [*AT_THE_POINTS[:-1], 2], 3)
    study = instrument.study(Path("/nowhere/index_items"))
    responses = add_indices(rows, study)
    table, items = (
        estimate_group_means(responses, question, "gender", 0.95, Edition(study, language="en"))
        for question in ("total", "mood")
    )
    assert table["is_uniform"].all()
    assert not items["is_uniform"].any()
