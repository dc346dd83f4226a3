"""Where the ticks of an axis of sizes stand."""

from math import floor, log10

MOST_TICKS = 8
FEW_STEPS = 4
"""A size below this is measured in half steps."""


def size_ticks(reach: float) -> list[float]:
    """Zero and even ticks up to a size: in halves, in ones, and further in 2, 5, 10 and so on."""
    step = 0.5 if reach < FEW_STEPS else 1.0
    if reach >= MOST_TICKS:
        power = 10.0 ** floor(log10(reach / MOST_TICKS))
        step = next(k * power for k in (1, 2, 5, 10) if reach / (k * power) < MOST_TICKS)
    return [step * tick for tick in range(int(reach / step) + 1)]
