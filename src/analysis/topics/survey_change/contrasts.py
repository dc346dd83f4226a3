"""Differences of shares between groups of respondents, as the study declares them."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.drawing.words import cells
from analysis.drawing.words.columns import (
    BY,
    IS_UNIFORM,
    ITEM,
    METHOD,
    P_ADJUSTED,
    P_VALUE,
    QUESTION,
    SOURCE,
)
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.coarse import CoarseNumbers
from analysis.release.columns import Column, Frame, Role
from analysis.statistics.inference import Estimate, difference_of_proportions, holm
from analysis.study.edition import Edition
from analysis.study.study import DisclosureRule
from analysis.study.survey import Contrast
from analysis.topics.survey_change.clear import TESTS
from analysis.topics.survey_change.columns import POINTS, change_columns
from analysis.topics.survey_change.intervals import in_points
from analysis.topics.survey_change.linking import of_municipality
from analysis.topics.survey_change.whole_places import Asked, leave_places_open, list_whole_places

FRAME = Frame(
    QUESTION,
    ITEM,
    BY,
    Column("group", "str", "Key of the group", cells=cells.groups),
    Column("against", "str", "Key of the group that it is compared with", cells=cells.groups),
    Column("wave", "str", "Key of the wave whose answers they are", is_shown=False),
    Column("share", "float64", "Share of the group", "%"),
    Column("share_against", "float64", "Share of the other group", "%"),
    Column("n_group", "Int64", "People of the group who answered", "people", Role.PEOPLE),
    Column("n_against", "Int64", "People of the other group who answered", "people", Role.PEOPLE),
    *change_columns(POINTS),
    P_VALUE,
    P_ADJUSTED,
    TESTS,
    METHOD,
    *SOURCE,
    Column(
        "count_group",
        "int64",
        "People of the group who gave the answer",
        "people",
        Role.ANSWERS,
        of="n_group",
        decides_only=True,
    ),
    Column(
        "count_against",
        "int64",
        "People of the other group who gave the answer",
        "people",
        Role.ANSWERS,
        of="n_against",
        decides_only=True,
    ),
    Column(
        "n_rest",
        "Int64",
        "People of neither group who answered",
        "people",
        Role.PEOPLE,
        least="linked",
        or_none=True,
        decides_only=True,
    ),
    Column(
        "count_rest",
        "int64",
        "People of neither group who gave the answer",
        "people",
        Role.ANSWERS,
        of="n_rest",
        least="n",
        or_none=True,
        decides_only=True,
    ),
    replace(IS_UNIFORM, meaning="Whether it follows how many of a group gave another answer"),
)


def estimate_contrasts(
    responses: pd.DataFrame | None, edition: Edition, coarse: CoarseNumbers | None = None
) -> pd.DataFrame:
    """Differences of shares between the groups that the study declares.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose answers; its study declares the contrasts.
    coarse : CoarseNumbers, optional
        Needed where a group is made of whole places, which its exact numbers have to leave open.

    Returns
    -------
    pandas.DataFrame
        A row a contrast, in the declared order: shares of the two groups
        (0-100), their difference in percentage points with the score interval
        of Miettinen and Nurminen, its p-value, and Holm's over the contrasts.
        Below the study's minimum n nothing is tested.
    """
    if responses is None or responses.empty:
        return FRAME.empty()
    answered = of_municipality(responses[responses["missing"] == ""], edition.municipality)
    contrasts = edition.study.survey.contrasts.values()
    rows = [
        row for contrast in contrasts if (row := _contrast(answered, contrast, edition, coarse))
    ]
    if not rows:
        return FRAME.empty()
    table = pd.DataFrame(rows)
    few = table[["n_group", "n_against"]].fillna(0).min(axis=1) < edition.study.disclosure.minimum_n
    table["p_value"] = table["p_value"].mask(few)
    table["p_adjusted"] = holm(list(table["p_value"]))
    table["tests"] = table["p_value"].count()
    origin = origin_of(responses)
    table = table.assign(document=OWN_DOCUMENT[origin], origin=origin)
    return table.astype({"n_group": "Int64", "tests": "Int64"})[FRAME.names]


DECLARED = ("question", "item", "by", "group", "against", "wave")
ESTIMATED = ("estimate", "ci_low", "ci_high", "p_value", "method")


def _contrast(
    answered: pd.DataFrame, contrast: Contrast, edition: Edition, coarse: CoarseNumbers | None
) -> dict[str, object] | None:
    """One row; None where a group has nobody."""
    rows = answered[answered["question"] == contrast.question]
    rows = rows[rows["wave"] == contrast.wave]
    gave = rows["item"] == contrast.item
    if edition.study.columns[contrast.question].kind in ("multiple", "flag"):
        gave &= rows["response"] == 1
    groups = [rows[contrast.by] == key for key in (contrast.group, contrast.against)]
    groups.append(~(groups[0] | groups[1]))
    sizes, counts = ([rows[is_in & chosen]["form"].nunique() for is_in in groups]
                     for chosen in (pd.Series(True, rows.index), gave))  # fmt: skip
    (n_group, n_against, n_rest), (count_group, count_against, count_rest) = sizes, counts
    if not (n_group and n_against):
        return None
    asked = Asked(contrast.question, contrast.item, contrast.wave)
    is_place = any(
        not leave_places_open(coarse, list_whole_places(rows[is_in], rows, edition), asked, *people)
        for is_in, *people in zip(groups, sizes, counts, strict=True)
    )
    difference = _compare(count_group, n_group, count_against, n_against)
    # Of one of several answers: everyone's other answers are told, and are these groups'.
    others = rows.loc[~gave, "item"].value_counts() if _is_choice(contrast, edition) else []
    rests = [n - count for n, count in zip(sizes, counts, strict=True)]
    return {
        **{part: getattr(contrast, part) for part in DECLARED},
        **{part: getattr(difference, part) for part in ESTIMATED},
        "share": 100 * count_group / n_group,
        "share_against": 100 * count_against / n_against,
        "n_group": pd.NA if is_place else n_group,  # exact numbers of a place
        "n_against": n_against,
        "n_rest": n_rest,
        "count_group": count_group,
        "count_against": count_against,
        "count_rest": count_rest,
        "is_uniform": do_others_follow(sizes, rests, [*others], edition.study.disclosure),
    }


def _is_choice(contrast: Contrast, edition: Edition) -> bool:
    return edition.study.columns[contrast.question].kind == "choice"


def do_others_follow(
    sizes: Sequence[int], rests: Sequence[int], others: Sequence[int], rule: DisclosureRule
) -> bool:
    """Whether it follows how many of one of two groups gave an answer that is not told of it.

    Parameters
    ----------
    sizes : sequence of int
        People of both groups, and of neither.
    rests : sequence of int
        Those of them who did not give the answer that is told.
    others : sequence of int
        How many of everyone gave each other answer.
    rule : DisclosureRule

    Returns
    -------
    bool
        Whether a number is left fewer whole numbers than a band has. Few or nobody are no such
        number, and neither is one that could be printed.
    """
    for n, rest in list(zip(sizes, rests, strict=True))[:2]:
        for total in others:
            low = max(0, total - (sum(rests) - rest), rest - (sum(others) - total))
            high = min(rest, total)
            is_few = low == 0 and high < rule.minimum_n
            is_printable = min(low, n - high) >= rule.minimum_n
            if high - low + 1 < rule.band and not is_few and not is_printable:
                return True
    return False


def _compare(count: int, n: int, count_against: int, n_against: int) -> Estimate:
    """Difference of two shares, in percentage points."""
    shares = (count, n, count_against, n_against)
    return in_points(difference_of_proportions(*shares, method="miettinen_nurminen"))
