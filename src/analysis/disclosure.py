"""The only door from estimates to charts, tables, alt texts and files."""

from dataclasses import dataclass

import pandas as pd

from analysis.origin import PUBLISHED
from analysis.study import Edition

PUBLIC_ORIGINS = frozenset({PUBLISHED})
"""Origins whose numbers are public already and pass freely, and what follows from them."""


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
        The estimates. Without rows, nothing is published on the matter.
    """

    name: str
    edition: Edition
    table: pd.DataFrame


def release(estimates: pd.DataFrame, edition: Edition, name: str) -> Released:
    """Decide what of a table of estimates may be shown.

    Parameters
    ----------
    estimates : pandas.DataFrame
        From an ``estimate_*`` function, with a column ``origin``.
    edition : Edition
        For which study, municipality and language the table is released. Its
        disclosure rule is for answers that are not public; none are released yet.
    name : str
        Name of the figure that shows the estimates, ``<topic>_<figure>``.

    Returns
    -------
    Released
        What charts and files take, and nothing else.

    Raises
    ------
    DisclosureError
        If any row is of an origin that no rule lets out.
    """
    if "origin" not in estimates.columns:
        raise DisclosureError(f"{name}: the estimates have no column 'origin'; nothing is released")
    barred = sorted(set(estimates["origin"]) - PUBLIC_ORIGINS)
    if barred:
        raise DisclosureError(
            f"{name}: rows of origin {', '.join(map(repr, barred))} are not released; "
            f"released are: {', '.join(sorted(PUBLIC_ORIGINS))}"
        )
    return Released(name, edition, estimates.copy())
