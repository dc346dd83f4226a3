"""Headers of several rows, names and words in an export are read or told of."""

from pathlib import Path

import openpyxl
import pytest
from bad_inputs import Rows
from written import STUDY, faults, notes, read, survey

from analysis.inputs.folder import read_folder


def two_rows(rows: Rows, filler: str = "") -> Rows:
    """Questions above, items below; a question stands once."""
    above, below = [], []
    for title in map(str, rows[0]):
        question, _, item = title.partition(": ")
        above.append("" if question in above else question)
        below.append(item or filler)
    return [above, below, *rows[1:]]


@pytest.mark.parametrize("filler", ["", "Response", "Open-Ended Response"])
def test_questions_above_their_items_are_one_header(tmp_path: Path, filler: str) -> None:
    plain, found = read(tmp_path / "a", survey()), read(tmp_path / "b", two_rows(survey(), filler))
    assert faults(found) == []
    assert found.tables["responses"].equals(plain.tables["responses"])
    assert "header-rows" in notes(found)


def test_merged_questions_above_items_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = two_rows(survey())
    for row in rows:
        book.active.append([cell or None for cell in row])
    last = max(k for k, item in enumerate(rows[1]) if item)
    book.active.merge_cells(start_row=1, end_row=2, start_column=1, end_column=1)
    book.active.merge_cells(start_row=1, end_row=1, start_column=last, end_column=last + 1)
    book.save(tmp_path / "webropol.xlsx")
    assert faults(read_folder(STUDY, tmp_path)) == []


@pytest.mark.parametrize("place", [0, 1])
def test_rows_of_codes_beside_the_header_are_passed_over(tmp_path: Path, place: int) -> None:
    rows = survey()
    codes = [f"Q{k}_SQ{k:03}" for k in range(len(rows[0]))]
    found = read(tmp_path / "vv", [*rows[:place], codes, *rows[place:]])
    assert faults(found) == []
    assert len(set(found.tables["responses"]["form"])) == len(rows) - 1


def test_another_row_of_headings_is_named_to_be_deleted(tmp_path: Path) -> None:
    rows = survey()
    words = [f"Question {k} in other words, please answer" for k in range(len(rows[0]))]
    assert faults(read(tmp_path / "below", [rows[0], words, *rows[1:]])) == [("header-rows", 2)]
    assert faults(read(tmp_path / "above", [words, *rows])) == [("header-rows", 1)]


def test_items_that_are_not_known_are_named_and_no_record(tmp_path: Path) -> None:
    rows = two_rows(survey())
    rows[1] = [cell and f"Osa-alue {k}" for k, cell in enumerate(rows[1])]
    found = read(tmp_path / "a", rows)
    assert ("header-rows", 2) in faults(found)
    assert {rule for rule, _ in faults(found)} == {"header-rows", "missing-column"}


def test_what_qualtrics_writes_below_known_codes_is_passed_over(tmp_path: Path) -> None:
    rows = survey()
    words = [f"Question {k} in other words" for k in range(len(rows[0]))]
    tool = [f'{{"ImportId":"QID{k}"}}' for k in range(len(rows[0]))]
    found = read(tmp_path / "a", [rows[0], words, tool, *rows[1:]])
    assert faults(found) == []
    assert len(set(found.tables["responses"]["form"])) == len(rows) - 1
