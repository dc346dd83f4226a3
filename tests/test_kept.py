"""What the notebooks of a run find made: kept while all that it follows from is the same."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.example.study import write_study
from analysis.inputs import chosen
from analysis.inputs.chosen import keep_inputs, read_inputs
from analysis.study.codebook import Days
from analysis.study.study import Study
from analysis.study.study_file import open_edition, read_study, read_study_file
from analysis.study.told import TOLD
from analysis.topics.publication_audit import material as audited
from analysis.topics.survey_change import material

EMPTY: dict[str, dict[str, str]] = {name: {} for name in TOLD if name != "publication"}
"""A study that tells readers nothing; what is credited has a type of its own."""

END = {"fi": "Lopuksi", "sv": "Till sist", "en": "At last"}
SCHOOLS = {"fi": "koulut", "sv": "skolor", "en": "schools"}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("data") / "large"
    write_study(read_study("yhdessa_osallisuutta"), folder, municipalities=100, forms=200, seed=1)
    return read_study_file(folder)


def test_kept_inputs_are_used_only_while_the_files_are_the_same(
    large: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen, "_KEPT", {})
    first = read_inputs(large, "example")
    keep_inputs(large, "example")
    monkeypatch.setattr(chosen, "read_folder", lambda *_: pytest.fail("it was read again"))
    kept = read_inputs(large, "example")
    assert first.costs is not None
    assert kept.costs is not None
    pd.testing.assert_frame_equal(kept.costs, first.costs)
    kept.costs.iloc[:, 0] = kept.costs.iloc[0, 0]  # as a careless notebook might
    again = read_inputs(large, "example").costs
    assert again is not None
    pd.testing.assert_frame_equal(again, first.costs)
    monkeypatch.undo()
    monkeypatch.setattr(chosen, "_KEPT", {})
    keep_inputs(large, "example")
    sheet = large.folder / "example" / "kustannukset.csv"
    lines = sheet.read_bytes().splitlines(keepends=True)
    sheet.write_bytes(b"".join(lines[:-1]))
    changed = read_inputs(large, "example")
    assert changed.costs is not None
    assert len(changed.costs) == len(first.costs) - 1


def test_kept_coarse_numbers_are_of_the_same_files_and_no_notebook_changes_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chosen, "_KEPT", {})
    monkeypatch.setattr(material, "_KEPT", {})
    raahe = open_edition("yhdessa_osallisuutta", "raahe", "fi", "example")
    first = material.read_material(raahe).coarse
    keep_inputs(raahe.study, "example")
    material.keep_coarse(raahe.study, "example")
    monkeypatch.setattr(material, "make_coarse", lambda *_: pytest.fail("they were made again"))
    kept = material.read_material(raahe).coarse
    assert first is not None
    assert kept is not None
    kept.means["n"] = pd.NA  # as a careless notebook might
    again = material.read_material(raahe).coarse
    assert again is not None
    pd.testing.assert_frame_equal(again.means, first.means)
    monkeypatch.setattr(chosen, "_KEPT", {})  # as if a file had changed
    with pytest.raises(pytest.fail.Exception):
        material.read_material(raahe)


def test_kept_checks_are_of_the_same_printed_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = open_edition("yhdessa_osallisuutta")
    folder = shutil.copytree(edition.study.folder, tmp_path / "study")
    moved = replace(edition, study=edition.study.model_copy(update={"folder": folder}))
    first = audited.read_material(moved).outcomes
    monkeypatch.setattr(audited, "_KEPT", {})
    audited.keep_audit(moved.study)
    monkeypatch.setattr(audited, "audit_figures", lambda *_: pytest.fail("it was made again"))
    assert audited.read_material(moved).outcomes == first
    declared = folder / "audit.toml"
    declared.write_text(declared.read_text("utf-8") + "# as if it were edited\n", "utf-8")
    with pytest.raises(pytest.fail.Exception):
        _ = audited.read_material(moved).outcomes


def test_no_number_follows_from_what_readers_alone_are_told() -> None:
    told = open_edition("yhdessa_osallisuutta", "all", "fi", "example")
    silent = replace(told, study=told.study.model_copy(update=EMPTY))
    inputs, others = (read_inputs(edition.study, "example") for edition in (told, silent))
    for name in ("responses", "costs", "registrations"):
        pd.testing.assert_frame_equal(getattr(others, name), getattr(inputs, name))
    own, other = (material.read_material(edition).coarse for edition in (told, silent))
    assert own is not None
    assert other is not None
    for name in vars(own):
        if isinstance(frame := getattr(own, name), pd.DataFrame):
            pd.testing.assert_frame_equal(getattr(other, name), frame)
    assert audited.read_material(silent).outcomes == audited.read_material(told).outcomes


def test_words_for_readers_alone_leave_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "_KEPT", {})
    study = read_study("yhdessa_osallisuutta")
    keep_inputs(study, "example")
    monkeypatch.setattr(chosen, "read_folder", lambda *_: pytest.fail("it was read again"))
    renamed = study.model_copy(update={"name": {"fi": "Toinen", "sv": "En annan", "en": "Other"}})
    read_inputs(renamed, "example")
    rule = study.disclosure.model_copy(update={"minimum_n": 6})
    labels = {**study.labels, "wave": {**study.labels["wave"], "end": END}}
    days = Days(start=date(2021, 9, 1), end=date(2023, 9, 30))
    for change in (
        {"disclosure": rule},
        {"labels": labels},
        {"project": days},
        {"terms": {**study.terms, "unit": {"many": SCHOOLS}}},  # remarks say it
    ):
        with pytest.raises(pytest.fail.Exception):
            read_inputs(study.model_copy(update=change), "example")
