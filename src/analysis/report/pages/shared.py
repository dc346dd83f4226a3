"""Which figures of a place's page are the project's, and so are led to and not repeated."""

from collections.abc import Mapping

from analysis.report.pages.cards import look_of
from analysis.report.pages.executed import Executed, Facts
from analysis.report.pages.links import Page, Shared
from analysis.study.declaration import ALL


def find_shared(held: Mapping[Page, Executed]) -> dict[Page, Shared]:
    """Of each place's page the figures that look the same on the project's, where that is."""
    whole = {
        (page.topic, page.language): {look_of(facts) for facts in executed.figures}
        for page, executed in held.items()
        if page.municipality == ALL
    }
    return {
        page: _share(executed.figures, whole[page.topic, page.language])
        for page, executed in held.items()
        if page.municipality != ALL and (page.topic, page.language) in whole
    }


def _share(figures: list[Facts], whole: set[tuple[str, str]]) -> Shared:
    alike = [facts for facts in figures if look_of(facts) in whole]
    return Shared(tuple(alike), len(alike) == len(figures))


def find_own_pages(held: Mapping[Page, Executed]) -> set[Page]:
    """The project's pages, and those of places that show anything of their own."""
    shared = find_shared(held)
    return {page for page in held if page not in shared or not shared[page].is_all}
