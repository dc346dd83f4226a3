"""A figure in its three forms, laid out once: SVG, of it a PDF, of that a PNG.

Matplotlib's own PDF takes five times as long, most of it for picking letters out
of the typeface, and its PNG as long again. Nothing in a file tells when it was
made or on what machine: the same figure, the same bytes.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from analysis import style, typeface

PAGE = b"""
#let told = sys.inputs
#set document(title: told.title, description: told.alt, keywords: told.origin, date: none)
#set text(lang: told.language)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(told.svg), format: "svg", alt: told.alt)
"""
DPI = 200
POINTS_AN_INCH = 72
PALETTE_SIZE, NEARLY_WHITE = 128, 252


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


def draw_svg(figure: Figure, words: Words, *, letters: str = "path") -> str:
    """A figure as SVG.

    Parameters
    ----------
    figure : Figure
    words : Words
    letters : {"path", "none"}
        Drawn, so that they look the same everywhere, or as text in a typeface
        that the reader of the file must have.
    """
    drawn = io.StringIO()
    metadata: dict[str, Any] = {
        "Title": words.title,
        "Description": words.alt,
        "Source": words.origin,
        "Date": None,
        "Creator": None,
    }
    with matplotlib.rc_context({**style.output(salt=words.name), "svg.fonttype": letters}):
        figure.savefig(drawn, format="svg", metadata=metadata)
    return drawn.getvalue()


def draw_pdf(figure: Figure, words: Words) -> bytes:
    """A figure as tagged PDF of one page, its letters as text and its alt text inside."""
    svg = draw_svg(figure, words, letters="none")
    told = {
        "title": words.title,
        "alt": words.alt,
        "origin": words.origin,
        "language": words.language,
        "svg": svg,
    }
    page: bytes = _compiler().compile(PAGE, format="pdf", sys_inputs=told)
    return page


@cache
def _compiler() -> Any:
    """typst with our typeface alone; it starts threads, which no forked process may inherit."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(typeface.gather())],
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def draw_png(pdf: bytes, words: Words) -> bytes:
    """A PDF's page as PNG in a palette: a third of the size of all colours in a page."""
    octree = Image.Quantize.FASTOCTREE
    picture = _rasterise(pdf).quantize(PALETTE_SIZE, method=octree, dither=Image.Dither.NONE)
    # Shares of a palette are rounded down: what was paper would come out a trace of grey.
    palette = picture.getpalette() or []
    picture.putpalette([255 if share >= NEARLY_WHITE else share for share in palette])
    told = PngInfo()
    for key, text in (("Title", words.title), ("Description", words.alt), ("Source", words.origin)):
        told.add_text(key, text)
    drawn = io.BytesIO()
    picture.save(drawn, "PNG", pnginfo=told, dpi=(DPI, DPI))
    return drawn.getvalue()


def _rasterise(pdf: bytes) -> Image.Image:
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        page = document[0]
        width_pt = page.get_width()
        # A trace less than whole pixels: a trace more, and one more column would be drawn.
        scale = (round(width_pt * DPI / POINTS_AN_INCH) - 0.01) / width_pt
        picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
        return picture
