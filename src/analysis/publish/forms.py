"""A figure in its three forms, laid out once: SVG, of it a PDF, of that a PNG.

Matplotlib's own PDF takes five times as long, most of it for picking letters out
of the typeface, and its PNG as long again. Nothing in a file tells when it was
made or on what machine: the same figure, the same bytes.
"""

import io
from dataclasses import dataclass
from functools import cache
from typing import Any

import matplotlib
from matplotlib.backends.backend_svg import RendererSVG
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


@dataclass(frozen=True)
class Forms:
    """A drawn figure.

    Attributes
    ----------
    svg : str
        Letters are drawn, so that they look the same everywhere.
    pdf : bytes
        One tagged page; letters are text, and the alt text is inside.
    png : bytes
        200 pixels an inch.
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
    svg, with_text = _draw_svg(figure, words)
    pdf = _set_page(with_text, words)
    return Forms(svg, pdf, _draw_png(pdf, words))


class _Renderer(RendererSVG):
    """Draws letters as paths, and keeps what they are as text."""

    def __init__(self, figure: Figure, drawn: io.StringIO, metadata: dict[str, Any]) -> None:
        width, height = figure.get_size_inches() * POINTS_AN_INCH
        super().__init__(width, height, drawn, metadata=metadata)
        self.drawn = drawn
        self.texts: list[tuple[int, int, str]] = []

    def draw_text(self, *args: Any, **kwargs: Any) -> None:
        """Draw letters in both ways; of the one as text, only the words are kept."""
        self.writer.start("g")
        start = self.drawn.tell() + len(">\n")  # the next element closes this one's tag
        matplotlib.rcParams["svg.fonttype"] = "none"
        super().draw_text(*args, **kwargs)
        self.drawn.seek(start)
        text = self.drawn.read()
        self.drawn.seek(start)
        self.drawn.truncate()
        matplotlib.rcParams["svg.fonttype"] = "path"
        super().draw_text(*args, **kwargs)
        self.texts.append((start, self.drawn.tell(), text))
        self.writer.end("g")


def _draw_svg(figure: Figure, words: Words) -> tuple[str, str]:
    """The figure with its letters drawn, and with letters as text."""
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
        figure.draw(renderer)
        figure.dpi = dpi
        renderer.finalize()
    svg = drawn.getvalue()
    ends = [0, *(end for _, end, _ in renderer.texts)]
    parts = [
        svg[end:start] + text for end, (start, _, text) in zip(ends, renderer.texts, strict=False)
    ]
    return svg, "".join([*parts, svg[ends[-1] :]])


def _set_page(svg: str, words: Words) -> bytes:
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
    """Typst with our typeface alone; it starts threads, which no forked process may inherit."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(typeface.gather())],
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def _draw_png(pdf: bytes, words: Words) -> bytes:
    """A PDF's page in a palette: a third of the size of all colours in a page."""
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
