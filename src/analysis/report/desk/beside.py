"""Figures beside each other: of several studies, or the rows of some places."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from analysis.inputs.own_files import data_label
from analysis.release.estimates import Released
from analysis.report.exhibit import Exhibit
from analysis.report.html import Output
from analysis.report.tables import show_table
from analysis.study.declaration import StudyError
from analysis.study.edition import Edition, find_municipality


def show_beside(shown: Sequence[Exhibit]) -> Output:
    """Figures side by side, each under the name of its study and data."""
    named = [(_name(one.released.edition), one.output()) for one in shown]
    html = "".join(
        f'<section style="flex:1 1 24em"><h4>{escape(name)}</h4>{output.html}</section>'
        for name, output in named
    )
    plain = "\n\n".join(f"{name}\n{output.plain}" for name, output in named)
    return Output(f'<div style="display:flex;flex-wrap:wrap;gap:1em">{html}</div>', plain)


def _name(edition: Edition) -> str:
    return f"{edition.study_name(edition.study.key)} · {data_label(edition.data)}"


def show_places(released: Released, places: Sequence[str]) -> Output:
    """The rows of some places, of numbers that were made coarse before anything was computed.

    Raises
    ------
    StudyError
        If the figure has no row a place, or there is no such place.
    """
    if "municipality" not in released.table.columns:
        raise StudyError(released.say.text("workbench.no_rows_of_places"))
    keys = [find_municipality(released.edition.study, place) for place in places]
    rows = released.table[released.table["municipality"].isin(keys)].reset_index(drop=True)
    return show_table(replace(released, table=rows), whole=True)
