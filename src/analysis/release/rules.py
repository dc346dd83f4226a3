"""The only door from estimates to charts, tables, alt texts and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.study.edition import Edition
from analysis.study.origin import CONFIDENTIAL, PUBLISHED, SYNTHETIC
from analysis.study.study import DisclosureRule

PUBLIC_ORIGINS = frozenset({PUBLISHED})
"""Origins whose numbers are public already and pass freely, and what follows from them."""
KNOWN_ORIGINS = PUBLIC_ORIGINS | {CONFIDENTIAL, SYNTHETIC}
"""Parts of an origin that a rule exists for. Example data are treated like real answers."""
GROUP_SIZES = ("n", "n_start", "n_end", "n_others", "n_both", "n_start_only", "n_end_only",
               "n_group", "n_against")  # fmt: skip
"""Columns that say how many people a row rests on."""
GROUP_OF = {
    "count_start": "n_start",
    "count_end": "n_end",
    "count_group": "n_group",
    "count_against": "n_against",
    "returned": "n",
    "came_before": "n",
}
"""Columns that say how many people of which group gave the answer that a row is of."""
COUNTS = (*GROUP_OF, "attended")
"""All columns of such counts; of who attended, those who did not are no answer."""
ADDS_UP = "adds_up"
"""Column whose rows of the same text add up to everyone: one left out could be worked out."""
IS_UNIFORM = "is_uniform"
"""Column that marks rows of a group whose people all gave the same answer."""
PAYING = "n_paying"
"""Column of how many municipalities pay the work whose hours a row tells."""
OF_PAYING = ("hours", "hour_eur")
"""Columns that, where few municipalities pay, tell somebody's pay; blanked, and the row stays."""
ONLY_FOR_RELEASE = ("count_start", "count_end", "count_group", "count_against", ADDS_UP, IS_UNIFORM,
                    PAYING)  # fmt: skip
"""Columns that the decision needs and nobody else."""
LINKS = "n_pairs"
"""Column of linked people; a small number is blanked and the row stays."""
RULES = ("people", "answers", "agreement", "rest")
"""Why a row is left out: too few people, too few answers (or too few others), everyone of
one mind, or that it could be worked out from the rows beside it."""
NO_PEOPLE = frozenset({"sources", "statements", "rates", "training_attendance_per_year"})
"""Tables that count no people: documents, words, rates, trainings held."""


class DisclosureError(ValueError):
    """Estimates may not leave the house as they are."""


@dataclass(frozen=True)
class Released:
    """Estimates that may be shown; made by `release` alone.

    Attributes
    ----------
    name : str
        ``<topic>_<figure>``: the name of the figure and its files.
    edition : Edition
        Study, municipality and language that it is shown for.
    table : pandas.DataFrame
        The estimates. Without rows, there is nothing to show.
    hidden : int
        Rows that were left out because they rest on too few people or answers.
    hidden_by : mapping
        The same by the first of `RULES` that each of them broke.
    whole : Released or None
        All that was released, where these are the part of it that is drawn.
    """

    name: str
    edition: Edition
    table: pd.DataFrame
    hidden: int = 0
    hidden_by: Mapping[str, int] = field(default_factory=dict)
    whole: "Released | None" = None

    @property
    def is_published(self) -> bool:
        """Whether all numbers are public already."""
        return set(self.table["origin"]) <= PUBLIC_ORIGINS

    @property
    def is_synthetic(self) -> bool:
        """Whether any number rests on made-up data."""
        return any(SYNTHETIC in origin.split("+") for origin in self.table["origin"])


def release(estimates: pd.DataFrame, edition: Edition, name: str) -> Released:
    """Decide what of a table of estimates may be shown.

    Published numbers pass. Of all others, made-up ones included, a row is left
    out that rests on fewer people than the study's minimum, or whose answer was
    given, or not given, by fewer than the minimum count, or on which everyone
    agrees. If one of several rows that add up to everyone has to go, all of them go.
    Hours of work, and what one costs, are blanked where few municipalities pay it.

    Parameters
    ----------
    estimates : pandas.DataFrame
        From an ``estimate_*`` function, with a column ``origin``.
    edition : Edition
        For which study, municipality and language the table is released.
    name : str
        Name of the figure that shows the estimates, ``<topic>_<figure>``.

    Returns
    -------
    Released
        What charts and files take, and nothing else.

    Raises
    ------
    DisclosureError
        If any row is of an origin that no rule is made for.
    """
    if "origin" not in estimates.columns:
        raise DisclosureError(f"{name}: the estimates have no column 'origin'; nothing is released")
    parts = {part for origin in estimates["origin"] for part in str(origin).split("+")}
    if barred := sorted(parts - KNOWN_ORIGINS):
        raise DisclosureError(
            f"{name}: rows of origin {', '.join(map(repr, barred))} are not released; "
            f"rules exist for: {', '.join(sorted(KNOWN_ORIGINS))}"
        )
    rule = edition.study.disclosure
    broken = _broken_rules(estimates, rule)
    if name in NO_PEOPLE:
        broken[:] = ""
    small = broken != ""
    told = [column for column in estimates.columns if column not in ONLY_FOR_RELEASE]
    shown = estimates.loc[~small, told].reset_index(drop=True)
    if LINKS in shown.columns:
        shown[LINKS] = shown[LINKS].astype("Int64")
        shown[LINKS] = shown[LINKS].mask(shown[LINKS].between(1, rule.minimum_n - 1))
    if PAYING in estimates.columns:
        pay_is_told = (estimates[PAYING] < rule.minimum_n)[~small].to_numpy()
        shown.loc[pay_is_told, list(OF_PAYING)] = float("nan")
    counts = broken[small].value_counts()
    hidden_by = {each: int(counts[each]) for each in RULES if each in counts}
    return Released(name, edition, shown, int(small.sum()), hidden_by=hidden_by)


def _broken_rules(estimates: pd.DataFrame, rule: DisclosureRule) -> pd.Series:
    """The first rule that each row breaks; empty for rows that may be shown."""
    sizes = _columns(estimates, GROUP_SIZES)
    counts = _columns(estimates, COUNTS)
    breaks = {
        "people": ~(sizes >= rule.minimum_n).all(axis=1) if sizes.shape[1] else True,
        "answers": ~(counts >= rule.minimum_count).all(axis=1) | ~_leaves_enough(estimates, rule),
    }
    if IS_UNIFORM in estimates.columns:
        breaks["agreement"] = estimates[IS_UNIFORM].to_numpy(dtype="bool")
    is_own = ~estimates["origin"].isin(PUBLIC_ORIGINS).to_numpy()
    broken = np.full(len(estimates), "", dtype="object")
    for each, is_broken in breaks.items():
        broken[is_broken & is_own & (broken == "")] = each
    if ADDS_UP in estimates.columns:
        told_by_others = set(estimates.loc[broken != "", ADDS_UP]) - {""}
        is_told = estimates[ADDS_UP].isin(told_by_others).to_numpy()
        broken[is_told & is_own & (broken == "")] = "rest"
    return pd.Series(broken, estimates.index, dtype="object")


def _leaves_enough(estimates: pd.DataFrame, rule: DisclosureRule) -> np.ndarray:
    """Whether enough people gave another answer: what all of a group say is known of each."""
    enough = np.full(len(estimates), True)
    for count, size in GROUP_OF.items():
        if count in estimates.columns:
            of, told = _columns(estimates, (size, count)).T
            enough &= of - told >= rule.minimum_count
    return enough


def _columns(estimates: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """Those of the columns that are there, beside each other.

    What is missing is no number, and no rule holds of it.
    """
    there = [name for name in names if name in estimates.columns]
    held = [estimates[name].to_numpy(dtype="float64", na_value=np.nan) for name in there]
    return np.array(held).reshape(len(there), len(estimates)).T
