"""The best and the poorest are named only as far as chance allows."""

import numpy as np
import pandas as pd
import pytest

from analysis.release.rules import release
from analysis.statistics.inference import may_be_lowest
from analysis.study.instrument import list_panels
from analysis.study.study_file import open_edition
from analysis.topics.survey_change.extremes import mark_extremes
from analysis.topics.survey_change.means import means_of

EDITION = open_edition("yhdessa_osallisuutta", language="en")
DOMAINS = list_panels(EDITION.study)[0]
MEANS = means_of(DOMAINS)


def test_the_true_lowest_is_hardly_ever_ruled_out() -> None:
    """Eight people, five items of one true mean and one a little lower."""
    chance = np.random.default_rng(5)
    kept = [
        may_be_lowest(np.round(chance.normal([2.8, 3, 3, 3, 3, 3], 1, (8, 6)).clip(1, 5)))[0]
        for _ in range(400)
    ]
    assert np.mean(kept) >= 0.96


@pytest.mark.slow
@pytest.mark.parametrize("items", [3, 4])
def test_of_equal_means_hardly_ever_one_is_ruled_out(items: int) -> None:
    """By tests of each item against the others alone, 7 and 9 % are."""
    chance = np.random.default_rng(6)
    studies = [np.round(chance.normal(3, 1, (12, items)).clip(1, 5)) for _ in range(1200)]
    kept = [all(may_be_lowest(study) + may_be_lowest(-study)) for study in studies]
    assert np.mean(kept) >= 0.945


def test_those_who_did_not_answer_an_item_count_for_the_others() -> None:
    answers = np.array([[1, 4, np.nan], [2, 5, 1], [1, 5, 2], [2, np.nan, 1], [1, 5, 1]])
    assert may_be_lowest(answers) == [True, False, True]
    assert may_be_lowest(-answers) == [False, True, False]
    assert may_be_lowest(np.full((4, 2), np.nan)) == [True, True]


def rated(lowest: list[bool], highest: list[bool]) -> pd.DataFrame:
    """Four domains whose smallest mean is the best, and which of them may be at either end."""
    table = MEANS.frame.empty().reindex(range(4)).assign(
        question="domain_rating", item=["work", "health", "home", "safety"],
        start=2.0, start_low=1.5, start_high=2.5, end=[1.8, 2.0, 2.9, 3.1], end_low=1.5,
        end_high=3.5, start_decimals=1, end_decimals=1, n_start=51, n_end=32,
        n_start_most=51, n_end_most=32, n_pairs=20, is_uniform=False, holds=False,
        document="example_data", origin="synthetic", method="overlapping_welch",
        region_bound="", family="life", may_be_lowest=lowest, may_be_highest=highest,
    )  # fmt: skip
    kinds = {n: k for n, k in MEANS.frame.dtypes.items() if k != "str"}
    return table.astype(kinds)


@pytest.mark.parametrize(
    ("lowest", "highest", "told"),
    [([1, 0, 0, 0], [0, 0, 0, 1], "the best was work (1.8); the poorest was feeling of"),
     ([1, 1, 0, 0], [0, 0, 0, 1], "the best include work (1.8) and health (2.0); the poorest was"),
     ([1, 1, 1, 1], [0, 0, 1, 1], "the poorest include home (2.9) and feeling of safety (3.1)"),
     ([1, 1, 1, 1], [1, 1, 1, 1], "no domain stands out clearly as the best or the worst")],
)  # fmt: skip
def test_a_title_names_all_that_may_be_there(
    lowest: list[bool], highest: list[bool], told: str
) -> None:
    title = MEANS.caption(release(rated(lowest, highest), EDITION, MEANS)).title
    assert told in title.lower()
    assert ("the best w" in title or "the best i" in title.lower()) == (lowest != [1, 1, 1, 1])


def test_one_that_is_hidden_may_be_there_too() -> None:
    table = rated([True, False, False, False], [False, False, False, True])
    table.loc[1, "n_end"] = 2
    title = MEANS.caption(release(table, EDITION, MEANS)).title.lower()
    assert "the best include work (1.8); the poorest include feeling of safety (3.1)" in title


def test_without_answers_nobody_is_named() -> None:
    table = rated([False] * 4, [False] * 4)
    marked = mark_extremes(table, None)
    assert marked[["may_be_lowest", "may_be_highest"]].all(axis=None)
