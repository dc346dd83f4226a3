"""The tables of a run in one file, and what of them changed, in words."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from analysis.inputs.digest import file_sha256
from analysis.report.archive import ARCHIVE, Changes, compare_tables, write_archive
from analysis.report.pages.changes import describe_changes
from analysis.report.provenance.manifest import MANIFEST
from analysis.study.study_file import read_study

STUDY = read_study("yhdessa_osallisuutta")
TABLE = "raahe/figures/cost_breakdown_shares.csv"


def save(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.with_suffix(".json").write_text("{}", encoding="utf-8")


def list_in_manifest(folder: Path) -> None:
    files = [
        {"path": path.relative_to(folder).as_posix(), "sha256": file_sha256(path)}
        for path in folder.rglob("*.*")
        if path.is_file()
    ]
    (folder / MANIFEST).write_text(json.dumps({"files": files}), encoding="utf-8")


def test_all_tables_and_their_words_are_in_one_file_that_does_not_change(tmp_path: Path) -> None:
    save(tmp_path, TABLE, "n\n1\n")
    save(tmp_path, "all/figures/cost_breakdown_shares.csv", "n\n2\n")
    (tmp_path / "all" / "private.csv").write_text("answers", encoding="utf-8")
    path = write_archive(tmp_path)
    assert path is not None
    first = path.read_bytes()
    with ZipFile(path) as archive:
        assert archive.namelist() == [
            "all/figures/cost_breakdown_shares.csv", "all/figures/cost_breakdown_shares.json",
            TABLE, TABLE.replace(".csv", ".json"),
        ]  # fmt: skip
        assert archive.read(TABLE) == b"n\n1\n"
    for file in tmp_path.rglob("*.csv"):
        file.touch()
    assert (write_archive(tmp_path) or path).read_bytes() == first


def test_without_tables_no_file_is_left(tmp_path: Path) -> None:
    (tmp_path / ARCHIVE).write_bytes(b"of before")
    assert write_archive(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_what_changed_is_told_by_place_and_table(tmp_path: Path) -> None:
    assert compare_tables(tmp_path) is None
    save(tmp_path, TABLE, "n\n1\n")
    save(tmp_path, "all/figures/cost_breakdown_averages.csv", "n\n1\n")
    list_in_manifest(tmp_path)
    assert compare_tables(tmp_path) == Changes()
    (tmp_path / TABLE).write_text("n\n2\n", encoding="utf-8")
    (tmp_path / "all/figures/cost_breakdown_averages.csv").unlink()
    save(tmp_path, "sievi/figures/cost_breakdown_shares.csv", "n\n3\n")
    save(tmp_path, "sievi/figures/cost_breakdown_shares_sv.csv", "n\n3\n")
    changes = compare_tables(tmp_path)
    added, changed, removed = describe_changes(STUDY, "en", changes)
    assert added.startswith("New tables 1: Sievi: ")
    assert changed.startswith("Changed tables 1: Raahe: ")
    assert removed.startswith("Tables that are gone 1: Whole project: ")


def test_changed_numbers_are_counted_where_the_tables_of_before_are_there(tmp_path: Path) -> None:
    save(tmp_path, TABLE, "item,n\na,1\nb,2\n")
    other = "all/figures/cost_breakdown_averages.csv"
    save(tmp_path, other, "item,n\na,1\n")
    list_in_manifest(tmp_path)
    write_archive(tmp_path)
    (tmp_path / TABLE).write_text("item,n\na,4\nb,2\n", encoding="utf-8")
    (tmp_path / other).write_text("item,n\na,1\nb,7\n", encoding="utf-8")  # a row more
    changes = compare_tables(tmp_path)
    assert changes is not None
    assert (changes.changed, changes.cells) == ((other, TABLE), (2, 1))
    (changed,) = describe_changes(STUDY, "en", changes)
    assert changed.startswith("Changed numbers 3, in tables 2: ")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_that_nothing_changed_is_said_and_a_first_run_says_nothing(language: str) -> None:
    assert len(describe_changes(STUDY, language, Changes())) == 1
    assert describe_changes(STUDY, language, None) == []


def test_a_torn_manifest_is_no_run_before(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"files": [{}]}', encoding="utf-8")
    assert compare_tables(tmp_path) is None
