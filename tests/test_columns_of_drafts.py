"""Drafts of columns that could be taken for something else: by a person, or by the draft."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from exports import write_csv

from analysis.inputs.draft.folder import draft_study
from analysis.inputs.draft.hints import recognise
from analysis.inputs.draft.shape import infer_kind
from analysis.inputs.draft.stated import stated_ends
from analysis.inputs.folder import Folder, read_folder
from analysis.study.study_file import build_study

WAVES = ("Before", "After")
Drafted = tuple[dict[str, Any], Sequence[str]]


def draft(folder: Path, language: str = "en") -> Drafted:
    """A draft, and what it leaves to a person."""
    made = draft_study("columns", folder, language)
    return tomllib.loads((made.folder / "study.toml").read_text("utf-8")), made.decisions


def read(table: dict[str, Any], folder: Path) -> Folder:
    table |= {"id": folder.name, "name": {"en": "Columns"}, "survey": {}}
    table["disclosure"] = {"minimum_n": 5, "minimum_count": 3}
    table["spellings"]["missing"] = {}
    for number, place in enumerate(table["municipalities"].values(), start=901):
        place["code"] = str(number)
    return read_folder(build_study(table, folder), folder)


def unchanged(project: Path, title: str, cells: Sequence[str], forms: int = 24) -> Drafted:
    """Of people with codes, who give the same answer at both waves."""
    rows = [["Code", "Time", "School", title, "Rested?"]]
    for wave in WAVES:
        rows += [[f"P{k}x", wave, ("Bay", "Mill")[k % 2], cells[k % len(cells)],
                  ("Yes", "No")[(k + (wave == "After")) % 3 % 2]]
                 for k in range(forms)]  # fmt: skip
    return draft(write_csv(project / "x", "a.csv", rows))


# -- answers that nobody changed


@pytest.mark.parametrize(
    ("title", "cells"),
    [("How well do you sleep?", ["1", "2", "3", "4", "5"]), ("Do you drive?", ["Yes", "No"]),
     ("How are you?", ["Badly", "So-so", "Well"])],
)  # fmt: skip
def test_whether_unchanged_answers_are_a_background_is_asked(
    project: Path, title: str, cells: Sequence[str]
) -> None:
    study, asked = unchanged(project, title, cells)
    (decision,) = (text for text in asked if "nobody changed the answer" in text)
    assert f"“{title}”" in decision
    (key,) = study["survey"]["background"]
    assert study["tables"]["responses"][key]["kind"] == "", "no study with it is faultless"


def test_a_group_that_its_heading_names_is_a_background(project: Path) -> None:
    study, asked = unchanged(project, "Arm", ["Garden", "Waiting"])
    assert study["survey"]["background"] == ["arm"]
    assert not [text for text in asked if "nobody changed the answer" in text]


def test_what_all_answer_alike_is_a_question(project: Path) -> None:
    study, _ = unchanged(project, "Do you like it here?", ["Yes"])
    assert "background" not in study["survey"]
    assert study["tables"]["responses"]["do_you_like_it_here"]["kind"] == "flag"


# -- numbers of people


@pytest.mark.parametrize("title", ["Client no.", "Case no", "Member number", "Asiakasnumero"])
def test_numbers_of_people_have_many_names(title: str) -> None:
    assert recognise(title, "responses") == "respondent_id"


@pytest.mark.parametrize("title", ["Yes/No", "No. of visits"])
def test_other_numbers_are_none_of_people(title: str) -> None:
    assert recognise(title, "responses") == ""


@pytest.mark.parametrize("is_shuffled", [True, False])
def test_numbers_that_come_again_at_the_next_wave_are_of_people(
    project: Path, is_shuffled: bool
) -> None:
    numbers = [str(1000 + 37 * k) for k in range(24)]
    later = numbers[::-1] if is_shuffled else numbers
    rows = [["Time", "School", "Client", "Rested?"]]
    for wave, of_wave in zip(WAVES, (numbers, later), strict=True):
        rows += [[wave, ("Bay", "Mill")[int(n) % 2], n, ("Yes", "No")[int(n) % 3 % 2]]
                 for n in of_wave]  # fmt: skip
    study, _ = draft(write_csv(project / "x", "a.csv", rows))
    columns = study["tables"]["responses"]
    assert columns["respondent_id"] == {"kind": "code", "optional": True,
                                        "titles": {"en": ["Client"]}}  # fmt: skip


def test_a_number_that_two_people_give_is_none_of_people(project: Path) -> None:
    rows = [["Time", "School", "Steps a day", "Rested?"]]
    rows += [[wave, ("Bay", "Mill")[k % 2], str(1000 + 50 * (k % 17)), ("Yes", "No")[k % 3 % 2]]
             for wave in WAVES for k in range(24)]  # fmt: skip
    study, _ = draft(write_csv(project / "x", "a.csv", rows))
    assert study["tables"]["responses"]["steps_a_day"]["kind"] == "number"


@pytest.mark.parametrize(
    "title",
    ["Monthly income, euros", "Rent (€)", "Nettotulot kuukaudessa", "Kuukausipalkka", "Månadslön",
     "Hur många kronor har du?", "Steps a day"],
)  # fmt: skip
def test_an_amount_that_nobody_shares_is_no_number_of_a_person(project: Path, title: str) -> None:
    rows = [["Time", "School", title, "Rested?"]]
    rows += [[wave, ("Bay", "Mill")[k % 2], str(1500 + 137 * k), ("Yes", "No")[k % 3 % 2]]
             for wave in WAVES for k in range(24)]  # fmt: skip
    columns = draft(write_csv(project / "x", "a.csv", rows))[0]["tables"]["responses"]
    assert "respondent_id" not in columns
    assert [c["kind"] for c in columns.values() if c["titles"]["en"] == [title]] == ["number"]


# -- codes and words


@pytest.mark.parametrize(
    ("cells", "kind"),
    [(["1,2", "1,3", "2,3", "1", "2", "3"], "joined"), (["1,2,3", "1,2", "3"], "joined"),
     (["1,5", "2,5", "3", "4"], "number"), (["1,2", "2,1", "3,4"], "number"),
     (["0,5", "1,7", "2,9"], "number"), (["3,25", "4,75", "5"], "number")],
)  # fmt: skip
def test_two_codes_with_a_comma_are_no_decimal_number(cells: list[str], kind: str) -> None:
    assert infer_kind(cells * 9) == kind


@pytest.mark.parametrize(
    "words",
    [("Never (0)", "2-3 times (1)", "Always (2)"), ("Never [0]", "Now and then [1]", "Always [2]"),
     ("Never = 0", "Now and then = 1", "Always = 2")],
)  # fmt: skip
def test_points_may_stand_behind_their_words(project: Path, words: Sequence[str]) -> None:
    rows = [["Time", "School", "I sleep well"]]
    rows += [[wave, ("Bay", "Mill")[k % 2], words[k % 3]] for wave in WAVES for k in range(30)]
    folder = write_csv(project / "x", "a.csv", rows)
    study, _ = draft(folder)
    question = study["tables"]["responses"]["i_sleep_well"]
    points = study["labels"][question["labels"]]
    assert question["kind"] == "scale"
    assert [*points] == ["0", "1", "2"]
    assert points["2"] == {"en": "Always"}
    question["better"] = "high"
    found = read(study, folder)
    assert found.faults == []
    sums = found.tables["responses"].groupby("wave")["response"].sum()
    assert sums.to_dict() == dict.fromkeys(study["labels"]["wave"], 30)


def test_words_with_a_number_behind_them_may_be_another_answer(project: Path) -> None:
    """“Level 1” is the second answer, and not the first with its number behind it."""
    rows = [["Time", "School", "How far?"]]
    rows += [[wave, ("Bay", "Mill")[k % 2], ("Level", "Level 1")[k % 3 % 2]]
             for wave in WAVES for k in range(30)]  # fmt: skip
    folder = write_csv(project / "x", "a.csv", rows)
    study, _ = draft(folder)
    column = study["tables"]["responses"]["how_far"]
    study["labels"][column["labels"]] = {"2": {"en": "Level 1"}, "1": {"en": "Level"}}
    told = read(study, folder).tables["responses"]["item"].value_counts()
    assert (told["1"], told["2"]) == (40, 20)


@pytest.mark.parametrize(
    ("title", "ends"),
    [("I feel lonely (7 = always, 1 = never)", (1, 7)),
     ("How busy? 1 = never, 3 = sometimes, 5 = always", (1, 5)),
     ("How busy? (0 = not at all ... 10 = all the time)", (0, 10)),
     ("Is 2 = two?", None), ("Group 1 = A", None)],
)  # fmt: skip
def test_a_heading_may_state_points_in_any_order(title: str, ends: tuple[int, int] | None) -> None:
    assert stated_ends(title) == ends


@pytest.mark.parametrize("none", ["?", "--", "Ei vastannut", "Saknas", "No response"])
def test_signs_of_no_answer_leave_a_scale_a_scale(none: str) -> None:
    points = ["1 - badly", "2 - so-so", "3 - well"] * 5
    assert infer_kind([*points, none, none]) == "coded"


# -- weights


@pytest.mark.parametrize(
    ("title", "cells"),
    [("Survey weight", ["120.5", "88.1", "301.4"]), ("weight", ["0.81", "1.22", "1.04"]),
     ("Analyysipaino", ["0.8", "1.3", "1.0"]), ("vikt", ["0.7", "1.21", "1.1"])],
)  # fmt: skip
def test_readers_are_told_that_weights_are_not_used(
    project: Path, title: str, cells: Sequence[str]
) -> None:
    rows = [["Time", "School", title, "Rested?"]]
    rows += [[wave, ("Bay", "Mill")[k % 2], cells[k % 3], ("Yes", "No")[k % 5 % 2]]
             for wave in WAVES for k in range(30)]  # fmt: skip
    study, _ = draft(write_csv(project / "x", "a.csv", rows))
    assert [*study["tables"]["responses"]] == ["municipality", "wave", "rested"]
    assert "without the weights" in study["remarks"]["survey_change"]["en"]


def test_what_people_weigh_is_a_question(project: Path) -> None:
    rows = [["Time", "School", "Weight", "Rested?"]]
    rows += [[wave, ("Bay", "Mill")[k % 2], f"{60 + k % 13}.{k % 7}", ("Yes", "No")[k % 5 % 2]]
             for wave in WAVES for k in range(30)]  # fmt: skip
    study, _ = draft(write_csv(project / "x", "a.csv", rows))
    assert study["tables"]["responses"]["weight"]["kind"] == "number"
    assert study["remarks"] == {}
