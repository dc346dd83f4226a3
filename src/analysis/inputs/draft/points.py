"""The points of a scale as its cells, its heading and a codebook tell them."""

from collections.abc import Sequence

from analysis.inputs.draft.people import FEWEST, People
from analysis.inputs.draft.shape import point, points_in, split_coded
from analysis.inputs.draft.stated import spans, stated_ends, stated_words
from analysis.inputs.draft.tables import FoundColumn


def find_points(group: Sequence[FoundColumn], people: People, title: str) -> dict[int, str]:
    """Points of a scale: as the heading states them, else those that enough people chose.

    Their words are empty where neither enough cells, nor a codebook, nor the heading have them.
    """
    rows: dict[int, set[int]] = {}
    words: dict[int, str] = {}
    for column in group:
        for row, cell in enumerate(column.cells):
            if (found := point(cell)) is not None:
                rows.setdefault(found, set()).add(row)
                if coded := split_coded(cell):
                    words[found] = coded[1]
    likely = points_in(cell for column in group for cell in column.cells)
    often = [found for found in likely if people.count(rows[found]) >= FEWEST]
    told = group[0].told
    stated = stated_ends(title) or told.ends
    low, high = stated or (min(often, default=0), max(often, default=-1))
    low = min(low, 1)  # few chose the first point; a scale begins with 0 or 1
    shown = {k: words[k] for k in words if k in often}
    said = stated_words(title) if stated_ends(title) else {}
    return {k: shown.get(k) or told.values.get(str(k)) or said.get(k, "")
            for k in range(low, high + 1)}  # fmt: skip


def is_above_one(title: str, cells: Sequence[str]) -> bool:
    """Whether a heading states ends that all cells are between, and that no scale begins with.

    A mark at school is a number from 4 to 10: a scale's points begin with 0 or 1.

    Examples
    --------
    >>> is_above_one("Which mark do you give your school (4–10)?", ["7", "10", "8"])
    True
    >>> is_above_one("How are you (1–5)?", ["4", "5"])
    False
    """
    given = points_in(cells)
    return bool(given) and any(
        1 < low <= given[0] and given[-1] <= high for low, high in spans(title)
    )
