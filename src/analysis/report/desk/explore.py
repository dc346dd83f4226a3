"""Choosing a figure and its table with widgets; for notebooks/explore.ipynb.

Everything that is shown went through `analysis.release.rules.release` in the notebook
that makes the figure. Groups are those that a study declares: any others, set
against each other, could tell of single people.
"""

import gc
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from analysis.report.desk.gallery import Gallery
from analysis.report.desk.saving import Saved, save_exhibit
from analysis.report.desk.tidy import tidy_of
from analysis.report.desk.unreleased import Unreleased
from analysis.report.desk.view import (
    describe_busy,
    describe_failure,
    describe_guide,
    describe_view,
    in_language,
)
from analysis.report.exhibit import Exhibit
from analysis.report.tables import table_cells
from analysis.study.declaration import ALL, NATIVE_NAMES, StudyError
from analysis.study.edition import Edition
from analysis.topics.catalogue import TOPICS

WIDGET = "application/vnd.jupyter.widget-view+json"
SAVED_AS = {"svg": "SVG", "png": "PNG (300 dpi)", "csv": "CSV", "xlsx": "Excel (XLSX)"}
"""What the buttons say, by kind of file."""
WIDE = {"layout": {"width": "100%", "max_width": "60em"}, "style": {"description_width": "8em"}}
"""Menus that show whole names."""


def _menu(**options: Any) -> widgets.Dropdown:
    return widgets.Dropdown(**options, **WIDE)


@dataclass(frozen=True, repr=False)
class Explorer:
    """Choices and what they show; call `explore` for one.

    Attributes
    ----------
    edition : Edition
        What was opened; the menus choose another place or language of it.
    gallery : Gallery
        What was read and drawn so far.
    language, municipality, topic, figure, rows : ipywidgets.Dropdown
    buttons : mapping
        A button for each kind of file that what is shown can be saved as.
    guide, view, status, limits : ipywidgets.HTML
        How to use it; the chosen figure and its table; what was saved; what to bear in mind.
    """

    edition: Edition
    gallery: Gallery
    language: widgets.Dropdown
    municipality: widgets.Dropdown
    topic: widgets.Dropdown
    figure: widgets.Dropdown
    rows: widgets.Dropdown
    buttons: Mapping[str, widgets.Button]
    guide: widgets.HTML
    view: widgets.HTML
    status: widgets.HTML
    limits: widgets.HTML

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """Widgets where there is a front end for them, else what they would show first."""
        saving = widgets.HBox([*self.buttons.values()], layout={"flex_flow": "row wrap"})
        parts = (self.guide, *self.choices(), self.view, saving, self.status, self.limits)
        bundle: dict[str, Any] = widgets.VBox(parts)._repr_mimebundle_()
        html, plain = self.view.value, self.figure.label
        return {WIDGET: bundle[WIDGET], "text/html": html, "text/plain": plain}

    def choices(self) -> tuple[widgets.Dropdown, ...]:
        """The menus; each depends on those before it."""
        return (self.language, self.municipality, self.topic, self.figure, self.rows)

    @property
    def chosen(self) -> Edition:
        """The edition that the menus ask for."""
        place, language = self.municipality.value, self.language.value
        return replace(self.edition, municipality=place, language=language)

    @property
    def shown(self) -> Exhibit:
        """What is shown: its ``figure``, its ``released.table`` and its words."""
        return self.gallery.exhibit(self.figure.value, self.chosen)

    def tidy(self) -> Unreleased:
        """The tidy data behind the topic, for computing with; they are not released.

        Raises
        ------
        StudyError
            If it is computed from published numbers, which its table shows.
        """
        return tidy_of(self.gallery, self.topic.value, self.chosen)

    def renew(self, _: object = None) -> None:
        """Show what the menus ask for now."""
        for choice in self.choices():
            choice.unobserve(self.renew, "value")  # offering other options is no choice
        is_collecting = gc.isenabled()
        gc.disable()  # looking through all objects takes up to 0.3 s, and can wait till then
        try:
            _offer_choices(self)
            _show(self)
        finally:
            if is_collecting:
                gc.enable()
            for choice in self.choices():
                choice.observe(self.renew, "value")

    def save(self, kind: str) -> Saved:
        """Save what is shown as ``"svg"``, ``"png"``, ``"pdf"``, ``"csv"`` or ``"xlsx"``.

        Returns
        -------
        Saved
            The file.

        Raises
        ------
        StudyError
            If nothing may be shown; the message says why.
        """
        return save_exhibit(self.shown, kind)


def explore(edition: Edition) -> Explorer:
    """Widgets that show any figure of a study's editions, with its table.

    Parameters
    ----------
    edition : Edition
        What is shown first; its study and data stay as they are. They are read once: after a
        change of the files, call it again.

    Returns
    -------
    Explorer
        As the last line of a cell, shows itself.
    """
    languages = [(NATIVE_NAMES[key], key) for key in edition.study.languages]
    topics = [topic for topic in TOPICS if topic in edition.study.topics]
    explorer = Explorer(
        edition=edition,
        gallery=Gallery(edition),
        language=_menu(options=languages, value=edition.language),
        municipality=_menu(
            options=[ALL, *edition.study.municipalities], value=edition.municipality
        ),
        topic=_menu(options=topics),
        figure=_menu(),
        rows=_menu(),
        buttons={kind: widgets.Button(layout={"width": "auto"}) for kind in SAVED_AS},
        guide=widgets.HTML(),
        view=widgets.HTML(),
        status=widgets.HTML(),
        limits=widgets.HTML(),
    )
    _offer_choices(explorer)
    _show(explorer)
    for choice in explorer.choices():
        choice.observe(explorer.renew, "value")
    for kind, button in explorer.buttons.items():
        button.on_click(partial(_save, explorer, kind))
    return explorer


def _offer_choices(explorer: Explorer) -> None:
    """The menus' words and options in the language that was chosen."""
    edition = replace(explorer.edition, language=explorer.language.value)
    say, study = edition.say, edition.study
    explorer.language.description = say.text("explore.language")
    explorer.municipality.description = say.text("column.municipality")
    explorer.topic.description = say.text("explore.topic")
    explorer.figure.description = say.text("explore.figure")
    explorer.rows.description = say.text("explore.rows")
    explorer.guide.value = describe_guide("explore.guide", edition)
    explorer.limits.value = describe_guide("explore.limits", edition)
    for kind, button in explorer.buttons.items():
        button.description = say.text("explore.save", kind=SAVED_AS[kind])
    places = [(edition.place(key), key) for key in study.municipalities]
    _offer(explorer.municipality, [(say.text("whole_project"), ALL), *places])
    topics = [topic for topic in TOPICS if topic in study.topics]
    _offer(explorer.topic, [(say.text(TOPICS[topic].TITLE), topic) for topic in topics])
    names = explorer.gallery.name_figures(explorer.topic.value, edition)
    _offer(explorer.figure, [(name, key) for key, name in names.items()])


def _offer(choice: widgets.Dropdown, options: list[tuple[str, str]]) -> None:
    """Offer other options, keeping the choice where it is still among them."""
    if choice.options == tuple(options):
        return
    kept = choice.value
    choice.options = options
    values = [value for _, value in options]
    choice.value = kept if kept in values else values[0]


def _show(explorer: Explorer) -> None:
    """Make and show what was chosen; until then, and where it fails, no other figure stands."""
    edition = explorer.chosen
    explorer.status.value = ""
    explorer.view.value = describe_busy(explorer.figure.label, edition)
    view = describe_failure(edition.say.text("explore.failed"), edition)
    try:
        shown = explorer.shown
        all_rows = (edition.say.text("explore.all_rows"), ALL)
        _offer(explorer.rows, [all_rows, *((name, name) for name in _name_rows(shown))])
        view = describe_view(shown, explorer.figure.label, explorer.rows.value)
    except StudyError as error:
        view = describe_failure(str(error), edition)
    finally:
        explorer.view.value = view


def _name_rows(shown: Exhibit) -> list[str]:
    """What the rows of the table are of: the cells of its first column."""
    if shown.caption is None:
        return []
    return list(dict.fromkeys(table_cells(shown.released).iloc[:, 0]))


def _save(explorer: Explorer, kind: str, _: object) -> None:
    """Save what is shown, and say where it is, or why it is not."""
    edition = explorer.chosen
    try:
        outcome = explorer.save(kind).sentence
    except (StudyError, OSError) as error:
        outcome = str(error)
    explorer.status.value = in_language(f'<p role="status">{escape(outcome)}</p>', edition)
