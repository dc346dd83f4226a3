"""The front page's answers: of each topic its question, a finding, its caution and a picture."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.report.pages.executed import Executed, Facts
from analysis.report.pages.links import Page
from analysis.report.pages.pictures import crop
from analysis.study.declaration import ALL
from analysis.study.study import Study
from analysis.topics.catalogue import TOPICS, list_figures

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
        Its facts; they are in the page's language.
    caution : str
        What the finding must not be taken for; empty where the figure declares nothing.
    picture : str
        The drawing, in base 64.
    """

    topic: str
    question: str
    page: Page
    figure: Facts
    caution: str
    picture: str


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


def _answer(
    study: Study, language: str, page: Page, chosen: Mapping[Page, Executed]
) -> Answer | None:
    """The finding of the first figure with a caution; else of the first that is there."""
    drawn = {facts["name"]: facts for facts in chosen[page].figures if facts.get("body")}
    cautions = {f.name: f.caution for f in list_figures(page.topic, study) if f.caution}
    name = next((name for name in (*cautions, *drawn) if name in drawn), None)
    if name is None:
        return None
    key = cautions.get(name, "")
    return Answer(
        topic=page.topic,
        question=study.say(language).text(TOPICS[page.topic].TITLE),
        page=page,
        figure=drawn[name],
        caution=study.say(page.language).text(key) if key else "",
        picture=crop(drawn[name]["png"], drawn[name]["body"]),
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
