"""The same question asked of other methods."""

from math import exp, nan

import numpy as np
import pandas as pd

from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.ordinal import cumulative_link_model
from analysis.statistics.inference.ranks import brunner_munzel
from analysis.statistics.inference.several import joint_test
from analysis.study.edition import Edition
from analysis.topics.survey_change.linking import list_forms, of_municipality, overlaps

ROBUST_COLUMNS = ["item", "n_start", "n_end", "estimate", "p_value", "p_brunner_munzel",
                  "probability", "probability_low", "probability_high", "odds_ratio", "odds_low",
                  "odds_high", "p_odds", "document", "origin", "is_uniform"]  # fmt: skip
JOINT_COLUMNS = ["question", "n_start", "n_end", "p_value", "document", "origin"]
RESAMPLES = 1_999


def estimate_robustness(
    domains: pd.DataFrame, edition: Edition, responses: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Change of each domain by methods that use the order of the answers alone.

    Parameters
    ----------
    domains : pandas.DataFrame
        `of_question` of one rating question.
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
        return pd.DataFrame({c: [] for c in ROBUST_COLUMNS})
    question = str(domains["question"].iloc[0])
    items = [str(item) for item in domains["item"]]
    minimum_n = edition.study.disclosure.minimum_n
    rows = []
    for item, seen in zip(items, overlaps(responses, question, items, edition), strict=True):
        enough = seen.is_enough(minimum_n) and not seen.is_uniform
        better = brunner_munzel(seen.end, seen.start) if enough else _untold()
        odds = _odds_of_worse(responses, question, item, edition) if enough else _untold()
        rows.append(
            [better.estimate, better.ci_low, better.ci_high, better.p_value]
            + [exp(end) for end in (odds.estimate, odds.ci_low, odds.ci_high)]
            + [odds.p_value]
        )
    names = ["probability", "probability_low", "probability_high", "p_brunner_munzel",
             "odds_ratio", "odds_low", "odds_high", "p_odds"]  # fmt: skip
    table = domains.reset_index(drop=True).join(pd.DataFrame(rows, columns=names))
    return table[ROBUST_COLUMNS]


def _untold() -> Estimate:
    return Estimate(nan, nan, nan, nan, "", 0)


def _odds_of_worse(responses: pd.DataFrame, question: str, item: str, edition: Edition) -> Estimate:
    rows = responses[(responses["question"] == question) & (responses["item"] == item)]
    own = of_municipality(rows[rows["missing"] == ""], edition.municipality)
    cells = own.groupby(["municipality", "wave", "response"], observed=True).size().reset_index()
    groups = list(cells["municipality"]) if edition.is_whole_project else None
    fit = cumulative_link_model(
        [int(rating) for rating in cells["response"]],
        {"end": [float(wave == "end") for wave in cells["wave"]]},
        groups=groups,
        weights=[float(count) for count in cells[0]],
    )
    return fit.effects["end"]


def estimate_joint(responses: pd.DataFrame | None, edition: Edition) -> pd.DataFrame:
    """Whether any answer of a question with several answers became more or less frequent.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose answers.

    Returns
    -------
    pandas.DataFrame
        A row a question that allows several answers, with the p-value of
        `joint_test`; not a number below the study's minimum n.
    """
    if responses is None or responses.empty:
        return pd.DataFrame({c: [] for c in JOINT_COLUMNS})
    columns = edition.study.codebook.tables["responses"].values()
    people = list_forms(responses)["person"]
    answered = of_municipality(responses[responses["missing"] == ""], edition.municipality)
    rows = [
        _joint_row(answered[answered["question"] == c.name], people, c.name, edition)
        for c in columns
        if c.kind == "multiple"
    ]
    origin = origin_of(responses)
    table = pd.DataFrame(rows, columns=JOINT_COLUMNS[:4])
    return table.assign(document=OWN_DOCUMENT[origin], origin=origin)


def _joint_row(
    answered: pd.DataFrame, people: pd.Series, question: str, edition: Edition
) -> list[object]:
    wide = answered.pivot(index="form", columns="item", values="response").astype("float64")
    waves = answered.drop_duplicates("form").set_index("form")["wave"].reindex(wide.index)
    start, end = (
        wide[(waves == wave).to_numpy()].set_axis(people[wide.index[waves == wave]].to_numpy())
        for wave in ("start", "end")
    )
    if min(len(start), len(end)) < edition.study.disclosure.minimum_n:
        return [question, len(start), len(end), nan]
    both = start.index.intersection(end.index)
    parts = (start.drop(both), end.drop(both), start.loc[both], end.loc[both])
    tested = joint_test(*(np.asarray(part) for part in parts), resamples=RESAMPLES)
    return [question, len(start), len(end), tested.p_value]
