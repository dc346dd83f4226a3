"""Faults of files say the study's own word for a place."""

from pathlib import Path

import pytest

from analysis.inputs.faults import Fault, Note, name_places
from analysis.inputs.folder import read_folder
from analysis.study.study_file import read_study

MEETING_PLACES = "grona_timmar"


def test_an_unknown_place_is_told_in_the_studys_word(root: Path, tmp_path: Path) -> None:
    text = (root / "data" / MEETING_PLACES / "example" / "enkat.csv").read_text("utf-8")
    (tmp_path / "enkat.csv").write_text(text.replace(";Solhemmet;", ";Nergården;"), "utf-8")
    (fault,) = read_folder(read_study(MEETING_PLACES), tmp_path).faults
    told = fault.message("sv")
    assert told.startswith("ingen av träffpunkterna; tillåtet: ")
    assert "träffpunktens aliases" in told
    assert "kommun" not in told


@pytest.mark.parametrize(
    ("remark", "told"),
    [(Fault("a.csv", "code"), "koden måste vara träffpunktens kod i study.toml"),
     (Note("a.csv", "meetings-untold", values={"count": 2}), "per träffpunkt räknas ingen")],
)  # fmt: skip
def test_so_are_codes_and_pilots(remark: Fault | Note, told: str) -> None:
    (own,) = name_places([remark], read_study(MEETING_PLACES))
    assert told in own.message("sv")
    assert "kommun" in remark.message("sv")
    (plain,) = name_places([remark], read_study("yhdessa_osallisuutta"))
    assert plain.message("sv") == remark.message("sv")
