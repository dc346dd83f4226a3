"""What a printed number can and cannot be.

Printed numbers are given as the strings that stand in print, since "2.50" says
more than 2.5. Halves may have been rounded up, down or to even, or digits may
have been left out where that is said: a printed number is inconsistent only if
no honest rounding gives it. All arithmetic is
exact.
"""

from analysis.statistics.forensics.closure import Closure, closure
from analysis.statistics.forensics.debit import Debit, debit
from analysis.statistics.forensics.grim import (
    Grim,
    grim,
    grim_percent,
    implied_sample_sizes,
    nearest_sample_size,
)
from analysis.statistics.forensics.grimmer import Grimmer, grimmer
from analysis.statistics.forensics.headcounts import Headcounts, headcounts_from_shares
from analysis.statistics.forensics.logic import (
    Filtered,
    Implied,
    Mean,
    change_reading,
    filtered,
    mean_reading,
    product_reading,
    sum_of_products_reading,
)
from analysis.statistics.forensics.parts import Amount, Parts, Reading, Share, Sum, part_whole
from analysis.statistics.forensics.printed import Interval, Printed, read_printed

__all__ = [
    "Amount",
    "Closure",
    "Debit",
    "Filtered",
    "Grim",
    "Grimmer",
    "Headcounts",
    "Implied",
    "Interval",
    "Mean",
    "Parts",
    "Printed",
    "Reading",
    "Share",
    "Sum",
    "change_reading",
    "closure",
    "debit",
    "filtered",
    "grim",
    "grim_percent",
    "grimmer",
    "headcounts_from_shares",
    "implied_sample_sizes",
    "mean_reading",
    "nearest_sample_size",
    "part_whole",
    "product_reading",
    "read_printed",
    "sum_of_products_reading",
]
