"""What of a place's page is the project's, and so is led to and not repeated."""

from collections.abc import Mapping

from analysis.report.pages.cards import look_of
from analysis.report.pages.executed import Executed
from analysis.report.pages.links import Page, Shared
from analysis.study.declaration import ALL


def find_shared(held: Mapping[Page, Executed]) -> dict[Page, Shared]:
    """Of each place's page the figures and tables that are the same on the project's, if any."""
    whole = {
        (page.topic, page.language): executed
        for page, executed in held.items()
        if page.municipality == ALL
    }
    return {
        page: _share(executed, whole[page.topic, page.language])
        for page, executed in held.items()
        if page.municipality != ALL and (page.topic, page.language) in whole
    }


def _share(executed: Executed, whole: Executed) -> Shared:
    looks = {look_of(facts) for facts in whole.figures}
    figures = tuple(facts for facts in executed.figures if look_of(facts) in looks)
    known = {(facts["name"], facts["digest"]) for facts in whole.tables}
    tables = tuple(t for t in executed.tables if (t["name"], t["digest"]) in known)
    return Shared(figures, len(figures) == len(executed.figures), tables)


def find_own_pages(held: Mapping[Page, Executed]) -> set[Page]:
    """The project's pages, and those of places that show anything of their own."""
    shared = find_shared(held)
    return {page for page in held if page not in shared or not shared[page].is_all}
