"""Changes that are smaller than what a study declares to matter."""

from dataclasses import replace
from math import floor

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from analysis.inputs.chosen import read_inputs
from analysis.inputs.printed.published import read_published
from analysis.release.rules import release
from analysis.statistics.inference import Estimate, equivalence_p
from analysis.study.instrument import list_families, list_panels
from analysis.study.study_file import open_edition
from analysis.topics.survey_change.change import estimate_change
from analysis.topics.survey_change.clear import (
    change_of_all_who_started,
    mark_holding,
    p_of_smallness,
)
from analysis.topics.survey_change.forest import forest_of, order_by_effect
from analysis.topics.survey_change.intervals import change_of_means
from analysis.topics.survey_change.linking import Overlap
from analysis.topics.survey_change.material import read_material
from analysis.topics.survey_change.robustness import estimate_robustness
from analysis.topics.survey_change.tabulate import tabulate_responses

EDITION = open_edition("yhdessa_osallisuutta", language="en", data="example")
LIFE = list_families(EDITION.study)[0]
FOREST = forest_of(LIFE)


def test_a_change_is_small_where_its_whole_interval_is() -> None:
    """At 5 % one-sided on each side: the 90 % interval, which the 95 % one holds."""
    change = Estimate(0.1, -0.3, 0.5, 0.6, "welch", 90, df=80)
    assert equivalence_p(change, 0.5) == pytest.approx(0.025, abs=1e-6)
    assert equivalence_p(replace(change, estimate=-0.1, ci_low=-0.5, ci_high=0.3), 0.5) == (
        pytest.approx(0.025, abs=1e-6)
    )
    assert np.isnan(equivalence_p(Estimate(0.1, 0, 0, 0, "newcombe", 9), 0.5))


def test_without_links_no_change_is_called_small() -> None:
    answers = np.tile([2.0, 3.0, 3.0, 4.0], 40)
    apart = Overlap(answers, answers, answers[:0], answers[:0])
    assert p_of_smallness(apart, change_of_means(apart), 1.0) == 1.0
    linked = Overlap(answers[:0], answers[:0], answers, np.roll(answers, 1))
    assert p_of_smallness(linked, change_of_means(linked), 1.0) < 0.001


@pytest.mark.parametrize(
    ("declared", "told"),
    [(None, ""), (0.01, "Of no item can it be said that its change is smaller than 0.04 steps"),
     (0.5, "Smaller than 2.00 steps")],
)  # fmt: skip
def test_the_foot_names_what_is_smaller_than_declared(declared: float | None, told: str) -> None:
    survey = EDITION.study.survey.model_copy(update={"smallest_change": declared})
    edition = replace(EDITION, study=EDITION.study.model_copy(update={"survey": survey}))
    responses = read_inputs(edition.study, "example").responses
    printed = read_published(edition.study, "survey_change")
    numbers = tabulate_responses(responses, printed, edition)
    table: pd.DataFrame = order_by_effect(estimate_change(numbers, edition, responses), LIFE)
    foot = FOREST.caption(release(table, edition, FOREST)).foot
    assert told in foot
    assert ("smaller than" in foot.lower()) == (declared is not None)
    assert "takes 13 comparisons into account (" in foot


@pytest.mark.parametrize(("p_dropout", "holds"), [(0.009, True), (0.011, False), (0.024, False)])
def test_what_counts_who_left_is_held_to_two_per_cent(p_dropout: float, *, holds: bool) -> None:
    """Of two tests; one answer is only part of why people leave (`benchmarks/titles.py`)."""
    rows = pd.DataFrame({"family": "all", "p_value": [0.001, 0.9], "p_dropout": [p_dropout, 0.9],
                         "ci_low": [0.2, -1.0], "ci_high": [0.9, 1.0]})  # fmt: skip
    assert mark_holding(rows)["holds"].to_list() == [holds, False]


@pytest.mark.parametrize("declared", [None, 0.05, 0.25])
def test_the_chance_of_what_matters_is_that_of_the_less_favourable_change(
    declared: float | None,
) -> None:
    """By hand from the interval of each: all answers, and all who started; larger is worse.

    It is told down to a tenth: a hundredth would tell more of the answers behind it.
    """
    survey = EDITION.study.survey.model_copy(update={"smallest_change": declared})
    edition = replace(EDITION, study=EDITION.study.model_copy(update={"survey": survey}))
    material = read_material(edition)
    asked = next(of for of in list_panels(edition.study) if of.scale.gain < 0)
    found = estimate_robustness(material.change, asked, edition, material.responses)
    if declared is None:
        assert found["matters"].isna().all()
        return
    for row in found.itertuples():
        (answers,) = material.overlaps(asked.questions[0], [row.item])
        margin, by_hand = -4 * declared, []
        for change in (change_of_means(answers), change_of_all_who_started(answers)):
            error = (change.ci_high - change.ci_low) / 2 / t.ppf(0.975, change.df)
            by_hand.append(t.cdf((margin - change.estimate) / error, change.df))
        assert row.matters == floor(10 * min(by_hand)) / 10
    assert found["matters"].between(0, 1).all()
