"""The data that a notebook works on: what is published, the example, or a project's own files."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.inputs.faults import Count, Note
from analysis.inputs.folder import read_folder, require_faultless
from analysis.inputs.own_files import (
    data_folder,
    is_read,
    reads_own_files,
)
from analysis.study.study import Study

_KEPT: "dict[str, Inputs]" = {}
"""What `keep_inputs` has read last. Empty in every process that calls no such thing."""


@dataclass(frozen=True, eq=False)
class Inputs:
    """A project's own data, or none where only published figures are asked for.

    Attributes
    ----------
    responses, costs, registrations : pandas.DataFrame or None
        Tidy frames; None where published figures are to be shown instead.
    notes, counts : sequence
        What was normalised or left out in reading; how much was read.
    version : str
        Digest of the declaration and the files, where `keep_inputs` read them; else empty.
    """

    responses: pd.DataFrame | None = None
    costs: pd.DataFrame | None = None
    registrations: pd.DataFrame | None = None
    notes: Sequence[Note] = ()
    counts: Sequence[Count] = ()
    version: str = ""

    def copy(self) -> "Inputs":
        """The same in frames of its own."""
        frames = (self.responses, self.costs, self.registrations)
        responses, costs, registrations = (None if f is None else f.copy() for f in frames)
        return replace(self, responses=responses, costs=costs, registrations=registrations)


def read_inputs(study: Study, data: str, language: str = "en") -> Inputs:
    """Read the data that a notebook's parameter ``data`` asks for.

    Parameters
    ----------
    study : Study
    data : str
        ``"published"``, ``"example"``, ``"raw"``, or a folder's path; a
        relative one is looked for in the repository's folder.
    language : str
        Of the list of faults.

    Returns
    -------
    Inputs
        Empty for ``"published"``, and for a study that reads no exports.

    Raises
    ------
    StudyError
        If there is no such folder.
    DataError
        With everything that is wrong with the files.
    """
    if not reads_own_files(study, data):
        return Inputs()
    folder = data_folder(study, data)
    if _KEPT and (kept := _KEPT.get(_version(study, folder))):
        return kept.copy()
    found = require_faultless(read_folder(study, folder), language)
    return Inputs(**found.tables, notes=found.notes, counts=found.counts)


def keep_inputs(study: Study, data: str, language: str = "en") -> Inputs:
    """Read data and keep them; `read_inputs` finds them here and in processes forked from here.

    They are kept in memory only, and found as long as every file of the folder is the same byte
    for byte, and so is all of the study's declaration but what readers alone are told.

    Parameters
    ----------
    study : Study
    data, language : str
        As of `read_inputs`.

    Raises
    ------
    StudyError, DataError
        As `read_inputs`.
    """
    if not reads_own_files(study, data):
        return Inputs()
    before = _version(study, data_folder(study, data))
    inputs = read_inputs(study, data, language)
    if before == _version(study, data_folder(study, data)):  # else a file was saved meanwhile
        _KEPT.clear()  # of the data as they were before
        _KEPT[before] = replace(inputs, version=before)
    return inputs.copy()


def _version(study: Study, folder: Path) -> str:
    """Digest of all that is read, and of all that it is read by; remarks name places in words."""
    names = {language: study.say(language).names for language in study.languages}
    digest = hashlib.sha256(f"{study.declared_for_numbers()}{names}".encode())
    for path in sorted(folder.iterdir()):
        if path.is_file():
            digest.update(os.fsencode(path) + f":{path.stat().st_size}:".encode())
            if is_read(path, study.codebook):
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
