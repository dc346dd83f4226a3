"""What a run is: its units, what their notebooks are given, and what its pages are made from."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.inputs.own_files import data_label
from analysis.report.pages.files import page_stem, read_links
from analysis.run.execute import notebook_path, shown_path
from analysis.run.fingerprints import (
    FileState,
    fingerprint_notebook,
    fingerprint_project,
    fingerprint_unit,
    list_sources,
    look_at,
)
from analysis.run.parameters import check_parameters
from analysis.run.records import is_current, remove_all_but
from analysis.study.declaration import ALL, StudyError, check_choice
from analysis.study.edition import Edition, find_municipality
from analysis.study.study import Study

DOCUMENTS = "documents"
"""In place of a topic: publication and poster of the whole project, which no notebook makes."""

MOST_WATCHED = 12
"""Pages of which what is made is kept in memory: some megabytes each."""


@dataclass(frozen=True)
class Unit:
    """One notebook for one municipality in one language, or the documents in one language."""

    topic: str
    municipality: str
    language: str

    def __str__(self) -> str:
        return f"{self.topic} · {self.municipality} · {self.language}"


@dataclass(frozen=True)
class Run:
    """A run, made once from what was asked for and handed down; see `plan_run`.

    Attributes
    ----------
    study : Study
    units : tuple of Unit
    data : str
        The notebooks' parameter.
    reports : Path
        Pages go to ``<reports>/<study>/<data>/<municipality>/``.
    digest : str
        Of what all pages are made from: code, data, locked packages and Python.
    for_numbers : str
        The same without what the study declares for readers alone.
    notebooks, code : mapping
        Digest of each topic's notebook, and of its cells of code alone.
    parameters : mapping
        Further parameters of the notebooks.
    figures : Path or None
        Where figures go; None for a folder beside each page.
    sources : mapping
        What the files of study, data and notebooks looked like before they were digested.
    is_forced : bool
        Whether every page is made anew, whatever is there.
    is_watched : bool
        Whether what is made of the units is kept in memory for the next time.
    """

    study: Study
    units: tuple[Unit, ...]
    data: str
    reports: Path
    digest: str
    for_numbers: str
    notebooks: Mapping[str, str]
    code: Mapping[str, str]
    parameters: Mapping[str, str] = field(default_factory=dict)
    figures: Path | None = None
    sources: Mapping[Path, FileState] = field(default_factory=dict)
    is_forced: bool = False
    is_watched: bool = False

    @property
    def folder(self) -> Path:
        """The reports' folder of the study and its data, so that no data overwrite others."""
        return self.reports / self.study.key / data_label(self.data)

    def only(self, *units: Unit) -> "Run":
        """The same run of fewer units."""
        return replace(self, units=units)

    def find_changed(self) -> list[Path]:
        """Files that came, went or were written since the run was planned."""
        there = set(self.sources)
        with suppress(StudyError, OSError):  # the folder itself is gone, with all its files
            there.update(list_sources(self.study, self.data))
        now = look_at(there)
        return sorted(path for path in there if now.get(path) != self.sources.get(path))

    def edition(self, unit: Unit) -> Edition:
        """What a unit's page is an edition of."""
        return Edition(self.study, unit.municipality, unit.language)

    def place(self, unit: Unit) -> Path:
        """Where a unit's files go."""
        return self.folder if unit.topic == DOCUMENTS else self.folder / unit.municipality

    def stem(self, unit: Unit) -> str:
        """Name of a unit's files, without an ending."""
        return page_stem(self.study, unit.topic, unit.language)

    def notebook_parameters(self, unit: Unit) -> dict[str, Any]:
        """All that a unit's notebook is given."""
        return {
            "study": self.study.key,
            "municipality": unit.municipality,
            "language": unit.language,
            "figures_dir": shown_path(self.figures or self.place(unit) / "figures"),
            **self.parameters,
            "data": self.data,
        }

    def fingerprint(self, unit: Unit) -> str:
        """Digest of what a unit's page is made from."""
        parameters = self.notebook_parameters(unit)
        return fingerprint_unit(self.digest, self.notebooks[unit.topic], parameters)

    def computed_from(self, unit: Unit) -> str:
        """Digest of what a unit's outputs are computed from: all but words.

        Those of its notebook, and those of the study that readers alone are told.
        """
        parameters = self.notebook_parameters(unit)
        return fingerprint_unit(self.for_numbers, self.code[unit.topic], parameters)


def plan_run(
    study: Study,
    units: Sequence[Unit],
    data: str,
    reports: Path,
    parameters: Mapping[str, str] | None = None,
    figures: Path | None = None,
) -> Run:
    """Plan a run; only here are code, data and notebooks digested.

    Raises
    ------
    StudyError
        For a parameter that a notebook does not have, or data that are not there.
    """
    given = dict(parameters or {})
    paths = {u.topic: notebook_path(u.topic) for u in units if u.topic != DOCUMENTS}
    check_parameters(paths, given)
    sources = look_at([*list_sources(study, data), *paths.values()])
    digest, for_numbers = fingerprint_project(study, data)
    notebooks = {topic: fingerprint_notebook(path) for topic, path in paths.items()}
    notebooks[DOCUMENTS] = ""
    code = {topic: fingerprint_notebook(path, with_words=False) for topic, path in paths.items()}
    return Run(study, tuple(units), data, reports, digest, for_numbers, notebooks, code, given,
               figures, sources)  # fmt: skip


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
    for language in languages:
        check_choice("language", language, study.languages)
    keys = [find_municipality(study, m) for m in municipalities]
    places = study.municipalities if study.has_places else ()
    return [
        Unit(topic, municipality, language)
        for municipality in dict.fromkeys(keys or [ALL, *places])
        for topic in dict.fromkeys(topics or study.topics)
        for language in dict.fromkeys(languages or [study.language])
    ]


def plan_documents(study: Study, units: Sequence[Unit]) -> list[Unit]:
    """The documents of each language in which all of the project's pages are asked for."""
    return [
        Unit(DOCUMENTS, ALL, language)
        for language in dict.fromkeys(unit.language for unit in units)
        if {Unit(topic, ALL, language) for topic in study.topics} <= {*units}
    ]


def find_stale(run: Run) -> list[Unit]:
    """The units whose page is missing, was altered, or is made from what has changed since."""
    links = read_links(run.folder)
    return [
        unit
        for unit in run.units
        if run.is_forced
        or not is_current(
            run.place(unit),
            stem := run.stem(unit),
            run.fingerprint(unit),
            links.get(f"{unit.municipality}/{stem}.html", ()),
        )
    ]


def remove_strangers(run: Run) -> list[str]:
    """Remove pages of municipalities and topics that the study no longer has; names them."""
    possible = plan_units(run.study, languages=run.study.languages)
    return remove_all_but(((u.municipality, run.stem(u)) for u in possible), run.folder)
