"""What a printed number can and cannot be.

Printed numbers are given as the strings that stand in print, since "2.50" says
more than 2.5. Halves may have been rounded up, down or to even: a printed
number is inconsistent only if no honest rounding gives it. All arithmetic is
exact.
"""

from analysis.forensics.closure import Closure, closure
from analysis.forensics.debit import Debit, debit
from analysis.forensics.grim import Grim, grim, grim_percent, implied_sample_sizes
from analysis.forensics.grimmer import Grimmer, grimmer
from analysis.forensics.headcounts import Headcounts, headcounts_from_shares
from analysis.forensics.logic import (
    Filtered,
    Mean,
    Product,
    filtered,
    mean_reading,
    product_reading,
)
from analysis.forensics.parts import Amount, Parts, Reading, Share, Sum, part_whole
from analysis.forensics.printed import Interval, Printed, read_printed

__all__ = [
    "Amount",
    "Closure",
    "Debit",
    "Filtered",
    "Grim",
    "Grimmer",
    "Headcounts",
    "Interval",
    "Mean",
    "Parts",
    "Printed",
    "Product",
    "Reading",
    "Share",
    "Sum",
    "closure",
    "debit",
    "filtered",
    "grim",
    "grim_percent",
    "grimmer",
    "headcounts_from_shares",
    "implied_sample_sizes",
    "mean_reading",
    "part_whole",
    "product_reading",
    "read_printed",
]
