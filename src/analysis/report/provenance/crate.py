"""A run as an RO-Crate, which repositories such as Zenodo and Fairdata take as it is.

RO-Crate 1.2: https://w3id.org/ro/crate/1.2. The crate is the study's folder of
reports; what it was computed from is told with its hash and is not in it.
"""

import mimetypes
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import analysis
from analysis.report.provenance.inputs import KEYED, PLAIN
from analysis.report.provenance.listing import write_listing
from analysis.report.provenance.manifest import CRATE, MANIFEST, read_sidecar
from analysis.study.origin import PUBLISHED, SYNTHETIC
from analysis.study.study import Study

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
PROFILE = "https://w3id.org/ro/crate/1.2"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
UNDECIDED = "#licence-undecided"
RUN, SOFTWARE = "#run", "#software"
MEDIA_TYPES = {
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
}
Entity = dict[str, Any]


def write_crate(study: Study, manifest: Mapping[str, Any], folder: Path) -> Path:
    """Write ``ro-crate-metadata.json`` for a run's reports.

    Parameters
    ----------
    study : Study
    manifest : mapping
        From `analysis.report.provenance.write_manifest`.
    folder : Path
        ``<reports>/<study>``.

    Returns
    -------
    Path
        The written file.
    """
    read = lru_cache(maxsize=1)(_told_by_sidecar)  # the forms of a figure follow each other
    files = [_file(entry, folder, read) for entry in manifest["files"]]
    files.append(_manifest_file(folder))
    inputs = [_input(entry, k, manifest) for k, entry in enumerate(manifest["inputs"], 1)]
    graph = [
        _descriptor(),
        _root(study, manifest, files),
        *_licences(manifest),
        _software(manifest),
        _action(manifest, files, inputs),
        *inputs,
        *files,
    ]
    path = folder / CRATE
    write_listing(path, {"@context": CONTEXT}, "@graph", graph)
    return path


def _descriptor() -> Entity:
    return {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }


def _root(study: Study, manifest: Mapping[str, Any], files: list[Entity]) -> Entity:
    say = study.say(study.language)
    synthetic = manifest["synthetic"]
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": study.name[study.language],
        "description": say.text("synthetic.index" if synthetic else "crate.description"),
        "inLanguage": study.language,
        "datePublished": manifest["made"],
        "license": _licence(manifest),
        "hasPart": _references(files),
        "mentions": {"@id": RUN},
        **({"keywords": SYNTHETIC} if synthetic else {}),
    }


def _licence(manifest: Mapping[str, Any]) -> Entity:
    """Who publishes results of confidential data decides on their licence."""
    is_open = manifest["synthetic"] or manifest["data"] == PUBLISHED
    return {"@id": CC_BY if is_open else UNDECIDED}


def _licences(manifest: Mapping[str, Any]) -> list[Entity]:
    if _licence(manifest)["@id"] == CC_BY:
        name, about = "CC BY 4.0", "Creative Commons Attribution 4.0 International"
    else:
        name, about = "Not decided", "Those who collected the data decide before publishing."
    licence = {"@type": "CreativeWork", "name": name, "description": about}
    return [{**_licence(manifest), **licence}]


def _software(manifest: Mapping[str, Any]) -> Entity:
    code = manifest["code"]
    modified = ", modified" if code["modified"] else ""
    return {
        "@id": SOFTWARE,
        "@type": "SoftwareApplication",
        "name": analysis.NAME,
        "version": code["version"],
        "softwareVersion": f"{code['commit']}{modified}" if code["commit"] else code["sha256"],
        "softwareRequirements": [f"{k} {v}" for k, v in manifest["packages"].items()],
    }


def _action(manifest: Mapping[str, Any], files: list[Entity], inputs: list[Entity]) -> Entity:
    failed = [unit["unit"] for unit in manifest["units"] if unit["error"]]
    status = "FailedActionStatus" if failed else "CompletedActionStatus"
    action: Entity = {
        "@id": RUN,
        "@type": "CreateAction",
        "name": f"analysis run {manifest['study']}",
        "description": "; ".join(f"{k} = {v}" for k, v in manifest["parameters"].items()),
        "endTime": manifest["made"],
        "actionStatus": {"@id": f"http://schema.org/{status}"},
        "instrument": {"@id": SOFTWARE},
        "object": _references(inputs),
        "result": _references(files),
    }
    return action | ({"error": "; ".join(failed)} if failed else {})


def _input(entry: Mapping[str, Any], number: int, manifest: Mapping[str, Any]) -> Entity:
    """A file that was read. It stays where it is, so it is no part of the crate."""
    synthetic = manifest["synthetic"] and f"/{PUBLISHED}/" not in entry["name"]
    return {
        "@id": f"#input-{number}",
        "@type": "CreativeWork",
        "name": entry["name"],
        **_hash(entry),
        **({"keywords": SYNTHETIC} if synthetic else {}),
    }


def _hash(entry: Mapping[str, Any]) -> Entity:
    """A file's hash; a keyed one under a name that says what it is."""
    if PLAIN in entry:
        return {"sha256": entry[PLAIN]}
    return {"identifier": {"@type": "PropertyValue", "propertyID": KEYED, "value": entry[KEYED]}}


def _file(entry: Mapping[str, Any], folder: Path, read: Callable[[Path], Entity]) -> Entity:
    path = folder / entry["path"]
    kind = MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return {
        "@id": quote(entry["path"]),
        "@type": "File",
        "name": path.name,
        "encodingFormat": kind or "application/octet-stream",
        "contentSize": str(entry["size"]),
        "sha256": entry["sha256"],
        **(read(path.with_suffix(".json")) if path.parent.name == "figures" else {}),
    }


def _told_by_sidecar(sidecar: Path) -> Entity:
    """A figure's own title and alt text, from the JSON beside it."""
    told = read_sidecar(sidecar)
    if not {"title", "alt", "language", "synthetic"} <= told.keys():
        return {}
    mark = {"keywords": SYNTHETIC} if told["synthetic"] else {}
    words = {"name": told["title"], "description": told["alt"]}
    return words | {"inLanguage": told["language"]} | mark


def _manifest_file(folder: Path) -> Entity:
    return {
        "@id": MANIFEST,
        "@type": "File",
        "name": MANIFEST,
        "encodingFormat": "application/json",
        "contentSize": str((folder / MANIFEST).stat().st_size),
        "description": "Every file with its hash, and what it was made from",
    }


def _references(entities: list[Entity]) -> list[Entity]:
    return [{"@id": entity["@id"]} for entity in entities]
