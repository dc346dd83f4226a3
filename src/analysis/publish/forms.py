"""A figure in its three forms, laid out once.

Matplotlib draws all but the words, as SVG. typst sets the words: over the drawing,
which is the PDF, and alone, as outlines that are laid over the SVG. pdfium turns the
PDF into pixels. Matplotlib alone takes four times as long. Nothing in a file tells
when it was made or on what machine: the same figure, the same bytes.
"""

import io
import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import matplotlib
import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, weight_dict
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from analysis import style, typeface
from analysis.typeface import POINTS_AN_INCH

SHADE_STEP = 16
"""Between shades of a colour in a palette, of 255 levels."""
COMPRESSION = 4
"""Of PNG files: a twentieth larger than by zlib's own choice, in two thirds of the time."""


@dataclass(frozen=True)
class Words:
    """What every form says of its figure.

    Attributes
    ----------
    name : str
        The figure's; identifiers inside its SVG are made from it.
    title, alt : str
    origin : str
        On one line.
    language : str
    """

    name: str
    title: str
    alt: str
    origin: str
    language: str


@dataclass(frozen=True)
class Forms:
    """A drawn figure.

    Attributes
    ----------
    svg : str
        Letters are outlines, so that they look the same everywhere.
    pdf : bytes
        One tagged page; words are text, and the alt text is inside.
    png : bytes
        `style.DPI` pixels an inch.
    """

    svg: str
    pdf: bytes
    png: bytes


def draw_forms(figure: Figure, words: Words) -> Forms:
    """Draw a figure in all forms.

    Parameters
    ----------
    figure : Figure
    words : Words

    Returns
    -------
    Forms
    """
    drawing, sheet = _draw(figure, words)
    told = {
        "title": words.title,
        "alt": words.alt,
        "origin": words.origin,
        "language": words.language,
        "sheet": json.dumps(sheet),
        "drawing": drawing,
    }
    pdf = _typeset("pdf", told)
    lettering = _typeset("svg", told | {"drawing": ""}).decode()
    return Forms(_lay_over(drawing, lettering), pdf, _draw_png(pdf, words))


class _Renderer(RendererSVG):
    """Draws a figure, and notes its words and where they stand instead of drawing them."""

    def __init__(self, figure: Figure, drawn: io.StringIO, metadata: dict[str, Any]) -> None:
        width, height = figure.get_size_inches() * POINTS_AN_INCH
        super().__init__(width, height, drawn, metadata=metadata)
        self.words: list[dict[str, Any]] = []

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Note words; ``x`` and ``y`` are the left end of their baseline."""
        noted = {
            "text": s,
            "x_pt": float(x),
            "y_pt": float(y),
            "angle": float(angle),
            "size_pt": float(prop.get_size_in_points()),
            "weight": _weight(prop),
            "style": prop.get_style(),
            "color": to_hex(gc.get_rgb(), keep_alpha=True),
        }
        self.words.append(noted)

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """How large words are, in points; all words of a size are as high."""
        ascent, descent, _ = self._get_font_height_metrics(prop)
        width = typeface.width_em(s, _weight(prop), prop.get_style())
        return width * prop.get_size_in_points(), ascent + descent, descent

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        """Matplotlib asks here, where a renderer has it, before it reads the font's tables."""
        size_pt = prop.get_size_in_points()
        ascent, descent = typeface.heights_em(_weight(prop), prop.get_style())
        return ascent * size_pt, descent * size_pt, 0.0


def _weight(prop: FontProperties) -> int:
    weight = prop.get_weight()
    return weight if isinstance(weight, int) else weight_dict[weight]


def _draw(figure: Figure, words: Words) -> tuple[str, dict[str, Any]]:
    """The figure without words as SVG, and the words."""
    metadata = {
        "Title": words.title,
        "Description": words.alt,
        "Source": words.origin,
        "Date": None,
        "Creator": None,
    }
    drawn, dpi = io.StringIO(), figure.dpi
    options: Any = style.output(salt=words.name)
    with matplotlib.rc_context(options):
        renderer = _Renderer(figure, drawn, metadata)
        figure.dpi = POINTS_AN_INCH
        try:
            figure.draw(renderer)
        finally:
            figure.dpi = dpi
        renderer.finalize()
    sheet = {
        "width_pt": renderer.width,
        "height_pt": renderer.height,
        "typefaces": typeface.FAMILIES,
        "words": renderer.words,
    }
    return drawn.getvalue(), sheet


def _lay_over(drawing: str, lettering: str) -> str:
    """An SVG with what is inside another one of the same size on top.

    Matplotlib's has an XML declaration, and names its parts by words and hashes of the
    figure's name; typst's begins with its root, and names its letters by hashes of them.
    """
    _, _, inside = lettering.partition(">")
    whole, _, _ = drawing.rpartition("</svg>")
    return f"{whole}{inside}"


def _typeset(form: str, told: dict[str, str]) -> bytes:
    page = files("analysis.publish").joinpath("figure.typ").read_bytes()
    made: bytes = _compiler().compile(page, format=form, sys_inputs=told)
    return made


@cache
def _compiler() -> Any:
    """Typst with our typeface alone; it starts threads, which no forked process may inherit."""
    import typst

    folder = typeface.gather()
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder)],
    )
    if missing := {*typeface.FAMILIES} - {*fonts.families()}:
        raise FileNotFoundError(f"{folder} has no typeface {', '.join(sorted(missing))}")
    # Its root is all that typst could read; a figure comes in whole by `sys.inputs`.
    return typst.Compiler(root=folder, font_paths=fonts, ignore_system_fonts=True)


def _draw_png(pdf: bytes, words: Words) -> bytes:
    """A PDF's page in the house's colours: a third of the size of all colours in a page."""
    picture = _rasterise(pdf).quantize(palette=palette(), dither=Image.Dither.NONE)
    told = PngInfo()
    for key, text in (("Title", words.title), ("Description", words.alt), ("Source", words.origin)):
        told.add_text(key, text)
    drawn = io.BytesIO()
    size = {"dpi": (style.DPI, style.DPI), "compress_level": COMPRESSION}
    picture.save(drawn, "PNG", pnginfo=told, **size)
    return drawn.getvalue()


@cache
def palette() -> Image.Image:
    """White, the house's colours, and shades of each, as edges of letters and lines have them."""
    white = np.array([255.0] * 3)
    colors = [255 * np.array(to_rgb(color)) for color in style.COLORS]
    held = [white, *colors]
    for color in colors:
        steps = math.ceil((white - color).max() / SHADE_STEP)
        for shade in np.linspace(white, color, steps, endpoint=False):
            # Pillow looks colours up by their leading bits, and would take one for the other.
            if min(np.abs(shade - each).max() for each in held) > SHADE_STEP / 2:
                held.append(shade)
    holder = Image.new("P", (1, 1))
    holder.putpalette([round(part) for shade in held for part in shade])
    return holder


def _rasterise(pdf: bytes) -> Image.Image:
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        page = document[0]
        width_pt = page.get_width()
        # A trace less than whole pixels: a trace more, and one more column would be drawn.
        scale = (round(width_pt * style.DPI / POINTS_AN_INCH) - 0.01) / width_pt
        drawn = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)  # Pillow's order
        picture: Image.Image = drawn.to_pil()
        return picture
