"""Which group of a trial forms are of may stand in the names of files or sheets alone."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from exports import write_csv

from analysis.inputs.draft.folder import draft_study
from analysis.inputs.folder import read_folder
from analysis.study.study_file import build_study

ARMS = ("Intervention", "Waiting list")


def write(project: Path, names: Sequence[str], *, with_place: bool) -> Path:
    """Two waves of each, of 20 people with codes."""
    for at, name in enumerate(names):
        for wave in ("before", "after"):
            rows = [["Participant", "Centre", "Rested?"]]
            rested = [("Yes", "No")[(k + (wave == "after")) % 3 % 2] for k in range(20)]
            rows += [[f"P{100 * at + k}", ("Bay", "Mill")[k % 2], rested[k]] for k in range(20)]
            kept = rows if with_place else [[row[0], row[2]] for row in rows]
            folder = write_csv(project / "x", f"{name} {wave}.csv", kept)
    return folder


def drafted(folder: Path) -> dict[str, Any]:
    made = draft_study("arms", folder, "en")
    return tomllib.loads((made.folder / "study.toml").read_text("utf-8"))


@pytest.mark.parametrize("with_place", [True, False])
def test_arms_in_names_of_files_are_a_background(project: Path, *, with_place: bool) -> None:
    study = drafted(write(project, ARMS, with_place=with_place))
    assert study["survey"]["background"] == ["group"]
    assert [text["en"] for text in study["labels"]["group"].values()] == [*ARMS]
    assert ("Bay" in str(study["municipalities"])) == with_place
    assert "Waiting" not in str(study["municipalities"])


def test_what_else_names_tell_beside_a_place_is_not_lost(project: Path) -> None:
    study = drafted(write(project, ("Early", "Late"), with_place=True))
    assert [text["en"] for text in study["labels"]["group"].values()] == ["Early", "Late"]


def test_names_without_a_groups_word_are_places_as_before(project: Path) -> None:
    study = drafted(write(project, ("Bay", "Mill"), with_place=False))
    assert "background" not in study["survey"]
    assert set(study["municipalities"]) == {"bay", "mill"}


def test_groups_are_read_from_names_whatever_they_are_called_to_readers(project: Path) -> None:
    folder = write(project, ARMS, with_place=True)
    table = drafted(folder)
    table["labels"]["group"]["waiting_list"] = {"en": "Came later"}
    table |= {
        "id": folder.name,
        "name": {"en": "Arms"},
        "disclosure": {"minimum_n": 5, "minimum_count": 3},
    }
    table["survey"] = {"background": ["group"], "compare": ["before", "after"]}
    table["spellings"]["missing"] = {}
    for number, place in enumerate(table["municipalities"].values(), start=901):
        place["code"] = str(number)
    found = read_folder(build_study(table, folder), folder)
    assert [fault.line("en") for fault in found.faults] == []
    forms = found.tables["responses"].drop_duplicates("form")
    assert forms["group"].value_counts().to_dict() == {"intervention": 40, "waiting_list": 40}
    assert forms.groupby("respondent_id", observed=True)["group"].nunique().eq(1).all()
