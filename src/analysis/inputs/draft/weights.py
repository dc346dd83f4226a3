"""Columns of survey weights: by how much each answer was to count."""

import re
from collections.abc import Sequence
from decimal import Decimal

from analysis.inputs.draft.tables import FoundColumn
from analysis.inputs.exports.numerals import read_number
from analysis.study.spelling import normal

OF_SURVEY = re.compile(
    r"(?:survey|sampling|sample|design|analysis|calibration|post ?stratification|case) ?weights?"
    r"|(?:otos|analyysi|kalibrointi|kysely|perus)paino(?:t|kerroin)?|painokerroin"
    r"|(?:urvals|analys|kalibrerings|enkät|design)vikt(?:er)?|viktkoefficient|viktvariabel"
)
"""A heading of survey weights."""
OF_ANYTHING = re.compile(r"(?:\w+ )?(?:p?weights?|wgt|wt|\w*vikt|\w*paino)")
"""A heading of weights: of a survey's, whose mean is near 1, and no person's or thing's."""
NEAR_ONE = (0.5, 2.0)


def is_weight(column: FoundColumn) -> bool:
    """Whether a column says by how much each answer was to count."""
    title = normal(column.title)
    if column.kind != "number" or not (OF_SURVEY.fullmatch(title) or OF_ANYTHING.fullmatch(title)):
        return False
    numbers = _read_all(column.cells)
    low, high = NEAR_ONE
    is_near_one = bool(numbers) and low <= sum(numbers) / len(numbers) <= high
    return OF_SURVEY.fullmatch(title) is not None or (is_near_one and min(numbers) > 0)


def _read_all(cells: Sequence[str]) -> list[float]:
    mark = "," if any("," in cell for cell in cells) else "."
    read = (read_number(cell, mark)[0] for cell in cells if cell)
    return [float(number) for number in read if isinstance(number, Decimal)]
