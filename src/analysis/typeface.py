"""The typeface of the figures, cut down to the letters that they use.

Each PDF carries the letters that it shows. To pick them out of a whole typeface,
with its rules for many scripts, takes longer than to draw the figure; out of a
part of it, made once for each machine, it takes a third of that.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import matplotlib
from fontTools import version as fonttools_version

WEIGHTS = ("Regular", "Semibold", "It")
LETTERS = (
    *range(0x0020, 0x0250),  # Latin, so that the Sámi and the Baltic languages have theirs
    *range(0x2010, 0x2040),  # dashes, quotation marks, the ellipsis
    *range(0x2070, 0x20B0),  # raised and lowered digits, currencies
    *range(0x2190, 0x2200),  # arrows
    *range(0x2200, 0x2270),  # minus, at most, about
)
"""Anything else is drawn in the typeface that Matplotlib brings along."""
FEATURES = ("ccmp", "locl", "rlig", "calt", "clig", "liga", "kern", "mark", "mkmk")


def prepare() -> Iterator[Path]:
    """Files of the cut-down typeface, made in Matplotlib's cache where they are missing.

    Processes that make a file at the same time make the same one.
    """
    folder = Path(matplotlib.get_cachedir())
    for weight in WEIGHTS:
        original = files("font_source_sans_pro").joinpath("files", f"SourceSansPro-{weight}.ttf")
        whole = original.read_bytes()
        recipe = f"{fonttools_version} {LETTERS} {FEATURES}".encode()
        name = hashlib.sha256(recipe + whole).hexdigest()[:16]
        path = folder / f"SourceSansPro-{weight}-{name}.ttf"
        if not path.exists():
            _cut_down(Path(str(original)), path)
        yield path


def _cut_down(original: Path, path: Path) -> None:
    from fontTools import subset

    # Names as they are: Matplotlib reads the weight from them.
    options = subset.Options(
        glyph_names=True, layout_features=list(FEATURES), name_IDs=["*"], recalc_timestamp=False
    )
    picked = subset.Subsetter(options)
    picked.populate(unicodes=LETTERS)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".ttf")
    os.close(handle)
    with subset.load_font(str(original), options) as font:
        picked.subset(font)
        font.save(unfinished)
    Path(unfinished).replace(path)
