"""Groups of respondents beside each other: the declared contrasts and no others."""

import pandas as pd

from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.statistics.inference.multiplicity import holm
from analysis.statistics.inference.proportions import difference_of_proportions
from analysis.study.edition import Edition
from analysis.study.survey import Contrast
from analysis.topics.survey_change.linking import of_municipality

CONTRAST_COLUMNS = ["question", "item", "by", "group", "against", "wave", "share", "share_against",
                    "n_group", "n_against", "estimate", "ci_low", "ci_high", "p_value",
                    "p_adjusted", "method", "document", "origin", "count_group",
                    "count_against"]  # fmt: skip


def estimate_contrasts(responses: pd.DataFrame | None, edition: Edition) -> pd.DataFrame:
    """Differences of shares between the groups that the study declares.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose answers; its study declares the contrasts.

    Returns
    -------
    pandas.DataFrame
        A row a contrast, in the declared order: shares of the two groups
        (0-100), their difference in percentage points with the score interval
        of Miettinen and Nurminen, its p-value, and Holm's over the contrasts.
        Below the study's minimum n nothing is tested.
    """
    declared = edition.study.survey.contrasts.values()
    if responses is None or responses.empty:
        return pd.DataFrame({c: [] for c in CONTRAST_COLUMNS})
    own = of_municipality(responses[responses["missing"] == ""], edition.municipality)
    rows = [_contrast(own, contrast, edition) for contrast in declared]
    table = pd.DataFrame([row for row in rows if row])
    if table.empty:
        return pd.DataFrame({c: [] for c in CONTRAST_COLUMNS})
    few = table[["n_group", "n_against"]].min(axis=1) < edition.study.disclosure.minimum_n
    table["p_value"] = table["p_value"].mask(few)
    table["p_adjusted"] = holm(list(table["p_value"]))
    origin = origin_of(responses)
    return table.assign(document=OWN_DOCUMENT[origin], origin=origin)[CONTRAST_COLUMNS]


def _contrast(
    answered: pd.DataFrame, contrast: Contrast, edition: Edition
) -> dict[str, object] | None:
    """One row; None where a group has nobody."""
    asked = answered[
        (answered["question"] == contrast.question) & (answered["wave"] == contrast.wave)
    ]
    gave = asked["item"] == contrast.item
    if edition.study.codebook.tables["responses"][contrast.question].kind == "multiple":
        gave &= asked["response"] == 1
    sizes = asked.groupby(contrast.by, observed=True)["form"].nunique()
    counts = asked[gave].groupby(contrast.by, observed=True)["form"].nunique()
    keys = (contrast.group, contrast.against)
    n_group, n_against = (int(sizes.get(key, 0)) for key in keys)
    if not (n_group and n_against):
        return None
    count_group, count_against = (int(counts.get(key, 0)) for key in keys)
    difference = difference_of_proportions(
        count_group, n_group, count_against, n_against, method="miettinen_nurminen"
    )
    return {
        **{part: getattr(contrast, part) for part in CONTRAST_COLUMNS[:6]},
        "share": 100 * count_group / n_group,
        "share_against": 100 * count_against / n_against,
        "n_group": n_group,
        "n_against": n_against,
        "count_group": count_group,
        "count_against": count_against,
        "estimate": 100 * difference.estimate,
        "ci_low": 100 * difference.ci_low,
        "ci_high": 100 * difference.ci_high,
        "p_value": difference.p_value,
        "method": difference.method,
    }
