"""Where the ticks of an axis of sizes stand."""

from math import ceil, floor, log10

MOST_TICKS = 8
FEW_STEPS = 4
"""A size below this is measured in half steps."""
HALF = 0.5
"""A smaller size would stand on an axis with nothing on it but zero."""
NOISE_DECIMALS = 9
"""Beyond them a difference is one of the computer's rounding."""


def size_ticks(reach: float) -> list[float]:
    """Zero and even ticks up to a size: in tenths, halves, ones, and then in 2, 5, 10 and so on."""
    step = _step(reach)
    return [step * tick for tick in range(int(reach / step) + 1)]


def covering_ticks(size: float) -> list[float]:
    """Zero and even ticks as of `size_ticks`, the last of which the size does not pass."""
    step = _step(size)
    steps = max(ceil(round(size / step, NOISE_DECIMALS)), 1)
    return [step * tick for tick in range(steps + 1)]


def _step(reach: float) -> float:
    """How far one tick of a size is from the next."""
    if reach < MOST_TICKS:
        return 0.1 if reach < HALF else HALF if reach < FEW_STEPS else 1.0
    power = 10.0 ** floor(log10(reach / MOST_TICKS))
    return next(k * power for k in (1, 2, 5, 10) if reach / (k * power) < MOST_TICKS)
