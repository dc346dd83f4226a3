"""How large a drawing in a page is, and where it can be cut off."""

import re

VIEW_BOX = re.compile(r'viewBox="([^"]*)"')
FONT_OR_LINE = re.compile(r'font-size="([^"]*)"|<text x="([^"]*)" y="([^"]*)"')
MARK = re.compile(r'<circle cx="[^"]*" cy="([^"]*)"')
ASCENT, DESCENT = 0.8, 0.25
"""Of letters above and below their line, in sizes."""
BETWEEN_ROWS_PT = 4.0
"""Lines of one row are nearer to each other."""


def height_of(fragment: str) -> float:
    """How high a fragment is where it is as wide as it was drawn, in points."""
    return _size_of(fragment)[1]


def width_of(fragment: str) -> float:
    """How wide a fragment was drawn, in points."""
    return _size_of(fragment)[0]


def _size_of(fragment: str) -> tuple[float, float]:
    box = VIEW_BOX.search(fragment)
    if box is None:
        raise ValueError("the drawing does not say how large it is")
    *_, width, height = map(float, box[1].split())
    return width, height


def first_mark_of(fragment: str) -> float:
    """How far down its first ring or disc is, in points; 0 where it has none."""
    return min(map(float, MARK.findall(fragment)), default=0.0)


def cut_above_row(fragment: str, most: float, least: float = 0.0) -> float:
    """Where a fragment can be cut off so that words and rows below each other stay whole.

    Parameters
    ----------
    fragment : str
    most : float
        In points; the cut is the lowest at or above it.
    least : float
        In points; where no such cut is below it, the cut is the next one that is.

    Returns
    -------
    float
        Just above the name of a row, which stands farthest to the left and apart from the words
        before it; all of it where there is none.
    """
    size, lines = 0.0, []
    for font_size, x, y in FONT_OR_LINE.findall(fragment):
        size = float(font_size or size)
        if y:
            lines.append((float(y) - ASCENT * size, float(y) + DESCENT * size, float(x)))
    left = min((x for *_, x in lines), default=0.0)
    deepest, cuts = 0.0, []
    for top, bottom, x in sorted(lines):
        if x == left and 0 < deepest <= top - BETWEEN_ROWS_PT and top > least:
            cuts.append(top)
        deepest = max(deepest, bottom)
    above = [top for top in cuts if top <= most]
    return next(iter(above[-1:] or (cuts if least else [])), height_of(fragment))
