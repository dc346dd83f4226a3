"""Whether a picture tells more than its table: its marks, turned back into numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from analysis.release.attack.chain import Step
from analysis.release.attack.facts import Group, Source
from analysis.release.attack.limits import Break, Kind
from analysis.report.attack.scale_drawn import DRAWN_TO, FEWEST, Scale, fit_scale
from analysis.report.attack.svg import Series, read_page_series, read_series
from analysis.report.attack.tables import RunTable

MOST_ENDS = 2
"""Of a mark that stands for numbers; what has more corners is a shape."""


@dataclass(frozen=True)
class Drawn:
    """What of a picture's marks the numbers of its table explain.

    Attributes
    ----------
    explained : int
        Marks that stand where a number of the table is.
    unexplained : int
        Marks of panels whose scale no column of the table tells.
    finer : tuple of float
        Numbers that marks tell more exactly than the table.
    """

    explained: int
    unexplained: int
    finer: tuple[float, ...]


def find_drawn(folder: Path, tables: Sequence[RunTable]) -> Iterator[Break]:
    """Pictures whose marks tell numbers more exactly than the table beside them.

    Both the files and the drawings inside pages are looked at.

    Parameters
    ----------
    folder : Path
        A study's folder of reports.
    tables : sequence of RunTable

    Yields
    ------
    Break
        One a picture.
    """
    for table in tables:
        for path, series in _drawings(folder, table):
            finer = compare_drawn(series, table).finer
            if finer:
                numbers = ", ".join(f"{number:.6g}" for number in finer[:FEWEST])
                where = path.relative_to(folder).as_posix()
                step = Step("text", source=Source(where, table.file), text=f"{numbers} …")
                yield Break(Kind.DRAWN, Group(where, ""), len(finer), len(finer), None, (step,))


def _drawings(folder: Path, table: RunTable) -> Iterator[tuple[Path, list[Series]]]:
    """The picture beside a table, and those of its figure inside the pages of its place."""
    path = (folder / table.file).with_suffix(".svg")
    if path.is_file():
        yield path, read_series(path)
    for page in sorted((folder / table.place).glob("*.html")):
        for name, series in _page_series(page):
            # The file of another language than the study's ends in the language.
            if table.name in (name, f"{name}_{page.stem.rpartition('_')[2]}"):
                yield page, series


@lru_cache(maxsize=16)  # the tables of a place follow each other
def _page_series(page: Path) -> tuple[tuple[str, list[Series]], ...]:
    return tuple(read_page_series(page))


def compare_drawn(series: Sequence[Series], table: RunTable) -> Drawn:
    """Turn the marks of a picture back into numbers, and look for them in its table.

    Parameters
    ----------
    series : sequence of Series
    table : RunTable

    Returns
    -------
    Drawn

    Notes
    -----
    Where a panel's zero and unit lie is not told; a column of the table whose numbers lie on a
    line with a series of marks tells it. The column may be rounded: the marks then lie near the
    line, and the line through them tells the numbers before they were rounded.
    """
    columns = _columns(table)
    explained, unexplained, finer = 0, 0, list[float]()
    for panel in dict.fromkeys(each.panel for each in series):
        for axis in (0, 1):
            marks = [each.points[:, :, axis] for each in series if each.panel == panel]
            scale = _find_scale(marks, columns)
            if scale is None:
                continue
            told = [corner for points in marks for corner in _ends(points)]
            told = [c for c in told if not any(_is_told(c, *of, scale) for of in columns.values())]
            for column, half in columns.values():
                finer += _finer(told, column, half, scale)
            explained += sum(points.size for points in marks)
            break
        else:
            unexplained += sum(each.points[:, :, 0].size for each in series if each.panel == panel)
    return Drawn(explained, unexplained, tuple(finer))


def _columns(table: RunTable) -> dict[str, tuple[np.ndarray, float]]:
    """Numbers of each column that varies, and half of the last digit that they are told to.

    Both ends of an interval are one column more, though all may begin or end alike.
    """
    found = {}
    for column in sorted(table.columns):
        told = [table.bounds(row, column) for row in table.rows]
        ends = np.array([bounds or (np.nan, np.nan) for bounds in told]).reshape(-1, 2)
        known = ends[~np.isnan(ends[:, 0])]
        if len(known):
            found[column] = (ends.mean(axis=1), float((known[:, 1] - known[:, 0]).max()) / 2)
    for low in [name for name in found if name.endswith("_low")]:
        if high := found.get(f"{low.removesuffix('_low')}_high"):
            both = np.concatenate([found[low][0], high[0]])
            found[f"{low}, high"] = (both, max(found[low][1], high[1]))
    return {name: of for name, of in found.items() if len(np.unique(of[0][~np.isnan(of[0])])) > 1}


def _ends(points: np.ndarray) -> Iterator[np.ndarray]:
    """Coordinates of each end of marks, and of lines both, all first ends first."""
    if points.shape[1] <= MOST_ENDS:
        yield from points.T
    if points.shape[1] == MOST_ENDS:
        yield points.T.ravel()


def _find_scale(
    marks: Sequence[np.ndarray], columns: dict[str, tuple[np.ndarray, float]]
) -> Scale | None:
    """The scale by which most marks of a panel stand where numbers of a column are.

    Several fit where columns lie a constant apart; of those that as many marks agree with, it is
    the one with the least error.
    """
    corners = [corner for points in marks for corner in _ends(points)]
    every = np.concatenate([corner.ravel() for corner in corners] or [np.zeros(1)])
    edges = float(every.min()), float(every.max())
    best: tuple[int, float, Scale] | None = None
    for corner in corners:
        for column, half in columns.values():
            if (fitted := fit_scale(corner, column, half, edges)) is None:
                continue
            off, scale = fitted
            told = sum(any(_is_told(c, *of, scale) for of in columns.values()) for c in corners)
            if best is None or (-told, off) < (-best[0], best[1]):
                best = told, off, scale
    return None if best is None else best[2]


def _is_told(corner: np.ndarray, column: np.ndarray, half: float, scale: Scale) -> bool:
    """Whether marks stand just where the numbers of a column are."""
    off = _off(corner, column, scale)
    return bool(off.size and off.max() <= DRAWN_TO / abs(scale.unit) + half * 1e-3)


def _finer(
    corners: Sequence[np.ndarray], column: np.ndarray, half: float, scale: Scale
) -> list[float]:
    """Numbers of a column that marks in its order tell more exactly than any column does."""
    if len(np.unique(column[~np.isnan(column)])) < FEWEST:
        return []
    for corner in corners:
        off = _off(corner, column, scale)
        if off.size and off.max() <= 2 * half:
            return [float(number) for number in scale.numbers(corner)]
    return []


def _off(corner: np.ndarray, column: np.ndarray, scale: Scale) -> np.ndarray:
    """How far marks lie from a column's numbers; empty where they cannot be of them."""
    known = column[~np.isnan(column)]
    if len(corner) != len(known):
        return np.array([])
    off: np.ndarray = np.abs(scale.numbers(corner) - scale.within(known))
    return off
