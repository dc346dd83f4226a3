"""Cards of the index: a figure in small, once for all places that show the same one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.drawing.vector import sketch
from analysis.report.pages.executed import Executed, Facts
from analysis.report.pages.links import Page
from analysis.report.pages.summaries import label
from analysis.study.study import Study
from analysis.topics.catalogue import list_figures


@dataclass(frozen=True)
class Card:
    """A figure in the index, or the reason why there is none.

    ``places`` are all municipalities whose page shows the very same picture;
    ``measured`` says what it shows, ``title`` what it finds; ``mark`` that it is made up.
    """

    places: tuple[str, ...]
    link: str
    language: str
    title: str
    measured: str = ""
    picture: str = ""
    why: str = ""
    mark: str = ""


def make_rows(
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
    for page, facts in shown.items():
        alike.setdefault(look_of(facts), []).append(page)
    cards = [_card(pages, shown[pages[0]]) for pages in alike.values()]
    return sorted(cards, key=lambda card: bool(card.why))  # beside each other, reasons last


def look_of(facts: Facts) -> tuple[str, str]:
    """What two figures have in common that look the same."""
    is_figure = facts["kind"] == "figure"
    return (facts["look"], facts["alt"]) if is_figure else (facts["why"], "")


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
        sketch(facts["wide"]) if facts["wide"] else "",
        mark=facts["mark"],
    )
