"""The first pages: messages, a summary by question, and what follows for municipalities."""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.drawing.words.caption import as_sentence
from analysis.drawing.words.shared_tables import STATEMENTS
from analysis.inputs.printed.published import read_published, select_statements
from analysis.release.rules import release
from analysis.report.exhibit import Exhibit
from analysis.report.pages.front import OVERVIEW, choose_answer
from analysis.report.publication.prose import say_section
from analysis.study.edition import Edition
from analysis.study.instrument import list_families
from analysis.topics.catalogue import TOPICS, list_figures
from analysis.topics.survey_change.once import once_sentence, read_once
from analysis.topics.survey_change.paragraph import write_paragraph
from analysis.topics.survey_change.shares import shares

CONCLUSIONS = {
    "conclusions": "publication.conclusions",
    "for_municipalities": "publication.for_municipalities",
}
"""Key of the heading by the topic that statements of a study have; none is ever made up."""


def write_messages(edition: Edition, exhibits: Mapping[str, Exhibit]) -> Iterator[dict[str, str]]:
    """Of each topic its question, a finding, what is measured, and a caution, as on the front page.

    Parameters
    ----------
    edition : Edition
    exhibits : mapping
        From `make_exhibits`.
    """
    say, study = edition.say, edition.study
    drawn = {name: shown.caption for name, shown in exhibits.items() if shown.caption}
    for topic in study.topics:
        chosen = choose_answer(topic, study, drawn)
        if topic != OVERVIEW and chosen is not None:
            caption = drawn[chosen.name]
            yield {
                "question": say.text(TOPICS[topic].TITLE),
                "finding": as_sentence(caption.title),
                "measured": caption.subtitle,
                "caution": say.text(chosen.caution) if chosen.caution else "",
                "mark": say.text("synthetic.short") if caption.mark else "",
            }


def write_summary(edition: Edition, exhibits: Mapping[str, Exhibit]) -> Iterator[dict[str, Any]]:
    """Of each topic its question, what it is about, its findings in a paragraph, and its limits."""
    say, study = edition.say, edition.study
    for topic in study.topics:
        names = [figure.name for figure in list_figures(topic, study)]
        captions = [exhibits[n].caption for n in names if n in exhibits and exhibits[n].caption]
        titles = dict.fromkeys(caption.title for caption in captions if caption)
        if topic == OVERVIEW or not titles:
            continue
        paragraph = " ".join(map(as_sentence, titles))
        if topic == "survey_change":
            paragraph = _paragraph_of_survey(edition, exhibits)
        yield {
            "question": say.text(TOPICS[topic].TITLE),
            "about": next(iter(say_section(say, topic, "question")), ""),
            "findings": paragraph,
            "limits": list(say_section(say, topic, "limits"))[1:],  # but for the heading
        }


def _paragraph_of_survey(edition: Edition, exhibits: Mapping[str, Exhibit]) -> str:
    """The survey's findings, as its page words them."""
    released = {name: shown.released for name, shown in exhibits.items()}
    forests, detectables = (
        [released[name] for name in released if name.startswith(f"survey_change_{kind}")]
        for kind in ("forest", "detectable")
    )
    names = [figure.name for figure in shares(edition.study)]
    chosen = [released[name] for name in names if name in released]
    once = once_sentence(read_once(edition), edition)
    families = list_families(edition.study)
    return write_paragraph(families, forests, detectables, chosen, once=once)


def write_conclusions(edition: Edition) -> Iterator[dict[str, Any]]:
    """What documents conclude, and what they advise municipalities, each with its source."""
    statements = read_published(edition.study, "statements")
    for topic, title in CONCLUSIONS.items():
        rows = select_statements(statements, topic, edition.municipality)
        texts = list(release(rows, edition, STATEMENTS).table[edition.language])
        documents = [edition.document(key) for key in dict.fromkeys(rows["document"])]
        if texts:
            key = "source" if len(documents) == 1 else "sources"
            yield {
                "title": edition.say.text(title),
                "texts": texts,
                "source": edition.say.text(key, documents="; ".join(documents)),
            }
