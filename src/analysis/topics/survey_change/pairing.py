"""How far unlinked shares could move, were the same people behind both waves."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import draw_heading
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.columns import ADDS_UP, IS_UNIFORM, SOURCE
from analysis.drawing.words.labels import of_any_question
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import Estimate, difference_of_proportions_if_linked
from analysis.study.edition import Edition
from analysis.topics.survey_change.axis import POINTS_REACH
from analysis.topics.survey_change.columns import COUNTS, POINTS
from analysis.topics.survey_change.intervals import in_points
from analysis.topics.survey_change.needs import needs_assumption
from analysis.topics.survey_change.pairing_range import (
    PANEL_IN,
    describe_range,
    draw_range,
    is_assumed,
    is_unlinked,
    range_columns,
    with_ranges,
)


def estimate_pairing(change: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Intervals of unlinked shares, were everyone possible the same at both waves.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`.
    edition : Edition
        Its study declares the plausible correlations.

    Returns
    -------
    pandas.DataFrame
        Rows of `change` that are of shares and of which nobody is linked, by
        question: the interval as if all were different people, and as if the
        smaller wave were all in the larger one, with the lowest (``weak``) and
        the highest (``strong``) plausible correlation of one person's answers.
    """
    if not is_assumed(edition):
        return PAIRING.frame.empty()
    table = change[is_unlinked(change) & change["count_start"].notna()]
    ranges = with_ranges(
        table, edition, lambda correlation: [_share(row, correlation) for row in table.itertuples()]
    )
    # The region's survey, which stands last, is in no number here.
    alone = ranges["document"].str.replace(r";[^;]*$", "", regex=True)
    document = ranges["document"].where(ranges["region"].isna(), alone)
    return ranges.assign(document=document)[PAIRING.frame.names].reset_index(drop=True)


def _share(row: object, correlation: float) -> Estimate:
    end, n_end, start, n_start = (getattr(row, c) for c in ("end", "n_end", "start", "n_start"))
    return in_points(
        difference_of_proportions_if_linked(
            end / 100 * n_end, n_end, start / 100 * n_start, n_start, min(n_end, n_start),
            correlation,
        )
    )  # fmt: skip


def questions_in_words(estimates: Estimates) -> list[str]:
    """The question of each row, which its answer does not tell."""
    return [estimates.edition.question(question) for question in estimates.table["question"]]


def describe_pairing(released: Released) -> Caption:
    """Whether conclusions on shares depend on who is the same."""
    pairs = zip(questions_in_words(released), released.labels, strict=True)
    labels = [" ".join(filter(None, pair)) for pair in pairs]
    return describe_range(released, released.say.text("survey_change_pairing.unit"), labels)


def plot_pairing(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """Intervals of changed shares as they narrow, the more alike a person's answers."""
    sheet = draw_range(estimates, caption, ax, POINTS_REACH, questions_in_words(estimates))
    draw_heading(sheet, PANEL_IN[0], estimates.say.text("survey_change_pairing.heading"))
    return sheet.ax


PAIRING = Figure(
    name="survey_change_pairing",
    frame=Frame(*range_columns(POINTS), *SOURCE, *COUNTS, ADDS_UP, IS_UNIFORM),
    items=of_any_question,
    estimate=lambda material: estimate_pairing(material.change, material.edition),
    describe=describe_pairing,
    plot=plot_pairing,
    section="survey",
    caption_key="survey_change_label.pairing",
    of_project=True,
    needs=needs_assumption,
)
