"""Texts beside the exports that hold no table: a note to colleagues, a list of what codes mean."""

from pathlib import Path

from analysis.inputs.draft.headings import read_headings, texts_of
from analysis.inputs.draft.shape import QUESTIONS, infer_kind
from analysis.inputs.exports.grid import Grid

TEXT = ".txt"
"""Ending of files that hold tables or notes; of the others, a file without a table is a fault."""
FEWEST_ROWS, FEWEST_COLUMNS = 5, 3
"""Of a table; what has less of both is a list of names and values."""


def is_prose(path: Path, grid: Grid) -> bool:
    """Whether a text file holds no table.

    Parameters
    ----------
    path : Path
    grid : Grid
        Its cells, under the separator that most of its lines have.
    """
    if path.suffix.lower() != TEXT:
        return False
    rows = texts_of(grid)
    found = read_headings(grid, rows)
    if found is None:
        return True
    records = [row for row in rows[found.first :] if any(row)]
    if len(records) < FEWEST_ROWS and sum(map(bool, found.titles)) < FEWEST_COLUMNS:
        return True
    return not any(infer_kind(cells) in QUESTIONS for cells in zip(*records, strict=True))
