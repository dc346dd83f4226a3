"""The words of the project's vision."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.sheet import MARGIN_IN, open_sheet, width_in
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import DOCUMENT, ORIGIN, TEXTS
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released

WORD_PT = 12.5
WORD_ROW_IN = 0.36
WORD_GAP_IN = 0.32


def estimate_vision(words: pd.DataFrame) -> pd.DataFrame:
    """The words in the order of print: a row a word or phrase."""
    return VISION.frame.empty() if words.empty else words[VISION.frame.names]


def describe_vision(released: Released) -> Caption:
    """How many words there are."""
    say, words = released.say, _words(released)
    title = say.text("project_monitoring_vision.title")
    subtitle = say.text("project_monitoring_vision.subtitle", total=len(words))
    return write_caption(released, title, subtitle, "", words)


def plot_vision(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """The words in lines, those printed in capitals in bold."""
    lines: list[list[str]] = [[]]
    room = style.WIDTH_IN - 2 * MARGIN_IN
    for word in _words(estimates):
        if lines[-1] and _line_in([*lines[-1], word]) > room:
            lines.append([])
        lines[-1].append(word)
    sheet = open_sheet(caption, WORD_ROW_IN * len(lines), ax)
    for k, line in enumerate(lines):
        x, y = (style.WIDTH_IN - _line_in(line)) / 2, sheet.top_in + WORD_ROW_IN * (k + 0.5)
        for word in line:
            color = style.TEAL if word.isupper() else style.INK
            sheet.text(x, y, word, fontsize=WORD_PT, color=color, fontweight=_weight(word))
            x += _word_in(word) + WORD_GAP_IN
    return sheet.ax


def _words(estimates: Estimates) -> list[str]:
    """The words as printed, or their translation."""
    return list(estimates.table[estimates.edition.language])


def _weight(word: str) -> int:
    return style.SEMIBOLD if word.isupper() else style.REGULAR


def _word_in(word: str) -> float:
    return width_in(word, WORD_PT, _weight(word))


def _line_in(words: list[str]) -> float:
    return sum(_word_in(w) for w in words) + WORD_GAP_IN * (len(words) - 1)


VISION = Figure(
    name="project_monitoring_vision",
    frame=Frame(
        Column("order", "Int64", "Place in print"),
        *TEXTS,
        DOCUMENT,
        Column("heading", "str", "Heading above it in the document", is_shown=False),
        ORIGIN,
        counts_people=False,
    ),
    estimate=lambda material: estimate_vision(material.tables["vision"]),
    describe=describe_vision,
    plot=plot_vision,
    section="monitoring",
    caption_key="project_monitoring_label.vision",
)
