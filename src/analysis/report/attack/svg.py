"""Where the marks of a picture stand: coordinates are numbers, too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np
from defusedxml.ElementTree import ParseError, parse

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
AXES = re.compile(r"axes_\d+")
SERIES = re.compile(r"(?:LineCollection|PathCollection|line2d|patch)_\d+")


@dataclass(frozen=True, eq=False)
class Series:
    """Marks of one kind in one panel, in the order in which they were drawn.

    Attributes
    ----------
    panel : str
        The panel's id in the picture.
    name : str
        The marks' id.
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
        An SVG that Matplotlib drew.

    Returns
    -------
    list of Series
        Bars, each a mark of its own for Matplotlib, are one series a panel. Empty for a picture
        that cannot be read.
    """
    try:
        tree = parse(path)
    except (ParseError, OSError):
        return []
    bars: dict[str, list[np.ndarray]] = {}
    found = []
    for panel, group in _groups(tree.getroot(), ""):
        name = group.get("id", "")
        if name.startswith("patch"):
            bars.setdefault(panel, []).extend(_bars(group))
        elif len(points := _marks(group)) > 1:
            found.append(Series(panel, name, np.array(points)))
    named = ((panel, np.array(corners)) for panel, corners in bars.items() if len(corners) > 1)
    return found + [Series(panel, "bars", corners) for panel, corners in named]


def _groups(element: Element, panel: str) -> Iterator[tuple[str, Element]]:
    """Groups of marks with the panel that they stand in; ticks are left out."""
    for group in element.findall(f"{SVG}g"):
        name = group.get("id", "")
        if AXES.fullmatch(name):
            yield from _groups(group, name)
        elif SERIES.fullmatch(name):
            yield panel, group
        elif not name.startswith("matplotlib.axis"):
            yield from _groups(group, panel)


def _marks(group: Element) -> list[np.ndarray]:
    """One mark each: a symbol where it is used, or the ends of a line."""
    uses = [(use.get("x"), use.get("y")) for use in group.iter(f"{SVG}use")]
    if uses:
        return [np.array([[float(x or 0), float(y or 0)]]) for x, y in uses]
    paths = [_corners(path) for path in group.findall(f"{SVG}path")]
    if len({len(path) for path in paths}) > 1:
        return []
    return paths if len(paths) > 1 else [corner[None] for path in paths for corner in path]


def _bars(group: Element) -> Iterator[np.ndarray]:
    """The two ends of a rectangle along each direction."""
    for path in group.findall(f"{SVG}path"):
        corners = _corners(path)
        if len(corners) in (4, 5):
            yield np.array([corners.min(axis=0), corners.max(axis=0)])


def _corners(path: Element) -> np.ndarray:
    numbers = [float(number) for number in NUMBER.findall(path.get("d", ""))]
    return np.array(numbers[: len(numbers) // 2 * 2]).reshape(-1, 2)
