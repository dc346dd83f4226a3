"""Texts without a table, beside the exports: they are set aside, and it is said."""

from pathlib import Path

import pytest
from asked import HOBBY
from exports import write_csv
from instruments import Instrument

from analysis.inputs.draft.folder import draft_study
from analysis.inputs.faults import DataError
from analysis.inputs.folder import read_folder
from analysis.run.cli import main
from analysis.study.study_file import build_study

NOTES = {
    "prose": "These are the exports of our project.\nAsk Anna about them.\n",
    "a line": "TODO",
    "commas": "Dear all, here are the files, as promised.\nThe first, alku, is of spring.\n",
    "names and values": "Contact; Anna\nPhone; 123\n",
    "meanings": "Variable\tMeaning\nq1\tHow are you?\nq2\tDo you sleep well?\n",
}
ANSWERS = [[f"P{k}x", ("Bay", "Mill")[k % 2], ("Yes", "No")[k % 3 % 2]] for k in range(40)]
PEOPLE = [["Code", "Town", "Rested?"], *ANSWERS]


def folder_with(project: Path, name: str, text: str) -> Path:
    folder = write_csv(project / "x", "answers.csv", PEOPLE)
    (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("note", NOTES)
def test_a_draft_goes_on_without_a_note(project: Path, note: str) -> None:
    draft = draft_study("small", folder_with(project, "readme.txt", NOTES[note]), "en")
    assert draft.aside == ["readme.txt"]
    text = (draft.folder / "study.toml").read_text("utf-8")
    assert "readme" not in text, "a name may be a person's"
    assert "Rested?" in text


def test_the_command_says_what_was_not_read(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_with(project, "readme.txt", NOTES["prose"])
    (folder / "form.pdf").write_bytes(b"%PDF")
    assert main(["new", "small", "--from", str(folder), "--language", "en"]) == 0
    told = "Not read, as they hold no table of survey responses, registrations or costs: "
    assert f"{told}form.pdf, readme.txt" in capsys.readouterr().out


def test_a_text_with_a_table_is_read(project: Path) -> None:
    rows = "\n".join("\t".join(row) for row in PEOPLE)
    folder = project / "x"
    folder.mkdir()
    (folder / "answers.txt").write_text(rows, "utf-8")
    assert draft_study("small", folder, "en").aside == []


def test_a_table_file_without_headings_is_refused_as_before(project: Path) -> None:
    with pytest.raises(DataError) as refused:
        draft_study("small", folder_with(project, "readme.csv", NOTES["prose"]), "en")
    assert [fault.rule for fault in refused.value.faults] == ["no-heading"]


@pytest.mark.parametrize("note", NOTES)
def test_reading_leaves_a_note_out_too(tmp_path: Path, note: str) -> None:
    table = Instrument((HOBBY,)).declare(tmp_path.name) | {
        "spellings": {"yes": ["Yes"], "no": ["No"]}
    }
    rows = [["Place", "Wave", "Hobby"], *[["North", ("Before", "After")[k % 2], "Yes"]
                                          for k in range(12)]]  # fmt: skip
    raw = write_csv(tmp_path / "raw", "a.csv", rows)
    (raw / "readme.txt").write_text(NOTES[note], "utf-8")
    study = build_study(table, tmp_path)
    found = read_folder(study, raw)
    assert [fault.line("en") for fault in found.faults] == []
    assert [n.file for n in found.notes if n.rule == "text-not-read"] == ["readme.txt"]
    unknown = "\n".join("\t".join(row) for row in [["A", "B", "C"], *rows[1:]])
    (raw / "readme.txt").write_text(unknown, "utf-8")
    (fault,) = read_folder(study, raw).faults
    assert (fault.file, fault.rule) == ("readme.txt", "no-table"), "no table is lost in silence"
