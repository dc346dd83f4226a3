"""Municipalities as the rows of a chart."""

from collections.abc import Collection, Iterable, Sequence

from analysis.drawing.rows import draw_labels
from analysis.drawing.sheet import Sheet
from analysis.drawing.words.labels import place_name
from analysis.study.edition import Edition

PLACE_RIGHT_IN = 1.5


def draw_places(
    sheet: Sheet,
    edition: Edition,
    municipalities: Iterable[str],
    *,
    right_in: float = PLACE_RIGHT_IN,
    notes: Sequence[str] | None = None,
    otherwise: Collection[int] = (),
) -> Collection[int]:
    """Name a municipality a row, in bold the one that the edition is of.

    Parameters
    ----------
    sheet : Sheet
    edition : Edition
    municipalities : iterable of str
        Keys, or ``"all"``.
    right_in : float
        Right edge of the names, inches.
    notes : sequence of str, optional
        Below each name.
    otherwise : collection of int
        Rows in bold where the edition is of none of the rows.

    Returns
    -------
    collection of int
        The rows in bold.
    """
    keys = list(municipalities)
    chosen = [row for row, key in enumerate(keys) if key == edition.municipality] or otherwise
    names = [place_name(edition, key) for key in keys]
    draw_labels(sheet, names, right_in, notes=notes, bold=chosen)
    return chosen
