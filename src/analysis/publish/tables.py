"""Tables of released estimates as accessible HTML."""

from html import escape
from typing import Any

import pandas as pd

from analysis.disclosure import Released
from analysis.findings import DESCRIBE, describe
from analysis.findings.labels import QUESTION, item_labels
from analysis.publish.html import Output
from analysis.study import ALL, Edition
from analysis.wording import Wording

LEFT_OUT = frozenset(
    {
        "origin",
        "method",
        "document",
        "unit",
        "start_decimals",
        "end_decimals",
        "fi",
        "sv",
        "en",
        "activity_fi",
        "activity_sv",
        "activity_en",
    }
)
"""Columns of the CSV that the shown table leaves to the figure's foot."""


def show_table(released: Released) -> Output:
    """A released table, its headings and numbers in the edition's language.

    Parameters
    ----------
    released : Released

    Returns
    -------
    Output
        Shown by a notebook as an HTML table with caption and header cells.
    """
    say = Wording(released.edition.language)
    if released.table.empty:
        return say_nothing(released.edition)
    shown = _translate(released)
    caption = (
        describe(released).title
        if released.name in DESCRIBE
        else say.text(f"table.{released.name}")
    )
    return Output(_render(shown, caption), f"{caption}\n{shown.to_string(index=False)}")


def show_scope(edition: Edition) -> Output:
    """A sentence for a municipality's edition of figures that are of the whole project."""
    say = Wording(edition.language)
    key = "whole_project" if edition.is_whole_project else "project_wide"
    return Output(f"<p>{escape(say.text(key))}</p>", say.text(key))


def say_nothing(edition: Edition) -> Output:
    """The sentence that stands where nothing is published."""
    say = Wording(edition.language)
    place = (
        say.text("whole_project")
        if edition.is_whole_project
        else edition.place(edition.municipality)
    )
    sentence = say.text("nothing_published", place=place)
    return Output(f'<p role="note"><strong>{escape(sentence)}</strong></p>', sentence)


def _translate(released: Released) -> pd.DataFrame:
    say, table = Wording(released.edition.language), released.table
    columns: dict[str, list[str]] = {}
    for name in table.columns:
        if name in LEFT_OUT and not (name == "document" and released.name == "sources"):
            continue
        if name == "item" and (released.name in QUESTION or released.name in DESCRIBE):
            values = item_labels(released)
        else:
            values = [_cell(released.edition, say, name, value) for value in table[name]]
        columns[say.text(f"column.{name}")] = values
    translated = {"pilots": f"activity_{say.language}", "statements": say.language}
    for ending, column in translated.items():
        if released.name.endswith(ending):
            heading = say.text("column.activity" if ending == "pilots" else "column.words")
            columns[heading] = list(table[column])
    return pd.DataFrame(columns)


def _cell(edition: Edition, say: Wording, column: str, value: Any) -> str:
    if pd.isna(value) or value == "":
        return "–"
    match column:
        case "municipality":
            return say.text("whole_project") if value == ALL else edition.place(str(value))
        case "document":
            return edition.document(str(value))
        case "study":
            return edition.study_name(str(value))
        case "question":
            return say.text(f"question.{value}")
        case "kind":
            return say.text(f"kind.{value}")
        case "continued":
            return say.text(f"project_monitoring_pilots.{value}")
        case "region_bound" | "reached_bound":
            return say.text(f"bound.{value}", value="").strip()
        case "date":
            return say.day(value)
        case "year":
            return str(value)
    return value if isinstance(value, str) else _number(say, float(value))


def _number(say: Wording, value: float) -> str:
    decimals = next(d for d in range(4) if d == 3 or round(value, 3) == round(value, d))
    return say.number(value, decimals)


def _render(table: pd.DataFrame, caption: str) -> str:
    head = "".join(f'<th scope="col">{escape(str(c))}</th>' for c in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in table.itertuples(index=False)
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
