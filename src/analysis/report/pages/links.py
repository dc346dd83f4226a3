"""Links from page to page: to another municipality, topic or language, where such a page is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from analysis.report.pages.environment import templates
from analysis.report.pages.executed import Facts
from analysis.report.pages.files import (
    digest_links,
    fill_links,
    page_stem,
    read_links,
    write_links,
)
from analysis.report.whole import write_whole
from analysis.study.declaration import ALL
from analysis.study.study import Study
from analysis.topics.catalogue import TOPICS

MOST_LISTED = 15
"""More choices than these are folded away before a page's content."""


@dataclass(frozen=True)
class Page:
    """A page of the reports, or one that failed: then ``error`` says why.

    ``link`` is the file, relative to the index. A page that is there and could not be made
    anew is told of in both ways; ``since`` is the day of the first failure.
    """

    topic: str
    municipality: str
    language: str
    link: str
    error: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Choice:
    """One of several pages that a reader can turn to."""

    label: str
    link: str
    language: str
    is_here: bool


@dataclass(frozen=True)
class Shared:
    """Figures of a place's page that are the project's, whether it has no others, and tables."""

    figures: tuple[Facts, ...] = ()
    is_all: bool = False
    tables: tuple[Facts, ...] = ()


def find_pages(study: Study, folder: Path) -> list[Page]:
    """The pages that lie in a study's reports, the study's own language first."""
    languages = sorted(study.languages, key=lambda language: language != study.language)
    return [
        Page(topic, municipality, language, link)
        for municipality in (ALL, *study.municipalities)
        for topic in study.topics
        for language in languages
        if (folder / (link := _link(study, topic, municipality, language))).exists()
    ]


def place_names(study: Study, language: str) -> dict[str, str]:
    """The whole project and each municipality, by key."""
    names = {key: m.name[language] for key, m in study.municipalities.items()}
    return {ALL: study.say(language).text("whole_project")} | names


def index_name(study: Study, language: str) -> str:
    """File name of the index in a language."""
    return f"{page_stem(study, 'index', language)}.html"


def link_pages(
    study: Study,
    pages: Sequence[Page],
    folder: Path,
    failed: Sequence[Page] = (),
    shared: Mapping[Page, Shared] = MappingProxyType({}),
) -> None:
    """Fill in each page the links to the others, in place of those of an earlier run.

    Parameters
    ----------
    study : Study
    pages : sequence of Page
        Those that are there.
    folder : Path
        The study's, in the reports.
    failed : sequence of Page
        Pages that could not be made anew; those that are there say so.
    shared : mapping
        Of a place's page the figures that are the project's: it leads to them, and shows them
        only where the project's page is not there.
    """
    fragment = templates().get_template("links.html.j2")
    there = {page.link: page for page in pages}
    since = {(page.topic, page.municipality, page.language): page.since for page in failed}
    _fill({
        page.link: fragment.render(
            say=study.say(page.language),
            index=f"../{index_name(study, page.language)}",
            groups=_groups(study, page, there),
            here=_name_page(study, page),
            most_listed=MOST_LISTED,
            shared=shared.get(page, Shared()),
            whole=f"../{_link(study, page.topic, ALL, page.language)}",
            since=since.get((page.topic, page.municipality, page.language)),
        )
        for page in pages
    }, folder)  # fmt: skip


def _fill(links: Mapping[str, str], folder: Path) -> None:
    """Put each page's links into it, and record what stands in which."""
    known, wanted = read_links(folder), {link: digest_links(text) for link, text in links.items()}
    if known != (now := {link: [digest] for link, digest in wanted.items()}):
        # While pages are filled, one that a killed run leaves is right in either state.
        both = {link: [digest, *known.get(link, ())] for link, digest in wanted.items()}
        write_links(folder, both)
    for link, text in links.items():
        old = (folder / link).read_text(encoding="utf-8")
        if (new := fill_links(old, text)) != old:
            write_whole(folder / link, new.encode())
    if known != now:
        write_links(folder, now)


def _name_page(study: Study, page: Page) -> dict[str, str]:
    """What a link to a page says besides what it differs in: place and short topic."""
    topic = study.say(page.language).text(TOPICS[page.topic].SHORT_TITLE)
    return {"municipality": place_names(study, page.language)[page.municipality], "topic": topic}


def _groups(study: Study, here: Page, there: dict[str, Page]) -> dict[str, list[Choice]]:
    """Choices of municipality, topic and language that differ from a page in this alone."""
    say = study.say(here.language)
    options = {
        "municipality": place_names(study, here.language),
        "topic": {topic: say.text(TOPICS[topic].TITLE) for topic in study.topics},
        "language": dict.fromkeys(study.languages, ""),
    }
    own = {part: getattr(here, part) for part in options}
    return {
        part: [
            Choice(label, f"../{link}", there[link].language, link == here.link)
            for key, label in names.items()
            if (link := _link(study, **own | {part: key})) in there
        ]
        for part, names in options.items()
    }


def _link(study: Study, topic: str, municipality: str, language: str) -> str:
    return f"{municipality}/{page_stem(study, topic, language)}.html"
