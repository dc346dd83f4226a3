import ast
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from conftest import FIGURES

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import hidden_sentence
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
from analysis.inputs.chosen import read_inputs
from analysis.inputs.printed.published import read_all_published, read_published
from analysis.release.columns import Column, ContractError, Frame, Precision, Role
from analysis.release.estimates import Table
from analysis.release.rules import DisclosureError, release, release_table
from analysis.report.exhibit import exhibit
from analysis.report.tables import show_table
from analysis.study.edition import Edition
from analysis.study.origin import combine_origins
from analysis.study.study_file import open_edition, read_study
from analysis.topics import cost_breakdown
from analysis.topics.cost_breakdown import AGAINST_OTHERS, GROUP_SIZE, PER_PARTICIPANT, SHARES
from analysis.topics.cost_breakdown.material import tabulate_costs
from analysis.topics.cost_breakdown.per_participant import (
    estimate_against_others,
    estimate_per_participant,
)
from analysis.topics.cost_breakdown.shares import estimate_shares
from analysis.topics.project_monitoring import PLANNED_REACHED
from analysis.topics.project_monitoring.planned_reached import estimate_planned_reached
from analysis.topics.survey_change import list_figures, list_tables
from analysis.topics.survey_change.change import estimate_change, select_shares
from analysis.topics.survey_change.columns import N_BOTH, N_END, N_START
from analysis.topics.survey_change.contrasts import FRAME as CONTRASTS
from analysis.topics.survey_change.distribution import FRAME as DISTRIBUTION
from analysis.topics.survey_change.retention import RETENTION

VALUE = Column("value", "int64", "A number")


def table_of(*columns: Column, counts_people: bool = True) -> Table:
    """A table of these columns and the origin of its rows."""
    frame = Frame(*columns, ORIGIN, counts_people=counts_people)
    return Table(name="any", frame=frame, estimate=lambda _: pd.DataFrame())


def people(name: str) -> Column:
    return Column(name, "Int64", "People", "people", Role.PEOPLE)


OF_PEOPLE = table_of(N)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return open_edition("yhdessa_osallisuutta")


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


@pytest.mark.parametrize("column", ["n", "n_start", "n_end", "n_others"])
@pytest.mark.parametrize("origin", ["synthetic", "confidential", "synthetic+published"])
def test_rows_of_few_people_are_left_out(column: str, origin: str) -> None:
    """The study's minimum is 5; a size that nobody knows is no size."""
    edition = open_edition("yhdessa_osallisuutta")
    sizes = pd.array([4, 5, pd.NA, 60], dtype="Int64")
    released = release(
        pd.DataFrame({"item": list("abcd"), "value": 1, column: sizes, "origin": origin}),
        edition,
        table_of(ITEM, VALUE, people(column)),
    )
    assert list(released.table["item"]) == ["b", "d"]
    assert released.hidden == 2
    assert released.is_synthetic == origin.startswith("synthetic")


def test_published_rows_pass_whatever_their_size_and_unsized_ones_of_others_do_not() -> None:
    edition = open_edition("yhdessa_osallisuutta")
    for origin, shown in [("published", 1), ("confidential", 0)]:
        unsized = pd.DataFrame({"value": [1], "n": [pd.NA], "origin": origin})
        released = release(unsized, edition, table_of(VALUE, N))
        assert (len(released.table), released.hidden) == (shown, 1 - shown)


def small_pilot(edition: Edition) -> dict[Figure, pd.DataFrame]:
    """Tables of costs in which Sievi's eight participants have become three."""
    own = read_inputs(read_study("yhdessa_osallisuutta"), "example").costs
    assert own is not None
    costs = own.copy()
    costs.loc[costs["municipality"] == "sievi", "participants"] = Decimal(3)
    numbers = tabulate_costs(costs, edition.study.costing, pd.DataFrame())
    per_participant = estimate_per_participant(numbers)
    return {
        PER_PARTICIPANT: per_participant,
        GROUP_SIZE: per_participant.assign(fixed_eur=0.0, variable_eur=0.0),
        SHARES: estimate_shares(numbers),
        AGAINST_OTHERS: estimate_against_others(per_participant),
    }


def test_public_participants_stay_exact_however_few() -> None:
    edition = open_edition("yhdessa_osallisuutta", "sievi", "en")
    for figure, table in small_pilot(edition).items():
        released = release(table, edition, figure)
        assert released.hidden == 0
        assert released.table.set_index("municipality")["n"]["sievi"] == 3


@pytest.mark.parametrize("municipality", ["all", "sievi"])
def test_participants_that_are_not_public_take_all_rows_of_the_table(municipality: str) -> None:
    edition = not_public(open_edition("yhdessa_osallisuutta", municipality, "en"))
    for figure, table in small_pilot(edition).items():
        released = release(table, edition, figure)
        assert released.table.empty
        assert dict(released.hidden_by) == {"private": len(table)}
        assert "participants are not public" in hidden_sentence(released)


@pytest.mark.parametrize("municipality", ["all", "sievi"])
def test_notebooks_of_costs_run_where_participants_are_not_public(municipality: str) -> None:
    edition = not_public(open_edition("yhdessa_osallisuutta", municipality, "en", "example"))
    material = cost_breakdown.read_material(edition, None)
    for table in (*cost_breakdown.FIGURES, *cost_breakdown.TABLES):
        if table is cost_breakdown.BESIDE_EFFECT:
            continue
        released = release_table(table, material)
        shown = exhibit(released) if isinstance(table, Figure) else show_table(released)
        assert shown._repr_mimebundle_()
        own = released.table[released.table["origin"] != "published"]
        if "n" in own and table is not cost_breakdown.JOB_TITLES:
            assert (municipality == "all" or table is cost_breakdown.AVERAGES) or own.empty
            assert "municipality" not in own or own.empty


def not_public(edition: Edition) -> Edition:
    """The same edition of a study that declares no number of people public."""
    rule = edition.study.disclosure.model_copy(update={"public": ()})
    return replace(edition, study=edition.study.model_copy(update={"disclosure": rule}))


COUNTED = table_of(
    ITEM,
    people("n_start"),
    people("n_end"),
    Column("count_start", "Int64", "Gave it", role=Role.ANSWERS, of="n_start", decides_only=True),
    Column("count_end", "Int64", "Gave it", role=Role.ANSWERS, of="n_end", decides_only=True),
    ADDS_UP,
    Column("n_pairs", "Int64", "Linked", "people", Role.LINKED),
)


def shares(counts: list[int], *, adds_up: str, origin: str = "confidential") -> pd.DataFrame:
    return pd.DataFrame({
        "item": list("abc"), "n_start": 30, "n_end": 20, "count_start": counts, "count_end": 9,
        "adds_up": adds_up, "n_pairs": pd.array([3, 0, 12], dtype="Int64"), "origin": origin,
    })  # fmt: skip


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


def test_a_small_number_of_linked_people_is_not_told() -> None:
    """The study's minimum is 5: one to four are not told, none and five are."""
    edition = open_edition("yhdessa_osallisuutta")
    rows = pd.concat([shares([9, 9, 9], adds_up="")] * 2, ignore_index=True)
    rows["n_pairs"] = pd.array([0, 1, 4, 5, 12, pd.NA], dtype="Int64")
    linked = release(rows, edition, COUNTED).table["n_pairs"]
    assert list(linked.fillna(-1)) == [0, -1, -1, 5, 12, -1]


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


@pytest.mark.parametrize(
    ("n_start", "n_both", "n_end", "is_shown"),
    [
        (30, 20, 30, True),
        (29, 20, 30, False),  # nine left: start less linked are a group
        (30, 20, 29, False),  # nine are new
        (20, 20, 30, False),  # nobody left: in each place, start is a part of end
        (20, 20, 20, True),  # all are the same people
        (30, 9, 30, False),
        (30, 10, 30, True),
    ],
)
def test_linked_people_are_told_of_if_linked_leavers_and_newcomers_are_ten(
    edition: Edition, n_start: int, n_both: int, n_end: int, *, is_shown: bool
) -> None:
    """Start, linked and end are nested: what one has more than another is a group as well."""
    within = ("n_start", "n_end")
    rows = pd.DataFrame({"value": [7], "n_start": n_start, "n_end": n_end, "n": n_both})
    groups = (VALUE, people("n_start"), people("n_end"))
    own = replace(people("n"), least="linked", within=within)
    released = release(rows.assign(origin="synthetic"), edition, table_of(*groups, own))
    assert (len(released.table), released.hidden) == (is_shown, not is_shown)
    blanked = replace(own, role=Role.LINKED)
    released = release(rows.assign(origin="synthetic"), edition, table_of(*groups, blanked))
    assert len(released.table) == 1
    assert released.table["n"].notna().item() == is_shown


@pytest.mark.parametrize(("rest", "is_shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_subgroup_is_told_of_if_the_rest_is_nobody_or_enough(
    edition: Edition, rest: int, *, is_shown: bool
) -> None:
    left_over = replace(people("n_rest"), or_none=True, decides_only=True)
    rows = pd.DataFrame({"value": [7], "n": 20, "n_rest": rest, "origin": "synthetic"})
    released = release(rows, edition, table_of(VALUE, N, left_over))
    assert len(released.table) == is_shown
    assert "n_rest" not in released.table


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


@pytest.mark.parametrize(
    ("n_start", "n_both", "n_end", "is_shown"),
    [(60, 20, 60, True), (60, 19, 60, False), (39, 20, 60, False), (60, 40, 59, False),
     (20, 20, 20, True)],
)  # fmt: skip
def test_means_of_linked_people_are_told_if_linked_leavers_and_newcomers_are_twenty(
    edition: Edition, n_start: int, n_both: int, n_end: int, *, is_shown: bool
) -> None:
    """A mean of all less one of those who stayed is that of who left: of nine, nearly a list."""
    rows = pd.DataFrame({"value": [7], "n_start": n_start, "n_end": n_end, "n_both": n_both})
    declared = table_of(VALUE, N_START, N_END, N_BOTH)
    released = release(rows.assign(origin="synthetic"), edition, declared)
    assert len(released.table) == is_shown


@pytest.mark.parametrize(
    ("n_rest", "count_rest", "is_shown"),
    [(0, 0, True), (9, 5, False), (10, 5, True), (10, 4, False), (10, 6, False), (30, 25, True)],
)
def test_a_contrast_is_told_if_ten_or_none_are_of_neither_group(
    edition: Edition, n_rest: int, count_rest: int, *, is_shown: bool
) -> None:
    """Everyone less both groups is a group, and five of it gave the answer, and five did not."""
    declared = CONTRASTS.columns
    rows = pd.DataFrame({"value": [7], "n": 60, "n_rest": n_rest, "count_rest": count_rest})
    table = table_of(VALUE, N, declared["n_rest"], declared["count_rest"])
    assert len(release(rows.assign(origin="synthetic"), edition, table).table) == is_shown


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


@pytest.mark.parametrize(
    ("numbers", "is_shown"),
    [({}, True), ({"returned": 9}, False), ({"returned": 31}, False), ({"n_new": 9}, False),
     ({"n_rest": 9}, False), ({"returned_rest": 9}, False), ({"n_rest": 10}, True)],
)  # fmt: skip
def test_who_came_back_is_told_if_ten_did_ten_did_not_and_ten_or_none_are_left_over(
    edition: Edition, numbers: dict[str, int], *, is_shown: bool
) -> None:
    names = ("n", "returned", "n_new", "n_rest", "returned_rest")
    declared = table_of(VALUE, *(RETENTION.frame.columns[name] for name in names))
    row = {"n": 40, "returned": 20, "n_new": 0, "n_rest": 0, "returned_rest": 0} | numbers
    rows = pd.DataFrame({"value": [7], **row, "origin": "synthetic"})
    assert len(release(rows, edition, declared).table) == is_shown


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
