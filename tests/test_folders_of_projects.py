"""What folders of small projects showed when they were taken from a draft to their pages."""

from pathlib import Path

from asked import HOBBY
from exports import write_csv
from instruments import Instrument

from analysis.inputs.folder import Folder, read_folder
from analysis.report.attack.evidence import places_of
from analysis.report.provenance.code import find_code_version
from analysis.report.provenance.manifest import MANIFEST, Provenance, write_manifest
from analysis.study.study_file import build_study, read_study

ARM = {"kind": "choice", "labels": "arm", "titles": {"en": ["Arm"]}}


def test_a_run_of_some_places_tells_of_the_sum_of_all(tmp_path: Path) -> None:
    """Pages of one place do not make the others' answers those of nobody."""
    study = read_study("meri_lappi")
    one, *_ = every = tuple(study.municipalities)
    (tmp_path / one).mkdir()
    assert places_of(tmp_path, study) == (one,)
    write_manifest(Provenance(study, "published", {}, {}, find_code_version()), tmp_path)
    assert places_of(tmp_path, study) == every
    (tmp_path / MANIFEST).write_text("{", "utf-8")
    assert places_of(tmp_path, study) == (one,)


def read_arms(folder: Path, rows: list[list[str]]) -> Folder:
    """Answers to a yes or no of people in two arms."""
    table = Instrument((HOBBY,), survey={"background": ["arm"]}).declare(folder.name)
    table["labels"] |= {"wave": {"before": {"en": "Before"}, "after": {"en": "After"}},
                        "arm": {"walk": {"en": "Walk"}, "wait": {"en": "Wait"}}}  # fmt: skip
    code = {"kind": "code", "titles": {"en": ["Code"]}}
    table["tables"]["responses"] |= {"respondent_id": code, "arm": ARM}
    table["spellings"] = {"yes": ["Yes"], "no": ["No"]}
    study = build_study(table, folder)
    titles = ["Code", "Place", "Wave", "Arm", "Hobby"]
    return read_folder(study, write_csv(folder / "raw", "a.csv", [titles, *rows]))


def test_an_arm_that_one_wave_asks_is_that_of_the_same_code_at_another(tmp_path: Path) -> None:
    rows = [["A1", "North", "Before", "Walk", "No"], ["B2", "South", "Before", "Wait", "No"],
            ["A1", "North", "After", "", "Yes"], ["B2", "South", "After", "", "No"],
            ["C3", "South", "After", "", "Yes"],
            # A code of two places may be of two people.
            ["D4", "North", "Before", "Walk", "No"],
            ["D4", "South", "After", "", "No"]]  # fmt: skip
    found = read_arms(tmp_path, rows)
    assert [fault.line("en") for fault in found.faults] == []
    after = found.tables["responses"].query("wave == 'after'").set_index("respondent_id")["arm"]
    assert after.dropna().to_dict() == {"A1": "walk", "B2": "wait"}
    (told,) = (note.line("en") for note in found.notes if note.rule == "background-once")
    assert "column 'Arm'" in told
    assert "forms without it: 4" in told


def test_an_arm_that_somebody_left_out_stays_unknown(tmp_path: Path) -> None:
    rows = [["A1", "North", "Before", "Walk", "No"], ["A1", "North", "After", "", "Yes"],
            ["B2", "South", "After", "Wait", "No"]]  # fmt: skip
    found = read_arms(tmp_path, rows)
    arms = found.tables["responses"]["arm"].astype(object)
    assert arms.isna().sum() == 1
    assert not [note for note in found.notes if note.rule == "background-once"]
