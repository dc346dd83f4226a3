"""Mean ratings at both waves."""

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_intervals, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.labels import of_any_question
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.instrument import Ratings, list_panels
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.topics.survey_change.axis import (
    LABEL_RIGHT_IN,
    LEGEND_IN,
    SHIFT,
    left_of_columns,
    scale_panel,
    waves_lines,
    write_columns,
    write_waves,
)
from analysis.topics.survey_change.change import select_ratings
from analysis.topics.survey_change.change_columns import RATINGS, WIDENED
from analysis.topics.survey_change.extremes import EXTREMES, mark_extremes, name_extremes
from analysis.topics.survey_change.panels import make_each
from analysis.topics.survey_change.phrases import (
    answered_sentence,
    mean_text,
    plain_interval,
    questions_in_words,
    rounded_text,
    scale_ends,
)
from analysis.topics.survey_change.unrounded import unrounded_sentence
from analysis.topics.survey_change.waves import SIDES
from analysis.topics.survey_change.widened import widened_sentence

FRAME = Frame(*RATINGS, *EXTREMES)
PANEL_IN = (2.3, 5.05)
ALT_ROWS = {
    (False, False): "survey_change_means.alt_row",
    (False, True): "survey_change_means.alt_row_start",
    (True, False): "survey_change_means.alt_row_end",
    (True, True): "survey_change_means.alt_row_none",
}
"""Key of a row's phrase, by whether its start and its end are withheld."""


def describe_means(released: Released, ratings: Ratings) -> Caption:
    """The best and the poorest mean at the end, unless a selection is published."""
    say = released.say
    if released.is_published:
        question = questions_in_words(released.edition, ratings)
        title = say.text("survey_change_means.title", question=question)
        foot = say.text("survey_change_means.foot")
    else:
        title = _title(released, ratings.scale)
        widened = widened_sentence(released, [column.name for column in WIDENED])
        told = (say.text("survey_change_means.foot_own"), unrounded_sentence(released), widened)
        foot = " ".join(filter(None, told))
    subtitle = f"{_subtitle(released, ratings)} {answered_sentence(released)}"
    rows = [
        say.text(
            ALT_ROWS[pd.isna(row.start), pd.isna(row.end)], label=label, **_levels(released, row)
        )
        for label, row in zip(released.labels, released.table.itertuples(), strict=True)
    ]
    return write_caption(released, title, subtitle, foot, rows)


def _levels(estimates: Estimates, row: Any) -> dict[str, str]:
    """Means and their intervals at both waves; the symbol where one is withheld."""
    say = estimates.say
    texts = dict.fromkeys(
        [f"{wave}{part}" for wave in SIDES for part in ("", "_interval")],
        say.text("withheld.symbol"),
    )
    for wave in SIDES:
        mean, low, high = (getattr(row, f"{wave}{part}") for part in ("", "_low", "_high"))
        if not pd.isna(mean):
            texts[wave] = rounded_text(estimates, mean, getattr(row, f"{wave}_step"))
        if not pd.isna(low):  # a mean may be told where its interval would list answers
            texts[f"{wave}_interval"] = plain_interval(estimates, low, high)
    return texts


def _subtitle(released: Released, ratings: Ratings) -> str:
    """The question, and what the scale's ends stand for."""
    edition, scale = released.edition, ratings.scale
    values = {
        "question": questions_in_words(edition, ratings),
        "ends": scale_ends(edition, scale),
    }
    key = {
        "low": "survey_change_means.subtitle_low",
        "high": "survey_change_means.subtitle_high",
        "neither": "survey_change_means.subtitle_neither",
    }[scale.better]
    return released.say.text(key, **values)


def _title(released: Released, scale: Scale) -> str:
    """Names what may be best and poorest at the end, as far as chance allows."""
    say, means = released.say, released.table["end"]
    if released.is_coarse:
        return _place_title(released)
    if len(released.table) == 1 and released.table["start"].notna().all():
        (label,), (start,), (end,) = released.labels, released.table["start"], means
        return say.text("survey_change_means.title_one", label=label,
                        start=mean_text(released, start), end=mean_text(released, end))  # fmt: skip
    return name_extremes(released, scale)


def _place_title(released: Released) -> str:
    """From which least to which largest mean, at the last wave that is told; none is the best."""
    say, table, edition = released.say, released.table, released.edition
    place = edition.place(edition.municipality)
    first, last = _name_waves(released)
    if table["end"].isna().all():
        return say.text("survey_change_means.title_none", place=place, wave=last)
    if len(table) == 1 and table["start"].notna().all():
        start, end = (mean_text(released, table[wave].iloc[0]) for wave in ("start", "end"))
        return say.text("survey_change_means.title_place_one", place=place, start=start, end=end,
                        first=first, last=last)  # fmt: skip
    low, high = (mean_text(released, end) for end in table["end"].agg(["min", "max"]))
    if low == high:
        return say.text("survey_change_means.title_place_end", place=place, wave=last, end=low)
    range_ = say.interval(low, high)
    return say.text("survey_change_means.title_place", place=place, wave=last, range=range_)


def _name_waves(estimates: Estimates) -> tuple[str, str]:
    """The compared waves, as the study calls them."""
    say = estimates.say
    return say.text("column.start"), say.text("column.end")


def plot_means(
    estimates: Estimates, caption: Caption, *, ratings: Ratings, ax: Axes | None = None
) -> Axes:
    """A ring for the start and a disc for the end a row, each with its interval."""
    say, table = estimates.say, estimates.table
    lines = waves_lines(say, PANEL_IN[0], PANEL_IN[1])
    head_in = 0.3 + lines * LEGEND_IN
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=head_in)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN)
    start, end = ([_levels(estimates, row)[wave] for row in table.itertuples()] for wave in SIDES)
    span_in = left_of_columns(PANEL_IN, start, end)
    panel = scale_panel(sheet, span_in, len(table), ratings.scale, say)
    for wave, shift in zip(SIDES, (-SHIFT, SHIFT), strict=True):
        low, high = table[f"{wave}_low"], table[f"{wave}_high"]
        draw_intervals(panel, table[wave], low, high, shift=shift, is_ring=wave == "start")
    heads = _name_waves(estimates)
    write_columns(sheet, heads, start, end)
    write_waves(sheet, say, PANEL_IN[0], lines)
    return sheet.ax


def means_of(ratings: Ratings) -> Figure:
    """The means of a group of ratings."""
    return Figure(
        name="survey_change_means",
        frame=FRAME,
        items=of_any_question,
        estimate=lambda material: mark_extremes(
            material.ordered(select_ratings(material.change, ratings), "by_start"),
            material.responses,
        ),
        describe=partial(describe_means, ratings=ratings),
        plot=partial(plot_means, ratings=ratings),
        section="survey",
        caption_key="survey_change_label.means",
        card_rank=4,
    )


def means(study: Study) -> tuple[Figure, ...]:
    """Means of each group of ratings."""
    return make_each(means_of, list_panels(study))
