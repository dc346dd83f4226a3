"""The same rows in several files, and rows that are nobody's answers, are told of."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from bad_inputs import COSTS, REGISTRATIONS, find
from written import STUDY, faults, notes, read, survey, with_cells, without_codes, write_csv

from analysis.example.export import Shape, write_table
from analysis.inputs.folder import read_folder

FREE = "Mitä muuta haluat kertoa?"


def test_a_later_download_is_refused_and_names_the_earlier(tmp_path: Path) -> None:
    rows = without_codes(survey())
    write_csv(tmp_path / "kysely (1).csv", rows)
    write_csv(tmp_path / "kysely.csv", rows[:-3])
    found = read_folder(STUDY, tmp_path)
    assert [(f.file, f.rule) for f in found.faults] == [("kysely.csv", "rows-shared")]
    assert "kysely (1).csv" in found.faults[0].message("en")


def test_versions_of_a_sheet_are_known_across_formats(tmp_path: Path) -> None:
    write_csv(tmp_path / "kulut.csv", COSTS)
    as_numbers = with_cells(COSTS, "Päivä", [date(2022, 9, 5), date(2022, 9, 5), date(2022, 9, 6)])
    as_numbers = with_cells(as_numbers, "Tunnit", [Decimal("2.50"), 4])
    write_table(tmp_path / "kulut2.xlsx", as_numbers, Shape(is_marked=False))
    assert [f.rule for f in read_folder(STUDY, tmp_path).faults] == ["rows-shared"]


def test_one_row_in_two_files_is_told(tmp_path: Path) -> None:
    other = with_cells(COSTS, "Päivä", ["7.9.2022", "8.9.2022"])
    write_csv(tmp_path / "a.csv", COSTS)
    write_csv(tmp_path / "b.csv", other)
    found = read_folder(STUDY, tmp_path)
    assert (faults(found), notes(found)["rows-shared"]) == ([], 1)


def test_rows_twice_in_a_file_are_counted(tmp_path: Path) -> None:
    assert notes(read(tmp_path / "costs", [*COSTS, *COSTS[1:]]))["rows-repeated"] == 3
    nameless = with_cells(REGISTRATIONS, "Tunnus", ["", "", ""])
    found = read(tmp_path / "people", [*nameless, nameless[1]])
    assert notes(found)["rows-repeated"] == 1
    rows = with_cells(without_codes(survey()), FREE, ["oma sanani"])
    assert notes(read(tmp_path / "forms", [*rows, rows[1]]))["rows-repeated"] == 1


def test_people_who_answer_alike_are_no_copies(tmp_path: Path) -> None:
    rows = without_codes(survey())
    same = [rows[0], *[rows[1]] * 8]
    write_csv(tmp_path / "a.csv", same)
    write_csv(tmp_path / "b.csv", [*same, rows[2]])
    found = read_folder(STUDY, tmp_path)
    assert (faults(found), "rows-repeated" in notes(found)) == ([], False)


@pytest.mark.parametrize("code", ["99", "-1", "EOS", "N/A", "0"])
def test_a_code_is_a_code(tmp_path: Path, code: str) -> None:
    found = read(tmp_path / "a", with_cells(survey(), "Vastaajatunnus", [code]))
    assert code in set(found.tables["responses"]["respondent_id"])


def test_codes_that_lost_noughts_or_capitals_are_counted(tmp_path: Path) -> None:
    rows = survey()
    wave = find(rows, "Mittauskerta")
    for number, row in enumerate(rows[1:]):
        row[0], row[wave] = f"K{number:03}", "Alku"
    again = [[*row] for row in rows[1:4]]
    for row, code in zip(again, ("k000", "K1", "K009"), strict=True):
        row[0], row[wave] = code, "Loppu"
    found = read(tmp_path / "a", [*rows, *again])
    assert notes(found)["codes-alike"] == 2
    assert [dict(c.values)["count"] for c in found.counts if c.rule == "linked"] == [1]


def test_forms_without_any_answer_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = survey()
    left = [["", "Raahe", *[""] * (len(rows[0]) - 2)]] * 2
    found = read(tmp_path / "a", [*rows, *left])
    assert (faults(found), notes(found)["forms-empty"]) == ([], 2)
    assert len(set(found.tables["responses"]["form"])) == len(rows) - 1


@pytest.mark.parametrize(
    ("title", "done", "not_done", "rule"),
    [("Finished", "True", "False", "forms-unfinished"), ("submitdate", "2022-09-05", "",
      "forms-unfinished"), ("Response Type", "IP Address", "Survey Preview", "forms-preview"),
     ("kysely_complete", "2", "0", "forms-unfinished"),
     ("submitdate. Lähetyspäivä", "2022-09-05", "", "forms-unfinished")],
)  # fmt: skip
def test_unfinished_and_preview_forms_are_counted(
    tmp_path: Path, title: str, done: str, not_done: str, rule: str
) -> None:
    rows = [[*row, not_done if k in (2, 3) else done] for k, row in enumerate(survey())]
    rows[0][-1] = title
    assert notes(read(tmp_path / "a", rows))[rule] == 2


def test_the_wave_of_a_name_is_held_against_the_column(tmp_path: Path) -> None:
    rows = with_cells(survey(), "Mittauskerta", ["Alku"] * 99)
    write_csv(tmp_path / "kysely_loppu.csv", rows)
    assert "wave-named" in notes(read_folder(STUDY, tmp_path))
