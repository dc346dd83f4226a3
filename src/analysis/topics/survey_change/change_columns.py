"""Columns of the change of ratings, of shares, and of both."""

from analysis.drawing.words import cells
from analysis.drawing.words.columns import (
    ADDS_UP,
    BOUNDS,
    IS_UNIFORM,
    ITEM,
    METHOD,
    P_ADJUSTED,
    P_VALUE,
    QUESTION,
    SOURCE,
)
from analysis.release.columns import Column, Frame, Precision, Role
from analysis.study.scale import RATING, STEPS
from analysis.topics.survey_change.clear import HOLDS, IS_SMALL, TESTS
from analysis.topics.survey_change.columns import (
    COUNTS,
    ENDED,
    N_PAIRS,
    POINTS,
    STARTED,
    change_columns,
)
from analysis.topics.survey_change.waves import SIDES
from analysis.topics.survey_change.widened import interval_step


def _level(wave: str, level: str, kept: Precision) -> tuple[Column, ...]:
    """A wave's mean or share; its interval, which figures draw and the saved table has."""
    meaning = f"Mean or share at the {wave}"
    return (
        Column(wave, "float64", meaning, level, precision=kept),
        *(
            Column(f"{wave}_{end}", "float64", f"{which} end of its 95 % interval", level,
                   precision=kept, is_shown=False)
            for end, which in (("low", "Lower"), ("high", "Upper"))
        ),
    )  # fmt: skip


def _columns(level: str, change: str) -> tuple[Column, ...]:
    """Columns of both waves and their change, in the units of each."""
    kept = Precision.POINTS if level == "%" else Precision.MEAN
    return (
        QUESTION,
        ITEM,
        *_level("start", level, kept),
        *_level("end", level, kept),
        _decimals("start"),
        _decimals("end"),
        *STARTED,
        *ENDED,
        N_PAIRS,
        *change_columns(change),
        P_VALUE,
        P_ADJUSTED,
        TESTS,
        HOLDS,
        FAMILY,
        METHOD,
        Column("region", "float64", "The regional survey's share", "%", Role.CONTEXT),
        Column(
            "region_bound", "str", "How exact that share is", cells=cells.in_words(BOUNDS, value="")
        ),
        Column("region_n", "Int64", "People who answered it", "people", Role.CONTEXT),
        *SOURCE,
    )  # fmt: skip


FAMILY = Column("family", "str", "Questions whose p-values are adjusted together", is_shown=False)


def _decimals(wave: str) -> Column:
    meaning = f"Decimals that are printed of the {wave}"
    return Column(f"{wave}_decimals", "int64", meaning, role=Role.CONTEXT, is_shown=False)


def _step(of: str, what: str) -> Column:
    meaning = f"What {what} is rounded to"
    return Column(f"{of}_step", "float64", meaning, STEPS, Role.CONTEXT, is_shown=False)


ROUNDED_TO = (
    *(_step(wave, f"a place's mean at the {wave}") for wave in SIDES),
    _step("spread", "the project's standard deviation, behind the intervals of a place,"),
)
WIDENED = tuple(interval_step(f"{wave}_interval_step", f"the {wave}'s interval") for wave in SIDES)
RATINGS = Frame(*_columns(RATING, STEPS), IS_SMALL, *ROUNDED_TO, *WIDENED, IS_UNIFORM)
"""Of a question that is rated."""
SHARES = Frame(*_columns("%", POINTS), *COUNTS, ADDS_UP, IS_UNIFORM)
"""Of a question whose answers are chosen."""
CHANGE = Frame(
    *_columns("rating, or %", "steps of the scale, or percentage points"),
    *COUNTS,
    ADDS_UP,
    IS_SMALL,
    *ROUNDED_TO,
    *WIDENED,
    IS_UNIFORM,
)
"""Of all questions."""
