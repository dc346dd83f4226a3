"""A figure in its forms, drawn once: inside a page, and as files that travel alone.

All are made of one drawing. In SVG words are text; typst sets the same SVG as a tagged PDF, and
pdfium turns the PDF into pixels. Nothing in a file tells when it was made or on what machine:
the same figure, the same bytes. A form that nobody asks for is not made.
"""

from base64 import b64encode
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from html import escape
from importlib.resources import files
from typing import Any

from matplotlib.figure import Figure

from analysis.drawing import style, typeface
from analysis.drawing.hover import title_rows
from analysis.drawing.look import HOUSE, Look
from analysis.drawing.marks import Drawing
from analysis.drawing.narrow import lay_out_narrow
from analysis.drawing.raster import draw_png
from analysis.drawing.recorder import take_apart
from analysis.drawing.typeface import POINTS_AN_INCH
from analysis.drawing.vector import draw_all, draw_fragment, style_rules
from analysis.drawing.webfont import STACK, face_rules, letters_for

SOURCE = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True)
class Words:
    """What every form says of its figure."""

    name: str
    title: str
    alt: str
    origin: str
    language: str


@dataclass(frozen=True)
class Forms:
    """A drawn figure; each form is made when it is first asked for.

    Attributes
    ----------
    drawing : Drawing
    words : Words
    body_in : tuple of float
        Between which heights of the sheet the drawing stands; title and source are around it.
    look : Look
        Its width, and the colours that it was painted in.
    """

    drawing: Drawing
    words: Words
    body_in: tuple[float, float]
    look: Look = HOUSE

    @cached_property
    def wide(self) -> str:
        """For a wide page, as SVG without title and source, which the page says."""
        top, bottom = self._body_pt
        return draw_fragment(self.drawing, "wide", top, bottom, title_rows(self.drawing))

    @cached_property
    def narrow(self) -> str:
        """The same for a narrow page, laid out anew."""
        narrow = lay_out_narrow(self.drawing, *self._body_pt)
        return draw_fragment(narrow, "narrow", 0, narrow.height_pt)

    @property
    def fragments(self) -> tuple[str, str]:
        """For a wide and for a narrow page."""
        return self.wide, self.narrow

    @property
    def _body_pt(self) -> tuple[float, float]:
        top, bottom = self.body_in
        return top * POINTS_AN_INCH, bottom * POINTS_AN_INCH

    @cached_property
    def svg(self) -> str:
        """A file that says who made it of what, and brings its letters along."""
        return self._write_svg(brings_letters=True)

    @cached_property
    def light_svg(self) -> str:
        """A picture in the reader's letters, held to the widths of ours: a sixth of the size."""
        return self._write_svg(holds_widths=True)

    @cached_property
    def pdf(self) -> bytes:
        """One tagged page in which words are text, and the alt text is inside."""
        return _typeset("pdf", asdict(self.words) | {"svg": self._write_svg()})

    @cached_property
    def png(self) -> bytes:
        """Pixels for print, `style.DPI` an inch."""
        return self.rasterise(style.DPI)

    def inner_picture(self, *, is_light: bool) -> str:
        """The address of a picture inside a notebook: pixels, which every program shows.

        Of a run, which nobody waits to look at, it is the SVG that is soonest made.
        """
        if is_light:
            kind, data = "svg+xml", self.light_svg.encode()
        else:
            kind, data = "png", self.rasterise(style.SCREEN_DPI)
        return f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"

    def rasterise(self, dpi: int) -> bytes:
        """Pixels, so many an inch, as PNG."""
        words = self.words
        told = {"Title": words.title, "Description": words.alt, "Source": words.origin}
        return draw_png(self.pdf, told, dpi, self.look.colors)

    def _write_svg(self, *, brings_letters: bool = False, holds_widths: bool = False) -> str:
        width, height, scale = self.drawing.width_pt, self.drawing.height_pt, self.look.scale
        drawn = draw_all(self.drawing, holds_widths=holds_widths)
        title, alt, origin = map(escape, (self.words.title, self.words.alt, self.words.origin))
        faces = face_rules(letters_for(drawn)) if brings_letters else ""
        rules = f"{faces}svg{{font-family:{STACK}}}{style_rules('{color}')}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" lang="{self.words.language}" '
            f'width="{scale * width:.2f}pt" height="{scale * height:.2f}pt" '
            f'viewBox="0 0 {width:.2f} {height:.2f}"><title>{title}</title><desc>{alt}</desc>'
            f'<metadata><dc:source xmlns:dc="{SOURCE}">{origin}</dc:source></metadata>'
            f"<style>{escape(rules, quote=False)}</style>{drawn}</svg>\n"
        )


def draw_forms(
    figure: Figure,
    words: Words,
    around_in: tuple[float, float] = (0.0, 0.0),
    look: Look = HOUSE,
) -> Forms:
    """Draw a figure, to be had in all forms.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    words : Words
    around_in : tuple of float
        How much of its height title and source take, above and below.
    look : Look
        The figure is painted in its colours.
    """
    look.paint(figure)
    drawing = take_apart(figure)
    above, below = around_in
    return Forms(drawing, words, (above, drawing.height_pt / POINTS_AN_INCH - below), look)


def _typeset(form: str, inputs: dict[str, str]) -> bytes:
    page = files("analysis.drawing").joinpath("figure.typ").read_bytes()
    made: bytes = compiler().compile(page, format=form, sys_inputs=inputs)
    return made


@cache
def compiler() -> Any:
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
