"""The forms of a figure: what they say, and that they show the same."""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
import typst
from conftest import draw_topic
from defusedxml.ElementTree import fromstring
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import AbstractPathEffect
from matplotlib.text import Text
from PIL import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from analysis.drawing import style, typeface
from analysis.drawing.forms import Forms, Words, draw_forms
from analysis.drawing.marks import PAPER, SHEET
from analysis.drawing.narrow import EDGE_PT, lay_out_narrow
from analysis.drawing.narrow_parts import extent
from analysis.drawing.sheet import width_in
from analysis.drawing.vector import ROLES
from analysis.report import exhibit as making
from analysis.report.exhibit import Exhibit
from analysis.topics.cost_breakdown.beside_effect import BESIDE_EFFECT

pytestmark = pytest.mark.slow

STUDY = "yhdessa_osallisuutta"
DPI = style.DPI
TOLD = Words("figure", "Otsikko", "Kuvan luvut: 12", '{"figure": "figure"}', "fi")
PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""
TRACE = 5.0
"""Of 255 levels, on average: edges of letters are smoothed a little differently."""


@pytest.fixture(scope="module")
def drawn() -> dict[str, Exhibit]:
    """All figures of some notebooks: labels to the left and right, rows, strips and tables."""
    topics = ("cost_breakdown", "survey_change", "project_monitoring", "at_a_glance")
    return {
        name: exhibit
        for topic in topics
        for name, exhibit in draw_topic(topic, STUDY, "all", "fi", "example").items()
        if exhibit.forms
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


def test_an_svg_has_its_words_as_text_and_brings_its_letters_along(
    drawn: dict[str, Exhibit],
) -> None:
    for exhibit in drawn.values():
        assert exhibit.caption is not None
        root = fromstring(forms_of(exhibit).svg)
        svg = "{http://www.w3.org/2000/svg}"
        words = " ".join(str(text.text) for text in root.iter(f"{svg}text"))
        assert exhibit.caption.title in words
        assert exhibit.caption.foot in words
        (rules,) = (str(style.text) for style in root.iter(f"{svg}style"))
        assert re.findall(r"font-weight:(\d+);src:url\(data:font/woff;base64,", rules) == [
            "400",
            "600",
        ]
        assert not [element.get("id") for element in root.iter() if element.get("id")]


def test_colours_of_a_drawing_are_the_houses_and_have_a_role(drawn: dict[str, Exhibit]) -> None:
    assert {*ROLES.values()} == {*style.COLORS, "#ffffff"}
    for name, exhibit in drawn.items():
        for fragment in forms_of(exhibit).fragments:
            assert not re.search(r'#[0-9a-f]{6}|style="|<metadata|href', fragment), name


def test_a_narrow_drawing_has_the_same_marks_and_words_and_none_over_another(
    drawn: dict[str, Exhibit],
) -> None:
    for name, exhibit in drawn.items():
        forms = forms_of(exhibit)
        top, bottom = (72 * height for height in forms.body_in)
        narrow = lay_out_narrow(forms.drawing, top, bottom)
        words = Counter(w for word in narrow.words for w in word.text.split())
        wide = [w for w in forms.drawing.words if top <= w.y_pt <= bottom and not w.is_tick]
        assert {w for word in wide for w in word.text.split()} <= {*words}, name
        symbols = [len([m for m in of.marks if m.place]) for of in (forms.drawing, narrow)]
        assert symbols[0] == symbols[1], name
        assert min(word.size_pt for word in narrow.words) * 320 / narrow.width_pt >= 12, name
        boxes = [word.box for word in narrow.words if not word.angle]
        for one, two in combinations(boxes, 2):
            across = min(one[2], two[2]) - max(one[0], two[0])
            down = min(one[3], two[3]) - max(one[1], two[1])
            assert across < 0.5 or down < 1.0, name
        assert min(box[0] for box in boxes) >= 0, name
        assert max(box[2] for box in boxes) <= narrow.width_pt, name


def test_names_stand_above_their_rows_where_beside_them_marks_have_no_room(
    drawn: dict[str, Exhibit],
) -> None:
    """Short names of places, with two columns of numbers on the other side."""
    forms = forms_of(drawn["survey_change_municipalities"])
    narrow = lay_out_narrow(forms.drawing, *(72 * height for height in forms.body_in))
    place = drawn["survey_change_municipalities"].released.labels[0]
    (name,) = [word for word in narrow.words if word.text == place]
    ticks = [word.x_pt for word in narrow.words if word.is_tick]
    first = min(m.place[1] for m in narrow.marks if m.place is not None)
    assert name.box[3] < first
    assert name.x_pt == EDGE_PT
    assert max(ticks) - min(ticks) > 0.35 * narrow.width_pt


def test_strips_are_as_wide_as_each_other_and_short_sentences_stand_below_as_long_ones_do(
    drawn: dict[str, Exhibit],
) -> None:
    forms = forms_of(drawn["at_a_glance_strips"])
    narrow = lay_out_narrow(forms.drawing, *(72 * height for height in forms.body_in))
    for panel in forms.drawing.panels:
        edges = [extent(mark) for mark in narrow.marks if mark.panel == panel]
        width = max(edge[2] for edge in edges) - min(edge[0] for edge in edges)
        assert width > 0.6 * narrow.width_pt
    of_question = next(word for word in narrow.words if word.text == "Jatkuiko toiminta?")
    of_value = next(word for word in narrow.words if word.text == "3/6")
    assert of_value.box[1] < of_question.y_pt < of_value.box[3], "what is not drawn, beside it"
    sentence = next(word for word in narrow.words if word.text.startswith("Havaittu"))
    of_change = [word for word in narrow.words if word.text in ("ei selvää", "muutosta")]
    assert len(of_change) == 2
    for word in of_change:
        assert word.box[3] < sentence.box[1]
        assert word.box[0] > 0.6 * narrow.width_pt, "a value of two lines is beside the marks, too"


def test_the_head_of_a_column_stands_above_the_first_name(drawn: dict[str, Exhibit]) -> None:
    """Also where the marks stand on the sheet itself and have no panel."""
    forms = forms_of(drawn["project_monitoring_partner_survey"])
    narrow = lay_out_narrow(forms.drawing, *(72 * height for height in forms.body_in))
    head = next(word for word in narrow.words if word.text.startswith("osuus"))
    name = next(word for word in narrow.words if word.text == "Vastasi")
    first = min(m.place[1] for m in narrow.marks if m.place is not None)
    assert head.box[3] < name.box[3] < first


def test_no_name_of_a_narrow_drawing_hides_an_interval() -> None:
    made = draw_topic("cost_breakdown", STUDY, "all", "fi", "example")
    scatter = made["cost_breakdown_beside_effect"].released
    always = replace(BESIDE_EFFECT, is_plain=lambda _: False)
    forms = forms_of(making.exhibit(replace(scatter, of=always)))
    narrow = lay_out_narrow(forms.drawing, *(72 * height for height in forms.body_in))
    papers = [extent(m) for m in narrow.marks if m.series == "" and m.look.fill == "#ffffff"]
    lines = [extent(m) for m in narrow.marks if m.panel != SHEET and m.series and m.place is None]
    assert len(papers) >= 3, "a name a point"
    for one, two in product(papers, lines):
        across = min(one[2], two[2]) - max(one[0], two[0])
        down = min(one[3], two[3]) - max(one[1], two[1])
        assert min(across, down) < 0


def test_places_in_a_narrow_panel_lie_on_one_line_with_those_of_the_wide_one(
    drawn: dict[str, Exhibit],
) -> None:
    """So that lengths stay comparable, and a bar twice as long stays so."""
    for name, exhibit in drawn.items():
        forms = forms_of(exhibit)
        narrow = lay_out_narrow(forms.drawing, *(72 * height for height in forms.body_in))
        for panel in forms.drawing.panels:
            one, two = (
                np.concatenate([np.ravel(m.points[:, 0] if m.place is None else m.place[0])
                                for m in of.marks if m.panel == panel and m.series != PAPER])
                for of in (forms.drawing, narrow)
            )  # fmt: skip
            if np.ptp(one) > 1:
                line = np.polyfit(one, two, 1)
                assert np.abs(np.polyval(line, one) - two).max() < 1e-6, name
                assert line[0] > 0, name


def test_panels_below_each_other_have_one_scale(drawn: dict[str, Exhibit]) -> None:
    """Five kinds of costs stand two by two; the last has as much room as the others."""
    forms = forms_of(drawn["cost_breakdown_by_kind"])
    narrow = lay_out_narrow(forms.drawing, *(72 * height for height in forms.body_in))
    shrunk = []
    for panel in forms.drawing.panels:
        one, two = ([np.ptp(m.points[:, 0]) for m in of.marks if m.panel == panel]
                    for of in (forms.drawing, narrow))  # fmt: skip
        shrunk.append(max(two) / max(one))
    assert len(shrunk) == 5
    assert np.ptp(shrunk) < 1e-6
    assert narrow.height_pt < 3 * (forms.body_in[1] - forms.body_in[0]) * 72 + 30


def test_svg_and_png_show_the_same(drawn: dict[str, Exhibit]) -> None:
    """The PNG is made of the PDF, which typst sets of an SVG without letters of its own."""
    typefaces: Any = {"font_paths": [str(typeface.gather())]}
    compiler = typst.Compiler(ignore_system_fonts=True, **typefaces)
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
    one, two = draw_forms(figure, TOLD), draw_forms(figure, TOLD)
    assert (one.svg, one.pdf, one.png) == (two.svg, two.pdf, two.png)
    assert one.fragments == two.fragments
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


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box of all that is darker than half grey."""
    box = picture.convert("L").point(lambda level: 255 * (level < 128)).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("align", ["left", "center", "right"])
@pytest.mark.parametrize("angle", [0, 90, 30])
@pytest.mark.parametrize("weight", [400, 600])
@pytest.mark.usefixtures("house_style")  # which Matplotlib knows the typeface by
def test_words_stand_where_matplotlib_would_write_them(align: str, angle: int, weight: int) -> None:
    figure = Figure(figsize=(4, 4), dpi=DPI)
    options: Any = {"ha": align, "rotation": angle, "fontweight": weight}
    figure.text(0.5, 0.5, "Sana 12,5 € Äg", fontfamily=style.FONT, fontsize=14, **options)
    plain = io.BytesIO()
    figure.savefig(plain, format="png", dpi=DPI)
    boxes = [
        ink(Image.open(io.BytesIO(png))) for png in (draw_forms(figure, TOLD).png, plain.getvalue())
    ]
    # Matplotlib sets letters by whole pixels: a line comes out a few pixels longer or shorter.
    assert boxes[0] == pytest.approx(boxes[1], abs=5)


def test_a_line_is_as_long_as_it_was_measured(drawn: dict[str, Exhibit]) -> None:
    """The layout rests on what `width_in` says of words that typst sets."""
    others = draw_topic("training_attendance", STUDY, "all", "fi", "example")
    words = {
        (text.get_text(), float(text.get_fontsize()), int(text.get_fontweight()))
        for exhibit in (drawn | others).values()
        if exhibit.figure
        for text in exhibit.figure.findobj(Text)
        if text.get_text().strip() and str(text.get_fontweight()).isdigit()
    }
    assert len(words) > 190
    told = sorted(words)
    page = b"""#set text(font: "Source Sans Pro", top-edge: "baseline", bottom-edge: "baseline")
#context for (words, size, weight) in json(bytes(sys.inputs.words)) [
  #metadata(measure(text(size: size * 1pt, weight: weight, words)).width.pt()) <width>
]"""
    options: dict[str, Any] = {"font_paths": [str(typeface.gather())], "ignore_system_fonts": True}
    compiler = typst.Compiler(page, sys_inputs={"words": json.dumps(told)}, **options)
    set_pt = json.loads(compiler.query("<width>", field="value"))
    for (line, size_pt, weight), width_pt in zip(told, set_pt, strict=True):
        measured_pt = 72 * width_in(line, size_pt, weight)
        assert width_pt <= measured_pt * 1.01 + 1.5, line


@pytest.mark.parametrize("color", style.COLORS)
def test_a_colour_stays_itself(color: str) -> None:
    """Also among the colours of a picture's palette; and paper stays white."""
    figure = Figure(figsize=(2, 1), facecolor="white")
    figure.text(0.1, 0.1, "HH", fontsize=60, fontweight=600, color=color)
    with Image.open(io.BytesIO(draw_forms(figure, TOLD).png)) as image:
        counted = image.convert("RGB").getcolors(100_000)
    assert counted is not None
    found = {color for _, color in sorted(counted, reverse=True)[:2]}
    assert found == {(255, 255, 255), tuple(bytes.fromhex(color[1:]))}


def test_a_picture_is_true_to_the_colours_that_were_drawn(drawn: dict[str, Exhibit]) -> None:
    """A figure in a colour that the house does not have would show here."""
    for name, exhibit in drawn.items():
        forms = forms_of(exhibit)
        with Image.open(io.BytesIO(forms.png)) as image, PdfDocument(forms.pdf) as document:
            page = document[0].render(scale=(image.width - 0.01) / document[0].get_width())
            shown, all_colors = np.asarray(image.convert("RGB"), int), page.to_numpy()[:, :, ::-1]
        off = np.abs(shown - all_colors).max(axis=2)
        assert off.mean() < 0.5, name
        assert np.quantile(off, 0.999) < 24, name


class Broken(AbstractPathEffect):
    """Cannot be drawn."""

    def draw_path(self, *_: Any, **__: Any) -> None:
        raise RuntimeError("broken on purpose")


def test_an_error_in_drawing_leaves_the_figure_as_it_was() -> None:
    figure = Figure(figsize=(2, 1), dpi=130)
    figure.add_artist(Rectangle((0, 0), 1, 1, path_effects=[Broken()]))
    with pytest.raises(RuntimeError, match="on purpose"):
        draw_forms(figure, TOLD)
    assert figure.dpi == 130
