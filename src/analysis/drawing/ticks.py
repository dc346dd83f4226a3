"""Where the ticks of an axis of sizes stand."""

from math import floor, log10

MOST_TICKS = 8
FEW_STEPS = 4
"""A size below this is measured in half steps."""
HALF = 0.5
"""A smaller size would stand on an axis with nothing on it but zero."""


def size_ticks(reach: float) -> list[float]:
    """Zero and even ticks up to a size: in tenths, halves, ones, and then in 2, 5, 10 and so on."""
    step = 0.1 if reach < HALF else HALF if reach < FEW_STEPS else 1.0
    if reach >= MOST_TICKS:
        power = 10.0 ** floor(log10(reach / MOST_TICKS))
        step = next(k * power for k in (1, 2, 5, 10) if reach / (k * power) < MOST_TICKS)
    return [step * tick for tick in range(int(reach / step) + 1)]
