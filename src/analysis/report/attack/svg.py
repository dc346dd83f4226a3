"""Where the marks of a picture stand: coordinates are numbers, too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np
from defusedxml.ElementTree import ParseError, fromstring

NAMESPACE = re.compile(r"\{[^}]*\}")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SERIES = re.compile(r"n\d+")
EXHIBIT = re.compile(r'<article class="exhibit" id="([^"]+)".*?</article>', re.S)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.S)


@dataclass(frozen=True, eq=False)
class Series:
    """Marks of one kind in one panel, in the order in which they were drawn.

    Attributes
    ----------
    panel : str
        The panel's number in the picture.
    name : str
        What the marks have in common.
    points : numpy.ndarray
        Coordinates, shape (marks, corners, 2).
    """

    panel: str
    name: str
    points: np.ndarray


def read_series(path: Path) -> list[Series]:
    """All marks of a picture that are drawn several times over: rings, discs, lines, bars.

    Parameters
    ----------
    path : Path
        An SVG of ours.

    Returns
    -------
    list of Series
        Bars, each a mark of its own, are one series a panel. Empty for a picture that cannot be
        read.
    """
    try:
        return _find_series(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError):
        return []


def read_page_series(path: Path) -> Iterator[tuple[str, list[Series]]]:
    """The marks of each drawing inside a page, by the figure's name.

    Parameters
    ----------
    path : Path
        A page of a run: of each figure it holds a wide and a narrow drawing.
    """
    for exhibit in EXHIBIT.finditer(path.read_text(encoding="utf-8")):
        for drawing in DRAWING.findall(exhibit[0]):
            yield exhibit[1], _find_series(drawing)


def _find_series(drawing: str) -> list[Series]:
    try:
        root = fromstring(drawing.encode())
    except ParseError:
        return []
    found: dict[tuple[str, str], list[Element]] = {}
    for panel, name, marks in _groups(root):
        found.setdefault((panel, name), []).extend(marks)
    made = []
    for (panel, name), marks in found.items():
        points = list(_bars(marks)) if name == "bars" else _points(marks)
        if len(points) > 1:
            made.append(Series(panel, name, np.array(points)))
    return made


def _groups(root: Element) -> Iterator[tuple[str, str, list[Element]]]:
    """Panel, series and marks of each group; ticks and grids, which have no series, are left out.

    A series in several looks stands in several groups of one name.
    """
    panels = [element for element in root if _kind(element) == "g"]
    for number, outer in enumerate(panels):
        is_panel = "panel" in _classes(outer)
        for group in outer if is_panel else [outer]:
            names = [c for c in _classes(group) if c == "bars" or SERIES.fullmatch(c)]
            if names:
                yield str(number) if is_panel else "", names[0], list(group)


def _kind(element: Element) -> str:
    return NAMESPACE.sub("", element.tag)


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _points(marks: list[Element]) -> list[np.ndarray]:
    """One mark each: the place of a symbol, or the ends of a line."""
    places = [place for mark in marks if (place := _place(mark)) is not None]
    if places:
        return places
    paths = [_corners(mark.get("d", "")) for mark in marks]
    if len({len(path) for path in paths}) > 1:
        return []
    return paths if len(paths) > 1 else [corner[None] for path in paths for corner in path]


def _place(mark: Element) -> np.ndarray | None:
    """Where a symbol stands; None of a line."""
    if _kind(mark) == "circle":
        return _corners(f"{mark.get('cx')} {mark.get('cy')}")
    return _corners(mark.get("transform", "")) if mark.get("transform") else None


def _bars(marks: list[Element]) -> Iterator[np.ndarray]:
    """The two ends of a rectangle along each direction."""
    for mark in marks:
        corners = _corners(mark.get("d", ""))
        if len(corners) in (4, 5):
            yield np.array([corners.min(axis=0), corners.max(axis=0)])


def _corners(numbers: str) -> np.ndarray:
    found = [float(number) for number in NUMBER.findall(numbers)]
    return np.array(found[: len(found) // 2 * 2]).reshape(-1, 2)
