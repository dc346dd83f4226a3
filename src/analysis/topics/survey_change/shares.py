"""Chosen answers: both waves' shares, their change, and the region's."""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import (
    HEADING_PT,
    body_in,
    draw_column,
    draw_heading,
    draw_intervals,
    draw_labels,
    draw_pairs,
)
from analysis.drawing.sheet import open_sheet, width_in
from analysis.drawing.words.caption import Caption, as_sentence, method_sentence, write_caption
from analysis.drawing.words.columns import BOUNDS
from analysis.drawing.words.labels import of_question
from analysis.drawing.words.numbers import in_sentence
from analysis.release.estimates import Estimates, Released
from analysis.study.codebook import Column
from analysis.study.declaration import REGION
from analysis.study.instrument import list_families, list_shares
from analysis.study.study import Study
from analysis.topics.survey_change.adjusted import holm_sentence
from analysis.topics.survey_change.axis import (
    EDGE_IN,
    LABEL_RIGHT_IN,
    LEGEND_IN,
    POINTS_REACH,
    change_panel,
    waves_lines,
    write_waves,
)
from analysis.topics.survey_change.change import select_shares
from analysis.topics.survey_change.change_columns import SHARES
from analysis.topics.survey_change.phrases import (
    answered_sentence,
    clear_title,
    is_apart,
    is_largest,
    largest_difference,
    linked_sentence,
    signed,
    signed_interval,
)
from analysis.topics.survey_change.place_shares import describe_place_shares

SUBTITLES = {
    (False, False): "survey_change_shares.subtitle",
    (False, True): "survey_change_shares.subtitle_asked",
    (True, False): "survey_change_shares.subtitle_several",
    (True, True): "survey_change_shares.subtitle_several_asked",
}
"""Key of the subtitle, by whether several answers are allowed and not everyone was asked."""
VALUES_IN = (2.25, 4.05)
CHANGE_IN = (4.25, 5.45)
CARD_RANK = 2
"""On a municipality's card, of the first question with one answer."""


def wave_texts(estimates: Estimates, wave: str) -> list[str]:
    """Each row's share at a wave, with the decimals that it is printed with."""
    pairs = zip(estimates.table[wave], estimates.table[f"{wave}_decimals"], strict=True)
    return [estimates.say.number(share, decimals) for share, decimals in pairs]


def region_texts(estimates: Estimates) -> list[str]:
    """The region's share of each row as the document gives it; empty where there is none."""
    say, table, texts = estimates.say, estimates.table, []
    for share, bound in zip(table["region"], table["region_bound"], strict=True):
        text = "" if pd.isna(share) else say.percent(share)
        texts.append(say.text(BOUNDS[bound], value=text) if bound else text)
    return texts


def largest_title(released: Released) -> str:
    """Names the largest difference, with what its interval says of it; of several none."""
    say, table = released.say, released.table
    largest = is_largest(released)
    if largest.sum() > 1:
        return ""
    at = int(largest.to_numpy().argmax())
    values = {
        "largest": largest_difference(released),
        "label": in_sentence(say, released.labels[at]),
        "change": signed(say, table["estimate"].iloc[at]),
        "tests": say.number(int(table["tests"].max())),
    }
    if is_apart(table).iloc[at]:
        return say.text("survey_change.largest_of_many", **values)
    return say.text("survey_change.largest", **values)


def describe_shares(released: Released, column: Column) -> Caption:
    """What clearly changed; else, of several answers, the largest difference."""
    if released.is_coarse:
        return describe_place_shares(released, column)
    say = released.say
    question = released.edition.question(column.name)
    title = clear_title(released)
    if not title and column.kind == "multiple":
        title = largest_title(released)
    title = title or say.text("survey_change_shares.title", question=question)
    subtitle = say.text(SUBTITLES[column.kind == "multiple", bool(column.asked_if)],
                        question=as_sentence(question))  # fmt: skip
    sentences = (
        method_sentence(released),
        "" if released.is_published else say.text("survey_change.unrounded"),
        linked_sentence(released),
        _hides_few_sentence(released),
        holm_sentence(released),
        _region_sentence(released),
    )
    foot = " ".join(filter(None, sentences))
    return write_caption(
        released, title, f"{subtitle} {answered_sentence(released)}", foot, _alt_rows(released)
    )


def _hides_few_sentence(released: Released) -> str:
    """That intervals of linked answers hide how few changed theirs (`change_of_shares`)."""
    is_unlinked = released.table["n_pairs"].eq(0).fillna(False).all()  # blanked is linked
    if released.is_published or is_unlinked:
        return ""
    return released.say.text("survey_change.hides_few")


def _region_sentence(released: Released) -> str:
    say, answered = released.say, released.table["region_n"].dropna()
    if answered.empty:
        return ""
    region, n = released.edition.place(REGION), say.number(answered.max())
    return say.text("survey_change.region_source", region=region, n=n)


def _alt_rows(released: Released) -> list[str]:
    say, rows = released.say, []
    for label, start, end, share, row in zip(
        released.labels,
        wave_texts(released, "start"),
        wave_texts(released, "end"),
        region_texts(released),
        released.table.itertuples(),
        strict=True,
    ):
        interval = signed_interval(say, row.ci_low, row.ci_high)
        phrase = say.text("survey_change.alt_row", label=label, start=start, end=end,
                          change=signed(say, row.estimate), interval=interval)  # fmt: skip
        if share:
            region = released.edition.place(REGION)
            phrase += ", " + say.text("survey_change.alt_region", region=region, share=share)
        rows.append(phrase)
    return rows


def plot_shares(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A ring for the start, a disc for the end, the region's line and the change a row."""
    say, table = estimates.say, estimates.table
    heading = say.text("survey_change.change_points")
    lines = waves_lines(say, VALUES_IN[0], EDGE_IN - width_in(heading, HEADING_PT))
    head_in = 0.3 + lines * LEGEND_IN
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=head_in)
    notes = [share and say.text("survey_change.region_note", share=share)
             for share in region_texts(estimates)]  # fmt: skip
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN, notes=notes, note_color=style.RUST)
    values = sheet.panel(*VALUES_IN, len(table), _limits(table))
    values.set_xticks([])
    ring, disc = wave_texts(estimates, "start"), wave_texts(estimates, "end")
    draw_pairs(values, table["start"], table["end"], ring, disc)
    panel = change_panel(sheet, CHANGE_IN, len(table), POINTS_REACH, say)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    intervals = [signed_interval(say, row.ci_low, row.ci_high, 0) for row in table.itertuples()]
    changes = [signed(say, value) for value in table["estimate"]]
    draw_column(sheet, EDGE_IN, changes, notes=intervals)
    write_waves(sheet, say, VALUES_IN[0], lines)
    draw_heading(sheet, EDGE_IN, heading, ha="right")
    for row, share in enumerate(table["region"]):
        if not pd.isna(share):
            values.plot([share, share], [row + 0.24, row + 0.46], color=style.RUST, linewidth=2)
    return sheet.ax


def _limits(table: pd.DataFrame) -> tuple[float, float]:
    shares = table[["start", "end", "region"]]
    low, high = float(shares.min().min()), float(shares.max().max())
    room = 0.42 * max(high - low, 15.0)
    return low - room, high + room


def shares_of(column: Column, card_rank: int = 0, caution: str = "") -> Figure:
    """The shares of a question, whose name the figure has."""
    return Figure(
        name=f"survey_change_{column.name}",
        frame=SHARES,
        items=of_question(column.name),
        estimate=lambda material: select_shares(material.change, column.name),
        describe=partial(describe_shares, column=column),
        plot=plot_shares,
        is_plain=lambda released: released.is_coarse,
        section="survey",
        caption_key="survey_change_label.shares",
        card_rank=card_rank,
        caution=caution,
    )


def shares(study: Study) -> tuple[Figure, ...]:
    """The shares of each question whose answers are chosen.

    Where nothing is rated they are what the survey answers, and have the caution of a change.
    """
    columns = list_shares(study)
    exclusive = [column.name for column in columns if column.kind != "multiple"][:1]
    caution = "" if list_families(study) else "survey_change_forest.caution"
    return tuple(shares_of(c, CARD_RANK if c.name in exclusive else 0, caution) for c in columns)
