"""Who could be an insider: answers that somebody gave, and so knows."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.inputs.chosen import read_inputs
from analysis.inputs.own_files import STUDY_FOLDERS
from analysis.release.attack.facts import PROJECT, Evidence, Group
from analysis.report.provenance.manifest import MANIFEST
from analysis.study.study import Study


def find_data(folder: Path, study: Study) -> str | None:
    """The data that a run says it was made from, where they lie in the study's folder.

    Parameters
    ----------
    folder : Path
        A study's folder of reports.
    study : Study

    Returns
    -------
    str or None
    """
    try:
        data = json.loads((folder / MANIFEST).read_bytes())["data"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return data if data in STUDY_FOLDERS and (study.folder / data).is_dir() else None


def with_insiders(evidence: Evidence, study: Study, data: str) -> Evidence:
    """Evidence with the ratings that somebody gave: each is known to whoever gave it.

    Parameters
    ----------
    evidence : Evidence
    study : Study
    data : str
        From which the answers are read; they go no further than which of them occur.

    Returns
    -------
    Evidence
        Without them, whoever could have given an answer counts as somebody who knows it.
    """
    responses = read_inputs(study, data).responses
    if responses is None:
        return evidence
    rated = {name for name, column in study.columns.items() if column.scale is not None}
    rows = responses[responses["question"].isin(rated) & (responses["missing"] == "")]
    return replace(evidence, occurring=_occurring(rows))


def _occurring(rows: pd.DataFrame) -> dict[Group, tuple[float, ...]]:
    """Answers that occur, by place and of the project."""
    found: dict[Group, set[float]] = {}
    keys = rows[["municipality", "wave", "question", "item"]].astype("str")
    answers = rows["response"].astype("float64")
    for place, wave, question, item, answer in zip(
        *(keys[name] for name in keys), answers, strict=True
    ):
        variable = f"{question}.{item}" if item else question
        for where in (place, PROJECT):
            found.setdefault(Group(where, wave, variable), set()).add(float(answer))
    return {group: tuple(sorted(given)) for group, given in found.items()}
