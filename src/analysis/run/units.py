"""What a batch is made of: a unit for each topic, municipality and language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.report.pages.files import page_stem
from analysis.run.execution import notebook_path, shown_path
from analysis.run.fingerprints import (
    fingerprint_project,
    fingerprint_unit,
    is_current,
    remove_all_but,
)
from analysis.study.declaration import ALL, LANGUAGES, StudyError, check_choice
from analysis.study.edition import Edition, find_municipality
from analysis.study.study import Study

BATCH_PARAMETERS = ("study", "municipality", "language", "data", "figures_dir")
"""Parameters that the batch itself sets in every notebook."""


@dataclass(frozen=True)
class Unit:
    """One notebook for one municipality in one language."""

    topic: str
    edition: Edition

    @property
    def stem(self) -> str:
        """Name of its files, without an ending."""
        return page_stem(self.edition.study, self.topic, self.edition.language)

    def folder(self, reports: Path) -> Path:
        """Where its files go."""
        return reports / self.edition.study.key / self.edition.municipality

    def parameters(self, given: Mapping[str, Any], reports: Path) -> dict[str, Any]:
        """All that its notebook is given."""
        own = {
            "study": self.edition.study.key,
            "municipality": self.edition.municipality,
            "language": self.edition.language,
            "figures_dir": shown_path(self.folder(reports) / "figures"),
        }
        return {**own, **given}

    def fingerprint(self, project: str, given: Mapping[str, Any], reports: Path) -> str:
        """Digest of what its page is made from."""
        parameters = self.parameters(given, reports)
        return fingerprint_unit(project, notebook_path(self.topic), parameters)

    def figures(self, reports: Path) -> list[Path]:
        """Figures of its page that lie in the reports."""
        own = self.stem.removeprefix(self.topic)
        others = tuple(f"_{language}" for language in LANGUAGES if f"_{language}" != own)
        return [
            path
            for path in sorted(self.folder(reports).glob(f"figures/{self.topic}_*"))
            if path.stem.endswith(own) and not path.stem.endswith(others)
        ]

    def __str__(self) -> str:
        return f"{self.topic} · {self.edition.municipality} · {self.edition.language}"


def plan_units(
    study: Study,
    topics: Sequence[str] = (),
    municipalities: Sequence[str] = (),
    languages: Sequence[str] = (),
) -> list[Unit]:
    """The units of a run; where nothing is named, all of them.

    Raises
    ------
    StudyError
        For an unknown topic, municipality or language, with the allowed ones.
    """
    for topic in topics:
        check_choice("notebook", topic, study.topics)
    keys = [find_municipality(study, m) for m in municipalities]
    return [
        Unit(topic, Edition(study, municipality, language))
        for municipality in dict.fromkeys(keys or [ALL, *study.municipalities])
        for topic in dict.fromkeys(topics or study.topics)
        for language in dict.fromkeys(languages or [study.language])
    ]


def check_parameters(units: Sequence[Unit], parameters: Mapping[str, Any]) -> None:
    """Refuse parameters that a notebook does not have, before anything runs.

    papermill itself only warns of them.

    Raises
    ------
    StudyError
        With the parameters that the notebook has.
    """
    if not parameters:
        return
    from papermill import inspect_notebook

    for topic in dict.fromkeys(unit.topic for unit in units):
        known = [
            p for p in inspect_notebook(str(notebook_path(topic))) if p not in BATCH_PARAMETERS
        ]
        for name in parameters:
            if name in BATCH_PARAMETERS:
                raise StudyError(f"parameter '{name}' is set by an option of its own; see --help")
            check_choice(f"parameter of {topic}", name, tuple(known))


def find_stale(units: Sequence[Unit], parameters: Mapping[str, Any], reports: Path) -> list[Unit]:
    """The units whose page is missing, was altered, or is made from what has changed since."""
    project = fingerprint_project(units[0].edition.study, parameters["data"])
    return [
        unit
        for unit in units
        if not is_current(
            unit.folder(reports), unit.stem, unit.fingerprint(project, parameters, reports)
        )
    ]


def remove_strangers(study: Study, reports: Path) -> list[str]:
    """Remove pages of municipalities and topics that the study no longer has; names them."""
    known = {(u.edition.municipality, u.stem) for u in plan_units(study, languages=LANGUAGES)}
    return remove_all_but(known, reports / study.key)
