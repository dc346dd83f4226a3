"""Links from page to page: to another municipality, topic or language, where such a page is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.report.pages.environment import templates
from analysis.report.pages.files import fill_links, page_stem
from analysis.study.declaration import ALL, LANGUAGES
from analysis.study.study import Study
from analysis.study.wording import Wording
from analysis.topics.catalogue import TOPICS


@dataclass(frozen=True)
class Page:
    """A page of the reports, or one that failed: then ``error`` says why.

    ``link`` is the file, relative to the index.
    """

    topic: str
    municipality: str
    language: str
    link: str
    error: str = ""


@dataclass(frozen=True)
class Choice:
    """One of several pages that a reader can turn to."""

    label: str
    link: str
    language: str
    is_here: bool


def find_pages(study: Study, folder: Path) -> list[Page]:
    """The pages that lie in a study's reports, the study's own language first."""
    languages = sorted(LANGUAGES, key=lambda language: language != study.language)
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
    return {ALL: Wording(language).text("whole_project")} | names


def index_name(study: Study, language: str) -> str:
    """File name of the index in a language."""
    return f"{page_stem(study, 'index', language)}.html"


def link_pages(study: Study, pages: Sequence[Page], folder: Path) -> None:
    """Fill in each page the links to the others, in place of those of an earlier run."""
    fragment = templates().get_template("links.html.j2")
    there = {page.link: page for page in pages}
    for page in pages:
        path = folder / page.link
        links = fragment.render(
            say=Wording(page.language),
            index=f"../{index_name(study, page.language)}",
            groups=_groups(study, page, there),
        )
        old = path.read_text(encoding="utf-8")
        new = fill_links(old, links)
        if new != old:
            path.write_text(new, encoding="utf-8")


def _groups(study: Study, here: Page, there: dict[str, Page]) -> dict[str, list[Choice]]:
    """Choices of municipality, topic and language that differ from a page in this alone."""
    say = study.say(here.language)
    options = {
        "municipality": place_names(study, here.language),
        "topic": {topic: say.text(TOPICS[topic].TITLE) for topic in study.topics},
        "language": dict.fromkeys(LANGUAGES, ""),
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
