"""How far unlinked means could move, were the same people behind both waves."""

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
from analysis.topics.survey_change.axis import rating_ticks, write_directions
from analysis.topics.survey_change.columns import STEPS
from analysis.topics.survey_change.linking import Overlap, overlaps
from analysis.topics.survey_change.pairing_range import (
    PANEL_IN,
    describe_range,
    draw_range,
    is_unlinked,
    range_columns,
    with_ranges,
)


def estimate_pairing_means(
    change: pd.DataFrame, edition: Edition, responses: pd.DataFrame | None
) -> pd.DataFrame:
    """Intervals of unlinked means, were everyone possible the same at both waves.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`, of the same edition and responses.
    edition : Edition
        Its study declares the plausible correlations.
    responses : pandas.DataFrame or None
        Without them there is no spread to compute from, and there are no rows.

    Returns
    -------
    pandas.DataFrame
        Rows of `change` that are of ratings and of which nobody is linked, the
        largest improvement first, with the intervals of `estimate_pairing`.
    """
    table = change[is_unlinked(change) & change["count_start"].isna()]
    if responses is None or table.empty:
        return PAIRING_MEANS.frame.empty()
    answers = _answers(table, responses, edition)
    ranges = with_ranges(
        table, edition, lambda correlation: [_mean(overlap, correlation) for overlap in answers]
    )
    ranges = ranges.sort_values("estimate", kind="stable", ignore_index=True)
    return ranges[PAIRING_MEANS.frame.names]


def _answers(table: pd.DataFrame, responses: pd.DataFrame, edition: Edition) -> list[Overlap]:
    """The answers that each row of a table rests on."""
    found: dict[tuple[object, object], Overlap] = {}
    for question, items in table.groupby("question", sort=False)["item"]:
        answers = overlaps(responses, str(question), list(items), edition)
        found |= {(question, item): overlap for item, overlap in zip(items, answers, strict=True)}
    return [found[key] for key in zip(table["question"], table["item"], strict=True)]


def _mean(answers: Overlap, correlation: float) -> Estimate:
    pairs = min(len(answers.start), len(answers.end))
    return difference_of_means_if_linked(answers.end, answers.start, pairs, correlation)


def describe_pairing_means(released: Released) -> Caption:
    """Whether conclusions on means depend on who is the same."""
    unit = released.say.text("survey_change_pairing_means.unit")
    return describe_range(released, unit, released.labels)


def plot_pairing_means(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """Intervals of changed means as they narrow, the more alike a person's answers."""
    ticks = rating_ticks(estimates.table[["ci_low", "ci_high"]])
    sheet = draw_range(estimates, caption, ax, ticks)
    write_directions(sheet, PANEL_IN, estimates.say)
    return sheet.ax


PAIRING_MEANS = Figure(
    name="survey_change_pairing_means",
    frame=Frame(*range_columns(STEPS), *SOURCE, IS_UNIFORM),
    items=of_any_question,
    estimate=lambda material: estimate_pairing_means(
        material.change, material.edition, material.responses
    ),
    describe=describe_pairing_means,
    plot=plot_pairing_means,
    section="survey",
)
