"""What folders of small projects showed when they were taken from a draft to their pages."""

from pathlib import Path

from analysis.report.attack.evidence import places_of
from analysis.report.provenance.code import find_code_version
from analysis.report.provenance.manifest import MANIFEST, Provenance, write_manifest
from analysis.study.study_file import read_study


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
