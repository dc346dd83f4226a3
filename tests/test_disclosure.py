"""None"""

import ast
from pathlib import Path

import pandas as pd
import pytest
from conftest import FIGURES
from tables_made_up import COUNTED, VALUE, people, shares, table_of

from analysis.drawing.words.columns import (
    ADDS_UP,
    IS_UNIFORM,
    ITEM,
    MUNICIPALITY,
    ORIGIN,
    N,
    banded,
)
from analysis.drawing.words.numbers import p_text
from analysis.drawing.words.shared_tables import SOURCES
from analysis.inputs.printed.published import read_all_published, read_published
from analysis.release.columns import Column, ContractError, Frame, Precision, Role
from analysis.release.rules import DisclosureError, release
from analysis.report.tables import show_table
from analysis.study.edition import Edition
from analysis.study.origin import combine_origins
from analysis.study.study_file import open_edition, read_study
from analysis.topics.project_monitoring import PLANNED_REACHED
from analysis.topics.project_monitoring.planned_reached import estimate_planned_reached
from analysis.topics.survey_change import list_figures, list_tables
from analysis.topics.survey_change.change import estimate_change, select_shares
from analysis.topics.survey_change.columns import N_START
from analysis.topics.survey_change.distribution import FRAME as DISTRIBUTION

OF_PEOPLE = table_of(N)


def test_published_numbers_pass_freely(edition: Edition) -> None:
    table = pd.DataFrame({"n": [1], "origin": ["published"]})
    released = release(table, edition, OF_PEOPLE)
    pd.testing.assert_frame_equal(released.table, table)


def test_what_is_released_does_not_change_with_its_source(edition: Edition) -> None:
    table = pd.DataFrame({"n": [1], "origin": ["published"]})
    released = release(table, edition, OF_PEOPLE)
    table.loc[0, "n"] = 99
    assert released.table["n"].iloc[0] == 1


@pytest.mark.parametrize("origin", ["raw", "example", ""])
def test_nothing_else_passes(edition: Edition, origin: str) -> None:
    table = pd.DataFrame({"n": [4217, 1], "origin": ["published", origin]})
    with pytest.raises(DisclosureError, match="not released") as caught:
        release(table, edition, OF_PEOPLE)
    assert "4217" not in str(caught.value)


def test_estimates_of_unknown_origin_are_refused(edition: Edition) -> None:
    with pytest.raises(ContractError, match="lacks the columns: origin"):
        release(pd.DataFrame({"n": [1]}), edition, OF_PEOPLE)


def test_a_column_that_nobody_declared_is_refused(edition: Edition) -> None:
    """Whatever table it is put before: the name of a table opens nothing."""
    rows = pd.DataFrame({"n": [9], "alone": [1], "origin": ["confidential"]})
    with pytest.raises(ContractError, match="any has columns that it does not declare: alone"):
        release(rows, edition, OF_PEOPLE)
    with pytest.raises(ContractError, match=r"sources has columns .* alone"):
        release(rows, edition, SOURCES)


def test_a_table_says_who_its_rows_count_or_that_they_count_nobody() -> None:
    with pytest.raises(ContractError, match="no column counts people"):
        Frame(VALUE, ORIGIN)
    assert Frame(VALUE, ORIGIN, counts_people=False).names == ["value", "origin"]
    with pytest.raises(ValueError, match="declared twice"):
        Frame(N, N, ORIGIN)


def test_a_number_that_is_a_text_is_refused(edition: Edition) -> None:
    rows = pd.DataFrame({"n": ["five"], "origin": ["confidential"]})
    with pytest.raises(ContractError, match="declares as numbers: n"):
        release(rows, edition, OF_PEOPLE)


def test_nothing_but_the_door_makes_a_released_table(root: Path) -> None:
    makers = {
        path.name
        for path in (root / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "Released"
    }
    assert makers == {"rules.py"}


def test_numbers_that_rest_on_several_are_public_only_if_all_are() -> None:
    published, raw = pd.Series(["published", "published"]), pd.Series(["published", "raw"])
    assert list(combine_origins(published, raw)) == ["published", "published+raw"]
    assert list(combine_origins(published, pd.Series([None, None]))) == ["published", "published"]


def test_a_change_is_as_confidential_as_either_wave(edition: Edition) -> None:
    printed = read_published(edition.study, "survey_change")
    printed.loc[printed["id"] == "change_in.work.end", "origin"] = "raw"
    change = select_shares(estimate_change(printed, edition), "change_in")
    with pytest.raises(DisclosureError, match="raw"):
        release(change, edition, FIGURES["survey_change_change_in"])


def test_what_was_reached_is_as_confidential_as_its_parts(edition: Edition) -> None:
    tables = read_all_published(edition.study)
    trainings = tables["yhdessa_osallisuutta"]["training_attendance"]
    trainings.loc[trainings["question"] == "trainings_held", "origin"] = "raw"
    plans = estimate_planned_reached(tables, indicators=["trainings_per_year"])
    with pytest.raises(DisclosureError, match="raw"):
        release(plans, edition, PLANNED_REACHED)


def test_answers_that_few_gave_are_left_out() -> None:
    """The study's minimum count is 3."""
    edition = open_edition("yhdessa_osallisuutta")
    released = release(shares([2, 3, 25], adds_up=""), edition, COUNTED)
    assert list(released.table["item"]) == ["b", "c"]
    assert set(released.table.columns) == {"item", "n_start", "n_end", "n_pairs", "origin"}
    assert list(released.table["n_pairs"]) == [0, 12]


def test_rows_that_add_up_go_together() -> None:
    """Of none, small and big, the one left out would be what the others leave of 100 %."""
    edition = open_edition("yhdessa_osallisuutta")
    assert release(shares([2, 3, 25], adds_up="wish"), edition, COUNTED).table.empty
    assert len(release(shares([4, 5, 21], adds_up="wish"), edition, COUNTED).table) == 3
    published = shares([2, 3, 25], adds_up="wish", origin="published")
    assert len(release(published, edition, COUNTED).table) == 3


def test_what_nearly_everyone_of_a_group_says_is_left_out() -> None:
    edition = open_edition("yhdessa_osallisuutta")
    released = release(shares([27, 28, 30], adds_up=""), edition, COUNTED)
    assert list(released.table["item"]) == ["a"]


def test_only_rows_that_add_up_with_a_hidden_one_go_with_it() -> None:
    edition = open_edition("yhdessa_osallisuutta")
    table = pd.concat([shares([2, 3, 25], adds_up="one"), shares([4, 5, 21], adds_up="two")])
    released = release(table.reset_index(drop=True), edition, COUNTED)
    assert (len(released.table), released.hidden) == (3, 3)


def test_what_everyone_of_a_group_says_is_left_out() -> None:
    edition = open_edition("yhdessa_osallisuutta")
    table = pd.DataFrame({"item": ["a", "b"], "n": 9, "is_uniform": [True, False],
                          "origin": "confidential"})  # fmt: skip
    alike = table_of(ITEM, N, IS_UNIFORM)
    released = release(table, edition, alike)
    assert list(released.table["item"]) == ["b"]
    assert "is_uniform" not in released.table
    public = release(table.assign(origin="published"), edition, alike)
    assert len(public.table) == 2


@pytest.mark.parametrize(("count", "size"), [("count_group", "n_group"),
                                             ("count_against", "n_against"),
                                             ("returned", "n")])  # fmt: skip
def test_counts_of_groups_are_judged_by_their_own_group(count: str, size: str) -> None:
    """Two say yes, three, seventeen of twenty, eighteen of twenty: the ends tell of each."""
    edition = open_edition("yhdessa_osallisuutta")
    table = pd.DataFrame({"item": list("abcd"), size: 20, count: [2, 3, 17, 18],
                          "origin": "synthetic"})  # fmt: skip
    answers = Column(count, "int64", "Gave it", role=Role.ANSWERS, of=size)
    released = release(table, edition, table_of(ITEM, people(size), answers))
    assert list(released.table["item"]) == ["b", "c"]


def test_every_rule_that_hides_a_row_is_counted_once(edition: Edition) -> None:
    """Two answers of four people break two rules, and count as too few people."""
    rows = [
        # n_start, count_start, everyone alike, adds up with
        (4, 2, False, ""), (20, 2, False, "a"), (20, 10, False, "a"), (20, 10, True, ""),
        (20, 19, False, ""), (20, 10, False, ""),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["n_start", "count_start", "is_uniform", "adds_up"])
    answers = Column("count_start", "int64", "Gave it", role=Role.ANSWERS, of="n_start")
    declared = table_of(people("n_start"), answers, IS_UNIFORM, ADDS_UP)
    released = release(table.assign(origin="synthetic"), edition, declared)
    assert released.hidden_by == {"people": 1, "answers": 2, "agreement": 1, "rest": 1}
    assert sum(released.hidden_by.values()) == released.hidden == len(rows) - len(released.table)


def test_numbers_of_the_project_are_rounded_as_declared(edition: Edition) -> None:
    """Means to the study's decimals; what the publication prints stays as it is printed."""
    expected = {
        Precision.EXACT: 1.23456, Precision.MEAN: 1.2, Precision.POINTS: 1.2,
        Precision.RATIO: 1.23, Precision.CHANCE: 1.23,
    }  # fmt: skip
    columns = [Column(p.value, "float64", "A number", precision=p) for p in Precision]
    declared = table_of(N, *columns)
    rows = pd.DataFrame({p.value: [1.23456] for p in Precision} | {"n": 20, "origin": "synthetic"})
    released = release(rows, edition, declared)
    assert {p: released.table[p.value].item() for p in Precision} == expected
    public = release(rows.assign(origin="published"), edition, declared)
    assert {public.table[p.value].item() for p in Precision} == {1.23456}


def test_p_values_are_released_as_they_are_printed(edition: Edition) -> None:
    """Of one with more decimals, and a printed mean and change, the spread would follow."""
    chance = Column("p", "float64", "A chance", precision=Precision.CHANCE)
    exact = [0.00034, 0.0034, 0.0344, 0.0461, 0.0504, 0.23456, float("nan")]
    rows = pd.DataFrame({"p": exact, "n": 20, "origin": "synthetic"})
    released = release(rows, edition, table_of(N, chance)).table["p"]
    assert released.iloc[:-1].tolist() == [0.0, 0.003, 0.03, 0.046, 0.05, 0.23]
    assert [p_text(edition.say, p) for p in exact[1:]] == [
        p_text(edition.say, p) for p in released.iloc[1:]
    ]


def test_only_what_was_released_is_shown_as_a_table() -> None:
    with pytest.raises(TypeError, match="may give people away"):
        show_table(pd.DataFrame({"response": [4]}))


def test_places_of_which_nothing_is_told_do_not_stand_alone(edition: Edition) -> None:
    """A table of symbols alone would say of every place that it is one of the small ones."""
    rows = pd.DataFrame({"municipality": ["raahe", "nivala"], "n_start": 10, "n_start_most": 14,
                         "value": [1.5, 2.5], "origin": "confidential"})  # fmt: skip
    declared = table_of(MUNICIPALITY, *banded(N_START), Column("value", "float64", "A mean"))
    kinds = {"n_start": "Int64", "n_start_most": "Int64"}
    blank = rows.assign(n_start=pd.NA, n_start_most=pd.NA, value=float("nan")).astype(kinds)
    one = pd.concat([rows[:1].astype(kinds), blank[1:]])
    assert len(release(one, edition, declared).table) == 2
    assert release(blank, edition, declared).table.empty


@pytest.mark.parametrize(("count", "is_shown"), [(4, False), (5, True), (25, True), (26, False)])
def test_a_group_of_ratings_is_told_if_the_minimum_chose_it(
    edition: Edition, count: int, *, is_shown: bool
) -> None:
    """Of chosen answers three are enough: these stand beside the mean of the same answers."""
    names = ("n_start", "n_end", "count_start", "count_end")
    declared = table_of(VALUE, *(DISTRIBUTION.columns[name] for name in names))
    row = {"n_start": 30, "n_end": 30, "count_start": count, "count_end": 15}
    rows = pd.DataFrame({"value": [7], **row, "origin": "synthetic"})
    assert len(release(rows, edition, declared).table) == is_shown


EXACT_BY_NAME = {
    "survey_change_groups": {"share", "share_against"},
    "survey_change_retention": {"estimate", "ci_low", "ci_high"},
    "survey_change_distribution": {"start", "end"},
    "nonresponse": {"missing_start_pct", "missing_end_pct"},
    "survey_change_municipalities": {
        "estimate", "ci_low", "ci_high", "pooled", "pooled_low", "pooled_high"
    },
}  # fmt: skip
"""Shares of people who are counted exactly beside them, and, of municipalities, what is computed
from numbers that were rounded before."""


@pytest.mark.parametrize("key", ["yhdessa_osallisuutta", "meri_lappi", "grona_timmar"])
def test_what_follows_from_ratings_is_rounded(key: str) -> None:
    """Two exact intervals of one change tell the spread of both waves, and alpha of all items."""
    study = read_study(key)
    for table in (*list_figures(study), *list_tables(study)):
        exact = {
            column.name
            for column in table.frame
            if (column.dtype, column.precision) == ("float64", Precision.EXACT)
            and column.role is not Role.CONTEXT
            and not column.decides_only
        }
        known = (of for name, of in EXACT_BY_NAME.items() if table.name.startswith(name))
        assert exact <= next(known, set()), table.name


@pytest.fixture(scope="module")
def edition() -> Edition:
    return open_edition("yhdessa_osallisuutta")
