"""Who is counted: rows of few people, public participants, linked people and their rests."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from tables_made_up import COUNTED, VALUE, people, shares, table_of

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import hidden_sentence
from analysis.drawing.words.columns import (
    ITEM,
    N,
)
from analysis.inputs.chosen import read_inputs
from analysis.release.columns import Role
from analysis.release.rules import release, release_table
from analysis.report.exhibit import exhibit
from analysis.report.tables import show_table
from analysis.study.edition import Edition
from analysis.study.study_file import open_edition, read_study
from analysis.topics import cost_breakdown
from analysis.topics.cost_breakdown import AGAINST_OTHERS, GROUP_SIZE, PER_PARTICIPANT, SHARES
from analysis.topics.cost_breakdown.material import tabulate_costs
from analysis.topics.cost_breakdown.per_participant import (
    estimate_against_others,
    estimate_per_participant,
)
from analysis.topics.cost_breakdown.shares import estimate_shares
from analysis.topics.survey_change.columns import N_BOTH, N_END, N_START
from analysis.topics.survey_change.contrasts import FRAME as CONTRASTS
from analysis.topics.survey_change.retention import RETENTION


@pytest.fixture(scope="module")
def edition() -> Edition:
    return open_edition("yhdessa_osallisuutta")


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


def test_a_small_number_of_linked_people_is_not_told() -> None:
    """The study's minimum is 5: one to four are not told, none and five are."""
    edition = open_edition("yhdessa_osallisuutta")
    rows = pd.concat([shares([9, 9, 9], adds_up="")] * 2, ignore_index=True)
    rows["n_pairs"] = pd.array([0, 1, 4, 5, 12, pd.NA], dtype="Int64")
    linked = release(rows, edition, COUNTED).table["n_pairs"]
    assert list(linked.fillna(-1)) == [0, -1, -1, 5, 12, -1]


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
