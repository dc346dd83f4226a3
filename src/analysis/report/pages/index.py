"""The index of a study's reports: every figure of every municipality, what is missing and why."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.report.about import describe_project
from analysis.report.archive import ARCHIVE, Changes
from analysis.report.pages.cards import make_rows
from analysis.report.pages.changes import describe_changes
from analysis.report.pages.environment import templates
from analysis.report.pages.executed import Executed, in_brief, read_executed
from analysis.report.pages.files import find_documents
from analysis.report.pages.front import OVERVIEW, answer_questions, map_places
from analysis.report.pages.links import Page, find_pages, index_name, link_pages, place_names
from analysis.report.pages.shared import find_own_pages, find_shared
from analysis.report.pages.summaries import CHECKS, count_hidden, list_missing, summarize_audit
from analysis.report.tables import BECAUSE
from analysis.report.whole import write_whole
from analysis.study.declaration import ALL
from analysis.study.study import Study
from analysis.topics.catalogue import TOPICS

MOST_BYTES = 600_000
"""A heavier index, too heavy to send by e-mail, pictures the project alone."""
MOST_PICTURED = 24
"""Pictures of more places are not even read: no study's index would hold them."""

MOST_LISTED = 12
"""More places than these are folded away, so that the answers and they fit few screens."""


@dataclass(frozen=True)
class Saved:
    """What a run has besides pages.

    Attributes
    ----------
    has_archive : bool
        Whether its tables are in one file.
    changes : Changes or None
        What of them changed since the run before.
    documents : tuple of str
        Names of its PDF files.
    """

    has_archive: bool
    changes: Changes | None
    documents: tuple[str, ...] = ()


NOTHING_SAVED = Saved(has_archive=False, changes=None)


def write_index(
    study: Study,
    failed: Sequence[Page],
    folder: Path,
    misfits: Sequence[str] = (),
    changes: Changes | None = None,
) -> Path:
    """Write the ``index.html`` of a folder of reports, which leads to all pages that are there.

    Other languages have an index of their own. Where no page is in the study's first language,
    it is that of another one. The links between pages are renewed.

    Parameters
    ----------
    study : Study
    failed : sequence of Page
        Units of the last run that went wrong.
    folder : Path
        The study's, of the data; pages of earlier runs that still lie there are led to as well.
    misfits : sequence of str
        Rows of saved tables whose numbers cannot all be true.
    changes : Changes, optional
        What of the tables is another than in the run before.

    Returns
    -------
    Path
        The written file.
    """
    folder.mkdir(parents=True, exist_ok=True)  # every page may have failed
    found = find_pages(study, folder)
    pictured = pictured_places(found)
    read = {page: _read(folder / page.link, page.municipality in pictured) for page in found}
    held = {page: executed for page, executed in read.items() if executed is not None}
    pages = list(held)
    made = {page.language for page in pages} or {study.language}
    ordered = dict.fromkeys([study.language, *study.languages])
    languages = [language for language in ordered if language in made]
    documents = tuple(sorted(path.name for path in folder.glob("*.pdf")))
    saved = Saved((folder / ARCHIVE).exists(), changes, documents)
    written = {
        language: render_index(study, language, languages, held, failed, misfits, saved).encode()
        for language in languages
    }
    # Whoever opens the index finds one, though no page is in the study's first language.
    for language in ordered:
        index = folder / index_name(study, language)
        if language in made or language == study.language:
            write_whole(index, written.get(language, written[languages[0]]))
        else:  # of pages that are no more
            index.unlink(missing_ok=True)
    link_pages(study, pages, folder, failed, find_shared(held))
    return folder / index_name(study, study.language)


def _read(page: Path, pictures: bool) -> Executed | None:
    """What the notebook beside a page holds; None of a page that no run of ours has left."""
    try:
        executed = read_executed(page.with_suffix(".ipynb"))
        return in_brief(executed, pictures=pictures, tables={CHECKS.name})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def render_index(
    study: Study,
    language: str,
    languages: Sequence[str],
    held: Mapping[Page, Executed],
    failed: Sequence[Page],
    misfits: Sequence[str] = (),
    saved: Saved = NOTHING_SAVED,
) -> str:
    """The index in one language; a page that is not there in it is led to in another.

    It pictures the figures of all places, or of the project alone where they are too heavy.
    """
    chosen = _choose(held, language)
    pictured = pictured_places(chosen)
    html = _render(study, language, languages, chosen, failed, misfits, saved, pictured)
    if len(html.encode()) < MOST_BYTES:
        return html
    return _render(study, language, languages, chosen, failed, misfits, saved, pictured & {ALL})


def _render(
    study: Study,
    language: str,
    languages: Sequence[str],
    chosen: Mapping[Page, Executed],
    failed: Sequence[Page],
    misfits: Sequence[str],
    saved: Saved,
    pictured: Set[str],
) -> str:
    index = templates().get_template("study_index.html.j2")
    return str(
        index.render(
            say=study.say(language),
            language=language,
            title=study.name[language],
            about=describe_project(study, language),
            **_front(study, language, chosen),
            most_listed=MOST_LISTED,
            indexes={other: index_name(study, other) for other in languages},
            held=chosen,
            misfits=misfits,
            **_failures(failed, chosen),
            **_saved(study, language, saved),
            **_overview(study, language, (*chosen, *failed), pictured),
            **_cards(study, chosen, pictured),
            **_trust(study, chosen),
        )
    )


def _front(study: Study, language: str, chosen: Mapping[Page, Executed]) -> dict[str, Any]:
    """The answers to the study's questions, and the ways to a place."""
    own_pages = find_own_pages(chosen)
    return {
        "answers": list(answer_questions(study, language, chosen)),
        "tiles": map_places(study, language, chosen),
        "own_pages": own_pages,
        "own_places": {page.municipality for page in own_pages},
    }


def _failures(failed: Sequence[Page], chosen: Mapping[Page, Executed]) -> dict[str, Any]:
    """Pages that could not be made, since when, and what a place's row has in their stead."""
    return {
        "failed": failed,
        "cells": {(page.municipality, page.topic): page for page in (*failed, *chosen)},
        "stale": {(page.municipality, page.topic, page.language): page.since for page in failed},
    }


def _saved(study: Study, language: str, saved: Saved) -> dict[str, Any]:
    """Publication and poster, the file with all tables, and what of them changed."""
    return {
        "archive": ARCHIVE if saved.has_archive else "",
        "changes": describe_changes(study, language, saved.changes),
        "documents": find_documents(saved.documents, language),
    }


def _overview(
    study: Study, language: str, pages: Sequence[Page], pictured: Set[str]
) -> dict[str, Any]:
    """Topics and places that there is anything of, in the study's order."""
    topics, places = {page.topic for page in pages}, {page.municipality for page in pages}
    names = place_names(study, language)
    return {
        "topics": [topic for topic in study.topics if topic in topics],
        "short": {t: study.say(language).text(TOPICS[t].SHORT_TITLE) for t in study.topics},
        "places": {key: name for key, name in names.items() if key in places},
        "pictured": [key for key in names if key in pictured],
    }


def _cards(study: Study, chosen: Mapping[Page, Executed], pictured: Set[str]) -> dict[str, Any]:
    """Figures in small, by topic and name, and how many there are."""
    seen = {page: each for page, each in chosen.items() if page.municipality in pictured}
    # The map leads to the places' own pictures, which are the largest.
    topics = [topic for topic in study.topics if topic != OVERVIEW]
    rows = {topic: dict(make_rows(study, topic, seen)) for topic in topics}
    cards = [card for row in rows.values() for cards in row.values() for card in cards]
    return {"rows": rows, "pictures": sum(bool(card.picture) for card in cards)}


def _trust(study: Study, chosen: Mapping[Page, Executed]) -> dict[str, Any]:
    """What the pages leave out or doubt, and by which rule."""
    return {
        "audit": summarize_audit(chosen),
        "hidden": count_hidden(chosen),
        "because": BECAUSE,
        "missing": sorted(list_missing(chosen), key=lambda each: study.topics.index(each.topic)),
        "rule": study.disclosure,
    }


def pictured_places(pages: Iterable[Page]) -> set[str]:
    """Places whose figures the index may show: all, or the project alone where they are many."""
    places = {page.municipality for page in pages}
    return places if len(places) <= MOST_PICTURED else places & {ALL}


def _choose(held: Mapping[Page, Executed], language: str) -> dict[Page, Executed]:
    """Of each topic and municipality one page: in the language, or else in another."""
    best: dict[tuple[str, str], Page] = {}
    for page in held:
        key = (page.municipality, page.topic)
        if key not in best or page.language == language:
            best[key] = page
    return {page: held[page] for page in best.values()}
