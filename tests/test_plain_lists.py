"""Lists of registrations that tell little: a day, a session, and who came."""

from pathlib import Path

import pandas as pd
from asked import FOLDER
from exports import LISTS, declare_lists, write_csv
from instruments import caption_of

from analysis.inputs.absent import find_absent
from analysis.inputs.folder import read_folder
from analysis.release.rules import release_table
from analysis.report.exhibit import make_exhibits
from analysis.report.tables import say_nothing
from analysis.run.cli.absent import describe_absent
from analysis.study.edition import Edition
from analysis.study.study_file import build_study
from analysis.topics.training_attendance import FIGURES, read_material
from analysis.topics.training_attendance.reach import REACH


def test_a_plain_list_of_one_year_says_what_it_lacks(tmp_path: Path) -> None:
    rows = [["Date", "Session", "Came"]]
    rows += [[f"{k % 5 + 1}.3.2025", ("Cooking", "Walking")[k % 2], ("Yes", "No")[k % 3 == 0]]
             for k in range(200)]  # fmt: skip
    folder = write_csv(tmp_path / "lists", "sessions.csv", rows)
    study = build_study(declare_lists(tmp_path.name), tmp_path)
    edition = Edition(study, "all", "en", str(folder))
    assert read_material(edition).registrations is not None
    made = make_exhibits(edition, ["training_attendance"])
    reasons = {name: say_nothing(one.released).plain for name, one in made.items()
               if one.released.table.empty}  # fmt: skip
    assert {name.removeprefix("training_attendance_") for name in reasons} == {
        "by_group", "funnel", "returners",
    }  # fmt: skip
    reach = release_table(REACH, read_material(edition))
    assert say_nothing(reach).facts["reason"].endswith("where people came from")
    assert "participants' group" in reasons["training_attendance_by_group"]
    assert "registrants' codes" in reasons["training_attendance_funnel"]
    caption = made["training_attendance_per_year"].caption
    assert caption is not None
    assert caption.title == "All trainings were held in 2025 (10 in all)"


def test_groups_of_participants_are_called_as_their_column_is(tmp_path: Path) -> None:
    table = declare_lists(tmp_path.name)
    table["labels"]["via"] = {"club": {"en": "Club"}, "school": {"en": "School"}}
    via = {"kind": "choice", "labels": "via", "titles": {"en": ["Came through"]}}
    table["tables"]["registrations"] = LISTS | {"organisation": via}
    rows = [["Date", "Session", "Came", "Came through"]]
    rows += [["1.3.2025", "Cooking", ("Yes", "No")[k % 3 == 0], ("Club", "School")[k % 2]]
             for k in range(80)]  # fmt: skip
    folder = write_csv(tmp_path / "lists", "sessions.csv", rows)
    edition = Edition(build_study(table, tmp_path), "all", "en", str(folder))
    turnout = next(f for f in FIGURES if f.name == "training_attendance_turnout")
    assert "came through" in caption_of(release_table(turnout, read_material(edition))).subtitle


def test_rows_of_people_without_codes_are_alike_by_chance(tmp_path: Path) -> None:
    rows = [["Date", "Session", "Came"], *[["1.3.2025", "Cooking", "Yes"]] * 12]
    study = build_study(declare_lists(FOLDER.name), FOLDER)
    found = read_folder(study, write_csv(tmp_path / "lists", "sessions.csv", rows))
    assert not found.faults
    assert "rows-repeated" not in [note.rule for note in found.notes]


def test_of_lists_without_places_none_is_missed() -> None:
    study = build_study(declare_lists(FOLDER.name), FOLDER)
    empty = pd.DataFrame({"municipality": pd.Series(dtype="str")})
    assert find_absent(study, {"registrations": empty}) == {}
    (line,) = describe_absent(study, find_absent(study, {"responses": empty}), "fi")
    assert "North ja South" in line
