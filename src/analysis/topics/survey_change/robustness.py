"""The same question asked of other methods."""

from math import exp, nan

import pandas as pd

from analysis.drawing.words import cells
from analysis.drawing.words.columns import ESTIMATE, IS_UNIFORM, ITEM, P_VALUE, SOURCE
from analysis.drawing.words.labels import of_question
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Table
from analysis.statistics.inference import Estimate, brunner_munzel, cumulative_link_model
from analysis.study.edition import Edition
from analysis.topics.survey_change.columns import N_END, N_START
from analysis.topics.survey_change.linking import of_municipality, overlaps

ROBUSTNESS = Table(
    name="survey_change_robustness",
    frame=Frame(
        ITEM,
        N_START,
        N_END,
        ESTIMATE,
        P_VALUE,
        Column(
            "p_brunner_munzel", "float64", "p of Brunner and Munzel's test", cells=cells.p_values
        ),
        Column(
            "probability", "float64", "Probability that an answer at the end is better", "share"
        ),
        Column("probability_low", "float64", "Lower end of its 95 % interval", "share"),
        Column("probability_high", "float64", "Upper end of its 95 % interval", "share"),
        Column("odds_ratio", "float64", "Odds ratio of a worse answer at the end"),
        Column("odds_low", "float64", "Lower end of its 95 % interval"),
        Column("odds_high", "float64", "Upper end of its 95 % interval"),
        Column("p_odds", "float64", "p of the odds ratio", cells=cells.p_values),
        *SOURCE,
        IS_UNIFORM,
    ),
    estimate=lambda material: estimate_robustness(
        material.domains, material.edition, material.responses
    ),
    items=of_question("domain_rating"),
    caption_key="table.survey_change_robustness",
)


def estimate_robustness(
    domains: pd.DataFrame, edition: Edition, responses: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Change of each domain by methods that use the order of the answers alone.

    Parameters
    ----------
    domains : pandas.DataFrame
        `select_ratings` of one rating question.
    edition : Edition
        Whose answers.
    responses : pandas.DataFrame, optional
        Without them there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a domain: the change of the mean and its p-value; the probability
        that an answer at the end is better than one at the start, half of it
        where they are the same (Brunner and Munzel); the odds ratio of a worse
        answer at the end (cumulative link model, for the whole project with a
        random intercept per municipality). The last two treat the waves as
        different people. p-values are of one test each.
    """
    if responses is None or domains.empty:
        return ROBUSTNESS.frame.empty()
    question = str(domains["question"].iloc[0])
    items = [str(item) for item in domains["item"]]
    minimum_n = edition.study.disclosure.minimum_n
    untested = Estimate(nan, nan, nan, nan, "", 0)
    rows = []
    for item, answers in zip(items, overlaps(responses, question, items, edition), strict=True):
        better = odds = untested
        if answers.is_enough(minimum_n) and not answers.is_uniform:
            better = brunner_munzel(answers.end, answers.start)
            odds = _odds_of_worse(responses, question, item, edition)
        rows.append({
            "probability": better.estimate,
            "probability_low": better.ci_low,
            "probability_high": better.ci_high,
            "p_brunner_munzel": better.p_value,
            "odds_ratio": exp(odds.estimate),
            "odds_low": exp(odds.ci_low),
            "odds_high": exp(odds.ci_high),
            "p_odds": odds.p_value,
        })  # fmt: skip
    return domains.reset_index(drop=True).join(pd.DataFrame(rows))[ROBUSTNESS.frame.names]


def _odds_of_worse(responses: pd.DataFrame, question: str, item: str, edition: Edition) -> Estimate:
    rows = responses[(responses["question"] == question) & (responses["item"] == item)]
    answered = of_municipality(rows[rows["missing"] == ""], edition.municipality)
    by = ["municipality", "wave", "response"]
    counts = answered.groupby(by, observed=True).size().reset_index()
    fit = cumulative_link_model(
        [int(rating) for rating in counts["response"]],
        {"end": [float(wave == "end") for wave in counts["wave"]]},
        groups=list(counts["municipality"]) if edition.is_whole_project else None,
        weights=[float(count) for count in counts[0]],
    )
    return fit.effects["end"]
