"""The largest change is named with all that are written alike, or not at all."""

import pandas as pd
import pytest
from conftest import FIGURES

from analysis.drawing.figure import Figure
from analysis.release.estimates import Estimates, Released
from analysis.release.rules import release
from analysis.study.instrument import list_families, list_panels
from analysis.study.study_file import open_edition
from analysis.topics.catalogue import TOPICS
from analysis.topics.catalogue import read_material as read_topic
from analysis.topics.survey_change.distribution import distribution_of
from analysis.topics.survey_change.forest import forest_of
from analysis.topics.survey_change.material import Material, read_material
from analysis.topics.survey_change.paragraph import write_paragraph
from analysis.topics.survey_change.phrases import is_largest
from analysis.topics.survey_change.shares import shares

PROJECT, PLACE = (
    read_material(open_edition("yhdessa_osallisuutta", place, "en", "example"))
    for place in ("all", "raahe")
)
LIFE = list_families(PROJECT.edition.study)[0]
FOREST = forest_of(LIFE)


def changed(figure: Figure, material: Material, sizes: list[float]) -> Released:
    """The figure's rows with other changes, none of which is clear."""
    table: pd.DataFrame = figure.estimate(material)
    table = table.dropna(subset="estimate").iloc[: len(sizes)]
    chance = table["p_adjusted"].where(table["p_adjusted"].isna(), 1.0)
    table = table.assign(estimate=sizes, ci_low=-9.0, ci_high=9.0, p_adjusted=chance, holds=False)
    return release(table, material.edition, figure)


def test_largest_is_what_is_written_so_whatever_its_sign() -> None:
    changes = pd.DataFrame({"estimate": [0.31, -0.34, 0.24, float("nan")]})
    estimates = Estimates(FOREST, PROJECT.edition, changes)
    assert list(is_largest(estimates)) == [True, True, False, False]


@pytest.mark.parametrize("material", [PROJECT, PLACE])
def test_a_title_and_the_paragraph_name_both(material: Material) -> None:
    forest = changed(FOREST, material, [0.31, 0.1, -0.34])
    labels = [label[0].lower() + label[1:] for label in forest.labels]
    tied = f"{labels[0]} (worse\xa00.3) and {labels[2]} (better\xa00.3)"
    title = FOREST.caption(forest).title
    assert tied in title
    assert ("equally large: " in title) == (material is PLACE), "of a place the title is a sentence"
    one = FOREST.caption(changed(FOREST, material, [0.31, 0.1, -0.24])).title
    assert "equally" not in one
    paragraph = write_paragraph([LIFE], [forest], [], [])
    assert f"The largest observed differences are equally large: {tied}." in paragraph


def test_of_shares_that_change_alike_none_is_named() -> None:
    figure = shares(PROJECT.edition.study)[2]
    title = figure.caption(changed(figure, PROJECT, [12.52, 3.0, -12.48])).title
    assert not title.startswith("The largest difference")
    title = figure.caption(changed(figure, PROJECT, [12.52, 3.0, -12.44])).title
    assert title.startswith("The largest difference")


def test_of_groups_of_ratings_which_nobody_tests_none_is_named() -> None:
    figure = distribution_of(list_panels(PROJECT.edition.study)[0])
    table = figure.estimate(PROJECT).assign(
        start=[20.0, 30.0, 50.0] * 12, end=[*[41.0, 29.0, 30.0] * 11, 20.0, 30.0, 50.0],
        count_start=40, count_end=40, n_start=120, n_end=120, is_uniform=False,
    )  # fmt: skip
    title = figure.caption(release(table, PROJECT.edition, figure)).title
    assert title.startswith("The share of good ratings was 20% at start, 20% to 41% at end, ")


def by_size(table: pd.DataFrame, column: str) -> pd.Index:
    """Rows of the whole project, where places have rows too, the largest first."""
    if "municipality" in table:
        table = table[table["municipality"] == "all"]
    return table.sort_values(column, ascending=False, kind="stable").index


@pytest.mark.parametrize(
    ("name", "columns", "several"),
    [
        ("training_attendance_by_group", ["estimate_pct"], "The largest groups were "),
        ("project_monitoring_communication", ["outputs"], "The most common outputs were "),
        ("project_monitoring_budget", ["estimate_eur"], "The largest items of the budget were "),
        ("project_monitoring_financing", ["estimate_eur"], "The largest sources were "),
        ("cost_breakdown_sensitivity", ["low_eur", "high_eur"], ", equally: "),
        ("cost_breakdown_by_kind", ["estimate_eur"], "The largest kinds of cost "),
    ],
)
def test_of_what_is_largest_a_title_names_all_that_are(
    name: str, columns: list[str], several: str
) -> None:
    figure = FIGURES[name]
    topic = next(key for key in TOPICS if name.startswith(key))
    data = "example" if topic == "cost_breakdown" else "published"
    edition = open_edition("yhdessa_osallisuutta", "all", "en", data)
    table: pd.DataFrame = figure.estimate(read_topic(topic, edition))
    first, second = by_size(table, columns[-1])[:2]
    tied = table.copy()
    tied.loc[second, columns] = table.loc[first, columns]
    alone, both = (figure.caption(release(rows, edition, figure)) for rows in (table, tied))
    items = figure.items or pytest.fail("its rows have no labels")
    labels = items(tied.loc[[first, second]], edition)
    assert several not in alone.title
    assert all(label[1:] in both.title for label in labels), both.title
    assert several in both.title
