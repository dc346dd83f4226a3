"""Exports of other tools and projects: what is drafted, what is set aside, what is refused."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from exports import write_csv

from analysis.inputs.draft.folder import Draft, draft_study
from analysis.inputs.draft.hints import asks_for_place, find_unit_word, recognise
from analysis.inputs.draft.shape import infer_kind, is_day
from analysis.inputs.faults import DataError
from analysis.inputs.folder import read_folder
from analysis.study.study_file import build_study

MOST_DECISIONS = 15
IMPORT = '{{"ImportId":"{}"}}'
DECIDED = {
    'en = ""  # DECIDE 1\n': 'en = "Clubs"\n',
    "minimum_n = 0": "minimum_n = 5",
    "minimum_count = 0": "minimum_count = 3",
    'compare = ["", ""]': "",
    'contrasts = ""': "contrasts = {}",
    'trials = ""': "trials = {}",
    'families = ""': "families = {}",
    'indices = ""': "indices = {}",
    'missing = ""': "missing = {}",
    'better = ""': 'better = "high"',
}


def draft(folder: Path, language: str = "en") -> tuple[Draft, dict[str, Any]]:
    made = draft_study("other", folder, language)
    return made, tomllib.loads((made.folder / "study.toml").read_text("utf-8"))


def read(made: Draft, folder: Path) -> Any:
    """The responses of a folder by the draft's own text, once the usual decisions are taken."""
    text = (made.folder / "study.toml").read_text("utf-8")
    for there, instead in DECIDED.items():
        text = text.replace(there, instead)
    for number in range(9):
        text = text.replace('code = ""', f'code = "{900 + number}"', 1)
        text = text.replace('{ en = "" }', f'{{ en = "word {number}" }}', 1)
    found = read_folder(build_study(tomllib.loads(text), made.folder), folder)
    assert [fault.line("en") for fault in found.faults] == []
    return found.tables["responses"]


# -- what headings say


@pytest.mark.parametrize(
    ("title", "word"),
    [("Missä kunnassa asut?", ""), ("Minkä koulun oppilas olet?", "koulu"),
     ("Missä nuorisotilassa käyt?", "nuorisotila"), ("Missä kaupungissa asut?", "kaupunki"),
     ("I vilken by bor du?", "by"), ("Vilken skola går du i?", "skola")],
)  # fmt: skip
def test_a_question_for_the_place_is_recognised_in_any_case(title: str, word: str) -> None:
    assert asks_for_place(title)
    assert find_unit_word(title) == word


@pytest.mark.parametrize(
    ("title", "column"),
    [("By", "municipality"), ("Asuinkuntasi", "municipality"), ("Koulusi", "municipality"),
     ("redcap_data_access_group", "municipality"), ("kon", "gender"), ("alder", "age_group"),
     ("matning", "wave"), ("Vaihe", "wave"), ("Survey round", "wave"), ("lopnr", "respondent_id"),
     ("Sent by", ""), ("Turvallisuus kunnassa", "")],
)  # fmt: skip
def test_short_headings_are_recognised_without_dots_too(title: str, column: str) -> None:
    assert recognise(title, "responses") == column


def test_a_column_is_the_wave_by_its_words_alone(project: Path) -> None:
    rows = [["Onko tämä ensimmäinen vai viimeinen kysely?", "Missä koulussa käyt?", "Vointi 0–10"]]
    rows += [[("Ensimmäinen", "Viimeinen")[k % 2], ("A", "B")[k // 2 % 2], str(k % 11)]
             for k in range(66)]  # fmt: skip
    _, study = draft(write_csv(project / "x", "a.csv", rows), "fi")
    assert list(study["labels"]["wave"]) == ["ensimmainen", "viimeinen"]
    assert [*study["municipalities"]] == ["a", "b"]


# -- what tools add, and who somebody is


@pytest.mark.parametrize(
    ("titles", "cells"),
    [
        (["Vastauksen tunnus", "Viimeinen sivu", "Aloituskieli", "Siemen"], ["7", "3", "fi", "9"]),
        (["ID", "Start time", "Email", "Name"], ["", "2024-05-02 10:00", "anonymous", "Ann"]),
        (["Collector ID", "IP Address", "First Name"], ["4", "10.0.0.1", "Ann"]),
        (["redcap_repeat_instance", "clubs_complete"], ["1", "2"]),
    ],
)
def test_columns_of_a_tool_and_of_persons_are_no_questions(
    project: Path, titles: list[str], cells: list[str]
) -> None:
    rows = [["Club", "Round", *titles, "Do you sing?"]]
    for k in range(40):
        rows.append(["Mill", ("First", "Last")[k // 2 % 2], *cells, ("Yes", "No")[k % 2]])
    made, study = draft(write_csv(project / "x", "a.csv", rows))
    assert [*study["tables"]["responses"]] == ["municipality", "wave", "do_you_sing"]
    assert "Ann" not in (made.folder / "study.toml").read_text("utf-8")


@pytest.mark.parametrize("count", [9, 40])
def test_numbers_of_rows_are_no_codes_of_people(project: Path, count: int) -> None:
    rows = [["ID", "School", "Round", "Do you sing?"]]
    rows += [[str(k + 1), "Mill", ("First", "Last")[k > count / 2], ("Yes", "No")[k % 2]]
             for k in range(count)]  # fmt: skip
    _, study = draft(write_csv(project / "x", "a.csv", rows))
    assert not {"respondent_id", "id"} & study["tables"]["responses"].keys()


@pytest.mark.parametrize(
    "numbers",
    [range(1, 11), range(1, 6), [1, 2, 3, 5, 6, 7, 8, 9, 11, 12]],
    ids=["rows", "few rows", "people"],
)
def test_whether_numbers_of_each_file_are_of_people_is_asked(
    project: Path, numbers: Sequence[int]
) -> None:
    for wave, of_wave in (("before", range(1, max(numbers) + 1)), ("after", numbers)):
        rows = [["id", "How are you, 1–5?"], *[[str(k), str(k % 5 + 1)] for k in of_wave]]
        folder = write_csv(project / "x", f"{wave}.csv", rows)
    made, told = draft(folder)
    is_asked = len({*numbers}) == max(numbers)
    assert told["tables"]["responses"]["respondent_id"]["kind"] == ("" if is_asked else "code")
    assert any("'id'" in text for text in made.decisions) == is_asked


def test_whether_numbers_of_each_training_are_of_people_is_asked(project: Path) -> None:
    rows = [["id", "Training", "Date", "Attended"]]
    rows += [[str(k), day, day, "yes"] for day in ("1.3.2024", "8.3.2024") for k in range(1, 16)]
    _, told = draft(write_csv(project / "x", "trainings.csv", rows))
    assert told["tables"]["registrations"]["registrant_id"]["kind"] == ""


def test_what_concerns_nobody_is_a_candidate_for_no_answer(project: Path) -> None:
    words = ["Ofta", "Ibland", "Aldrig", "Ej aktuellt"]
    rows = [["By", "Omgång", "Hur ofta ses ni?"]]
    rows += [["Norrby", ("Före", "Efter")[k % 2], words[k % 4]] for k in range(80)]
    made, study = draft(write_csv(project / "x", "a.csv", rows), "sv")
    assert any("Ej aktuellt" in text for text in made.decisions)
    assert "ej_aktuellt" not in study["labels"]["hur_ofta_ses_ni"]


def test_answers_may_be_joined_by_bars(project: Path) -> None:
    chance, answers = Random(3), ["Chess", "Club", "Story time"]
    rows = [["Library", "Round", "What do you do?"]]
    rows += [["Main", ("First", "Last")[k % 2], " | ".join(chance.sample(answers, 2))]
             for k in range(40)]  # fmt: skip
    _, study = draft(write_csv(project / "x", "a.csv", rows))
    assert study["tables"]["responses"]["what_do_you_do"]["kind"] == "multiple"


def test_a_list_asks_for_no_group_that_few_rows_tell(project: Path) -> None:
    rows = [["Date", "Course", "Town", "Attended", "Allergies"]]
    rows += [["2024-05-02", ("Cooking", "Walking")[k % 2], "Bay", "Yes", "nuts" if k < 6 else ""]
             for k in range(40)]  # fmt: skip
    _, study = draft(write_csv(project / "x", "a.csv", rows))
    assert "organisation" not in study["tables"]["registrations"]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [(["-2", "-1", "0", "1", "2"] * 9, "number"), (["-1", "1", "2", "3"] * 9, "scale")],
)
def test_answers_below_nought_are_numbers(cells: list[str], kind: str) -> None:
    assert infer_kind(cells) == kind


def test_a_day_may_tell_its_time_zone() -> None:
    assert is_day("2024-05-02T10:00:00Z")
    assert is_day("2024-05-02 10:00:00+03:00")


# -- headings in two rows and three


def test_questions_above_their_items_are_joined_as_in_reading(project: Path) -> None:
    above = ["Which town?", "Round", "How are you?", "", "Anything else?"]
    below = ["Response", "Response", "I sleep", "I rest", "Open-Ended Response"]
    rows = [[("Bay", "Mill")[k % 2], ("First", "Last")[k // 2 % 2], str(k % 5 + 1), str(k % 4 + 1),
             "thanks"] for k in range(90)]  # fmt: skip
    folder = write_csv(project / "x", "a.csv", [above, below, *rows])
    made, study = draft(folder)
    assert [*study["labels"]["how_are_you"]] == ["i_sleep", "i_rest"]
    assert read(made, folder)["form"].nunique() == 90


def test_questions_merged_over_their_items_are_joined(project: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        ["School", "Round", "How are you?", ""],
        ["", "", "I sleep", "I rest"],
        *[["Mill", ("First", "Last")[k % 2], k % 5 + 1, k % 4 + 1] for k in range(90)],
    ):
        sheet.append(row)  # fmt: skip
    sheet.merge_cells("C1:D1")
    (project / "x").mkdir()
    book.save(project / "x" / "a.xlsx")
    made, _ = draft(project / "x")
    assert read(made, project / "x")["item"].nunique() == 2


@pytest.mark.parametrize("imports", [True, False])
def test_of_codes_and_texts_the_texts_are_the_headings(project: Path, imports: bool) -> None:
    texts = ["Town", "Round", "Often - I rest", "Often - I sing"]
    codes = ["Q1", "Q2", "Q3_1", "Q3_2"]
    rows = [["Bay", ("First", "Last")[k % 2], str(k % 5 + 1), str(k % 4 + 1)] for k in range(90)]
    tool = [[IMPORT.format(code) for code in codes]] if imports else []
    folder = write_csv(project / "x", "a.csv", [codes, texts, *tool, *rows])
    made, study = draft(folder)
    assert [*study["labels"]["often"]] == ["i_rest", "i_sing"]
    assert read(made, folder)["form"].nunique() == 90


# -- rows that are no forms; places in the names of files; how much is left to decide


@pytest.mark.parametrize(
    ("titles", "rule"),
    [(["Code", "Town", "Wave", "Item", "Score"], "rows-of-items"),
     (["Code", "Town", "Before: Rest", "After: Rest", "Score"], "waves-in-columns"),
     (["Code", "Town", "rest_t0", "rest_t1", "Score"], "waves-in-columns")],
)  # fmt: skip
def test_rows_that_are_no_forms_are_said(project: Path, titles: list[str], rule: str) -> None:
    rows = [[f"P{k // 6}x", "Bay", ("pre", "post")[k % 2], ("a", "b", "c")[k % 3], str(k % 5 + 1)]
            for k in range(120)]  # fmt: skip
    if rule == "waves-in-columns":
        rows = [
            [f"P{k}x", "Bay", str(k % 5 + 1), str(k % 4 + 1), str(k % 5 + 1)] for k in range(40)
        ]
    with pytest.raises(DataError) as refused:
        draft(write_csv(project / "x", "a.csv", [titles, *rows]))
    assert [fault.rule for fault in refused.value.faults] == [rule]


def test_places_may_stand_in_the_names_of_files(project: Path) -> None:
    for name in ("Mill school", "Bay school"):
        rows = [["Round", "Rest 0–10"], *[[("T0", "T1")[k % 2], str(k % 11)] for k in range(44)]]
        folder = write_csv(project / "x", f"{name}.csv", rows)
    made, study = draft(folder)
    assert [*study["municipalities"]] == ["bay", "mill"]
    assert study["unit_word"] == {"en": "place"}
    forms = read(made, folder).groupby("municipality", observed=True)["form"].nunique()
    assert forms.to_dict() == {"bay": 44, "mill": 44}


def test_a_row_of_totals_is_no_place(project: Path) -> None:
    rows = [["Kunta", "Kululaji", "Summa"], *[["Kemi", ("Matkat", "Tilat")[k % 2], "90"]
            for k in range(12)], ["Yhteensä", "", "1080"]]  # fmt: skip
    _, study = draft(write_csv(project / "x", "a.csv", rows), "fi")
    assert [*study["municipalities"]] == ["kemi"]


def test_however_many_questions_few_decisions_are_left(project: Path) -> None:
    chance = Random(2)
    ends = [(5, 7, 4, 10)[k % 4] for k in range(14)]
    rows = [["Code", "Town", "Round", *[f"How strong is {k}? (1-{n})" for k, n in enumerate(ends)],
             *[f"Choice {k}" for k in range(6)], "Who?"]]  # fmt: skip
    for person in range(60):
        rows += [[f"M{person:03d}", "Bay", wave, *[str(chance.randint(1, n)) for n in ends],
                  *[chance.choice("12") for _ in range(6)], "aunt" if person == 3 else "me"]
                 for wave in ("First", "Last")]  # fmt: skip
    made, study = draft(write_csv(project / "x", "a.csv", rows))
    assert len(study["tables"]["responses"]) > 20
    assert len(made.decisions) <= MOST_DECISIONS
    assert any("How strong is 13? (1-7)" in text for text in made.decisions)
