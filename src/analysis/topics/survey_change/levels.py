"""Means and shares at every wave."""

from collections.abc import Iterator
from functools import partial
from math import nan
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, as_sentence, write_caption
from analysis.drawing.words.numbers import band_text
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import proportion
from analysis.study.codebook import Column as Question
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings
from analysis.topics.survey_change.axis import scale_panel
from analysis.topics.survey_change.intervals import in_points
from analysis.topics.survey_change.linking import of_municipality
from analysis.topics.survey_change.panels import item_labels, name_items
from analysis.topics.survey_change.phrases import (
    of_place,
    plain_interval,
    questions_in_words,
    rounded_text,
    scale_ends,
)
from analysis.topics.survey_change.place_levels import (
    MEANS,
    SHARES,
    estimate_place_means,
    estimate_place_shares,
)
from analysis.topics.survey_change.project_indices import tells_of_items
from analysis.topics.survey_change.told_levels import tell_level
from analysis.topics.survey_change.wave_rows import (
    PANEL_IN,
    draw_waves,
    height_in_rows,
    open_waves,
    wave_labels,
)
from analysis.topics.survey_change.widened import widened_sentence

SHARE_TICKS = (0, 50, 100)


def estimate_mean_levels(
    responses: pd.DataFrame | None, ratings: Ratings, edition: Edition
) -> pd.DataFrame:
    """Mean of each item at every wave.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`, of all waves; without them there are no rows.
    ratings : Ratings
    edition : Edition
        Whose answers.

    Returns
    -------
    pandas.DataFrame
        A row an item and wave, with the interval of `mean` within the scale.
    """
    if responses is None or responses.empty:
        return MEANS.empty()
    is_asked = responses["question"].isin(ratings.questions) & (responses["missing"] == "")
    rows = name_items(of_municipality(responses[is_asked], edition.municipality), ratings)
    found = []
    for item, wave, answers in _by_item_and_wave(rows, edition):
        numbers = answers["response"].to_numpy(dtype="float64")
        told = tell_level(numbers, ratings.scale.points, edition.study.disclosure.decimals)
        is_uniform = bool((numbers == numbers[0]).all()) or told.is_listed
        is_uniform |= tells_of_items(responses, answers["question"].iloc[0], edition.study, wave)
        found.append([item, wave, len(numbers), numbers.mean(), *told[:3], is_uniform])
    names = ["item", "wave", "n", "estimate", "ci_low", "ci_high", "interval_step", "is_uniform"]
    return _with_source(pd.DataFrame(found, columns=names), responses)[MEANS.names]


def estimate_share_levels(
    responses: pd.DataFrame | None, column: Question, edition: Edition
) -> pd.DataFrame:
    """Share (0-100) of each answer to a question at every wave.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`, of all waves; without them there are no rows.
    column : Column
        The question's.
    edition : Edition
        Whose answers.

    Returns
    -------
    pandas.DataFrame
        A row an answer and wave, with Wilson's interval.
    """
    if responses is None or responses.empty:
        return SHARES.empty()
    is_asked = (responses["question"] == column.name) & (responses["missing"] == "")
    rows = of_municipality(responses[is_asked], edition.municipality)
    n = rows.groupby("wave", observed=True)["form"].nunique()
    given = {
        (item, wave): int(answers["response"].sum())
        for item, wave, answers in _by_item_and_wave(rows, edition)
    }
    if column.kind == "choice":  # an answer that nobody gave follows from the others
        asked_at = [wave for wave in edition.study.waves if wave in n]
        given = {(i, wave): given.get((i, wave), 0) for i in column.allowed for wave in asked_at}
    found = []
    for (item, wave), count in given.items():
        share = in_points(proportion(count, asked := int(n[wave])))
        group = f"{column.name}.{wave}" if column.kind == "choice" else ""
        found.append([item, wave, asked, share.estimate, share.ci_low, share.ci_high, count, group])
    names = ["item", "wave", "n", "estimate", "ci_low", "ci_high", "count", "adds_up"]
    table = _with_source(pd.DataFrame(found, columns=names), responses)
    return table.astype({"count": "Int64"})[SHARES.names]


def _by_item_and_wave(
    rows: pd.DataFrame, edition: Edition
) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Answers by item and wave, in the study's order; what nobody answered is left out."""
    items = rows["item"].drop_duplicates().sort_values()  # in the order of the categories
    for item in items:
        of_item = rows[rows["item"] == item]
        for wave in edition.study.waves:
            answers = of_item[of_item["wave"] == wave]
            if len(answers):
                yield str(item), wave, answers


def _with_source(table: pd.DataFrame, responses: pd.DataFrame) -> pd.DataFrame:
    origin = origin_of(responses)
    people = table["n"].astype("Int64")
    source = {"document": OWN_DOCUMENT[origin], "origin": origin}
    return table.assign(n=people, n_most=people, estimate_step=nan, **source)


def describe_mean_levels(released: Released, ratings: Ratings) -> Caption:
    """What was rated, on which scale, and how many answered."""
    say, edition = released.say, released.edition
    question, ends = questions_in_words(edition, ratings), scale_ends(edition, ratings.scale)
    key = "survey_change_levels.subtitle"
    if _is_of_one_wave(released):
        key = "survey_change_levels.subtitle_one"
    subtitle = say.text(key, question=question, ends=ends)
    return _describe(released, question, subtitle, widened_sentence(released))


def describe_share_levels(released: Released, column: Question) -> Caption:
    """What was asked, and how many answered."""
    question, key = released.edition.question(column.name), "survey_change_levels.subtitle_shares"
    if _is_of_one_wave(released):
        key = "survey_change_levels.subtitle_shares_one"
    return _describe(released, question, released.say.text(key, question=as_sentence(question)))


def _describe(released: Released, question: str, subtitle: str, more: str = "") -> Caption:
    say = released.say
    waves = say.listing(list(dict.fromkeys(wave_labels(released))))
    title = say.text("survey_change_levels.title", question=question, waves=waves)
    rows = [
        f"{label}, {wave}: {_told(released, row)}"
        for label, wave, row in zip(released.labels, wave_labels(released),
                                    released.table.itertuples(), strict=True)
    ]  # fmt: skip
    is_told = released.table["estimate"].notna().any()  # of places' shares, limits are told alone
    foot = "survey_change_levels.foot" if is_told else "survey_change_levels.foot_limits"
    if is_told and _is_of_one_wave(released):  # there is no other to tell apart
        foot = "survey_change_levels.foot_one"
    subtitle, foot = of_place(released, subtitle), f"{say.text(foot)} {more}".rstrip()
    return write_caption(released, title, subtitle, foot, rows)


def _is_of_one_wave(released: Released) -> bool:
    return len({*released.table["wave"]}) == 1


def _told(released: Released, row: Any) -> str:
    """A level, its interval and n; of a place's shares the range, or the symbol."""
    say = released.say
    if pd.isna(row.n):
        return say.text("withheld.symbol")
    interval = "" if pd.isna(row.ci_low) else plain_interval(released, row.ci_low, row.ci_high)
    n = band_text(say, row.n, row.n_most)
    if pd.isna(row.estimate):
        return say.text("survey_change_levels.alt_range", range=interval, n=n)
    value = rounded_text(released, row.estimate, getattr(row, "estimate_step", nan))
    return say.text("survey_change_levels.alt_level", value=value, interval=interval, n=n)


def plot_mean_levels(
    estimates: Estimates, caption: Caption, *, ratings: Ratings, ax: Axes | None = None
) -> Axes:
    """A mean and its interval a wave, on the scale."""
    sheet, places = open_waves(estimates, caption, ax)
    panel = scale_panel(sheet, PANEL_IN, height_in_rows(estimates), ratings.scale, estimates.say)
    return draw_waves(estimates, sheet, panel, places)


def plot_share_levels(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A share and its interval a wave."""
    sheet, places = open_waves(estimates, caption, ax)
    panel = sheet.panel(*PANEL_IN, height_in_rows(estimates), (-2, 102))
    panel.set_xticks(SHARE_TICKS, [estimates.say.percent(tick) for tick in SHARE_TICKS])
    return draw_waves(estimates, sheet, panel, places)


def mean_levels_of(ratings: Ratings) -> Figure:
    """The means of a group of ratings at every wave."""
    return Figure(
        name="survey_change_levels",
        frame=MEANS,
        items=item_labels(ratings),
        estimate=lambda material: (
            estimate_place_means(material.coarse, ratings, material.edition)
            if material.is_coarse
            else estimate_mean_levels(material.all_responses, ratings, material.edition)
        ),
        describe=partial(describe_mean_levels, ratings=ratings),
        plot=partial(plot_mean_levels, ratings=ratings),
        section="survey",
        caption_key="survey_change_label.levels",
    )


def share_levels_of(column: Question) -> Figure:
    """The shares of a question's answers at every wave."""
    return Figure(
        name=f"survey_change_levels_{column.name}",
        frame=SHARES,
        items=lambda table, edition: [edition.label(column.name, item) for item in table["item"]],
        estimate=lambda material: (
            estimate_place_shares(material.coarse, column, material.edition)
            if material.is_coarse
            else estimate_share_levels(material.all_responses, column, material.edition)
        ),
        describe=partial(describe_share_levels, column=column),
        plot=plot_share_levels,
        section="survey",
        caption_key="survey_change_label.levels",
    )
