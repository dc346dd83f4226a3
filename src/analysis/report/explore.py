"""Choosing a figure and its table with widgets; for notebooks/explore.ipynb.

Everything that is shown went through `analysis.release.rules.release` in the notebook
that makes the figure. Groups are those that a study declares: any others, set
against each other, could tell of single people.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import ipywidgets as widgets

from analysis.report.exhibit import Exhibit, make_exhibits
from analysis.report.tables import show_rows, show_table, table_cells
from analysis.study.declaration import ALL, NATIVE_NAMES
from analysis.study.edition import Edition
from analysis.study.wording import Wording
from analysis.topics.catalogue import TOPICS

WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Explorer:
    """Choices and what they show; call `explore` for one.

    Attributes
    ----------
    language, municipality, topic, figure, rows : ipywidgets.Dropdown
    view : ipywidgets.HTML
        The chosen figure with its alt text, and the table behind it.
    """

    language: widgets.Dropdown
    municipality: widgets.Dropdown
    topic: widgets.Dropdown
    figure: widgets.Dropdown
    rows: widgets.Dropdown
    view: widgets.HTML

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """Widgets where there is a front end for them, else what they would show first."""
        box = widgets.VBox([*self.choices(), self.view])
        bundle: dict[str, Any] = box._repr_mimebundle_()
        html, plain = self.view.value, self.figure.label
        return {WIDGET: bundle[WIDGET], "text/html": html, "text/plain": plain}

    def choices(self) -> tuple[widgets.Dropdown, ...]:
        """The menus; each depends on those before it."""
        return (self.language, self.municipality, self.topic, self.figure, self.rows)


def explore(edition: Edition) -> Explorer:
    """Widgets that show any figure of a study's editions, with its table.

    Parameters
    ----------
    edition : Edition
        What is shown first; its study and data stay as they are.

    Returns
    -------
    Explorer
        As the last line of a cell, shows itself.
    """
    languages = [(NATIVE_NAMES[key], key) for key in edition.study.languages]
    topics = [topic for topic in TOPICS if topic in edition.study.topics]
    explorer = Explorer(
        language=widgets.Dropdown(options=languages, value=edition.language),
        municipality=widgets.Dropdown(
            options=[ALL, *edition.study.municipalities], value=edition.municipality
        ),
        topic=widgets.Dropdown(options=topics),
        figure=widgets.Dropdown(),
        rows=widgets.Dropdown(),
        view=widgets.HTML(),
    )
    _follow(explorer, edition)
    return explorer


def _follow(explorer: Explorer, edition: Edition) -> None:
    """Let each choice renew what depends on it, from the language down to the table."""

    @cache
    def exhibits(language: str, municipality: str, topic: str) -> dict[str, Exhibit]:
        chosen = replace(edition, language=language, municipality=municipality)
        return make_exhibits(chosen, [topic])

    def offer() -> None:
        language = explorer.language.value
        _name_choices(explorer, replace(edition, language=language))
        made = exhibits(language, explorer.municipality.value, explorer.topic.value)
        _offer(explorer.figure, [(_title(shown), name) for name, shown in made.items()])
        shown = made[explorer.figure.value]
        all_rows = (Wording(language).text("explore.all_rows"), ALL)
        _offer(explorer.rows, [all_rows, *((name, name) for name in _row_names(shown))])
        explorer.view.value = _show(shown, explorer.rows.value)

    def renew(_: object) -> None:
        for choice in explorer.choices():
            choice.unobserve(renew, "value")  # offering other options is no choice
        offer()
        for choice in explorer.choices():
            choice.observe(renew, "value")

    offer()
    for choice in explorer.choices():
        choice.observe(renew, "value")


def _name_choices(explorer: Explorer, edition: Edition) -> None:
    """Words of the choices in the language that was chosen."""
    say = edition.say
    explorer.language.description = say.text("explore.language")
    explorer.topic.description = say.text("explore.topic")
    explorer.figure.description = say.text("explore.figure")
    explorer.rows.description = say.text("explore.rows")
    explorer.municipality.description = say.text("column.municipality")
    places = [(edition.place(key), key) for key in edition.study.municipalities]
    _offer(explorer.municipality, [(say.text("whole_project"), ALL), *places])
    topics = [topic for topic in TOPICS if topic in edition.study.topics]
    _offer(explorer.topic, [(say.text(TOPICS[topic].TITLE), topic) for topic in topics])


def _offer(choice: widgets.Dropdown, options: list[tuple[str, str]]) -> None:
    """Offer other options, keeping the choice where it is still among them."""
    kept = choice.value
    choice.options = options
    values = [value for _, value in options]
    choice.value = kept if kept in values else values[0]


def _title(shown: Exhibit) -> str:
    return shown.caption.title if shown.caption else shown.released.name


def _row_names(shown: Exhibit) -> list[str]:
    """What the rows of the table are of: the cells of its first column."""
    if shown.caption is None:
        return []
    return list(dict.fromkeys(table_cells(shown.released).iloc[:, 0]))


def _show(shown: Exhibit, rows: str) -> str:
    """Figure and table as HTML; of the table, the chosen rows."""
    if shown.caption is None:
        return shown.output().html
    released = shown.released
    table = show_table(released, whole=True) if rows == ALL else show_rows(released, rows)
    return shown.output().html + table.html
