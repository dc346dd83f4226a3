"""Who came, computed from registrations: rates, people, reach, and whether themes differ."""

import pandas as pd
import pytest
from conftest import draw_topic
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from analysis.inputs.chosen import read_inputs
from analysis.inputs.printed.published import read_published
from analysis.release.places import DisclosureError
from analysis.release.rules import release
from analysis.report.exhibit import exhibit
from analysis.report.tables import table_cells
from analysis.statistics.inference.multiplicity import holm
from analysis.study.study import DisclosureRule
from analysis.study.study_file import open_edition, read_study
from analysis.topics.training_attendance import (
    BY_GROUP,
    BY_THEME,
    BY_TRAINING,
    DIFFERENCES,
    REACH,
    RECOMPUTED,
    RETURNERS,
    TURNOUT,
)
from analysis.topics.training_attendance.by_group import estimate_by_group
from analysis.topics.training_attendance.coarse import coarsen_people
from analysis.topics.training_attendance.differences import estimate_theme_differences
from analysis.topics.training_attendance.funnel import estimate_funnel
from analysis.topics.training_attendance.joint_test import joint_p_value, joint_p_value_by_person
from analysis.topics.training_attendance.material import tabulate_registrations
from analysis.topics.training_attendance.reach import estimate_reach
from analysis.topics.training_attendance.recomputed import estimate_recomputed
from analysis.topics.training_attendance.returners import estimate_returners
from analysis.topics.training_attendance.turnout import (
    estimate_by_theme,
    estimate_by_training,
    estimate_turnout,
)

STUDY = read_study("yhdessa_osallisuutta")
EXACT = DisclosureRule(minimum_n=1, minimum_count=1, band=1)
"""A rule that tells every number: what is told then is what was counted."""
PRINTED = read_published(STUDY, "training_attendance")


@pytest.fixture(scope="module")
def registrations() -> pd.DataFrame:
    read = read_inputs(STUDY, "example").registrations
    assert read is not None
    return read


def few(rows: list[tuple[str | None, str, str, bool | None]]) -> pd.DataFrame:
    """Registrations of who, to which theme, from where, and whether they came."""
    frame = pd.DataFrame(rows, columns=["registrant_id", "theme", "municipality", "attended"])
    return frame.assign(
        date=pd.Timestamp(2022, 5, 1), organisation="others", origin="synthetic",
        training=frame["theme"],
        registered=pd.array([True] * len(frame), dtype="boolean"),
        attended=frame["attended"].astype("boolean"),
    )  # fmt: skip


FEW = few(
    [
        ("a", "maps", "raahe", True),
        ("a", "sleep", "raahe", True),
        ("b", "maps", "sievi", True),
        ("b", "sleep", "sievi", False),
        ("c", "maps", "elsewhere", None),
        ("d", "sleep", "elsewhere", True),
    ]
)


def test_the_funnel_counts_people_and_not_registrations() -> None:
    """a came twice, b and d once, c never; an unmarked attendance is none."""
    people = coarsen_people(FEW, EXACT)
    assert people is not None
    assert (people.registered, people.came, people.returned) == ((4, 4), (3, 3), None)
    rows = estimate_funnel(people).set_index("item")
    assert rows["estimate"]["attended"] == pytest.approx(3 / 4)
    assert rows[["n", "estimate"]].isna().loc["returned"].all()  # one who came twice of three


def test_reach_counts_the_studys_municipalities_of_those_who_came() -> None:
    everywhere = [(f"{place} {k}", "maps", place, k < 6)
                  for place in STUDY.municipalities for k in range(9)]  # fmt: skip
    apart = [("a", "sleep", "raahe", True), ("b", "sleep", "elsewhere", True),
             ("c", "sleep", "sievi", False)]  # fmt: skip
    table = estimate_reach(few([*everywhere, *apart]), STUDY).set_index("item")
    assert table.loc["maps", ["municipalities", "n"]].tolist() == [6, 36]
    assert table.loc["sleep", ["municipalities", "n"]].tolist() == [1, 2]
    assert estimate_reach(FEW, STUDY).empty
    assert set(table["municipalities_in_all"]) == {6}


def test_who_came_before_is_a_returner_from_the_second_time_on() -> None:
    """a came on three days, b on the second alone, c twice on the first day, d on the third."""
    days = [pd.Timestamp(2022, 3, 1), pd.Timestamp(2022, 4, 1), pd.Timestamp(2023, 5, 1)]
    rows = [("a", "maps", 0, True), ("c", "maps", 0, True), ("c", "sleep", 0, True),
            ("a", "rest", 1, True), ("b", "rest", 1, True), ("d", "rest", 1, False),
            ("a", "open", 2, True), ("d", "open", 2, True), (None, "open", 2, True)]  # fmt: skip
    frame = few([(who, theme, "raahe", came) for who, theme, _, came in rows])
    frame = frame.assign(date=[days[day] for *_, day, _ in rows], training=frame["theme"])
    people = coarsen_people(frame, EXACT)
    assert people is not None
    assert people.attendances == 7  # who has no code is left out
    # c came to two trainings of the first day: the second is no first time.
    assert [(y.year, y.n, y.ends) for y in people.years] == [
        ("2022", 3, (2, 2)),
        ("2023", 2, (1, 1)),
    ]
    assert people.came == (4, 4)
    assert people.returned == (2, 2)
    assert estimate_returners(None).empty


def test_trainings_stand_in_order_of_time_and_count_every_registration(
    registrations: pd.DataFrame,
) -> None:
    table = estimate_by_training(registrations)
    assert table["date"].is_monotonic_increasing
    assert (table["n"].sum(), table["attended"].sum()) == (474, 213)
    assert table.iloc[-1][["item", "attended", "n"]].to_list() == ["deeds_for_people", 30, 35]
    people = coarsen_people(registrations, STUDY.disclosure)
    assert people is not None
    later = table.iloc[1:]
    came = later.groupby(later["date"].dt.year.astype("str"))["attended"].sum()
    assert {year.year: year.n for year in people.years} == dict(came)


def test_people_of_the_example_are_told_by_bands(registrations: pd.DataFrame) -> None:
    """185 of 351 came, 27 of them again; 22 and 6 attendances were of people who had come."""
    people = coarsen_people(registrations, STUDY.disclosure)
    assert people is not None
    assert [tuple(year.ends) for year in people.years] == [(20, 24), (5, 9)]
    assert people.came == (213 - 24 - 9, 213 - 20 - 5)
    assert people.stayed_away == (165, 169)
    assert people.registered == (180 + 165, 188 + 169)
    assert people.returned == (20, 33)


def test_the_figures_of_people_say_what_is_true_of_bands() -> None:
    drawn = draw_topic("training_attendance", "yhdessa_osallisuutta", "raahe", "en", "example")
    returners, funnel, turnout = (
        drawn[f"training_attendance_{name}"].caption for name in ("returners", "funnel", "turnout")
    )
    assert returners is not None
    assert funnel is not None
    assert turnout is not None
    # Between 25 and 33 of 173: the middle is 29.
    assert returners.title == "About 17% of those present had come to an earlier training"
    assert "2023: 30 attended, came before 5–9" in returners.description
    assert "Attended: 180–188 (52%, interval 45% to 60%)" in funnel.description
    assert (
        "Raahe: 35–39 attended, 75–79 registered, 48% (interval 34% to 63%)" in turnout.description
    )
    for caption in (returners, funnel, turnout):
        assert "were made coarse before anything was computed" in caption.foot


def test_few_returners_are_not_told_and_their_year_stands(registrations: pd.DataFrame) -> None:
    """In 2023 nobody has come before but one person: the other codes are new ones."""
    year = registrations["date"].dt.year
    known = set(registrations.loc[(year < 2023) & registrations["attended"], "registrant_id"])
    back = (year == 2023) & registrations["attended"] & registrations["registrant_id"].isin(known)
    new = registrations["registrant_id"] + "-new"
    code = registrations["registrant_id"].mask(back & (back.cumsum() > 1), new)
    people = coarsen_people(registrations.assign(registrant_id=code), STUDY.disclosure)
    edition = open_edition(STUDY.key, "all", "en", "example")
    shown = release(estimate_returners(people), edition, RETURNERS)
    assert list(shown.table["item"]) == ["2022", "2023"]
    assert shown.table.loc[1, ["n", "came_before", "estimate", "ci_low"]].isna().all()
    caption = RETURNERS.caption(shown)
    assert "2023: not shown" in caption.description
    assert "fewer than 5 people or none" in caption.foot
    assert exhibit(shown).caption is not None


def test_a_place_of_few_stands_with_the_symbol_of_one_without_data(
    registrations: pd.DataFrame,
) -> None:
    is_sievi = registrations["municipality"] == "sievi"
    edition = open_edition(STUDY.key, "sievi", "en", "example")
    tables = []
    for kept in (4, 0):
        rows = registrations[~is_sievi | (is_sievi.cumsum() <= kept)]
        shown = release(estimate_turnout(rows, STUDY), edition, TURNOUT)
        sievi = shown.table.set_index("item").loc["sievi"]
        assert sievi[["n", "n_most", "attended", "estimate"]].isna().all()
        assert "Sievi: not shown" in TURNOUT.caption(shown).description
        assert exhibit(shown).caption is not None
        tables.append(table_cells(shown).iloc[-1].to_list())
    assert tables[0] == tables[1]


def test_rows_that_tell_nothing_do_not_stand_alone(registrations: pd.DataFrame) -> None:
    """Three registrations: all that is left is places without numbers."""
    edition = open_edition(STUDY.key, "all", "en", "example")
    shown = release(estimate_turnout(registrations.iloc[:3], STUDY), edition, TURNOUT)
    assert shown.table.empty
    assert exhibit(shown).caption is None


def test_exact_numbers_of_a_place_are_refused(registrations: pd.DataFrame) -> None:
    table = estimate_turnout(registrations, STUDY).assign(n_most=lambda frame: frame["n"])
    with pytest.raises(DisclosureError, match="not told as bands"):
        release(table, open_edition(STUDY.key, "all", "en", "example"), TURNOUT)


def test_a_theme_that_nearly_everyone_came_to_takes_the_themes_with_it(
    registrations: pd.DataFrame,
) -> None:
    """The total less the other themes would tell of the two who stayed away."""
    deeds = registrations["theme"] == "deeds_for_people"
    stayed = deeds & ~registrations["attended"]
    fewer = registrations[~(stayed & (stayed.cumsum() > 2))]
    numbers = tabulate_registrations(fewer, PRINTED)
    by_theme = estimate_by_theme(numbers)
    edition = open_edition(STUDY.key, "all", "en", "example")
    tables = {
        BY_THEME: by_theme,
        BY_TRAINING: estimate_by_training(fewer),
        DIFFERENCES: estimate_theme_differences(by_theme, fewer),
        RECOMPUTED: estimate_recomputed(numbers, PRINTED),
        REACH: estimate_reach(fewer, STUDY),
    }
    for table, estimates in tables.items():
        assert release(estimates, edition, table).table.empty


def test_few_of_no_organisation_take_the_organisations_with_them(
    registrations: pd.DataFrame,
) -> None:
    edition = open_edition(STUDY.key, "all", "en", "example")
    for few_untold, is_shown in ((0, True), (2, False)):
        rows = registrations.copy()
        rows.loc[rows.index[rows["attended"]][:few_untold], "organisation"] = None
        groups = release(estimate_turnout(rows, STUDY), edition, TURNOUT).table["by"]
        assert ("participant_group" in set(groups)) == is_shown
        by_group = estimate_by_group(tabulate_registrations(rows, PRINTED))
        assert release(by_group, edition, BY_GROUP).table.empty != is_shown


def test_each_grouping_counts_every_registration_once(registrations: pd.DataFrame) -> None:
    table = estimate_turnout(registrations, STUDY)
    exact = table[table["by"] != "place"]
    for _, rows in exact.groupby("by"):
        assert rows["n"].sum() == 474
        assert rows["attended"].sum() == 213
    assert (exact["attended"] + exact["no_shows"] == exact["n"]).all()
    years = table[table["by"] == "year"].set_index("item")
    assert years.loc["2023", "attended"] == 30  # one training: "Tekoja ihmisten hyväksi 30 35"


def test_the_example_has_the_printed_attendance_of_every_theme(
    registrations: pd.DataFrame,
) -> None:
    table = estimate_recomputed(tabulate_registrations(registrations, PRINTED), PRINTED)
    assert len(table) == 18
    assert (table["difference"] == 0).all()
    assert estimate_recomputed(PRINTED, PRINTED).empty


def test_a_difference_from_the_printed_number_is_shown(registrations: pd.DataFrame) -> None:
    fewer = registrations[registrations["theme"] != "open_spaces"]
    one_less = pd.concat([fewer, registrations[registrations["theme"] == "open_spaces"].iloc[1:]])
    table = estimate_recomputed(tabulate_registrations(one_less, PRINTED), PRINTED)
    off = table[table["difference"] != 0]
    assert set(off["item"]) == {"open_spaces"}
    assert -1 in set(off["difference"])


def test_themes_are_tested_together_and_one_by_one() -> None:
    """Deeds for people: 30 of 35 against 183 of 439, from the printed themes."""
    table = estimate_theme_differences(estimate_by_theme(PRINTED)).set_index("item")
    deeds = table.loc["deeds_for_people"]
    assert deeds["estimate"] == pytest.approx(100 * (30 / 35 - 183 / 439))
    assert deeds["n_others"] == 439
    assert deeds["ci_low"] < deeds["estimate"] < deeds["ci_high"]
    assert table["p_adjusted"].tolist() == pytest.approx(holm(table["p_value"].tolist()))
    assert (table["p_joint"] == 1 / 10_000).all()  # the smallest that 9 999 deals can give


def people(*kinds: tuple[int, list[tuple[str, bool]]]) -> pd.DataFrame:
    """Registrations of so many people who all registered to these themes, and came or not."""
    rows: list[tuple[str | None, str, str, bool | None]] = [
        (f"{kind}-{k}", theme, "raahe", came)
        for kind, (count, visits) in enumerate(kinds)
        for k in range(count)
        for theme, came in visits
    ]
    return few(rows)


def test_the_joint_test_by_person_is_the_plain_one_if_everyone_registered_once() -> None:
    once = people(*((9, [("maps", True)]), (31, [("maps", False)]),
                    (18, [("sleep", True)]), (27, [("sleep", False)])))  # fmt: skip
    plain = joint_p_value(pd.Series([9, 18]), pd.Series([40, 45]))
    assert joint_p_value_by_person(once) == plain


def test_who_always_comes_to_twins_of_a_theme_counts_once() -> None:
    """Each theme twice with the same people: chi-squared doubles, what is known does not."""
    twins = people(
        (9, [("a", True), ("b", True)]),
        (31, [("a", False), ("b", False)]),
        (22, [("c", True), ("d", True)]),
        (23, [("c", False), ("d", False)]),
    )
    once = joint_p_value(pd.Series([9, 22]), pd.Series([40, 45]))
    assert joint_p_value_by_person(twins) == pytest.approx(once, abs=0.005)
    as_independent = joint_p_value(pd.Series([9, 9, 22, 22]), pd.Series([40, 40, 45, 45]))
    assert as_independent < 0.8 * once


def test_registrations_of_nobody_known_are_a_person_each() -> None:
    once = people((9, [("maps", True)]), (31, [("maps", False)]), (18, [("sleep", True)]),
                  (27, [("sleep", False)]))  # fmt: skip
    nameless = once.assign(registrant_id=pd.Series([None] * len(once), dtype="str"))
    assert joint_p_value_by_person(nameless) == joint_p_value_by_person(once)


def test_the_differences_of_registrations_are_tested_by_person(
    registrations: pd.DataFrame,
) -> None:
    by_theme = estimate_by_theme(tabulate_registrations(registrations, PRINTED))
    table = estimate_theme_differences(by_theme, registrations)
    assert (table["p_joint"] == joint_p_value_by_person(registrations)).all()


def test_title_and_foot_tell_whether_codes_kept_people_together(
    registrations: pd.DataFrame,
) -> None:
    edition = open_edition(STUDY.key, "all", "en", "example")
    by_theme = estimate_by_theme(tabulate_registrations(registrations, PRINTED))
    nobody = pd.Series([None] * len(registrations), index=registrations.index, dtype="str")
    found = [
        estimate_theme_differences(by_theme, rows)
        for rows in (registrations, registrations.assign(registrant_id=nobody))
    ]
    plain = joint_p_value(by_theme["attended"], by_theme["n"])
    assert (found[1]["p_joint"] == plain).all()
    coded, uncoded = (
        DIFFERENCES.caption(release(table, edition, DIFFERENCES)).foot for table in found
    )
    assert "keeps the registrations of one code together" in coded
    differ, if_alone = (
        DIFFERENCES.caption(release(table.assign(p_joint=0.01), edition, DIFFERENCES)).title
        for table in found
    )
    assert differ == "Attendance rates differ between themes"
    assert if_alone == f"{differ}, if each registration is another person's"
    assert "they have no codes that tell who registered several times" in uncoded
    assert "together" not in uncoded


@pytest.mark.parametrize(
    ("attended", "registered"), [([245, 230, 249], [600, 640, 610]), ([12, 22, 17], [40, 50, 45])]
)
def test_the_joint_test_agrees_with_the_large_sample_one(
    attended: list[int], registered: list[int]
) -> None:
    """Pearson's chi-squared without correction, from scipy."""
    absent = [n - a for a, n in zip(attended, registered, strict=True)]
    expected = chi2_contingency([attended, absent], correction=False).pvalue
    p = joint_p_value(pd.Series(attended), pd.Series(registered))
    assert p == pytest.approx(expected, abs=0.03)


@given(
    st.lists(
        st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=2, max_size=5,
    )
)  # fmt: skip
def test_the_joint_test_does_not_depend_on_the_names_of_groups(
    groups: list[tuple[int, int]],
) -> None:
    attended, registered = (pd.Series(column) for column in zip(*groups, strict=True))
    p = joint_p_value(attended, registered)
    assert 0 < p <= 1
    turned = joint_p_value(attended[::-1], registered[::-1])
    assert turned == pytest.approx(p, abs=0.04)
    came_or_not = joint_p_value(registered - attended, registered)
    assert came_or_not == pytest.approx(p, abs=0.04)


def test_a_tiny_p_is_not_written_as_nought() -> None:
    drawn = draw_topic("training_attendance", "yhdessa_osallisuutta", "all", "en", "example")
    table = table_cells(drawn["training_attendance_differences"].released)
    assert set(table["p, joint test"]) == {"< 0.001"}
    assert "0.000" not in set(table["p, Holm"])


def test_equal_rates_do_not_differ() -> None:
    assert joint_p_value(pd.Series([5, 10]), pd.Series([10, 20])) == 1
    assert joint_p_value(pd.Series([0, 0]), pd.Series([10, 20])) == 1
