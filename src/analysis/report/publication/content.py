"""What the publication says, as data: typst lays it out and reads no markup from it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any

import pandas as pd

from analysis.drawing.words.labels import document_name
from analysis.drawing.words.shared_tables import STATEMENTS
from analysis.inputs.own_files import reads_own_files
from analysis.inputs.printed.published import read_published, select_statements
from analysis.release.rules import release
from analysis.report.about import describe_period, describe_project
from analysis.report.exhibit import Exhibit
from analysis.report.findings import group_findings
from analysis.report.pages.front import OVERVIEW
from analysis.report.publication.credits import describe_methods
from analysis.report.publication.figures import describe_figure
from analysis.report.publication.prose import say_methods, say_section
from analysis.report.publication.sections import (
    APPENDICES,
    OF_A_MUNICIPALITY,
    SECTIONS,
    TOPIC_OF_STATEMENTS,
    find_on_card,
    group_by_section,
)
from analysis.report.publication.share import describe_glance
from analysis.report.publication.summary import (
    write_conclusions,
    write_messages,
    write_summary,
)
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.topics.at_a_glance import STRIPS
from analysis.topics.at_a_glance.material import PARTS

Content = dict[str, Any]
LABELS = {
    "contents": "publication.contents",
    "messages": "publication.messages",
    "summary": "publication.summary",
    "limits": "publication.limits",
    "no_conclusions": "publication.no_conclusions",
    "made_by": "publication.made_by",
    "find_more": "publication.find_more",
    "more": "publication.more",
    "aims": "publication.aims",
    "methods": "publication.methods",
    "tables": "publication.tables",
    "figure": "publication.figure",
    "table": "publication.table",
    "numbers": "publication.numbers",
    "told": "publication.told",
    "nothing": "publication.nothing",
    "documents": "publication.documents",
    "cite_title": "publication.cite_title",
    "card": "publication.card",
    "place": "column.municipality",
    "places": "publication.places",
}
"""Keys of the words that the templates set."""
CARD_FIGURES = 2  # stay readable on one page
OTHERS = 5
"""Findings on a card besides those of its figures; there are pages for the rest."""


def describe_publication(edition: Edition, exhibits: Mapping[str, Exhibit]) -> Content:
    """The whole publication: messages, summary, report, methods, and its appendices."""
    say, study = edition.say, edition.study
    made_up = is_synthetic(exhibits.values())
    sections = _write_sections(edition, exhibits)
    return describe_frame(edition, made_up) | {
        "subtitle": say.text("publication.subtitle"),
        "facts": _facts(edition, made_up),
        "about": describe_project(study, edition.language),
        "aims": [texts[edition.language] for texts in study.aims.values()],
        "messages": list(write_messages(edition, exhibits)),
        "summary": list(write_summary(edition, exhibits)),
        "conclusions": list(write_conclusions(edition)),
        "sections": [section for section in sections if section["key"] not in APPENDICES],
        "appendices": [section for section in sections if section["key"] in APPENDICES],
        "methods": describe_methods(edition),
        "explained": list(say_methods(say, study)),
        "documents": _documents(edition, list(exhibits.values())),
    }


def _write_sections(edition: Edition, exhibits: Mapping[str, Exhibit]) -> list[Content]:
    """Sections in the publication's order."""
    groups = group_by_section(exhibits.values())
    pairs = zip(groups.items(), _introduce(edition, groups), strict=True)
    return [_section(edition, key, group) | {"about": about} for (key, group), about in pairs]


def _introduce(edition: Edition, groups: Mapping[str, Sequence[Exhibit]]) -> Iterator[list[str]]:
    """What each section is about: where a topic has several, the first says it."""
    seen = {OVERVIEW}
    for group in groups.values():
        topic = next(t for t in edition.study.topics if group[0].released.name.startswith(t))
        yield [] if topic in seen else list(say_section(edition.say, topic, "question"))[:1]
        seen.add(topic)


def describe_card(edition: Edition, exhibits: Mapping[str, Exhibit]) -> Content:
    """One municipality's page: its strips, or its pilot and two figures; and more findings."""
    say, place = edition.say, edition.place(edition.municipality)
    groups = group_by_section(exhibits.values())
    own = [groups.get(key, []) for key in OF_A_MUNICIPALITY]
    drawn = [[each for each in group if each.caption and _is_of_places(each)] for group in own]
    ranked = [shown for shown in find_on_card(exhibits.values()) if shown.figure]
    glance = next((describe_glance(e.released, e.caption) for e in ranked
                   if e.caption and e.released.of is STRIPS), None)  # fmt: skip
    shown = [] if glance else ranked[:CARD_FIGURES]
    told = {*chain.from_iterable(PARTS.values())} if glance else set()
    by_rank = (each for rank in zip_longest(*drawn) for each in rank if each and each.figure)
    others = [e for e in by_rank if e not in shown and e.released.name not in told]
    return describe_frame(edition, is_synthetic(s for group in drawn for s in group)) | {
        "place": place,
        "kicker": f"{edition.study_name(edition.study.key)} · {say.text('publication.card')}",
        "pilot": _pilot(edition, exhibits.get("project_monitoring_pilots")),
        "glance": glance,
        "figures": [describe_figure(each) for each in shown],
        "more": [*map(str, group_findings(_titles(others)))][:OTHERS],
        "more_mark": next((e.caption.mark for e in others if e.caption and e.caption.mark), ""),
        # Of a topic that the study does not have, nothing is missed.
        "missing": [say.text(SECTIONS[key]) for key, group in
                    zip(OF_A_MUNICIPALITY, drawn, strict=True) if key in groups and not group],
        "methods": describe_methods(edition),
    }  # fmt: skip


def _titles(exhibits: Iterable[Exhibit]) -> Iterator[tuple[str, str]]:
    for shown in exhibits:
        if shown.caption:
            yield shown.released.name, shown.caption.title


def _is_of_places(shown: Exhibit) -> bool:
    return shown.released.of.frame.of_places


def describe_frame(edition: Edition, made_up: bool) -> Content:
    """What every document of an edition has: language, title, labels and the mark."""
    say = edition.say
    return {
        "lang": edition.language,
        "title": edition.study_name(edition.study.key),
        "mark": say.text("synthetic.index") if made_up else "",
        "labels": {name: say.text(key) for name, key in LABELS.items()},
    }


def _section(edition: Edition, key: str, group: Sequence[Exhibit]) -> Content:
    return {
        "key": key,
        "title": _title(edition, key),
        "figures": [describe_figure(shown) for shown in group if shown.caption],
        "told": _statements(edition, TOPIC_OF_STATEMENTS.get(key, "")),
    }


def _title(edition: Edition, key: str) -> str:
    title = edition.say.text(SECTIONS[key])
    return edition.say.text("publication.appendix", title=title) if key in APPENDICES else title


def _statements(edition: Edition, topic: str) -> list[str]:
    rows = select_statements(
        read_published(edition.study, "statements"), topic, edition.municipality
    )
    return list(release(rows, edition, STATEMENTS).table[edition.language])


def is_synthetic(exhibits: Iterable[Exhibit]) -> bool:
    """Whether anything that is drawn rests on made-up data."""
    return any(shown.released.is_synthetic for shown in exhibits if shown.caption)


def _facts(edition: Edition, made_up: bool) -> list[str]:
    say, study = edition.say, edition.study
    names = [edition.place(key) for key in study.municipalities]
    places = [say.text("publication.municipalities", places=say.listing(names))] if names else []
    own = reads_own_files(study, edition.data)
    return [
        *describe_period(study, edition.language),
        *places,
        say.text("synthetic.index")
        if made_up
        else say.text("publication.data_own")
        if own
        else say.text("publication.data_published"),
    ]


def _documents(edition: Edition, exhibits: Sequence[Exhibit]) -> list[str]:
    keys = dict.fromkeys(
        key
        for shown in exhibits
        if shown.caption
        for cell in shown.released.table["document"]
        for key in cell.split(";")
    )
    return [document_name(edition, key) for key in keys]


def _pilot(edition: Edition, pilots: Exhibit | None) -> str:
    """What was tried in the municipality; empty where no document tells."""
    if pilots is None or edition.municipality == ALL:
        return ""
    table: pd.DataFrame = pilots.released.table
    rows = table[table["municipality"] == edition.municipality] if len(table) else table
    activity = "; ".join(str(words) for words in rows.get(f"activity_{edition.language}", ()))
    return edition.say.text("publication.pilot", activity=activity) if activity else ""
