"""The front page's answers: of each topic its question, a finding, its caution and a picture."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.report.pages.executed import Executed, Facts
from analysis.report.pages.links import Page
from analysis.study.declaration import ALL
from analysis.study.study import Study
from analysis.topics.catalogue import TOPICS, list_figures


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
    """

    topic: str
    question: str
    page: Page
    figure: Facts
    caution: str


def answer_questions(
    study: Study, language: str, chosen: Mapping[Page, Executed]
) -> Iterator[Answer]:
    """Answers of the whole project's pages, in the study's order of topics."""
    pages = {page.topic: page for page in chosen if page.municipality == ALL}
    for topic in study.topics:
        if topic in pages and (answer := _answer(study, language, pages[topic], chosen)):
            yield answer


def _answer(
    study: Study, language: str, page: Page, chosen: Mapping[Page, Executed]
) -> Answer | None:
    """The finding of the first figure with a caution; else of the first that is there."""
    drawn = {facts["name"]: facts for facts in chosen[page].figures if facts["wide"]}
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
    )
