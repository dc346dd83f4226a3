"""The forms of a figure: what they say, and that they show the same."""

import io
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import typst
from conftest import run_cells
from matplotlib.figure import Figure
from PIL import Image
from pypdf import PdfReader

from analysis import style
from analysis.publish import Exhibit
from analysis.publish.forms import DPI, Forms, Words, draw_forms

STUDY = "yhdessa_osallisuutta"
TOLD = Words("figure", "Otsikko", "Kuvan luvut: 12", '{"figure": "figure"}', "fi")
PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""
TRACE = 5.0
"""Of 255 levels, on average: edges of letters are smoothed a little differently."""


@pytest.fixture(scope="module")
def drawn() -> dict[str, Exhibit]:
    """All figures of two notebooks, with labels to the left, to the right and in the middle."""
    return {
        value.released.name: value
        for topic in ("cost_breakdown", "survey_change")
        for value in run_cells(topic, STUDY, "all", "fi", "example").values()
        if isinstance(value, Exhibit) and value.forms
    }


def forms_of(exhibit: Exhibit) -> Forms:
    assert exhibit.forms is not None
    return exhibit.forms


def draw(*texts: str, width_in: float = 6.3) -> Forms:
    figure = Figure(figsize=(width_in, 2.0))
    axes = figure.add_axes((0, 0, 1, 1))
    for k, text in enumerate(texts):
        axes.text(0.1, 0.2 + 0.2 * k, text, fontfamily=style.FONT, parse_math=False)
    return draw_forms(figure, TOLD)


def alt_texts(pdf: bytes) -> Iterator[str]:
    """Alternative texts of a tagged PDF."""

    def walk(node: Any) -> Iterator[str]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for kid in node:
                yield from walk(kid)
        elif isinstance(node, dict):
            if "/Alt" in node:
                yield str(node["/Alt"])
            yield from walk(node.get("/K", []))

    root: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    yield from walk(root["/StructTreeRoot"])


def test_a_pdf_has_its_words_as_text_and_its_alt_text_inside(drawn: dict[str, Exhibit]) -> None:
    for name, exhibit in drawn.items():
        assert exhibit.caption is not None
        page = PdfReader(io.BytesIO(forms_of(exhibit).pdf))
        text = re.sub(r"\s+", " ", page.pages[0].extract_text())
        for words in (exhibit.caption.title, exhibit.caption.foot):
            assert re.sub(r"\s+", " ", words) in text, name
        assert list(alt_texts(forms_of(exhibit).pdf)) == [exhibit.caption.alt]


def test_an_svg_needs_no_typeface(drawn: dict[str, Exhibit]) -> None:
    for exhibit in drawn.values():
        svg = forms_of(exhibit).svg
        assert "<text" not in svg
        assert svg.count("<use") > 100


def test_svg_and_png_show_the_same(drawn: dict[str, Exhibit]) -> None:
    """The SVG's letters are drawn by Matplotlib, the PNG's are set by typst."""
    compiler = typst.Compiler(ignore_system_fonts=True)
    for name, exhibit in drawn.items():
        forms = forms_of(exhibit)
        other = compiler.compile(PAGE, format="png", ppi=DPI, sys_inputs={"svg": forms.svg})
        assert isinstance(other, bytes)
        one, two = (
            np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype="int64")
            for png in (forms.png, other)
        )
        height, width = min(one.shape[0], two.shape[0]), min(one.shape[1], two.shape[1])
        apart = np.abs(one[:height, :width] - two[:height, :width])
        assert apart.mean() < TRACE, name
        # Shifted by a letter's width, the same picture is far from itself.
        assert np.abs(one[:, 20:] - one[:, :-20]).mean() > 2 * apart.mean(), name


def test_a_png_has_the_size_of_the_sheet(drawn: dict[str, Exhibit]) -> None:
    for exhibit in drawn.values():
        assert exhibit.figure is not None
        width_in, height_in = exhibit.figure.get_size_inches()
        with Image.open(io.BytesIO(forms_of(exhibit).png)) as image:
            assert image.width == round(width_in * DPI)
            assert abs(image.height - height_in * DPI) < 1.5
            assert image.info["dpi"] == pytest.approx((DPI, DPI), abs=0.1)


def test_the_same_figure_is_the_same_bytes_and_keeps_its_resolution() -> None:
    figure = Figure(figsize=(3, 2), dpi=130)
    figure.add_axes((0.1, 0.1, 0.8, 0.8)).plot([1, 2])
    assert draw_forms(figure, TOLD) == draw_forms(figure, TOLD)
    assert figure.dpi == 130


def test_every_form_carries_title_alt_text_and_origin() -> None:
    forms = draw("Sana")
    metadata = PdfReader(io.BytesIO(forms.pdf)).metadata
    assert metadata is not None
    pdf = [str(metadata[key]) for key in ("/Title", "/Subject", "/Keywords")]
    with Image.open(io.BytesIO(forms.png)) as image:
        png = [image.info[key] for key in ("Title", "Description", "Source")]
    assert pdf == png == [TOLD.title, TOLD.alt, TOLD.origin]
    assert all(f">{words}<" in forms.svg.replace("&quot;", '"') for words in pdf)


@pytest.mark.filterwarnings("ignore:Glyph")
def test_letters_that_no_typeface_has_stop_nothing() -> None:
    forms = draw("中文 ja \N{GRINNING FACE}", "<b>&amp;</b> $x^2$")
    text = PdfReader(io.BytesIO(forms.pdf)).pages[0].extract_text()
    assert "<b>&amp;</b> $x^2$" in text


@pytest.mark.parametrize("width_in", [6.3, 3.15, 4.7])
def test_colour_reaches_the_edge_of_the_picture(width_in: float) -> None:
    figure = Figure(figsize=(width_in, 1), facecolor=style.RUST)
    with Image.open(io.BytesIO(draw_forms(figure, TOLD).png)) as image:
        pixels = image.convert("RGB")
    edges = [pixels.getpixel((x, 20)) for x in (0, pixels.width // 2, pixels.width - 1)]
    assert len(set(edges)) == 1
