"""How a figure may differ from the house's: its width and its colour, the same in every form."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_hex, to_rgb, to_rgba_array
from matplotlib.figure import Figure

from analysis.drawing import style

CM_AN_INCH = 2.54
NARROWEST_CM = 12.0
"""Below it the smallest letters are under 6 points."""
WIDEST_CM = 100.0
LEAST_CONTRAST = 4.5
"""Of a colour on white, in which words are set too: WCAG 2.2, criterion 1.4.3."""
TINTS = {style.TEAL: 0.0, style.TEAL_LIGHT: 0.5, style.MUTED: 0.62}
"""The house's blues, and how far each is from the darkest to white."""
PARTS = ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor")

STEP = 1 / 255
"""Of a colour's parts, as they are written."""
COLLECTED = 2
"""Dimensions of the colours of many marks; of one, it is a name or one dimension."""


@dataclass(frozen=True)
class Look:
    """A width and a colour; empty for the house's.

    Attributes
    ----------
    width_cm : float or None
        The whole figure grows or shrinks with it, letters as well.
    color : str
        As Matplotlib knows it; it takes the place of the house's teal, and tints of it of the
        lighter ones.

    Raises
    ------
    ValueError
        For a width at which letters cannot be read, a colour that is none, or one that is too
        light on white.
    """

    width_cm: float | None = None
    color: str = ""

    def __post_init__(self) -> None:
        width = self.width_cm
        if width is not None and not NARROWEST_CM <= width <= WIDEST_CM:
            raise ValueError(
                f"a width of {width:g} cm: from {NARROWEST_CM:g} cm, below which the smallest "
                f"letters are under 6 points, to {WIDEST_CM:g} cm"
            )
        if self.color and (found := contrast_on_white(self.color)) < LEAST_CONTRAST:
            raise ValueError(
                f"the colour {self.color} has a contrast of {found:.1f} on white, and words in "
                f"it need {LEAST_CONTRAST:g}: take a darker one"
            )

    @property
    def scale(self) -> float:
        """Width in widths of the house."""
        if self.width_cm is None:
            return 1.0
        return self.width_cm / (style.WIDTH_IN * CM_AN_INCH)

    @property
    def colors(self) -> tuple[str, ...]:
        """All that a figure is drawn in, besides white."""
        swaps = self._swaps()
        return tuple(swaps.get(color, color) for color in style.COLORS)

    def paint(self, figure: Figure) -> None:
        """Paint a drawn figure's blues."""
        swaps = self._swaps()
        for artist in figure.findobj() if swaps else ():
            for part in PARTS:
                _repaint(artist, part, swaps)

    def _swaps(self) -> Mapping[str, str]:
        """The colour that takes the place of each of the house's."""
        if not self.color:
            return {}
        dark = np.array(to_rgb(self.color))
        return {house: to_hex(tuple(dark + (1 - dark) * tint)) for house, tint in TINTS.items()}


HOUSE = Look()


def contrast_on_white(color: str) -> float:
    """Contrast of a colour with white, from 1 to 21, as WCAG 2.2 defines it."""
    parts = np.array(to_rgb(color))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05))


def _repaint(artist: Artist, part: str, swaps: Mapping[str, str]) -> None:
    """Swap the colours of one part of an artist, where it has that part."""
    read, write = (getattr(artist, f"{verb}_{part}", None) for verb in ("get", "set"))
    if read is None or write is None:
        return
    colors = to_rgba_array(read())
    painted = [(*to_rgb(swaps.get(to_hex(rgba), to_hex(rgba))), rgba[3]) for rgba in colors]
    if len(colors) and not np.allclose(colors, painted, atol=STEP):
        write(painted[0] if np.ndim(read()) < COLLECTED else painted)
