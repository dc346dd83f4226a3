"""The house style: colours, type and sizes, as plain values and rcParams.

Colours are told apart by lightness too (ink and teal dark, grey lighter), so that
figures read in greyscale; all that carries meaning reaches 3:1 on white (WCAG 2.2, 1.4.11).
"""

from typing import Any

from analysis.drawing import typeface

INK = "#1b2733"
SOFT = "#5b6875"
FAINT = "#d7dde3"
"""Of grids and rules alone, which a reader could do without."""
TEAL = "#00677d"
TEAL_LIGHT = "#3f8896"
MUTED = "#7c95a0"
RING = "#7b8792"
RUST = "#c4512d"
COLORS = (INK, SOFT, FAINT, TEAL, TEAL_LIGHT, MUTED, RING, RUST)
"""All that figures are drawn in, besides white."""

WIDTH_IN = 6.3
TITLE_PT = 14.0
SUBTITLE_PT = 10.0
TEXT_PT = 10.0
SMALL_PT = 8.5
FOOT_PT = 8.0
REGULAR, SEMIBOLD = typeface.REGULAR, typeface.SEMIBOLD
DPI = 300
"""Of PNG files, which are for print."""
SCREEN_DPI = 180
"""Of figures in a notebook, which shows them in three fifths of their pixels."""

FONT = typeface.FAMILIES[0]


def publication() -> dict[str, Any]:
    """All rcParams of the publication's figures; registers the typeface."""
    return fonts() | lines() | output()


def seaborn_theme() -> dict[str, Any]:
    """What ``seaborn.set_theme(**seaborn_theme())`` draws in the house's style with."""
    grid = {
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "grid.color": FAINT,
        "grid.linewidth": 0.8,
    }
    titles = {"axes.titlesize": TEXT_PT, "axes.titleweight": SEMIBOLD, "axes.titlelocation": "left"}
    palette = [RING, TEAL, RUST, TEAL_LIGHT, INK]
    rc = publication() | grid | titles | {"axes.labelsize": SMALL_PT, "legend.frameon": False,
                                     "legend.fontsize": SMALL_PT}  # fmt: skip
    return {"style": "white", "palette": palette, "font": FONT, "rc": rc}


def fonts() -> dict[str, Any]:
    """Typeface and sizes."""
    typeface.register()
    return {
        "font.family": "sans-serif",
        "font.sans-serif": list(typeface.FAMILIES),
        "font.size": TEXT_PT,
        "text.color": INK,
        "axes.labelcolor": SOFT,
        "axes.unicode_minus": True,
        "text.parse_math": False,  # an amount in dollars is no formula
    }


def lines() -> dict[str, Any]:
    """Axes without frames and with quiet ticks."""
    sides = ("left", "right", "top", "bottom")
    return {f"axes.spines.{side}": False for side in sides} | {
        "xtick.color": FAINT,
        "ytick.color": FAINT,
        "xtick.labelcolor": SOFT,
        "ytick.labelcolor": SOFT,
        "xtick.labelsize": SMALL_PT,
        "ytick.labelsize": SMALL_PT,
        "lines.solid_capstyle": "round",
    }


def output(salt: str = "analysis") -> dict[str, Any]:
    """What makes the same figure the same bytes; the salt seeds identifiers inside an SVG."""
    return {
        "svg.hashsalt": salt,
        "figure.facecolor": "white",
        # For figures that someone saves by Matplotlib itself.
        "savefig.facecolor": "white",
        "savefig.dpi": DPI,
        "pdf.fonttype": 42,
    }
