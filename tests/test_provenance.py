"""What figures and runs tell of their origin."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import draw_topic
from PIL import Image
from pypdf import PdfReader

from analysis.inputs.digest import data_sha256, list_own_files, list_published_files
from analysis.report.exhibit import Exhibit
from analysis.report.provenance.code import find_code_version
from analysis.report.provenance.crate import write_crate
from analysis.report.provenance.listing import write_listing
from analysis.report.provenance.manifest import Provenance, write_manifest
from analysis.report.saving import save_exhibits
from analysis.study.declaration import StudyError
from analysis.study.study_file import read_study

STUDY = "yhdessa_osallisuutta"
NAME = "cost_breakdown_shares"


def example(topic: str, figure: str) -> Exhibit:
    return draw_topic(topic, STUDY, "all", "fi", "example")[f"{topic}_{figure}"]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """The reports of a run that made one figure from the example and one from print."""
    made = [example("cost_breakdown", "shares"), example("project_monitoring", "budget")]
    save_exhibits(made, str(tmp_path / "all" / "figures"))
    return tmp_path


def test_every_form_of_a_figure_carries_the_same_origin(saved: Path) -> None:
    stem = saved / "all" / "figures" / NAME
    sidecar = json.loads(stem.with_suffix(".json").read_text("utf-8"))
    with Image.open(stem.with_suffix(".png")) as image:
        png = json.loads(image.info["Source"])
    metadata = PdfReader(stem.with_suffix(".pdf")).metadata
    assert metadata is not None
    pdf = json.loads(str(metadata["/Keywords"]))
    assert png == pdf == {key: sidecar[key] for key in png}
    assert sidecar["data_sha256"] in stem.with_suffix(".svg").read_text("utf-8")
    assert (sidecar["data"], sidecar["synthetic"]) == ("example", True)
    assert sidecar["alt"].startswith("SYNTEETTINEN")


def test_a_figure_of_published_numbers_names_the_published_tables_alone(saved: Path) -> None:
    sidecar = json.loads((saved / "all/figures/project_monitoring_budget.json").read_text("utf-8"))
    study = read_study(STUDY)
    assert sidecar["data"] == "published"
    assert sidecar["data_sha256"] == data_sha256(list_published_files(study))
    names = {file.name.split("/")[0] for file in list_published_files(study)}
    assert names == {STUDY, "meri_lappi"}


def test_a_data_hash_changes_with_any_byte(tmp_path: Path) -> None:
    study, file = read_study(STUDY), tmp_path / "costs.csv"
    file.write_bytes(b"a")
    before = list_own_files(study, str(tmp_path))
    assert before[0].sha256 == hashlib.sha256(b"a").hexdigest()
    assert before[0].name == f"{tmp_path.name}/costs.csv"
    file.write_bytes(b"b")
    assert data_sha256(list_own_files(study, str(tmp_path))) != data_sha256(before)


def test_own_numbers_of_an_edition_that_names_no_folder_are_not_saved(
    tmp_path: Path,
) -> None:
    exhibit = example("cost_breakdown", "shares")
    untold = replace(exhibit.released.edition, data="published")
    silent = replace(exhibit, released=replace(exhibit.released, edition=untold))
    with pytest.raises(ValueError, match=r"open_edition\(study, municipality, language, data"):
        save_exhibits([silent], str(tmp_path))
    with pytest.raises(StudyError, match="names no files"):
        list_own_files(read_study(STUDY), "published")


@pytest.fixture
def manifest(saved: Path) -> dict[str, Any]:
    study, units = read_study(STUDY), {"cost · all · fi": ""}
    made_from = Provenance(study, "example", {"depth": "2"}, units, find_code_version())
    told = write_manifest(made_from, saved)
    write_crate(study, told, saved)
    return told


def test_a_manifest_lists_every_file_with_its_hash(saved: Path, manifest: dict[str, Any]) -> None:
    own = {"manifest.json", "ro-crate-metadata.json"}
    there = {p.relative_to(saved).as_posix() for p in saved.rglob("*") if p.is_file()} - own
    assert {file["path"] for file in manifest["files"]} == there
    for file in manifest["files"]:
        data = (saved / file["path"]).read_bytes()
        assert (file["size"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert manifest["synthetic"]
    assert manifest["packages"]["python"]
    assert len(manifest["code"]["sha256"]) == 64


def test_neither_file_tells_of_this_machine(
    saved: Path, manifest: dict[str, Any], root: Path
) -> None:
    for name in ("manifest.json", "ro-crate-metadata.json"):
        text = (saved / name).read_text("utf-8")
        assert str(root) not in text
        assert str(saved) not in text
        assert str(Path.home()) + "/" not in text


def test_the_crate_has_the_structure_of_ro_crate_1_2(saved: Path, manifest: dict[str, Any]) -> None:
    """The musts of the specification: descriptor, root, flat graph, payload, licence, action."""
    crate = json.loads((saved / "ro-crate-metadata.json").read_text("utf-8"))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.2/context"
    graph = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(graph) == len(crate["@graph"])
    descriptor = graph["ro-crate-metadata.json"]
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    root = graph[descriptor["about"]["@id"]]
    assert root["@type"] == "Dataset"
    assert {"name", "description", "datePublished", "license"} <= set(root)
    for part in root["hasPart"]:
        assert graph[part["@id"]]["@type"] == "File"
        assert (saved / unquote(part["@id"])).is_file()
    action = graph[root["mentions"]["@id"]]
    assert action["@type"] == "CreateAction"
    for reference in [*action["object"], *action["result"], action["instrument"], root["license"]]:
        assert reference["@id"] in graph
    assert graph[f"all/figures/{NAME}.svg"]["keywords"] == "synthetic"
    assert "keywords" not in graph["all/figures/project_monitoring_budget.svg"]


def test_results_of_a_projects_own_data_have_no_licence_until_someone_decides(
    saved: Path, manifest: dict[str, Any]
) -> None:
    told = {**manifest, "data": "own", "synthetic": False}
    path = write_crate(read_study(STUDY), told, saved)
    text = path.read_text("utf-8")
    assert "#licence-undecided" in text
    assert "creativecommons" not in text


@pytest.mark.parametrize("items", [[], [{"@id": "Yhdessä"}], [{"a": 1}, {"b": "\u2028"}, []]])
def test_a_listing_is_json_with_an_item_a_line(items: list[Any], tmp_path: Path) -> None:
    told = {"name": "Yhdessä osallisuutta", "of": [1, 2]}
    write_listing(tmp_path / "told.json", told, "items", items)
    text = (tmp_path / "told.json").read_bytes().decode("utf-8")
    assert json.loads(text) == {**told, "items": items}
    assert "Yhdessä" in text
    lines = text.split("\n")
    assert [line.strip().removesuffix(",") for line in lines[-3 - len(items) : -3]] == [
        json.dumps(item, ensure_ascii=False) for item in items
    ]
