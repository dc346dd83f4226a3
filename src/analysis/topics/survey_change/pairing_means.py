"""How far unlinked means could move, were the same people behind both waves."""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.columns import IS_UNIFORM, SOURCE
from analysis.drawing.words.labels import of_any_question
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import Estimate, difference_of_means_if_linked
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings, list_families
from analysis.study.scale import STEPS
from analysis.study.study import Study
from analysis.topics.survey_change.axis import rating_reach, write_directions
from analysis.topics.survey_change.linking import Overlap, overlaps_of
from analysis.topics.survey_change.needs import needs_assumption
from analysis.topics.survey_change.order import by_change
from analysis.topics.survey_change.pairing_range import (
    PANEL_IN,
    describe_range,
    draw_range,
    is_assumed,
    is_unlinked,
    range_columns,
    with_ranges,
)
from analysis.topics.survey_change.panels import make_each
from analysis.topics.survey_change.units import measure_text


def estimate_pairing_means(
    change: pd.DataFrame, ratings: Ratings, edition: Edition, responses: pd.DataFrame | None
) -> pd.DataFrame:
    """Intervals of unlinked means, were everyone possible the same at both waves.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`, of the same edition and responses.
    ratings : Ratings
    edition : Edition
        Its study declares the plausible correlations.
    responses : pandas.DataFrame or None
        Without them there is no spread to compute from, and there are no rows.

    Returns
    -------
    pandas.DataFrame
        Rows of `change` that are of these ratings and of which nobody is linked, the
        largest improvement first, with the intervals of `estimate_pairing`.
    """
    table = change[is_unlinked(change) & change["question"].isin(ratings.questions)]
    if responses is None or table.empty or not is_assumed(edition):
        return FRAME.empty()
    answers = overlaps_of(table, responses, edition)
    ranges = with_ranges(
        table, edition, lambda correlation: [_mean(overlap, correlation) for overlap in answers]
    )
    return by_change(ranges, "estimate", ratings.scale)[FRAME.names]


def _mean(answers: Overlap, correlation: float) -> Estimate:
    pairs = min(len(answers.start), len(answers.end))
    return difference_of_means_if_linked(answers.end, answers.start, pairs, correlation)


def describe_pairing_means(released: Released, ratings: Ratings) -> Caption:
    """Whether conclusions on means depend on who is the same."""
    key = {
        "low": "survey_change_pairing_means.unit_low",
        "high": "survey_change_pairing_means.unit_high",
        "neither": "survey_change_pairing_means.unit_neither",
    }[ratings.scale.better]
    unit = released.say.text(key, measure=measure_text(released.say, ratings.scale))
    return describe_range(released, unit, released.labels, ratings.scale)


def plot_pairing_means(
    estimates: Estimates, caption: Caption, *, ratings: Ratings, ax: Axes | None = None
) -> Axes:
    """Intervals of changed means as they narrow, the more alike a person's answers."""
    sheet = draw_range(estimates, caption, ax, rating_reach(ratings.scale), scale=ratings.scale)
    write_directions(sheet, PANEL_IN, estimates.say, ratings.scale)
    return sheet.ax


FRAME = Frame(*range_columns(STEPS), *SOURCE, IS_UNIFORM)


def pairing_means_of(ratings: Ratings) -> Figure:
    """The ranges of a family of ratings."""
    return Figure(
        name="survey_change_pairing_means",
        frame=FRAME,
        items=of_any_question,
        estimate=lambda material: estimate_pairing_means(
            material.change, ratings, material.edition, material.responses
        ),
        describe=partial(describe_pairing_means, ratings=ratings),
        plot=partial(plot_pairing_means, ratings=ratings),
        section="survey",
        caption_key="survey_change_label.pairing_means",
        of_project=True,
        needs=needs_assumption,
    )


def pairing_means(study: Study) -> tuple[Figure, ...]:
    """The ranges of each family of ratings."""
    return make_each(pairing_means_of, list_families(study))
