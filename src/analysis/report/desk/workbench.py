"""Everyday questions to a study, each in a line; for notebooks/workbench.ipynb."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.drawing.look import Look
from analysis.release.estimates import Table
from analysis.report.desk.answer import Answer, answer
from analysis.report.desk.beside import show_beside, show_places
from analysis.report.desk.chart import Chart, chart_own
from analysis.report.desk.explorations import draw_distribution, draw_heat_map, draw_slopes
from analysis.report.desk.gallery import Gallery
from analysis.report.desk.saving import Saved, drafts_folder, save_exhibit, slug, write
from analysis.report.desk.subset import Subset
from analysis.report.desk.tidy import describe_frame, describe_questions, name_frame
from analysis.report.desk.unreleased import Unreleased
from analysis.report.desk.word import make_document
from analysis.report.desk.workbook import make_workbook
from analysis.report.exhibit import Exhibit, exhibit
from analysis.report.html import Output
from analysis.statistics.inference.estimate import CONFIDENCE
from analysis.study.declaration import ALL, StudyError, check_choice
from analysis.study.edition import Edition
from analysis.study.study_file import open_edition
from analysis.topics.survey_change.by_variable.crosstab import crosstab
from analysis.topics.survey_change.by_variable.difference import Pair, group_difference
from analysis.topics.survey_change.by_variable.groups import answers_to, group_forms, list_rated
from analysis.topics.survey_change.by_variable.means import group_means
from analysis.topics.survey_change.by_variable.regression import fit_formula, tabulate_forms

MEANS = "survey_change_means"


@dataclass(frozen=True, repr=False)
class Workbench:
    """A study's data and figures, and what can be asked of them.

    What it answers is of the whole project and went through the release, or says that it did
    not. Data are read once; ``open_workbench`` reads them again.

    Attributes
    ----------
    edition : Edition
    gallery : Gallery
    level : float
        Confidence level of intervals.
    part : Subset or None
        The respondents that it is narrowed to.
    """

    edition: Edition
    gallery: Gallery
    level: float = 0.95
    part: Subset | None = None

    def frame(self, name: str = "responses") -> Unreleased:
        """A tidy frame: ``"responses"``, ``"costs"`` or ``"registrations"``."""
        return self._mark(name_frame(self.gallery.inputs, name, self.edition))

    def forms(self) -> Unreleased:
        """The survey with a row a form and a column a variable, as formulas need it."""
        table = tabulate_forms(self._responses, self.edition)
        return self._mark(Unreleased(table, self.edition, self.edition.say.text("tidy.forms")))

    def dictionary(self, name: str = "responses") -> Output:
        """What the columns of a tidy frame are."""
        return describe_frame(name, self.edition)

    def questions(self) -> Output:
        """What the survey asks: key, text, kind and answers of each question and variable."""
        return describe_questions(self.edition)

    def pick(self, kind: str) -> str:
        """Key of the study's first ``"scale"``, ``"choice"`` or ``"background"``, to begin with."""
        study = self.edition.study
        known = [*study.background] if kind == "background" else [
            name for name, column in study.columns.items()
            if column.kind == kind and column.is_question and not column.item_keys
        ]  # fmt: skip
        if not known:
            raise StudyError(self.edition.say.text("workbench.none_of_kind", kind=kind))
        return known[0]

    def groups(self, by: str) -> tuple[str, ...]:
        """Keys of the groups that a variable tells apart."""
        return self.edition.study.columns[by].allowed

    def crosstab(self, question: str, by: str) -> Answer | Unreleased:
        """How many of each group gave each answer."""
        return self._answer(crosstab(question, by, self.level), question, by)

    def group_means(self, question: str, by: str) -> Answer | Unreleased:
        """Mean of each group, of a rated question."""
        return self._answer(group_means(question, by, self.level), question, by)

    def compare(self, question: str, by: str, group: str, against: str) -> Answer | Unreleased:
        """Two groups against each other."""
        pair = Pair(by, group, against)
        table = group_difference(question, pair, self.level, self.edition)
        return self._answer(table, question, by)

    def compare_places(self, figure: str, *places: str) -> Output:
        """The rows of some places beside each other, of a figure that has a row a place."""
        self._refuse_part()
        return show_places(self.gallery.release(figure, self.edition), places)

    def subset(self, label: str, **groups: str) -> "Workbench":
        """The respondents of certain groups alone, as ``subset("Women", gender="woman")``."""
        before: Mapping[str, str] = self.part.groups if self.part else {}
        label = f"{self.part.label}, {label}" if self.part else label
        part = Subset(label, {**before, **groups})
        inputs = part.of(self.gallery.inputs, self.edition)
        return replace(self, gallery=Gallery(self.edition, inputs), part=part)

    def at_level(self, level: float) -> "Workbench":
        """The same with intervals of another confidence level.

        Figures keep 95 %, and of means no other is released.
        """
        if not 0.5 <= level < 1:
            raise StudyError(self.edition.say.text("workbench.bad_level", level=f"{level:g}"))
        return replace(self, level=level)

    def fit(self, formula: str, model: str = "ols") -> tuple[Unreleased, Any]:
        """A regression by a formula of statsmodels: its coefficients, and its results."""
        forms = tabulate_forms(self._responses, self.edition)
        table, results = fit_formula(forms, formula, self.level, model)
        return self._mark(Unreleased(table, self.edition, formula)), results

    def figure(self, key: str, width_cm: float | None = None, color: str = "") -> Exhibit:
        """A figure, of another width or colour where one is given."""
        check_choice("figure", key, tuple(self.gallery.figures))
        try:
            look = Look(width_cm, color)
        except ValueError as error:
            raise StudyError(str(error)) from None
        released = self.gallery.release(key, self.edition)
        return exhibit(self.part.relabel(released) if self.part else released, look)

    def chart(self, key: str, frame: pd.DataFrame, title: str) -> Chart:
        """A figure's chart of a frame of one's own that has its columns."""
        check_choice("figure", key, tuple(self.gallery.figures))
        return chart_own(self.gallery.figures[key], frame, self.edition, title)

    def beside(self, key: str, *others: "Workbench") -> Output:
        """The same figure of several studies, years or folders beside each other."""
        return show_beside([one.figure(key) for one in (self, *others)])

    def distribution(self, question: str, item: str = "", *, by: str) -> Chart:
        """How often each rating was given, by group and wave; for the confidential screen."""
        check_choice("question", question, list_rated(self.edition.study))
        answers = answers_to(
            self._responses, question, group_forms(self._responses, by, self.edition)
        )
        scale = self.edition.study.columns[question].scale
        shown = answers[answers["item"] == item]
        title = self.edition.label(question, item)
        points = scale.points if scale else ()
        return draw_distribution(shown, title, by, points, self.edition)

    def heat_map(self, wave: str = "end", figure: str = MEANS) -> Chart:
        """Released means of every place and item."""
        self._refuse_part()
        tables = [self.gallery.release(figure, edition) for edition in self._all_editions()]
        names = self.gallery.name_figures("survey_change", self.edition)
        return draw_heat_map(tables, wave, names[figure])

    def slopes(self, question: str, item: str = "") -> Chart:
        """A line for each person who answered at both waves; for the confidential screen."""
        check_choice("question", question, list_rated(self.edition.study))
        forms = tabulate_forms(self._responses, self.edition)
        column = f"{question}_{item}" if item else question
        people = forms[["person", "wave", column]].dropna()
        people = people[people["wave"].isin(self.edition.study.compared_waves)]
        both = people.groupby("person")["wave"].transform("nunique") > 1
        title = self.edition.label(question, item)
        origin = self._responses["origin"].iloc[0]
        linked = people[both].rename(columns={column: "response"}).assign(origin=origin)
        return draw_slopes(linked, title, self.edition)

    def save(self, shown: Exhibit, kind: str, folder: Path | None = None) -> Saved:
        """Save a figure, or its table, as ``svg``, ``png``, ``pdf``, ``csv`` or ``xlsx``."""
        return save_exhibit(shown, kind, folder, slug(self.part.label) if self.part else "")

    def save_tables(self, folder: Path | None = None, *, of_places: bool = False) -> Saved:
        """Every table that may be shown, a sheet each in one XLSX file; of all places if asked."""
        self._refuse_part()
        names = (*self.gallery.figures, *self.gallery.tables)
        editions = self._all_editions() if of_places else [self.edition]
        released = [self.gallery.release(name, one) for name in names for one in editions]
        name = "tables_of_places.xlsx" if of_places else "tables.xlsx"
        return self._write(name, make_workbook(released), folder)

    def save_word(self, keys: Sequence[str], folder: Path | None = None) -> Saved:
        """Figures with their captions and alt texts in a Word file."""
        document = make_document([self.figure(key) for key in keys], self.edition)
        return self._write("figures.docx", document, folder)

    def _write(self, name: str, content: bytes, folder: Path | None) -> Saved:
        path = (folder or drafts_folder(self.edition)) / name
        return write(path, content, self.edition)

    @property
    def _responses(self) -> pd.DataFrame:
        return name_frame(self.gallery.inputs, "responses", self.edition).frame

    def _answer(self, table: Table, question: str, by: str) -> Answer | Unreleased:
        """Estimate and release; of a part of the respondents nothing is released."""
        estimates = table.estimate(self.gallery.material("survey_change", self.edition))
        say = self.edition.say
        asked = (self.edition.question(name) for name in (question, by))
        title = " · ".join((say.text(table.caption_key), *asked))
        if self.part:
            return self._mark(Unreleased(estimates, self.edition, title))
        if self.level != CONFIDENCE and question in list_rated(self.edition.study):
            why = say.text("workbench.one_level", level=say.percent(100 * CONFIDENCE))
            return Unreleased(estimates, self.edition, title, why)
        return answer(title, table, estimates, self.edition, self.level)

    def _mark(self, shown: Unreleased) -> Unreleased:
        """A frame under the label of the part that it is of."""
        if self.part is None:
            return shown
        why = self.edition.say.text("subset.why")
        return replace(shown, label=f"{self.part.label}: {shown.label}", why=why)

    def _all_editions(self) -> list[Edition]:
        """The whole project's, and each place's."""
        places = (ALL, *self.edition.study.municipalities)
        return [replace(self.edition, municipality=place) for place in places]

    def _refuse_part(self) -> None:
        if self.part:
            raise StudyError(self.edition.say.text("subset.of_places"))


def open_workbench(study: str, language: str = "fi", data: str = "example") -> Workbench:
    """A study's workbench; its data are read when they are first needed.

    Parameters
    ----------
    study, language, data : str
        As of ``open_edition``.
    """
    edition = open_edition(study, ALL, language, data)
    return Workbench(edition, Gallery(edition))
