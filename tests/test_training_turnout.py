"""Who came, computed from registrations: rates, people, reach, and whether themes differ."""

import pandas as pd
import pytest
from conftest import FIGURES, draw_topic
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from analysis.inputs.chosen import read_inputs
from analysis.inputs.printed.published import read_published
from analysis.release.rules import release
from analysis.report.tables import table_cells
from analysis.statistics.inference.multiplicity import holm
from analysis.study.study_file import open_edition, read_study
from analysis.topics.training_attendance import DIFFERENCES
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
    table = estimate_funnel(FEW).set_index("item")
    assert list(table["n"]) == [4, 3, 1]
    assert table["estimate"].tolist()[1:] == pytest.approx([3 / 4, 1 / 3])
    assert table["estimate"].isna().tolist() == [True, False, False]


def test_reach_counts_the_studys_municipalities_of_those_who_came() -> None:
    table = estimate_reach(FEW, STUDY).set_index("item")
    assert table.loc["maps", ["municipalities", "n"]].tolist() == [2, 2]
    assert table.loc["sleep", ["municipalities", "n"]].tolist() == [1, 2]
    assert set(table["municipalities_in_all"]) == {6}


def test_who_came_before_is_a_returner_from_the_second_time_on() -> None:
    """a came on three days, b on the second alone, c twice on the first day, d on the third."""
    days = [pd.Timestamp(2022, 3, 1), pd.Timestamp(2022, 4, 1), pd.Timestamp(2023, 5, 1)]
    rows = [("a", "maps", 0, True), ("c", "maps", 0, True), ("c", "sleep", 0, True),
            ("a", "rest", 1, True), ("b", "rest", 1, True), ("d", "rest", 1, False),
            ("a", "open", 2, True), ("d", "open", 2, True), (None, "open", 2, True)]  # fmt: skip
    frame = few([(who, theme, "raahe", came) for who, theme, _, came in rows])
    frame = frame.assign(date=[days[day] for *_, day, _ in rows], training=frame["theme"])
    table = estimate_returners(frame).set_index("item")
    assert list(table.index) == ["2022", "2023"]  # on the first day nobody had come before
    assert list(table["came_before"]) == [1, 1]
    assert list(table["first_timers"]) == [1, 1]
    assert list(table["n"]) == [2, 2]
    assert estimate_returners(None).empty


def test_trainings_stand_in_order_of_time_and_count_every_registration(
    registrations: pd.DataFrame,
) -> None:
    table = estimate_by_training(registrations)
    assert table["date"].is_monotonic_increasing
    assert (table["n"].sum(), table["attended"].sum()) == (474, 213)
    assert table.iloc[-1][["item", "attended", "n"]].to_list() == ["deeds_for_people", 30, 35]
    returners = estimate_returners(registrations).set_index("item")
    later = table[table["date"] > table["date"].min()]
    came = later.groupby(later["date"].dt.year.astype("str"))["attended"].sum()
    assert (returners["came_before"] + returners["first_timers"] == came).all()
    assert (returners["n"] == came).all()


def with_few_returners(registrations: pd.DataFrame) -> pd.DataFrame:
    """In 2023 nobody has come before but one person: the other codes are new ones."""
    year = registrations["date"].dt.year
    known = set(registrations.loc[(year < 2023) & registrations["attended"], "registrant_id"])
    back = (year == 2023) & registrations["attended"] & registrations["registrant_id"].isin(known)
    new = registrations["registrant_id"] + "-new"
    code = registrations["registrant_id"].mask(back & (back.cumsum() > 1), new)
    return registrations.assign(registrant_id=code)


def shown_returners(registrations: pd.DataFrame) -> tuple[pd.DataFrame, int | None]:
    """The released returners, and the first-timers that the tables beside them tell besides."""
    edition = open_edition(STUDY.key, "all", "en", "example")
    returners, trainings, funnel = (
        release(table, edition, FIGURES[f"training_attendance_{name}"]).table
        for name, table in (
            ("returners", estimate_returners(registrations)),
            ("by_training", estimate_by_training(registrations)),
            ("funnel", estimate_funnel(registrations)),
        )
    )
    people = funnel.set_index("item")["n"].get("attended")
    first_day = trainings.loc[trainings["date"] == trainings["date"].min(), "attended"].sum()
    told = returners["first_timers"].sum()
    return returners, None if people is None else int(people - first_day - told)


def test_hidden_returners_do_not_follow_from_the_tables_beside_them(
    registrations: pd.DataFrame,
) -> None:
    shown, rest = shown_returners(registrations)
    assert list(shown["item"]) == ["2022", "2023"]
    assert rest == 0  # nothing is hidden: the sum is right, and no row is what it leaves
    few_back = with_few_returners(registrations)
    assert estimate_returners(few_back)["came_before"].tolist() == [22, 1]
    shown, rest = shown_returners(few_back)
    assert shown.empty
    assert rest == 121 + 29  # of both years together; neither is told


def test_few_returners_in_all_do_not_follow_from_the_people(registrations: pd.DataFrame) -> None:
    """Attendances less people who came are how often anyone came again."""
    is_last = registrations["date"] == registrations["date"].max()
    two_days = with_few_returners(registrations)[
        is_last | (registrations["date"] == registrations["date"].min())
    ]
    assert estimate_returners(two_days)["came_before"].sum() < 3
    shown, rest = shown_returners(two_days)
    assert shown.empty
    assert rest is None


def test_the_figure_of_returners_tells_their_share_of_all_who_came() -> None:
    drawn = draw_topic("training_attendance", "yhdessa_osallisuutta", "all", "en", "example")
    shown = drawn["training_attendance_returners"]
    assert shown.released.hidden == 0
    assert shown.caption is not None
    assert shown.caption.title == "16% of those present had come to an earlier training"  # 28 / 173
    assert "2023: 30 attended, came before 6" in shown.caption.alt


def test_each_grouping_counts_every_registration_once(registrations: pd.DataFrame) -> None:
    table = estimate_turnout(registrations)
    for _, rows in table.groupby("by"):
        assert rows["n"].sum() == 474
        assert rows["attended"].sum() == 213
    assert (table["attended"] + table["no_shows"] == table["n"]).all()
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


def test_the_foot_tells_whether_codes_kept_people_together(registrations: pd.DataFrame) -> None:
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
    assert "0.000" not in set(table["p"])


def test_equal_rates_do_not_differ() -> None:
    assert joint_p_value(pd.Series([5, 10]), pd.Series([10, 20])) == 1
    assert joint_p_value(pd.Series([0, 0]), pd.Series([10, 20])) == 1
