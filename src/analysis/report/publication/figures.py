"""A figure as the publication sets it: its words, its picture and the table behind it."""

from typing import Any

from analysis.drawing.sheet import words_in
from analysis.drawing.words.caption import Caption
from analysis.report.alignment import align_decimals, numeric_columns, say_once
from analysis.report.exhibit import Exhibit
from analysis.report.tables import table_cells

Content = dict[str, Any]
POINTS_AN_INCH = 72


def svg_name(shown: Exhibit) -> str:
    """Name of an exhibit's picture beside the content."""
    return f"{shown.released.name}.svg"


def describe_figure(shown: Exhibit) -> Content:
    """A figure's words, its picture if it has one, and the table behind it."""
    caption, released = shown.caption, shown.released
    if caption is None:
        raise ValueError(f"{released.name}: nothing is published")
    cells = table_cells(released)
    headings = [str(column) for column in cells.columns]
    columns, rows, alike = say_once(headings, cells.to_numpy().tolist())
    return {
        "name": released.name,
        "title": caption.title,
        "subtitle": caption.subtitle,
        "foot": caption.foot,
        "alt": caption.alt,
        "mark": caption.mark,
        "columns": columns,
        "alike": alike,
        "numeric": [False, *numeric_columns(rows, released.say.text("withheld.symbol"))[1:]],
        "rows": align_decimals(rows, released.edition.language),
    } | _picture(shown, caption)


def _picture(shown: Exhibit, caption: Caption) -> Content:
    """File and size in points of a picture; what is told in words has none."""
    if shown.figure is None:
        return {"svg": ""}
    head, foot = words_in(caption)
    width, height = shown.figure.get_size_inches()
    return {
        "svg": svg_name(shown),
        "width": width * POINTS_AN_INCH,
        "height": height * POINTS_AN_INCH,
        "above": head * POINTS_AN_INCH,
        "below": foot * POINTS_AN_INCH,
    }
