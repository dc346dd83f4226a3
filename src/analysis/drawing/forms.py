"""A figure in its three forms, laid out once.

Matplotlib draws all but the words, as SVG. typst sets the words: over the drawing,
which is the PDF, and alone, as outlines that are laid over the SVG. pdfium turns the
PDF into pixels. Matplotlib alone takes four times as long. Nothing in a file tells
when it was made or on what machine: the same figure, the same bytes.
"""

import io
import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import matplotlib
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, weight_dict

from analysis.drawing import style, typeface
from analysis.drawing.look import HOUSE, Look
from analysis.drawing.raster import draw_png
from analysis.drawing.typeface import POINTS_AN_INCH

SIZE = re.compile(r'width="([0-9.]+)pt" height="([0-9.]+)pt"')
"""Of an SVG's root, as Matplotlib writes it."""


@dataclass(frozen=True)
class Words:
    """What every form says of its figure; identifiers inside its SVG are made from its name."""

    name: str
    title: str
    alt: str
    origin: str
    language: str

    def metadata(self) -> dict[str, str]:
        """What SVG and PNG say of themselves, by the names that both have for it."""
        return {"Title": self.title, "Description": self.alt, "Source": self.origin}


@dataclass(frozen=True)
class Forms:
    """A drawn figure.

    In SVG letters are outlines, so that they look the same everywhere; the PDF is one tagged page
    in which words are text, and the alt text is inside; the PNG has `style.DPI` pixels an inch.
    """

    svg: str
    pdf: bytes
    png: bytes


def draw_forms(figure: Figure, words: Words, look: Look = HOUSE) -> Forms:
    """Draw a figure in all forms; of another look than the house's, its width and its colours."""
    drawing, sheet = _draw(figure, words)
    inputs = asdict(words) | {"sheet": json.dumps(sheet), "drawing": drawing}
    lettering = _typeset("svg", inputs | {"drawing": ""}).decode()
    svg = _lay_over(drawing, lettering)
    if look.scale != 1:
        svg, drawing = (_resize(each, look.scale) for each in (svg, drawing))
        larger = json.dumps(_enlarge(sheet, look.scale))
        inputs |= {"sheet": larger, "drawing": drawing}
    pdf = _typeset("pdf", inputs)
    return Forms(svg, pdf, draw_png(pdf, words.metadata(), colors=look.colors))


def _resize(svg: str, scale: float) -> str:
    """An SVG whose root says another size; what is in it grows along."""
    root = SIZE.search(svg)
    if root is None:
        raise ValueError("the root of the SVG does not say how large it is")
    width, height = (scale * float(part) for part in root.groups())
    return SIZE.sub(f'width="{width:.6f}pt" height="{height:.6f}pt"', svg, count=1)


def _enlarge(sheet: dict[str, Any], scale: float) -> dict[str, Any]:
    """A sheet, and the words on it, of another size."""
    lengths = ("width_pt", "height_pt", "x_pt", "y_pt", "size_pt")
    return {
        key: [_enlarge(word, scale) for word in value] if key == "words"
        else value * scale if key in lengths else value
        for key, value in sheet.items()
    }  # fmt: skip


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
        place = {"x_pt": float(x), "y_pt": float(y), "angle": float(angle)}
        letters = {"size_pt": float(prop.get_size_in_points()), "weight": _weight(prop)}
        color = to_hex(gc.get_rgb(), keep_alpha=True)
        words = {"text": s, **place, **letters, "style": prop.get_style(), "color": color}
        self.words.append(words)

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
    metadata = {**words.metadata(), "Date": None, "Creator": None}
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
    size = {"width_pt": renderer.width, "height_pt": renderer.height}
    return drawn.getvalue(), {**size, "typefaces": typeface.FAMILIES, "words": renderer.words}


def _lay_over(drawing: str, lettering: str) -> str:
    """An SVG with what is inside another one of the same size on top.

    Matplotlib's has an XML declaration, and names its parts by words and hashes of the
    figure's name; typst's begins with its root, and names its letters by hashes of them.
    """
    _, _, inside = lettering.partition(">")
    whole, _, _ = drawing.rpartition("</svg>")
    return f"{whole}{inside}"


def _typeset(form: str, inputs: dict[str, str]) -> bytes:
    page = files("analysis.drawing").joinpath("figure.typ").read_bytes()
    made: bytes = _compiler().compile(page, format=form, sys_inputs=inputs)
    return made


@cache
def _compiler() -> Any:
    """Typst with our typeface alone; it starts threads, which no forked process may inherit."""
    import typst

    folder = typeface.gather()
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
    if missing := {*typeface.FAMILIES} - {*fonts.families()}:
        raise FileNotFoundError(f"{folder} has no typeface {', '.join(sorted(missing))}")
    # Its root is all that typst could read; a figure comes in whole by `sys.inputs`.
    return typst.Compiler(root=folder, font_paths=fonts, ignore_system_fonts=True)
