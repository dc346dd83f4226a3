"""The figures of a study's editions, each made when it is asked for, and kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.inputs.chosen import Inputs, read_inputs
from analysis.release.estimates import Released, Table
from analysis.release.rules import release
from analysis.report.exhibit import Exhibit, exhibit
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.instrument import list_families
from analysis.topics import at_a_glance
from analysis.topics.catalogue import SURVEYED, list_figures, list_tables, read_material

SURVEY, GLANCE = "survey_change", "at_a_glance"
OF_A_PLACE = (SURVEY, GLANCE)
"""Topics whose material is of one place; that of the others is the same for every place."""


QUOTING = ("publication_audit",)
"""Topics whose rows quote printed numbers in words, and are estimated in each language."""


class Gallery:
    """The figures of a study, for any of its places and in any of its languages.

    Data are read once, a place's material is made once, the numbers of a figure are estimated
    once, in whatever language they are told, and it is drawn once in each. Files that change
    later are seen by a new gallery alone.

    Parameters
    ----------
    edition : Edition
        Its study and ``data`` are those of all that is asked for.
    inputs : Inputs, optional
        What is computed from instead, such as a part of what was read.
    """

    def __init__(self, edition: Edition, inputs: Inputs | None = None) -> None:
        self._edition = edition
        self._inputs = inputs
        self._materials: dict[tuple[str, str], Any] = {}
        self._estimates: dict[tuple[str, str, str], pd.DataFrame] = {}
        self._exhibits: dict[tuple[str, str, str], Exhibit] = {}
        study = edition.study
        self.figures: dict[str, Figure] = {}
        self.tables: dict[str, Table] = {}
        self._topics: dict[str, str] = {}
        for topic in study.topics:
            figures = {figure.name: figure for figure in list_figures(topic, study)}
            tables = {table.name: table for table in list_tables(topic, study)}
            self.figures |= figures
            self.tables |= tables
            self._topics |= dict.fromkeys((*figures, *tables), topic)

    @property
    def inputs(self) -> Inputs:
        """The project's own data, read when they are first needed."""
        if self._inputs is None:
            edition = self._edition
            self._inputs = read_inputs(edition.study, edition.data, edition.language)
        return self._inputs

    def material(self, topic: str, edition: Edition) -> Any:
        """What a topic's figures of an edition's place are estimated from, in any language."""
        own = replace(edition, language=self._edition.language)
        place = own.municipality if topic in OF_A_PLACE else ALL
        if (topic, place) not in self._materials:
            self._materials[topic, place] = self._read(topic, replace(own, municipality=place))
        key = topic, own.municipality
        if key not in self._materials:  # of its parts, none but the edition knows a place
            self._materials[key] = replace(self._materials[topic, place], edition=own)
        return self._materials[key]

    def _read(self, topic: str, edition: Edition) -> Any:
        """Material that is new; what it shares with that of other topics and places is kept."""
        if topic == GLANCE:
            return at_a_glance.Material(edition, self._release_parts(edition))
        if topic in SURVEYED and topic != SURVEY and SURVEY in edition.study.topics:
            survey = self.material(SURVEY, edition)
        else:
            made = (each for key, each in self._materials.items() if key[0] == SURVEY)
            survey = next(made, None)
        return read_material(topic, edition, self.inputs.copy(), survey)

    def _release_parts(self, edition: Edition) -> dict[str, Released]:
        """What a place is shown by at a glance: estimated once for all, released for each."""
        whole = replace(edition, municipality=ALL)
        names = [name for parts in at_a_glance.PARTS.values() for name in parts]
        return {name: release(self._estimate(name, whole), edition, self.figures[name])
                for name in names if name in self.figures}  # fmt: skip

    def _estimate(self, name: str, edition: Edition) -> pd.DataFrame:
        topic = self._topics[name]
        spoken = edition.language if topic in QUOTING else self._edition.language
        key = name, edition.municipality, spoken
        if key not in self._estimates:
            table = self.figures.get(name) or self.tables[name]
            material = self.material(topic, edition)
            if topic in QUOTING:
                material = replace(material, edition=replace(material.edition, language=spoken))
            self._estimates[key] = table.estimate(material)
        return self._estimates[key]

    def release(self, name: str, edition: Edition) -> Released:
        """What may be shown of a figure or table."""
        table = self.figures.get(name) or self.tables[name]
        return release(self._estimate(name, edition), edition, table)

    def exhibit(self, name: str, edition: Edition) -> Exhibit:
        """A figure, drawn when it is first asked for."""
        key = name, edition.municipality, edition.language
        if key not in self._exhibits:
            self._exhibits[key] = exhibit(self.release(name, edition))
        return self._exhibits[key]

    def name_figures(self, topic: str, edition: Edition) -> Mapping[str, str]:
        """What a topic's figures are called, by their keys; nothing has to be drawn for it.

        Figures that share a name are told apart by the question that they are of.
        """
        figures = list_figures(topic, edition.study)
        names = {figure.name: edition.say.text(figure.caption_key) for figure in figures}
        times = Counter(names.values())
        return {
            key: f"{name}: {_name_subject(key, edition)}" if times[name] > 1 else name
            for key, name in names.items()
        }


def _name_subject(figure: str, edition: Edition) -> str:
    """The question or family that a figure's key ends in; that of a first family ends in none."""
    study = edition.study
    of_families = {ratings.name: ratings.questions for ratings in list_families(study)}
    subjects = {key: (key,) for key in study.columns} | of_families
    found = [key for key in subjects if figure.endswith(f"_{key}")]
    subject = max(found, key=len) if found else next(iter(of_families))
    return edition.say.listing([edition.question(question) for question in subjects[subject]])
