"""The poster: what the project was, its answers, and each place's strips beside the others'."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis.drawing.words.caption import document_names
from analysis.release.estimates import Released
from analysis.report.about import describe_project
from analysis.report.exhibit import Exhibit
from analysis.report.pages.front import choose_answer
from analysis.report.publication.content import describe_frame, is_synthetic
from analysis.report.publication.credits import describe_methods
from analysis.report.publication.share import describe_strip
from analysis.report.publication.summary import write_messages
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.topics.at_a_glance import STRIPS
from analysis.topics.at_a_glance.strip import Strip
from analysis.topics.at_a_glance.view import find_activity, make_strips

MOST_PLACES = 12
"""More have no room on a sheet that is read from a step away: it shows the project alone."""


def has_poster(exhibits: Mapping[str, Exhibit]) -> bool:
    """Whether an edition shows anything at a glance, which a poster is made of."""
    return STRIPS.name in exhibits and exhibits[STRIPS.name].caption is not None


def describe_poster(edition: Edition, exhibits: Mapping[str, Exhibit]) -> dict[str, Any]:
    """What the poster says: the publication's messages, and a row of strips a place.

    Parameters
    ----------
    edition : Edition
        Of the whole project.
    exhibits : mapping
        From `make_exhibits`.

    Raises
    ------
    ValueError
        If the study shows no place at a glance.
    """
    if not has_poster(exhibits):
        raise ValueError(f"{edition.study.key} shows nothing at a glance: there is no poster")
    say, released = edition.say, exhibits[STRIPS.name].released
    places = [ALL, *edition.study.municipalities]
    if len(places) > 1 + MOST_PLACES:
        places = [ALL]
    return describe_frame(edition, is_synthetic(exhibits.values())) | {
        "subtitle": say.text("publication.subtitle"),
        "about": describe_project(edition.study, edition.language),
        "messages": list(write_messages(edition, exhibits)),
        "heads": [describe_strip(strip) for strip in make_strips(released)],
        "places": [_describe_row(released, place) for place in places],
        "legend": _legend(edition, make_strips(released)),
        "caveat": say.text("publication.share_caveat"),
        "source": _name_sources(edition, exhibits),
        "methods": describe_methods(edition),
    }


def _describe_row(released: Released, place: str) -> dict[str, Any]:
    """A place's strips: the project's table holds those of all places."""
    edition = replace(released.edition, municipality=place)
    own = replace(released, edition=edition)
    is_project = edition.is_whole_project
    return {
        "name": edition.say.text("whole_project") if is_project else edition.place(place),
        "activity": "" if is_project else find_activity(own),
        "strips": [describe_strip(strip) for strip in make_strips(own)],
    }


def _legend(edition: Edition, strips: Sequence[Strip]) -> list[str]:
    """What the marks are, and what the word for withheld numbers means where it stands."""
    say, minimum = edition.say, edition.study.disclosure.minimum_n
    withheld = say.text("withheld.sentence", minimum=say.number(minimum))
    is_withheld = any(strip.withheld for strip in strips)
    zero = [say.text("publication.poster_zero")] if any(s.has_zero for s in strips) else []
    marks = " ".join([say.text("publication.poster_legend"), *zero])
    return [marks, *([withheld] if is_withheld else [])]


def _name_sources(edition: Edition, exhibits: Mapping[str, Exhibit]) -> str:
    """The documents behind the strips and the answers, each once."""
    drawn = [name for name, shown in exhibits.items() if shown.caption]
    chosen = [choose_answer(topic, edition.study, drawn) for topic in edition.study.topics]
    names = dict.fromkeys([STRIPS.name, *(found.name for found in chosen if found)])
    documents = dict.fromkeys(
        document for name in names for document in document_names(exhibits[name].released)
    )
    key = "source" if len(documents) == 1 else "sources"
    return edition.say.text(key, documents="; ".join(documents))
