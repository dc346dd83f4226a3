"""The front page's answers: of each topic its question, a finding, its caution and a picture."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from analysis.drawing.figure import Figure
from analysis.drawing.fragments import cut_above_row, first_mark_of, height_of, width_of
from analysis.report.pages.executed import Executed, Facts
from analysis.report.pages.links import Page
from analysis.study.declaration import ALL
from analysis.study.study import Study
from analysis.topics.catalogue import TOPICS, list_figures

BEGINS_PT = 132
"""How much of a higher one a phone shows, at most."""
MOST_HIGH_PT = 250
"""Of a whole picture on a phone, so that all answers are within five screens."""
OVERVIEW = "at_a_glance"
"""The topic that sums the others up: it answers no question of its own."""


@dataclass(frozen=True)
class Answer:
    """What a page finds on its topic's question.

    Attributes
    ----------
    topic, question : str
        The question is in the front page's language.
    page : Page
        Where the figure stands.
    figure : mapping
        Facts of the one that says it; they are in the page's language.
    picture : mapping
        Facts of the one whose picture stands beside it, mostly the same.
    caution : str
        What the finding must not be taken for; empty where the figure declares nothing.
    """

    topic: str
    question: str
    page: Page
    figure: Facts
    picture: Facts
    caution: str

    @property
    def is_high(self) -> bool:
        """Whether a phone shows only how its picture begins; the whole is where the link leads."""
        return height_of(self.picture["narrow"]) > MOST_HIGH_PT

    @property
    def begins(self) -> str:
        """Width to height of how it begins, which ends between two rows, one of them with a mark.

        Rows of which nothing is told may stand first.
        """
        narrow = self.picture["narrow"]
        low = cut_above_row(narrow, BEGINS_PT, first_mark_of(narrow))
        return f"{width_of(narrow):g} / {low:.1f}"


def answer_questions(
    study: Study, language: str, chosen: Mapping[Page, Executed]
) -> Iterator[Answer]:
    """Answers of the whole project's pages, in the study's order of topics."""
    pages = {page.topic: page for page in chosen if page.municipality == ALL}
    for topic in study.topics:
        if (
            topic in pages
            and topic != OVERVIEW
            and (answer := _answer(study, language, pages[topic], chosen))
        ):
            yield answer


def choose_answer(topic: str, study: Study, shown: Collection[str]) -> Figure | None:
    """The figure that answers a topic's question, of those with these names; None of none.

    It is one with a caution, first of all one that another one pictures; else the first.
    """
    figures = [figure for figure in list_figures(topic, study) if figure.name in shown]
    return min(figures, key=lambda f: (not f.caution, not f.pictured_by), default=None)


def _answer(
    study: Study, language: str, page: Page, chosen: Mapping[Page, Executed]
) -> Answer | None:
    facts = {facts["name"]: facts for facts in chosen[page].figures}
    drawn = {name for name in facts if facts[name]["wide"]}
    pictures = {f.name: f.pictured_by or f.name for f in list_figures(page.topic, study)}
    shown = [name for name in facts if pictures.get(name) in drawn]
    found = choose_answer(page.topic, study, shown)
    if found is None:
        return None
    return Answer(
        topic=page.topic,
        question=study.say(language).text(TOPICS[page.topic].TITLE),
        page=page,
        figure=facts[found.name],
        picture=facts[pictures[found.name]],
        caution=study.say(page.language).text(found.caution) if found.caution else "",
    )


@dataclass(frozen=True)
class Place:
    """A cell of the map that leads to a place's page."""

    row: int
    column: int
    name: str
    page: Page


def map_places(study: Study, language: str, chosen: Mapping[Page, Executed]) -> list[Place]:
    """The places that have a cell and a page, from north to south and west to east."""
    pages = {page.municipality: page for page in chosen if page.topic == OVERVIEW}
    found = [
        Place(m.tile.row, m.tile.column, m.name[language], pages[key])
        for key, m in study.municipalities.items()
        if m.tile is not None and key in pages
    ]
    return sorted(found, key=lambda place: (place.row, place.column))
