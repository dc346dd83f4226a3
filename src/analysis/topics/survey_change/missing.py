"""Who is missing at the end, and what that could hide."""

import numpy as np
import pandas as pd

from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.statistics.inference.overlapping import partially_overlapping_t
from analysis.statistics.inference.proportions import proportion
from analysis.study.edition import Edition
from analysis.topics.survey_change.both_waves import scale_of
from analysis.topics.survey_change.linking import Overlap, list_forms, of_municipality, overlaps
from analysis.topics.survey_change.municipalities import means_of_forms

RETENTION_COLUMNS = ["by", "item", "n", "returned", "estimate", "ci_low", "ci_high", "method",
                     "document", "origin", "adds_up"]  # fmt: skip
STAYERS_COLUMNS = ["item", "n_start", "n_end", "n_both", "estimate", "ci_low", "ci_high",
                   "stayed", "stayed_low", "stayed_high", "bound_low", "bound_high", "document",
                   "origin"]  # fmt: skip
EVERYONE, START_LEVEL = "everyone", "start_level"
BACKGROUND = ("age_group", "gender")


def estimate_retention(
    responses: pd.DataFrame | None, edition: Edition, question: str = "domain_rating"
) -> pd.DataFrame:
    """Of those who answered at the start, the share that is found again at the end.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose people.
    question : str
        The rating question whose mean is a person's starting level.

    Returns
    -------
    pandas.DataFrame
        Rows for everyone, each age group, each gender, and those who were
        better and worse off at the start than half of the people: ``by, item,
        n, returned, estimate, ci_low, ci_high``, the share 0-1 with Wilson's
        interval. Only people whose code can be found again are counted. A group
        that all of them belong to tells nothing more and has no row.
    """
    if responses is None or responses.empty:
        return pd.DataFrame({c: [] for c in RETENTION_COLUMNS})
    forms = of_municipality(list_forms(responses), edition.municipality)
    start = forms[(forms["wave"] == "start") & forms["is_coded"]]
    returned = start["person"].isin(set(forms.loc[forms["wave"] == "end", "person"]))
    level = means_of_forms(responses, question).set_index("form")["response"].reindex(start.index)
    groups = {
        EVERYONE: pd.Series(EVERYONE, index=start.index),
        **{by: start[by].astype("object") for by in BACKGROUND},
        START_LEVEL: _halves(level),
    }
    origin = origin_of(responses)
    rows = [
        _retention_row(by, str(item), returned[own.index])
        for by, group in groups.items()
        for item, own in group.dropna().groupby(group.dropna(), sort=True)
        if by == EVERYONE or len(own) < len(start)
    ]
    table = pd.DataFrame(rows, columns=RETENTION_COLUMNS[:8])
    return table.assign(document=OWN_DOCUMENT[origin], origin=origin, adds_up=table["by"])


def _halves(level: pd.Series) -> pd.Series:
    told = level.dropna().astype("float64")
    return pd.Series(np.where(told <= told.median(), "better", "worse"), told.index)


def _retention_row(by: str, item: str, returned: pd.Series) -> list[object]:
    count, n = int(returned.sum()), len(returned)
    rate = proportion(count, n)
    return [by, item, n, count, rate.estimate, rate.ci_low, rate.ci_high, rate.method]


def estimate_stayers(
    domains: pd.DataFrame,
    numbers: pd.DataFrame,
    edition: Edition,
    responses: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Change of those who are seen at both waves, beside the change of everyone.

    Parameters
    ----------
    domains : pandas.DataFrame
        `of_question` of one rating question: the change of everyone.
    numbers : pandas.DataFrame
        From `tabulate_responses`; has the ends of the scale.
    edition : Edition
        Whose answers.
    responses : pandas.DataFrame, optional
        Without them nobody can be followed, and there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a domain: ``estimate`` of everyone; ``stayed`` of the linked
        ``n_both`` with the paired t interval; ``bound_low, bound_high``, the
        smallest and largest mean change that everyone who answered at the
        start can have had, whatever those who are not seen at the end would
        have answered (no assumption at all; Manski 2003, Partial Identification
        of Probability Distributions).
    """
    if responses is None or domains.empty:
        return pd.DataFrame({c: [] for c in STAYERS_COLUMNS})
    seen = overlaps(responses, domains["question"].iloc[0], list(domains["item"]), edition)
    stayed = [_paired(each) for each in seen]
    bounds = [_bounds(each, scale_of(numbers)) for each in seen]
    table = domains.assign(
        n_both=[len(each.start_paired) for each in seen],
        stayed=[row[0] for row in stayed],
        stayed_low=[row[1] for row in stayed],
        stayed_high=[row[2] for row in stayed],
        bound_low=[low for low, _ in bounds],
        bound_high=[high for _, high in bounds],
        # Stayers who all changed alike are told of one by one, and have no interval.
        is_uniform=[
            each or bool(np.isnan(row[1]))
            for each, row in zip(domains["is_uniform"], stayed, strict=True)
        ],
    )
    return table[[*STAYERS_COLUMNS, "is_uniform"]]


def _paired(seen: Overlap) -> tuple[float, float, float]:
    if len(seen.start_paired) < 2:
        return float("nan"), float("nan"), float("nan")
    change = partially_overlapping_t([], [], seen.end_paired, seen.start_paired,
                                     equal_variances=False)  # fmt: skip
    return change.estimate, change.ci_low, change.ci_high


def _bounds(seen: Overlap, scale: tuple[float, float]) -> tuple[float, float]:
    """Mean change of all who answered at the start, the unseen ends at best and at worst."""
    known = float((seen.end_paired - seen.start_paired).sum())
    low, high = (known + float((end - seen.start_only).sum()) for end in scale)
    return low / len(seen.start), high / len(seen.start)
