"""Which columns of a released table readers see: few, where the saved table has every one."""

from collections.abc import Iterator

from analysis.drawing.words.cells import NOTHING, write_cells
from analysis.release.estimates import Released
from analysis.study.instrument import list_panels
from analysis.study.scale import STEPS
from analysis.study.wording import MINUS

MAIN = "ci"
"""Stem of the interval of a row's estimate; other stems are columns themselves."""
RANGES = ("value", "planned")
"""Stems of what somebody assumed or planned: its ends are no confidence interval."""
LOW, HIGH = "_low", "_high"
CHANGES = ("estimate", "pooled", "stayed", "started")
"""Columns that are changes where they are in steps of a scale, and then have a sign."""


def write_columns(released: Released) -> Iterator[tuple[str, list[str]]]:
    """Headings and cells in the edition's language, an interval in one column.

    Numbers of people are last. Of a number that is not told, its ends stand under its name where
    they are. Of two p-values the adjusted one is shown, and no question where
    the items tell the rows apart.
    """
    names = sorted(_list_shown(released), key=lambda name: name == "n" or name.startswith("n_"))
    stems = {name.removesuffix(LOW) for name in names if name.endswith(LOW)}
    ends = {
        stem
        for stem in stems
        if stem + HIGH in names
        and (stem == MAIN or stem in names or _stands_alone(released, stem + LOW))
    }
    for name in names:
        if name.removesuffix(LOW) in ends and name.endswith(LOW):
            stem = name.removesuffix(LOW)
            yield _head_interval(released, stem), _write_intervals(released, stem)
        elif not (name.removesuffix(HIGH) in ends and name.endswith(HIGH)):
            yield _head(released, name), write_cells(released, name)


def _list_shown(released: Released) -> Iterator[str]:
    table, columns = released.table, released.of.frame.columns
    for name in table.columns:
        cells = table[name]
        has_heading = bool(columns[name].heading) or _stands_alone(released, name)
        is_shown = has_heading and not (cells.isna() | (cells == "")).all()
        is_told = columns[name].language in ("", released.edition.language)
        has_labels = "item" in table and released.of.items is not None
        is_plain = name == "question" and has_labels and len({*released.labels}) == len(table)
        is_raw = name == "p_value" and "p_adjusted" in table and table["p_adjusted"].notna().any()
        if is_shown and is_told and not is_plain and not is_raw:
            yield name


def _stands_alone(released: Released, name: str) -> bool:
    """Whether a column is an end of a number that no row tells."""
    stem = name.removesuffix(LOW).removesuffix(HIGH)
    table = released.table
    return stem not in (name, MAIN) and stem in table and bool(table[stem].isna().all())


def _head(released: Released, name: str) -> str:
    """A column's heading; of a change, what its sign means where less is better."""
    say, column = released.say, released.of.frame.columns[name]
    heading = say.text(column.heading)
    scales = (released.of.scale, *(panel.scale for panel in list_panels(released.edition.study)))
    scale = next(filter(None, scales), None)
    is_change = name in CHANGES and column.unit == STEPS
    if is_change and scale is not None and scale.gain < 0:
        return say.text("table.less_is_better", estimate=heading)
    return heading


def _head_interval(released: Released, stem: str) -> str:
    if stem == MAIN:  # of shares that coarse numbers allow, limits are told alone
        is_untold = "estimate" in released.table and released.table["estimate"].isna().all()
        return released.say.text("table.limits" if is_untold else "table.interval")
    if _stands_alone(released, stem + LOW):
        return released.say.text(released.of.frame.columns[stem].heading)
    estimate = released.say.text(released.of.frame.columns[stem].heading)
    if stem in RANGES:
        return released.say.text("table.range_of", estimate=estimate)
    return released.say.text("table.interval_of", estimate=estimate)


def _write_intervals(released: Released, stem: str) -> list[str]:
    """Both ends in a cell; of numbers with a sign, as one reads them beside each other."""
    say = released.say
    lows, highs = (write_cells(released, stem + end) for end in (LOW, HIGH))
    is_signed = any(cell.startswith(MINUS) for cell in (*lows, *highs))
    ends = zip(lows, highs, strict=True)
    return [
        NOTHING
        if NOTHING in (low, high)
        else say.text("interval_signed", low=low, high=high)
        if is_signed
        else say.interval(low, high)
        for low, high in ends
    ]
