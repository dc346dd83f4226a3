"""The same question asked of another method."""

from dataclasses import replace
from math import isfinite, nan

import pandas as pd

from analysis.drawing.words import cells
from analysis.drawing.words.columns import ESTIMATE, IS_UNIFORM, ITEM, P_VALUE, SOURCE
from analysis.release.attack.told_change import UNTOLD
from analysis.release.columns import Column, Frame, Precision
from analysis.release.estimates import Table
from analysis.release.rounding import RANKS_STEP, round_outwards
from analysis.statistics.inference import Estimate, brunner_munzel
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings, list_panels
from analysis.study.scale import STEPS, Scale
from analysis.study.study import Study
from analysis.topics.survey_change.change import select_ratings
from analysis.topics.survey_change.clear import chance_of_mattering
from analysis.topics.survey_change.columns import N_END, N_START
from analysis.topics.survey_change.intervals import change_of_means
from analysis.topics.survey_change.linking import Overlap, overlaps_of
from analysis.topics.survey_change.panels import item_labels, make_each, name_items
from analysis.topics.survey_change.told_levels import tell_waves


def _ratio(name: str, meaning: str, unit: str = "") -> Column:
    return Column(name, "float64", meaning, unit, precision=Precision.RATIO)


def _ends(name: str, unit: str = "") -> tuple[Column, Column]:
    """Columns of both ends of a ratio's interval."""
    lower, upper = (
        "Lower end of its 95 % interval, down to",
        "Upper end of its 95 % interval, up to",
    )
    return (
        replace(_ratio(f"{name}_low", f"{lower} a tenth", unit), cells=cells.tenths),
        replace(_ratio(f"{name}_high", f"{upper} a tenth", unit), cells=cells.tenths),
    )


FRAME = Frame(
    ITEM,
    N_START,
    N_END,
    replace(ESTIMATE, unit=STEPS, precision=Precision.MEAN),
    P_VALUE,
    _ratio("probability", "Probability that an answer at the end is better", "share"),
    *_ends("probability", "share"),
    replace(
        _ratio(
            "matters",
            "Chance, down to a tenth, that it improved by what the study declares to matter",
            "share",
        ),
        cells=cells.tenths,
    ),
    *SOURCE,
    IS_UNIFORM,
)


def estimate_robustness(
    change: pd.DataFrame,
    ratings: Ratings,
    edition: Edition,
    responses: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Change of ratings by a method that uses the order of the answers alone.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`.
    ratings : Ratings
        On a scale one end of which is the better.
    edition : Edition
        Whose answers.
    responses : pandas.DataFrame, optional
        Without them there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row an item: the change of the mean and its p-value, of one test; the probability
        that an answer at the end is better than one at the start, half of it where they are
        the same (Brunner and Munzel); the chance that the mean improved by at least
        ``[survey] smallest_change``, where that is declared. Brunner's treats the waves as
        different people. Its interval ends in tenths, outwards, and the chance is told down to a
        tenth: more of either, or a p-value, would be one more equation for the answers behind it.
        No odds ratio is told: where places are alike it follows from the answers of the project,
        and would leave few of those that fit all else.
    """
    rated = select_ratings(change, ratings)
    if responses is None or rated.empty:
        return FRAME.empty()
    answered = overlaps_of(rated, responses, edition)
    rows = [_by_order(answers, ratings.scale, edition.study) for answers in answered]
    table = name_items(rated, ratings).reset_index(drop=True).join(pd.DataFrame(rows))
    told = [tell_waves(of_item, ratings.scale.points, edition.study).change for of_item in answered]
    is_closed = [change is None or change.higher == UNTOLD for change in told]
    table["is_uniform"] |= pd.Series(is_closed, table.index)
    return table[FRAME.names]


def _by_order(answers: Overlap, scale: Scale, study: Study) -> dict[str, float]:
    """What the order of an item's answers tells; nothing of few people or of the same answer."""
    better = Estimate(nan, nan, nan, nan, "", 0)
    matters, (low, high) = nan, scale.ends
    margin = scale.gain * (high - low) * (study.survey.smallest_change or nan)
    if answers.is_enough(study.disclosure.minimum_n) and not answers.is_uniform:
        worse_first = answers.start, answers.end
        better = brunner_munzel(*(worse_first if scale.gain > 0 else worse_first[::-1]))
        matters = chance_of_mattering(answers, change_of_means(answers), margin)
    probabilities = _outwards(better.ci_low, better.ci_high)
    return {
        "probability": better.estimate,
        "probability_low": probabilities[0],
        "probability_high": probabilities[1],
        "matters": _outwards(matters, matters)[0],
    }


def _outwards(low: float, high: float) -> tuple[float, float]:
    return round_outwards(low, high, RANKS_STEP) if isfinite(high) else (low, high)


def robustness_of(ratings: Ratings) -> Table:
    """A group of ratings by another method."""
    return Table(
        name="survey_change_robustness",
        frame=FRAME,
        estimate=lambda material: estimate_robustness(
            material.change, ratings, material.edition, material.responses
        ),
        items=item_labels(ratings),
        caption_key="table.survey_change_robustness",
        of_project=True,
    )


def robustness(study: Study) -> tuple[Table, ...]:
    """Each group of ratings by another method, if one end of its scale is the better.

    An index is no answer on a scale, and has none.
    """
    panels = (ratings for ratings in list_panels(study) if ratings.scale.labels)
    judged = [ratings for ratings in panels if ratings.scale.is_judged]
    return make_each(robustness_of, judged)
