"""What is drawn where an interval goes beyond the scale of its panel."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

ARROW_PT = 5.0


def mark_far_ends(
    panel: Axes,
    low: Sequence[float],
    high: Sequence[float],
    rows: Sequence[float],
    colors: Sequence[str],
) -> None:
    """An arrow at the edge of a panel for each end of an interval that lies farther out."""
    left, right = panel.get_xlim()
    least, most = sorted((left, right))
    ends = zip(np.asarray(low, float), np.asarray(high, float), rows, colors, strict=True)
    for below, above, row, color in ends:
        for edge, is_far in ((least, below < least), (most, above > most)):
            if is_far:
                marker = "<" if edge == left else ">"
                panel.plot([edge], [row], marker, markersize=ARROW_PT, color=color, clip_on=False,
                           zorder=4)  # fmt: skip
