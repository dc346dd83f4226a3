"""Registrations of lists that tell little: who came, and to what."""

import csv
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.inputs.folder import read_folder
from analysis.report.exhibit import make_exhibits
from analysis.study.edition import Edition
from analysis.study.study import Study
from analysis.study.study_file import build_study

OPTIONAL = ("registrant_id", "training", "organisation", "registered")
DAYS = ("1.9.2026", "8.9.2026")


def study_without(root: Path, columns: Sequence[str]) -> Study:
    folder = root / "data" / "grona_timmar"
    table = tomllib.loads((folder / "study.toml").read_text("utf-8"))
    for name in (*columns, "municipality"):
        del table["tables"]["registrations"][name]
    return build_study(table, folder)


@pytest.fixture
def lists(root: Path, tmp_path: Path) -> Path:
    """Sixty rows of three columns, of which every third did not come."""
    texts = study_without(root, OPTIONAL).codebook.tables["registrations"]["theme"].answer_texts
    themes = [text["sv"] for text in texts.values()]
    rows = [["Datum", "Tema", "Kom"]]
    rows += [[DAYS[k % 2], themes[k % 2], "Nej" if k % 3 == 2 else "Ja"] for k in range(60)]
    with (tmp_path / "lista.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return tmp_path


def test_everyone_in_a_list_that_tells_no_registrations_is_registered(
    root: Path, lists: Path
) -> None:
    found = read_folder(study_without(root, OPTIONAL), lists)
    assert [fault.line("en") for fault in found.faults] == []
    rows = found.tables["registrations"]
    assert rows["registered"].all()
    assert rows["attended"].sum() == 40
    assert rows[["registrant_id", "organisation", "municipality"]].isna().all(axis=None)
    assert (rows["training"] == rows["theme"]).all()


def test_figures_of_such_lists_tell_what_they_can(root: Path, lists: Path) -> None:
    study = study_without(root, OPTIONAL)
    made = make_exhibits(Edition(study, data=str(lists), language="sv"), ["training_attendance"])
    totals = made["training_attendance_totals"].released.table
    assert totals["n"].tolist() == [60]
    assert totals["attended"].tolist() == [40]
    assert made["training_attendance_by_theme"].released.table["n"].sum() == 60


@pytest.mark.parametrize("name", OPTIONAL)
def test_each_of_them_may_be_missing_alone(root: Path, lists: Path, name: str) -> None:
    others = {"registrant_id": "A", "training": "Dag", "organisation": "", "registered": "Ja"}
    del others[name]
    study = study_without(root, [name])
    titles = {key: column.title for key, column in study.codebook.tables["registrations"].items()}
    path = lists / "lista.csv"
    with path.open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file, delimiter=";")
    more = [
        [f"{value}{at}" if key == "registrant_id" else value for key, value in others.items()]
        for at in range(len(rows))
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, delimiter=";")
        written.writerow([*heading, *(titles[key] for key in others)])
        written.writerows([*row, *own] for row, own in zip(rows, more, strict=True))
    found = read_folder(study, lists)
    assert [fault.line("en") for fault in found.faults] == []
    assert name in found.tables["registrations"]
