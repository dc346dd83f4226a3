"""Change of a family of ratings, the largest improvement first."""

from functools import partial
from itertools import compress

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_column, draw_heading, draw_intervals, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.labels import of_any_question
from analysis.drawing.words.numbers import in_sentence, p_text
from analysis.release.estimates import Estimates, Released
from analysis.study.instrument import Ratings, list_families
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.study.wording import MOST_NAMED
from analysis.topics.survey_change.adjusted import holm_sentence
from analysis.topics.survey_change.axis import (
    EDGE_IN,
    LABEL_RIGHT_IN,
    change_panel,
    rating_reach,
    write_directions,
)
from analysis.topics.survey_change.change_columns import RATINGS
from analysis.topics.survey_change.order import by_change
from analysis.topics.survey_change.panels import make_each
from analysis.topics.survey_change.phrases import (
    answered_sentence,
    change_interval,
    change_text,
    change_texts,
    changes_in_words,
    clear_title,
    interval_texts,
    is_apart,
    is_largest,
    linked_sentence,
    questions_in_words,
    scale_ends,
)
from analysis.topics.survey_change.units import measure_of_scale_text, size_text
from analysis.topics.survey_change.unrounded import unrounded_sentence

PANEL_IN = (2.3, 4.35)
ONE, LARGEST, TIED = "one", "largest", "tied"
PLACE_TITLES = {
    (LARGEST, False): "survey_change_forest.title_place",
    (LARGEST, True): "survey_change_forest.title_place_apart",
    (TIED, False): "survey_change_forest.title_tied",
    (TIED, True): "survey_change_forest.title_tied_apart",
    (ONE, False): "survey_change_forest.title_one",
    (ONE, True): "survey_change_forest.title_one_apart",
}
"""Key of a place's title, by whether one question is all or several changes are the largest, and
by whether an interval leaves out 0."""


def order_by_effect(change: pd.DataFrame, ratings: Ratings) -> pd.DataFrame:
    """Change of a family of ratings, the largest improvement first.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`.
    ratings : Ratings
        As the study declares them; where neither end of their scale is the better,
        the largest change comes first.

    Returns
    -------
    pandas.DataFrame
        Its rows with the columns of `RATINGS`.
    """
    rows = change.loc[change["question"].isin(ratings.questions), RATINGS.names]
    if rows["estimate"].isna().all():  # of a place that is told of at one wave only
        return RATINGS.empty()
    return by_change(rows, "estimate", ratings.scale)


def describe_forest(released: Released, ratings: Ratings) -> Caption:
    """What clearly changed; else the largest change that was observed."""
    say = released.say
    title = _place_title(released, ratings.scale) if released.is_coarse else ""
    title = title or clear_title(released, ratings.scale) or _largest_title(released, ratings.scale)
    is_own = not (released.is_coarse or released.is_published)
    subtitle = f"{_subtitle(released, ratings)} {answered_sentence(released)}"
    sentences = (
        _small_sentence(released, ratings) if is_own else "",
        method_sentence(released),
        unrounded_sentence(released),
        linked_sentence(released),
        holm_sentence(released),
    )
    rows = []
    for label, row in zip(released.labels, released.table.itertuples(), strict=True):
        if pd.isna(row.estimate):
            rows.append(f"{label}: {say.text('withheld.symbol')}")
            continue
        change = change_text(say, row.estimate, ratings.scale)
        interval = change_interval(say, row.ci_low, row.ci_high, ratings.scale)
        phrase = say.text(
            "survey_change_forest.alt_row", label=label, change=change, interval=interval
        )
        p = p_text(say, row.p_adjusted)
        rows.append(f"{phrase}, p (Holm) {p}" if p else phrase)
    return write_caption(released, title, subtitle, " ".join(filter(None, sentences)), rows)


def _small_sentence(released: Released, ratings: Ratings) -> str:
    """Which changes are smaller than what matters; empty where the study declares nothing."""
    share, (low, high) = released.edition.study.survey.smallest_change, ratings.scale.ends
    if share is None:
        return ""
    say = released.say
    size = size_text(
        say, say.number(share * (high - low), ratings.scale.decimals(2)), ratings.scale
    )
    pairs = zip(released.labels, released.table["is_small"], strict=True)
    if named := [in_sentence(say, label) for label, is_small in pairs if is_small]:
        return say.text("survey_change_forest.small", size=size, labels=say.listing(named))
    return say.text("survey_change_forest.none_small", size=size)


def _subtitle(released: Released, ratings: Ratings) -> str:
    edition, scale = released.edition, ratings.scale
    values = {
        "questions": questions_in_words(edition, ratings),
        "ends": scale_ends(edition, scale),
        "measure": measure_of_scale_text(released.say, scale),
    }
    lead = released.say.text("survey_change_forest.subtitle", **values)
    if len(released.table) == 1:  # one row is in no order
        return lead
    order = "survey_change_forest.largest_change_first"
    if released.is_coarse:
        order = "survey_change_forest.as_in_project"
    elif scale.is_judged:
        order = "survey_change_forest.largest_gain_first"
    return f"{lead} {released.say.text(order)}"


def _place_title(released: Released, scale: Scale) -> str:
    """Names the largest change of a place, and what its interval says; nothing is tested there."""
    say, table, edition = released.say, released.table, released.edition
    place = edition.place(edition.municipality)
    if table["estimate"].isna().all():
        return say.text("survey_change_forest.title_place_none", place=place)
    largest = is_largest(released)
    named, tests = _largest(released, scale), say.number(len(table))
    kind = ONE if len(table) == 1 else TIED if len(named) > 1 else LARGEST
    key = PLACE_TITLES[kind, bool(is_apart(table)[largest].any())]
    return say.text(key, place=place, labels=say.some(named), tests=tests)


def _largest_title(released: Released, scale: Scale) -> str:
    """Names the largest change, several where they are the same as printed."""
    say, named = released.say, _largest(released, scale)
    if len(named) > MOST_NAMED:
        return say.text("survey_change_forest.title_plain")
    if len(released.table) == 1:
        return say.text("survey_change_forest.title_single", labels=say.listing(named))
    return say.counted("survey_change_forest.title", len(named), labels=say.listing(named))


def _largest(released: Released, scale: Scale) -> list[str]:
    """The largest change, and all that are the same as printed."""
    largest = is_largest(released)
    return list(compress(changes_in_words(released, scale), largest))


def plot_forest(
    estimates: Estimates, caption: Caption, *, ratings: Ratings, ax: Axes | None = None
) -> Axes:
    """An interval a row around zero, its change in words."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.3)
    has_items = any(table["item"])
    whole = [row for row, item in enumerate(table["item"]) if has_items and not item]
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN, bold=whole)
    reach = rating_reach(ratings.scale, table["estimate"])
    panel = change_panel(sheet, PANEL_IN, len(table), reach, say, ratings.scale)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    write_directions(sheet, PANEL_IN, say, ratings.scale)
    draw_column(
        sheet,
        EDGE_IN,
        change_texts(estimates, "estimate", ratings.scale),
        notes=interval_texts(estimates, ratings.scale),
    )
    draw_heading(sheet, EDGE_IN, say.text("survey_change_forest.change_head"), ha="right")
    return sheet.ax


def forest_of(ratings: Ratings) -> Figure:
    """The forest of a family."""
    return Figure(
        name="survey_change_forest",
        frame=RATINGS,
        items=of_any_question,
        estimate=lambda material: material.ordered(
            order_by_effect(material.change, ratings), "by_change"
        ),
        describe=partial(describe_forest, ratings=ratings),
        plot=partial(plot_forest, ratings=ratings),
        section="survey",
        caption_key="survey_change_label.forest",
        caution="survey_change_forest.caution",
    )


def forests(study: Study) -> tuple[Figure, ...]:
    """A forest for each family of ratings."""
    return make_each(forest_of, list_families(study))
