"""The only door from estimates to charts, tables, alt texts and files."""

from dataclasses import dataclass

import pandas as pd

from analysis.origin import CONFIDENTIAL, PUBLISHED, SYNTHETIC
from analysis.study import Edition

PUBLIC_ORIGINS = frozenset({PUBLISHED})
"""Origins whose numbers are public already and pass freely, and what follows from them."""
KNOWN_ORIGINS = PUBLIC_ORIGINS | {CONFIDENTIAL, SYNTHETIC}
"""Parts of an origin that a rule exists for. Example data are treated like real answers."""
GROUP_SIZES = ("n", "n_start", "n_end", "n_others", "n_both", "n_start_only", "n_end_only")
"""Columns that say how many people a row rests on."""
NO_PEOPLE = frozenset({"sources", "statements", "training_attendance_per_year"})
"""Tables that count no people: documents, words, trainings held."""


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
        Rows that were left out because they rest on too few people.
    """

    name: str
    edition: Edition
    table: pd.DataFrame
    hidden: int = 0

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

    Published numbers pass. Of all others, made-up ones included, a row that
    rests on fewer people than the study's minimum is left out.

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
    small = _rests_on_few(estimates, edition.study.disclosure.minimum_n)
    if name in NO_PEOPLE:
        small[:] = False
    shown = estimates[~small].reset_index(drop=True)
    return Released(name, edition, shown, hidden=int(small.sum()))


def _rests_on_few(estimates: pd.DataFrame, minimum_n: int) -> pd.Series:
    """Rows of fewer people, or of nobody knows how many, that are not public already."""
    sizes = estimates[[column for column in GROUP_SIZES if column in estimates.columns]]
    is_enough = (sizes.astype("Float64") >= minimum_n).fillna(value=False)
    is_shown = is_enough.all(axis=1) if len(sizes.columns) else pd.Series(False, estimates.index)
    return ~is_shown & ~estimates["origin"].isin(PUBLIC_ORIGINS)
