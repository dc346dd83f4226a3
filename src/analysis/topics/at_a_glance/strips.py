"""A place at a glance: a strip a question, its place among the others and beside the project."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isnan
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import NOTE_IN, REFERENCE, RING, RING_PT
from analysis.drawing.sheet import MARGIN_IN, RIGHT_IN, Sheet, open_sheet, width_in, wrap
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.labels import place_name
from analysis.inputs.own_files import reads_own_files
from analysis.release.estimates import Estimates, Released
from analysis.study.edition import Edition
from analysis.study.wording import Wording
from analysis.topics.at_a_glance.rows import FRAME, combine_parts
from analysis.topics.at_a_glance.strip import Strip
from analysis.topics.at_a_glance.view import find_activity, make_strips

STRIP_IN, PLAIN_IN = 1.0, 0.62
"""Height of a strip, and of one in which nothing is drawn."""
PANEL_IN = (MARGIN_IN + 0.1, 2.95)
VALUE_IN, SENTENCE_IN = 3.12, 4.3
VALUE_PT, SMALL_VALUE_PT, SENTENCE_PT, QUESTION_PT = 13.0, 11.0, 9.5, 11.0
VALUE_GAP_IN = 0.1
"""Between a value and its sentence."""
LINE_IN = 0.16
"""Of a sentence."""
DISC_PT = 10.0
MOST_RINGS = 15
"""More places than these are drawn as a band of how they are spread, not as a cloud."""
TICK = 0.9
"""Half the height of the project's tick, in halves of the panel."""


def describe_strips(released: Released) -> Caption:
    """Of which place it is, what was tried there, and each strip in words."""
    say, edition, strips = released.say, released.edition, make_strips(released)
    title = say.text("at_a_glance.title", place=place_name(edition, edition.municipality))
    rows = [_row(strip) for strip in strips]
    subtitle = f"{_subtitle(released)} {write_legend(released, strips)}"
    caption = write_caption(released, title, subtitle, _foot(released, strips), rows)
    # A place of which little is known has a picture even so: it says of what nothing is told.
    return replace(caption, title=title)


def _subtitle(released: Released) -> str:
    say = released.say
    if released.edition.is_whole_project:
        return say.text("at_a_glance.subtitle_project")
    if activity := find_activity(released):
        return say.text("at_a_glance.subtitle", activity=activity)
    return say.text("at_a_glance.subtitle_plain")


def _row(strip: Strip) -> str:
    """A strip in words."""
    # A question ends its sentence, and no colon follows.
    mark = "" if strip.measure.endswith("?") else ":"
    value = strip.value[:1].upper() + strip.value[1:]
    measured = f"{strip.measure}{mark} {strip.value}" if strip.measure else value
    return f"{strip.question} {measured}. {strip.sentence.removesuffix('.')}"


def write_legend(released: Released, strips: list[Strip]) -> str:
    """What the marks are, of those that are drawn."""
    say, edition = released.say, released.edition
    counts = [len(strip.places) for strip in strips]
    parts = []
    if any(0 < count <= MOST_RINGS for count in counts):
        parts.append(say.text("at_a_glance.ring"))
    if any(count > MOST_RINGS for count in counts):
        parts.append(say.text("at_a_glance.band"))
    if not edition.is_whole_project:
        place = edition.place(edition.municipality)
        parts.append(say.text(_disc_key(say, strips), place=place))
    parts.append(say.text("at_a_glance.tick"))
    if any(strip.has_zero for strip in strips):
        parts.append(say.text("at_a_glance.zero"))
    return say.text("at_a_glance.legend", marks="; ".join(parts))


def _disc_key(say: Wording, strips: list[Strip]) -> str:
    """Key of what the disc is, and the thick line where there is one: of costs it is a range."""
    return {
        frozenset(): "at_a_glance.disc_alone",
        frozenset({False}): "at_a_glance.disc",
        frozenset({True}): "at_a_glance.disc_of_cost",
        frozenset({False, True}): "at_a_glance.disc_and_range",
    }[find_lines(say, strips)]


def find_lines(say: Wording, strips: Iterable[Strip]) -> frozenset[bool]:
    """Of each kind of thick line that is drawn, whether it is a range of costs."""
    cost = say.text("at_a_glance.cost")
    return frozenset(strip.question == cost for strip in strips if not isnan(strip.low))


def _foot(released: Released, strips: list[Strip]) -> str:
    """What the word for withheld numbers means, where it stands anywhere."""
    minimum = released.say.number(released.edition.study.disclosure.minimum_n)
    is_withheld = any(strip.withheld for strip in strips)
    return released.say.text("withheld.sentence", minimum=minimum) if is_withheld else ""


def plot_strips(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """Question and scale on the left, the value beside it, a sentence on the right."""
    strips = make_strips(estimates)
    heights = [_height_in(strip) for strip in strips]
    sheet = open_sheet(caption, sum(heights), ax)
    size_pt = _value_pt(strips)
    top_in = sheet.top_in
    for strip, height in zip(strips, heights, strict=True):
        _draw_strip(sheet, strip, top_in, height, size_pt)
        top_in += height
    return sheet.ax


def _wrap_measure(strip: Strip) -> list[str]:
    return wrap(strip.measure, PANEL_IN[1] - MARGIN_IN, style.SMALL_PT)


def _height_in(strip: Strip) -> float:
    """Higher where the measure takes several lines, or the sentence many."""
    lines = len(_wrap_sentence(strip))
    further = len(_wrap_measure(strip)) - 1
    drawn = STRIP_IN + further * NOTE_IN if strip.ends else PLAIN_IN
    return max(drawn, (lines + 1) * LINE_IN)


def _wrap_sentence(strip: Strip) -> list[str]:
    return wrap(strip.sentence, RIGHT_IN - SENTENCE_IN, SENTENCE_PT)


def _draw_strip(
    sheet: Sheet, strip: Strip, top_in: float, height_in: float, size_pt: float
) -> None:
    rule: dict[str, Any] = {"color": style.FAINT, "linewidth": 0.8, "zorder": 0}
    sheet.ax.plot([MARGIN_IN, RIGHT_IN], [top_in, top_in], **rule)
    sheet.text(MARGIN_IN, top_in + 0.18, strip.question, fontsize=QUESTION_PT,
               fontweight=style.SEMIBOLD)  # fmt: skip
    middle = top_in + height_in / 2
    small: dict[str, Any] = {"fontsize": style.SMALL_PT, "color": style.SOFT}
    if strip.ends:
        for line, words in enumerate(_wrap_measure(strip)):
            sheet.text(MARGIN_IN, top_in + 0.37 + line * NOTE_IN, words, **small)
        bottom_in = top_in + height_in
        _draw_panel(sheet, strip, bottom_in - 0.54, bottom_in - 0.24)
        for x_in, mark, side in zip(PANEL_IN, strip.marks, ("left", "right"), strict=True):
            sheet.text(x_in, bottom_in - 0.14, mark, ha=side, **small)
    color = style.TEAL if strip.is_finding else style.SOFT
    # Beside the marks, so that on a phone it stands clear of the words above them; or the question.
    value = wrap(strip.value, SENTENCE_IN - VALUE_IN - VALUE_GAP_IN, size_pt)
    value_in = top_in + (height_in - 0.39 if strip.ends else 0.18 + (len(value) - 1) * LINE_IN / 2)
    sheet.text(VALUE_IN, value_in, value, color=color, fontsize=size_pt,
               fontweight=style.SEMIBOLD)  # fmt: skip
    sheet.text(SENTENCE_IN, middle, _wrap_sentence(strip), fontsize=SENTENCE_PT)


def _value_pt(strips: Sequence[Strip]) -> float:
    """One size for all values, large if each finding has room on a line: size tells nothing."""
    found = [strip.value for strip in strips if strip.is_finding]
    widest_in = max((width_in(value, VALUE_PT, style.SEMIBOLD) for value in found), default=0.0)
    return VALUE_PT if widest_in <= SENTENCE_IN - VALUE_IN - VALUE_GAP_IN else SMALL_VALUE_PT


def _draw_panel(sheet: Sheet, strip: Strip, top_in: float, bottom_in: float) -> None:
    """The scale, the other places as rings, the project as a tick, the place as a disc."""
    panel = sheet.inset(*PANEL_IN, top_in, bottom_in)
    panel.set(xlim=strip.ends, ylim=(-1, 1), xticks=[], yticks=[], facecolor="none")
    panel.plot(strip.ends, [0, 0], color=style.FAINT, linewidth=1.2, zorder=0)
    if strip.has_zero:
        panel.plot([0, 0], [-0.4, 0.4], color=style.SOFT, linewidth=1.0, zorder=0.5)
    if len(strip.places) > MOST_RINGS:
        _draw_band(panel, strip)
    elif strip.places:
        level = [0] * len(strip.places)
        panel.plot(strip.places, level, "o", markersize=RING_PT, zorder=2, clip_on=False, **RING)
    if not np.isnan(strip.project):
        panel.plot([strip.project] * 2, [-TICK, TICK], zorder=1, **REFERENCE)
    if not np.isnan(strip.low):
        panel.plot([strip.low, strip.high], [0, 0], color=style.TEAL_LIGHT, linewidth=4.0,
                   solid_capstyle="round", zorder=1.5)  # fmt: skip
    if not np.isnan(strip.point):
        panel.plot([strip.point], [0], "o", markersize=DISC_PT, color=style.TEAL, zorder=3,
                   clip_on=False)  # fmt: skip


def _draw_band(panel: Axes, strip: Strip) -> None:
    """From the lowest to the highest place a line, and a box around the middle half."""
    low, first, third, high = np.quantile(strip.places, (0, 0.25, 0.75, 1))
    panel.plot([low, high], [0, 0], color=style.RING, linewidth=1.6, zorder=1)
    panel.fill_between([first, third], -0.55, 0.55, color=style.MUTED, linewidth=0, zorder=1)


def needs_strips(edition: Edition) -> str:
    """A strip is of what is rated in several places, of costs or of registrations."""
    study = edition.study
    is_of_lists = bool({"costs", "registrations"} & study.codebook.tables.keys())
    if is_of_lists or not reads_own_files(study, edition.data):
        return ""
    is_rated = any(column.scale is not None for column in study.columns.values())
    if is_rated and study.has_places:
        return ""
    return "needs.one_place" if is_rated else "needs.strips"


STRIPS = Figure(
    name="at_a_glance_strips",
    frame=FRAME,
    estimate=combine_parts,
    describe=describe_strips,
    plot=plot_strips,
    section="at_a_glance",
    caption_key="at_a_glance.caption",
    card_rank=1,
    draws_all=True,
    needs=needs_strips,
)
