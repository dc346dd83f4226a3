"""What a run was made from, by names and hashes that tell outsiders nothing of private files."""

from collections.abc import Sequence
from typing import Any

from analysis.inputs.digest import (
    InputFile,
    data_sha256,
    list_own_files,
    list_published_files,
)
from analysis.inputs.own_files import reads_own_files
from analysis.release.keyed import keyed_sha256, read_or_make_key
from analysis.study.origin import PUBLISHED
from analysis.study.study import Study

EXAMPLE = "example"
PLAIN, KEYED = "sha256", "hmac_sha256"
"""Names of hashes: one that anyone can compute, and one that needs the study's key."""


def is_private(study: Study, data: str) -> bool:
    """Whether ``data`` names files that are neither published nor made up with the study."""
    return data != EXAMPLE and reads_own_files(study, data)


def describe_inputs(study: Study, data: str) -> list[dict[str, Any]]:
    """Every file that an edition reads, with its hash.

    Parameters
    ----------
    study : Study
    data : str
        ``"published"``, ``"example"``, ``"raw"`` or a folder.

    Returns
    -------
    list of dict
        Name, SHA-256 and size; of a private file the name and a keyed hash alone, as its size
        helps to check a guess, too.
    """
    public = [_plain(file) for file in list_published_files(study)]
    if not reads_own_files(study, data):
        return public
    files = list_own_files(study, data)
    if not is_private(study, data):
        return public + [_plain(file) for file in files]
    key = read_or_make_key(study.folder)
    return public + [{"name": f.name, KEYED: keyed_sha256(f.sha256, key)} for f in files]


def hash_data(study: Study, data: str) -> dict[str, str]:
    """One hash of all that an edition reads, under the name that says how it was made.

    Parameters
    ----------
    study : Study
    data : str
        As in `describe_inputs`.

    Returns
    -------
    dict
        ``data_sha256``, or ``data_hmac_sha256`` where private files are among them.
    """
    files: Sequence[InputFile] = list_published_files(study)
    if data != PUBLISHED and reads_own_files(study, data):
        files = (*files, *list_own_files(study, data))
    digest = data_sha256(files)
    if is_private(study, data):
        return {f"data_{KEYED}": keyed_sha256(digest, read_or_make_key(study.folder))}
    return {f"data_{PLAIN}": digest}


def _plain(file: InputFile) -> dict[str, Any]:
    return {"name": file.name, PLAIN: file.sha256, "size": file.size}
