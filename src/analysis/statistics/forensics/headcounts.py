"""Headcounts behind the printed shares of a known total."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis.statistics.forensics.grim import counts_behind
from analysis.statistics.forensics.printed import Printed


@dataclass(frozen=True)
class Headcounts:
    """Whole numbers that printed shares of a known total leave possible.

    Attributes
    ----------
    low, high : tuple of int
        Smallest and largest possible count of each part; equal where the
        printed figures leave one only. Empty if nothing fits.
    """

    low: tuple[int, ...]
    high: tuple[int, ...]

    @property
    def consistent(self) -> bool:
        """Whether any whole numbers print like this."""
        return bool(self.low)


def headcounts_from_shares(
    shares_pct: Sequence[float], total: int, decimals: int = 0
) -> Headcounts:
    """Counts of the parts of a total, from the parts' percentages.

    Parameters
    ----------
    shares_pct : sequence of float
        Printed percentages of all parts, 0-100.
    total : int
        What the parts add up to.
    decimals : int
        Decimals that the percentages were printed with.

    Examples
    --------
    >>> headcounts_from_shares([5, 12, 28, 6, 7, 42], 107).low
    (5, 13, 30, 6, 8, 45)
    """
    unit = Decimal(1).scaleb(-decimals)
    return headcounts([Printed(Decimal(repr(float(s))), unit) for s in shares_pct], total)


def headcounts(shares: Sequence[Printed], total: int) -> Headcounts:
    """Counts of the parts of a total, from the parts' printed percentages.

    A part's count must print as its share (halves may have been rounded either way) and all
    parts must add up to the total.

    Parameters
    ----------
    shares : sequence of Printed
        Percentages of all parts.
    total : int
        What the parts add up to.
    """
    counts = [counts_behind(share, total) for share in shares]
    if not all(counts):
        return Headcounts((), ())
    low, high = [c[0] for c in counts], [c[-1] for c in counts]
    if not sum(low) <= total <= sum(high):
        return Headcounts((), ())
    return Headcounts(
        tuple(max(a, total - (sum(high) - b)) for a, b in zip(low, high, strict=True)),
        tuple(min(b, total - (sum(low) - a)) for a, b in zip(low, high, strict=True)),
    )
