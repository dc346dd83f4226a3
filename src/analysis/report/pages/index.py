"""The index of a study's reports: every figure of every municipality, what is missing and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from analysis.report.pages.environment import templates
from analysis.report.pages.executed import Executed, Facts, in_brief, read_executed
from analysis.report.pages.links import Page, find_pages, index_name, link_pages, place_names
from analysis.report.pages.pictures import pixels, shrink
from analysis.report.pages.summaries import (
    BECAUSE,
    CHECKS,
    count_hidden,
    label,
    list_missing,
    summarize_audit,
)
from analysis.report.whole import write_whole
from analysis.study.declaration import ALL
from analysis.study.study import Study
from analysis.topics.catalogue import list_figures

MOST_BYTES = 1_000_000
"""A heavier index, too heavy to send by e-mail, pictures the project alone."""
MOST_PICTURED = 24
"""Pictures of more places are not even read: no study's index would hold them."""


@dataclass(frozen=True)
class Card:
    """A figure in the index, or the reason why there is none.

    ``places`` are all municipalities whose page shows the very same picture;
    ``measured`` says what it shows, ``title`` what it finds.
    """

    places: tuple[str, ...]
    link: str
    language: str
    title: str
    measured: str = ""
    alt: str = ""
    picture: str = ""
    why: str = ""


def write_index(
    study: Study, failed: Sequence[Page], folder: Path, misfits: Sequence[str] = ()
) -> Path:
    """Write the ``index.html`` of a folder of reports, which leads to all pages that are there.

    Other languages have an index of their own. The links between pages are renewed.

    Parameters
    ----------
    study : Study
    failed : sequence of Page
        Units of the last run that went wrong.
    folder : Path
        The study's, of the data; pages of earlier runs that still lie there are led to as well.
    misfits : sequence of str
        Rows of saved tables whose numbers cannot all be true.

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
    languages = list(dict.fromkeys([study.language, *(p.language for p in pages)]))
    for language in languages:
        html = render_index(study, language, languages, held, failed, misfits)
        write_whole(folder / index_name(study, language), html.encode())
    for language in {*study.languages} - {*languages}:  # of pages that are no more
        (folder / index_name(study, language)).unlink(missing_ok=True)
    link_pages(study, pages, folder, failed)
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
) -> str:
    """The index in one language; a page that is not there in it is led to in another.

    It pictures the figures of all places, or of the project alone where they are too heavy.
    """
    chosen = _choose(held, language)
    pictured = pictured_places(chosen)
    html = _render(study, language, languages, chosen, failed, misfits, pictured)
    if len(html.encode()) < MOST_BYTES:
        return html
    return _render(study, language, languages, chosen, failed, misfits, pictured & {ALL})


def _render(
    study: Study,
    language: str,
    languages: Sequence[str],
    chosen: Mapping[Page, Executed],
    failed: Sequence[Page],
    misfits: Sequence[str],
    pictured: Set[str],
) -> str:
    topics = [t for t in study.topics if any(p.topic == t for p in (*chosen, *failed))]
    found = {page.municipality for page in (*chosen, *failed)}
    names = place_names(study, language)
    seen = {page: each for page, each in chosen.items() if page.municipality in pictured}
    rows = {topic: dict(_rows(study, topic, seen)) for topic in topics}
    index = templates().get_template("study_index.html.j2")
    return str(
        index.render(
            say=study.say(language),
            language=language,
            title=study.name[language],
            indexes={other: index_name(study, other) for other in languages},
            topics=topics,
            places={key: name for key, name in names.items() if key in found},
            pictured=[key for key in names if key in pictured],
            cells={(p.municipality, p.topic): p for p in (*failed, *chosen)},
            held=chosen,
            rows=rows,
            pictures=sum(bool(c.picture) for row in rows.values() for r in row.values() for c in r),
            failed=failed,
            stale={(p.municipality, p.topic, p.language): p.since for p in failed},
            misfits=misfits,
            audit=summarize_audit(chosen),
            hidden=count_hidden(chosen),
            because=BECAUSE,
            missing=sorted(list_missing(chosen), key=lambda each: study.topics.index(each.topic)),
            rule=study.disclosure,
        )
    )


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


def _rows(
    study: Study, topic: str, chosen: Mapping[Page, Executed]
) -> Iterator[tuple[str, list[Card]]]:
    """Cards of each figure of a topic, in the order of its notebook."""
    pages = {page: held for page, held in chosen.items() if page.topic == topic}
    for name in (figure.name for figure in list_figures(topic, study)):
        shown = {p: f for p, held in pages.items() for f in held.released if f["name"] == name}
        if any(facts["kind"] == "figure" for facts in shown.values()):
            yield name, _cards(shown)


def _cards(shown: Mapping[Page, Facts]) -> list[Card]:
    """A card a picture; municipalities that show the same one share it.

    The files differ even so: each says of which municipality it is.
    """
    alike: dict[tuple[str, str], list[Page]] = {}
    with ThreadPoolExecutor() as threads:  # what looks into pictures leaves Python to others
        for page, look in zip(shown, threads.map(_look, shown.values()), strict=True):
            alike.setdefault(look, []).append(page)
        cards = list(threads.map(lambda pages: _card(pages, shown[pages[0]]), alike.values()))
    return sorted(cards, key=lambda card: not card.picture)  # beside each other, reasons last


def _look(facts: Facts) -> tuple[str, str]:
    """What two figures have in common that look the same."""
    is_figure = facts["kind"] == "figure"
    return (pixels(facts["png"]), facts["alt"]) if is_figure else (facts["why"], "")


def _card(pages: Sequence[Page], facts: Facts) -> Card:
    first, places = pages[0], tuple(page.municipality for page in pages)
    if facts["kind"] == "nothing":
        return Card(places, first.link, first.language, facts["why"], why=facts["why"])
    return Card(
        places,
        first.link,
        first.language,
        facts["title"],
        label(facts),
        facts["alt"],
        shrink(facts["png"]),
    )
