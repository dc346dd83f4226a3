"""Drafts of folders of small projects: what tools and people write that is no question."""

import tomllib
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from exports import write_csv

from analysis.inputs.draft.folder import draft_study
from analysis.inputs.draft.hints import recognise
from analysis.inputs.faults import DataError

WAVES = ("Before", "After")


def draft(folder: Path, language: str = "en") -> dict[str, Any]:
    made = draft_study("small", folder, language)
    return tomllib.loads((made.folder / "study.toml").read_text("utf-8"))


def of_people(
    project: Path, titles: Sequence[str], cells: Sequence[Sequence[str]], waves: Sequence[str]
) -> dict[str, Any]:
    """The draft of twenty people's forms at two waves; the cells go round."""
    rows = [["Code", "Round", *titles]]
    for person in range(20):
        rows += [[f"M{person:03d}", wave, *cells[person % len(cells)]] for wave in waves]
    return draft(write_csv(project / "x", "a.csv", rows))


def test_states_and_sites_of_redcap_are_told_by_its_own_headings(project: Path) -> None:
    titles = ["record_id", "redcap_event_name", "redcap_data_access_group", "dob_year", "smoker",
              "pre_survey_complete"]  # fmt: skip
    rows = [titles]
    rows += [[f"{k // 2 + 1}", f"{wave.lower()}_arm_1", ("mill", "bay")[k // 2 % 2], "1961",
              "01"[k % 2], "2"] for k in range(60) for wave in (WAVES[k % 2],)]  # fmt: skip
    study = draft(write_csv(project / "x", "a.csv", rows))
    assert [*study["tables"]["responses"]] == ["respondent_id", "municipality", "wave", "smoker"]
    assert study["unit_word"] == {"en": "place"}, "nobody said that they are municipalities"


def test_comments_that_many_wrote_alike_are_not_copied(project: Path) -> None:
    study = of_people(project, ["Rested?", "Kommentar"], [["Yes", "tack Greta"]], WAVES)
    assert study["tables"]["responses"]["kommentar"]["kind"] == "free_text"
    assert "Greta" not in (project / "data/small/study.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("title", "waves"),
    [("År", ["2022", "2024"]), ("Lukukausi", ["Syksy 2023", "Kevät 2024"]),
     ("Is this your first or last session?", ["First session", "Last session"])],
)  # fmt: skip
def test_years_and_sessions_are_waves(project: Path, title: str, waves: list[str]) -> None:
    rows = [["School", title, "Rested?"]]
    rows += [["Mill", waves[k > 30], ("Yes", "No")[k % 2]] for k in range(60)]
    study = draft(write_csv(project / "x", "a.csv", rows))
    assert [label["en"] for label in study["labels"]["wave"].values()] == waves


def test_a_form_that_one_person_filled_in_twice_hides_no_wave(project: Path) -> None:
    rows = [["Code", "School", "Which?", "Rested?"]]
    rows += [[f"M{k // 2:03d}", "Mill", "ab"[k % 2], ("Yes", "No")[k % 3 % 2]] for k in range(60)]
    study = draft(write_csv(project / "x", "a.csv", [*rows, rows[1]]))
    assert [*study["labels"]["wave"]] == ["a", "b"]


def test_a_comma_inside_an_answer_makes_no_two_of_it(project: Path) -> None:
    answers = ["Walks, hikes, and runs", "Music", "Crafts"]
    cells = [[", ".join(chosen)] for n in (1, 2, 3) for chosen in combinations(answers, n)]
    study = of_people(project, ["What do you do?"], cells, WAVES)
    labels = study["labels"]["what_do_you_do"].values()
    assert {label["en"] for label in labels} == {*answers}


@pytest.mark.parametrize(
    ("title", "column"),
    [("How old are you?", "age_group"), ("Hur gammal är du?", "age_group"),
     ("Kuinka vanha olet?", "age_group"), ("Sukupuolesi", "gender")],
)  # fmt: skip
def test_age_and_gender_are_asked_for_in_a_few_words(title: str, column: str) -> None:
    assert recognise(title, "responses") == column


def test_an_arm_that_is_told_once_is_a_background(project: Path) -> None:
    rows = [["Code", "Event", "Allocation", "Rested?"]]
    for person in range(20):
        arm = ("Walking group", "Usual care")[person % 2]
        rows += [[f"M{person:03d}", "Before", arm, "No"], [f"M{person:03d}", "After", "", "Yes"]]
    study = draft(write_csv(project / "x", "a.csv", rows))
    assert study["survey"]["background"] == ["allocation"]


@pytest.mark.parametrize(
    "titles",
    [("Stress 2023", "Sleep 2023", "Stress 2024", "Sleep 2024"),
     ("Stress autumn", "Sleep autumn", "Stress spring", "Sleep spring"),
     ("1. mittaus Stressi", "1. mittaus Uni", "2. mittaus Stressi", "2. mittaus Uni"),
     ("preStress", "preSleep", "postStress", "postSleep"),
     ("Stress T1", "Sleep T1", "Stress T2", "Sleep T2"),
     ("Stressi alku", "Uni alku", "Stressi loppu", "Uni loppu"),
     ("pre_stress", "pre_sleep", "post_stress", "post_sleep"),
     ("stress_w1", "sleep_w1", "stress_w2", "sleep_w2"),
     ("Stress baseline", "Sleep baseline", "Stress 6 months", "Sleep 6 months")],
)  # fmt: skip
def test_waves_side_by_side_are_told_in_any_words(project: Path, titles: Sequence[str]) -> None:
    rows = [["Code", "Town", *titles]]
    rows += [[f"P{k}x", "Bay", *[str((k + n) % 5 + 1) for n in range(4)]] for k in range(40)]
    with pytest.raises(DataError) as refused:
        draft(write_csv(project / "x", "a.csv", rows))
    assert [fault.rule for fault in refused.value.faults] == ["waves-in-columns"]
    assert "(C, D, E, F)" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "rows", "rule"),
    [("present.csv", [["Name", "8.1.2025", "15.1.2025", "22.1.2025"], *[["A", "x", "", "x"]] * 9],
      "days-in-columns"),
     ("present.csv", [["Name", "8.1.", "15.1.", "22.1."], *[["A", "x", "", "x"]] * 9],
      "days-in-columns"),
     ("budjetti.csv", [["Rivi", "Tammikuu", "Helmikuu"], ["Ohjaaja", "900", "870"],
                       ["Tila", "120", "115"]], "amounts-in-columns")],
)  # fmt: skip
def test_facts_side_by_side_are_refused_with_what_to_write(
    project: Path, name: str, rows: list[list[str]], rule: str
) -> None:
    with pytest.raises(DataError) as refused:
        draft(write_csv(project / "x", name, rows))
    assert [fault.rule for fault in refused.value.faults] == [rule]
    assert "a row of its own" in str(refused.value)


@pytest.mark.parametrize("blank", ["", "0"])
def test_whether_choosing_none_is_an_answer_is_asked(project: Path, blank: str) -> None:
    titles = ["plans___1", "plans___2"]
    everyone = of_people(project, titles, [["1", blank], [blank, "1"]], WAVES)
    assert "none_counts" not in everyone["tables"]["responses"]["plans"]
    (project / "data/small").rename(project / "data/earlier")
    some = of_people(project, titles, [["1", blank], [blank, "1"], [blank, blank]], WAVES)
    assert some["tables"]["responses"]["plans"]["none_counts"] == ""


def test_what_only_one_file_asks_may_be_missing_from_the_other(project: Path) -> None:
    for wave, more in (("Before", []), ("After", ["Useful?"])):
        rows = [["School", "Rested?", *more]]
        rows += [["Mill", ("Yes", "No")[k % 2], *["Yes"][: len(more)]] for k in range(20)]
        folder = write_csv(project / "x", f"{wave}.csv", rows)
    columns = draft(folder)["tables"]["responses"]
    assert [name for name, column in columns.items() if column.get("optional")] == ["useful"]
