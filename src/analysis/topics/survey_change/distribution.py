"""How the answers spread over the scale, at start and end."""

import pandas as pd

from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.study.declaration import WAVES
from analysis.study.edition import Edition
from analysis.topics.survey_change.linking import of_municipality

DISTRIBUTION_COLUMNS = ["item", "group", "start", "end", "n_start", "n_end", "document", "origin",
                        "count_start", "count_end", "adds_up"]  # fmt: skip


def estimate_distribution(
    responses: pd.DataFrame | None, edition: Edition, question: str = "domain_rating"
) -> pd.DataFrame:
    """Shares of good, middling and poor ratings of each domain, at start and end.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose answers; its study declares which ratings are shown together.
    question : str
        A rating question.

    Returns
    -------
    pandas.DataFrame
        A row a domain and group of ratings, the domain with the fewest good
        ratings at the start first: ``item, group, start, end`` (0-100),
        ``n_start, n_end``. The groups of a domain add up to everyone.
    """
    groups = edition.study.survey.rating_groups
    if responses is None or responses.empty or not groups:
        return pd.DataFrame({c: [] for c in DISTRIBUTION_COLUMNS})
    rows = responses[(responses["question"] == question) & (responses["missing"] == "")]
    own = of_municipality(rows, edition.municipality)
    group_of = {rating: group for group, ratings in groups.items() for rating in ratings}
    group = pd.Categorical(own["response"].map(group_of), categories=list(groups))
    item = own["item"].astype("object")
    counts = own.groupby([item, group, own["wave"].astype("object")], observed=False).size()
    wide = counts.unstack(fill_value=0).reindex(columns=list(WAVES), fill_value=0)
    wide = wide.rename_axis(index=["item", "group"]).add_prefix("count_").reset_index()
    for wave in WAVES:
        wide[f"n_{wave}"] = wide.groupby("item")[f"count_{wave}"].transform("sum")
        wide[wave] = 100 * wide[f"count_{wave}"] / wide[f"n_{wave}"]
    best = wide["item"].map(wide[wide["group"] == next(iter(groups))].set_index("item")["start"])
    wide = wide.iloc[best.argsort(kind="stable")]
    origin = origin_of(responses)
    wide = wide.assign(adds_up=wide["item"], document=OWN_DOCUMENT[origin], origin=origin)
    return wide.astype({"group": "str"})[DISTRIBUTION_COLUMNS].reset_index(drop=True)
