"""The poster: what the project was, its answers, and each place's strips beside the others'."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
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
from analysis.topics.at_a_glance.strips import find_lines
from analysis.topics.at_a_glance.view import find_activity, make_strips

MOST_PLACES = 12
"""More have no room on a sheet that is read from a step away: it shows the project alone."""

LEGENDS = {
    frozenset(): "publication.poster_legend_alone",
    frozenset({False}): "publication.poster_legend_interval",
    frozenset({True}): "publication.poster_legend_range",
    frozenset({False, True}): "publication.poster_legend",
}
"""Key of what the marks are, by which thick lines are drawn (`find_lines`)."""


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
    rows = {place: _place_strips(released, place) for place in places}
    return describe_frame(edition, is_synthetic(exhibits.values())) | {
        "subtitle": say.text("publication.subtitle"),
        "about": describe_project(edition.study, edition.language),
        "messages": list(write_messages(edition, exhibits)),
        "heads": [describe_strip(strip) for strip in make_strips(released)],
        "places": [_describe_row(released, place, strips) for place, strips in rows.items()],
        "legend": _legend(edition, make_strips(released), chain(*rows.values())),
        "caveat": say.text("publication.share_caveat"),
        "source": _name_sources(edition, exhibits),
        "methods": describe_methods(edition),
    }


def _of_place(released: Released, place: str) -> Released:
    return replace(released, edition=replace(released.edition, municipality=place))


def _place_strips(released: Released, place: str) -> list[Strip]:
    """A place's strips: the project's table holds those of all places."""
    return make_strips(_of_place(released, place))


def _describe_row(released: Released, place: str, strips: Sequence[Strip]) -> dict[str, Any]:
    own = _of_place(released, place)
    edition = own.edition
    is_project = edition.is_whole_project
    return {
        "name": edition.say.text("whole_project") if is_project else edition.place(place),
        "activity": "" if is_project else find_activity(own),
        "strips": [describe_strip(strip) for strip in strips],
    }


def _legend(edition: Edition, strips: Sequence[Strip], drawn: Iterable[Strip]) -> list[str]:
    """What the marks are, and what the word for withheld numbers means where it stands."""
    say, minimum = edition.say, edition.study.disclosure.minimum_n
    withheld = say.text("withheld.sentence", minimum=say.number(minimum))
    is_withheld = any(strip.withheld for strip in strips)
    zero = [say.text("publication.poster_zero")] if any(s.has_zero for s in strips) else []
    marks = " ".join([say.text(LEGENDS[find_lines(say, drawn)]), *zero])
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
