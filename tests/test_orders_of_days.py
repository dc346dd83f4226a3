"""Days that are written month first, or with a year of two digits."""

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from exports import declare_lists, write_csv

from analysis.inputs.draft.folder import draft_study
from analysis.inputs.exports.numerals import read_day
from analysis.inputs.folder import Folder, read_folder
from analysis.study.declaration import StudyError
from analysis.study.study_file import build_study

TITLES = ["Date", "Session", "Came"]


def draft(project: Path, days: Sequence[str]) -> tuple[dict[str, Any], str, Sequence[str]]:
    rows = [[days[k % len(days)], ("Cooking", "Walking")[k % 2], "Yes"] for k in range(40)]
    folder = write_csv(project / "x", "participants.csv", [TITLES, *rows])
    made = draft_study("small", folder, "en")
    text = (made.folder / "study.toml").read_text("utf-8")
    return tomllib.loads(text), text, made.decisions


@pytest.mark.parametrize(
    ("days", "order", "first"),
    [(["9/3/2025", "9/24/2025", "10/1/2025"], "month_day", date(2025, 9, 3)),
     (["3/9/2025", "24/9/2025", "1/10/2025"], "day_month", date(2025, 9, 3)),
     (["9/3/25 2:05 PM", "9/24/25 11:30 AM", "10/1/25 9:00 AM"], "month_day", date(2025, 9, 3)),
     (["09-03-2025", "09-24-2025"], "month_day", date(2025, 9, 3))],
)  # fmt: skip
def test_an_order_is_taken_where_no_other_is_possible(
    project: Path, days: Sequence[str], order: str, first: date
) -> None:
    study, _, decisions = draft(project, days)
    assert study["tables"]["registrations"]["date"]["order"] == order
    assert study["project"]["start"] == first
    assert not [text for text in decisions if "month_day" in text]


def test_where_both_orders_fit_a_person_decides(project: Path) -> None:
    study, _, decisions = draft(project, ["3/4/2025", "4/4/2025", "3/5/2025"])
    assert study["tables"]["registrations"]["date"]["order"] == ""
    (asked,) = (text for text in decisions if "month_day" in text)
    assert asked.endswith("“Date”")
    assert "project" not in study, "no day is guessed"


@pytest.mark.parametrize(
    ("days", "start", "is_said"),
    [(["31.1.25", "7.2.25"], date(2025, 1, 31), True),
     (["31.1.2025", "7.2.2025"], date(2025, 1, 31), False)],
)  # fmt: skip
def test_years_of_two_digits_are_of_this_century(
    project: Path, days: Sequence[str], start: date, is_said: bool
) -> None:
    study, text, _ = draft(project, days)
    assert study["project"]["start"] == start
    assert "order" not in study["tables"]["registrations"]["date"]
    assert ("25 is read as 2025" in text) == is_said


def read(folder: Path, days: Sequence[str], **column: str) -> Folder:
    table = declare_lists(folder.name)
    table["tables"]["registrations"] = table["tables"]["registrations"] | {
        "date": {"kind": "date", "titles": {"en": ["Date"]}, **column}
    }
    rows = [[day, "Cooking", "Yes"] for day in days]
    raw = write_csv(folder / "raw", "participants.csv", [TITLES, *rows])
    return read_folder(build_study(table, folder), raw)


@pytest.mark.parametrize(
    ("order", "day"), [("month_day", date(2025, 3, 4)), ("day_month", date(2025, 4, 3))]
)
def test_days_are_read_in_the_order_that_is_declared(tmp_path: Path, order: str, day: date) -> None:
    found = read(tmp_path, ["3/4/2025"], order=order)
    assert [fault.line("en") for fault in found.faults] == []
    assert [str(each)[:10] for each in found.tables["registrations"]["date"]] == [str(day)]


def test_without_an_order_it_is_said_what_to_declare(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, ["3/4/2025"]).faults
    assert fault.rule == "date-order"
    assert 'order = "day_month"' in fault.message("en")


def test_a_day_that_the_order_does_not_allow_is_refused(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, ["3/4/2025", "25/3/2025"], order="month_day").faults
    assert (fault.rule, fault.row) == ("impossible-date", 3)


def test_short_years_are_told_of_and_refused_beside_long_ones(tmp_path: Path) -> None:
    alike = read(tmp_path, ["31.1.25", "7.2.25"])
    assert [note.rule for note in alike.notes if note.rule == "date-short"] == ["date-short"]
    assert [fault.line("en") for fault in alike.faults] == []
    (tmp_path / "b").mkdir()
    (fault,) = read(tmp_path / "b", ["31.1.25", "7.2.2025"]).faults
    assert (fault.rule, fault.row) == ("date", 2)


def test_an_order_is_of_days_alone(tmp_path: Path) -> None:
    table = declare_lists(tmp_path.name)
    theme = table["tables"]["registrations"]["theme"] | {"order": "month_day"}
    table["tables"]["registrations"] = table["tables"]["registrations"] | {"theme": theme}
    with pytest.raises(StudyError, match="is of a column of days alone"):
        build_study(table, tmp_path)


@pytest.mark.parametrize("cell", ["3.4.2025", "2025-04-03", "3.4.25"])
def test_points_and_iso_need_no_order(cell: str) -> None:
    assert [read_day(cell, order)[0] for order in ("", "month_day")] == [date(2025, 4, 3)] * 2
