"""A figure's PDF as pixels: pdfium draws them, in a palette of the house's colours."""

import io
import math
from collections.abc import Mapping
from functools import cache

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from analysis.drawing import style
from analysis.drawing.typeface import POINTS_AN_INCH

SHADE_STEP = 16
"""Between shades of a colour in a palette, of 255 levels."""
COMPRESSION = 4
"""Of PNG files: a twentieth larger than by zlib's own choice, in two thirds of the time."""


def draw_png(
    pdf: bytes, texts: Mapping[str, str], dpi: int, colors: tuple[str, ...] = style.COLORS
) -> bytes:
    """A PDF's page as PNG in a figure's colours: a third of the size of all colours in a page.

    ``texts`` stand in the picture's metadata, by keyword.
    """
    picture = _rasterise(pdf, dpi).quantize(palette=palette(colors), dither=Image.Dither.NONE)
    metadata = PngInfo()
    for keyword, text in texts.items():
        metadata.add_text(keyword, text)
    drawn = io.BytesIO()
    size = {"dpi": (dpi, dpi), "compress_level": COMPRESSION}
    picture.save(drawn, "PNG", pnginfo=metadata, **size)
    return drawn.getvalue()


@cache
def palette(colors: tuple[str, ...] = style.COLORS) -> Image.Image:
    """White, a figure's colours, and shades of each, as edges of letters and lines have them."""
    white = np.array([255.0] * 3)
    whole = [255 * np.array(to_rgb(color)) for color in colors]
    taken = [white, *whole]
    for color in whole:
        steps = math.ceil((white - color).max() / SHADE_STEP)
        for shade in np.linspace(white, color, steps, endpoint=False):
            # Pillow looks colours up by their leading bits, and would take one for the other.
            if min(np.abs(shade - other).max() for other in taken) > SHADE_STEP / 2:
                taken.append(shade)
    holder = Image.new("P", (1, 1))
    holder.putpalette([round(part) for shade in taken for part in shade])
    return holder


def _rasterise(pdf: bytes, dpi: int) -> Image.Image:
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        page = document[0]
        width_pt = page.get_width()
        # A trace less than whole pixels: a trace more, and one more column would be drawn.
        scale = (round(width_pt * dpi / POINTS_AN_INCH) - 0.01) / width_pt
        drawn = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)  # Pillow's order
        picture: Image.Image = drawn.to_pil()
        return picture
