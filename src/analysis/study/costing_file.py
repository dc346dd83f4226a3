"""The part of ``study.toml`` that says what working hours are worth."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from analysis.study.declaration import COST_RANGES, LANGUAGES, Costing, StudyError

Table = Mapping[str, Any]
RATES = (
    "hours_a_month",
    "volunteer_hour_eur",
    "index_base",
    "index_target",
    "on_cost_pct",
    "overhead_pct",
)
YEARS = ("volunteer_base_year", "target_year")
PARTS = (*RATES, *YEARS, "ranges", "basis", "sources")


def build_costing(table: Table, path: Path) -> Costing | None:
    """The section ``[costing]``; None if a study declares none.

    Rates are texts in the file, so that they stay the decimals that were written.

    Parameters
    ----------
    table : mapping
        The whole ``study.toml``.
    path : Path
        Of the file, for the message.

    Raises
    ------
    StudyError
        With every fault of the section.
    """
    if not set(RATES) & set(table.get("costing", ())):
        return None
    declared: Table = table["costing"]
    if faults := list(_find_faults(declared, table.get("documents", {}))):
        raise StudyError("\n".join(f"{path}: 'costing.{fault}" for fault in faults))
    rates: dict[str, Any] = {rate: Decimal(declared[rate]) for rate in RATES}
    years: dict[str, Any] = {year: declared[year] for year in YEARS}
    return Costing(
        **rates,
        **years,
        ranges={
            name: (Decimal(low), Decimal(high))
            for name, (low, high) in declared.get("ranges", {}).items()
        },
        basis=dict(declared.get("basis", {})),
        sources=dict(declared.get("sources", {})),
    )


def _find_faults(declared: Table, documents: Table) -> Iterator[str]:
    yield from (f"{key}' is unknown; choose from: {', '.join(PARTS)}"
                for key in declared if key not in PARTS)  # fmt: skip
    for rate in RATES:
        value = _number(declared.get(rate))
        if value is None or value <= 0:
            yield f'{rate}\' must be a number above 0, such as "12.44"'
    yield from (f"{year}' must be a whole number" for year in YEARS
                if type(declared.get(year)) is not int)  # fmt: skip
    for name, ends in declared.get("ranges", {}).items():
        numbers = [_number(end) for end in ends] if isinstance(ends, list) else []
        told = [number for number in numbers if number is not None]
        if name not in COST_RANGES:
            yield f"ranges.{name}' is unknown; choose from: {', '.join(COST_RANGES)}"
        elif len(told) != 2 or len(numbers) != 2 or told[0] > told[1]:
            yield f"ranges.{name}' must be two numbers, the lower first"
        elif name != "participants" and told[0] <= 0:
            yield f"ranges.{name}' must be above 0"
        elif name == "participants" and any(number % 1 for number in told):
            yield "ranges.participants' must be whole numbers of people"
    yield from _basis_faults(declared.get("basis", {}), declared.get("ranges", {}))
    for name, document in declared.get("sources", {}).items():
        if name not in RATES:
            yield f"sources.{name}' is of no rate; choose from: {', '.join(RATES)}"
        elif document not in documents:
            yield f"sources.{name}' names an unknown document"


def _basis_faults(basis: Table, ranges: Table) -> Iterator[str]:
    """Every range is an assumption, and readers are told what it rests on."""
    yield from (f"basis.{name}' is of no range" for name in basis if name not in ranges)
    for name in ranges:
        texts = basis.get(name, {})
        missing = [key for key in LANGUAGES if not isinstance(texts.get(key), str)]
        if missing:
            yield f"basis.{name}' has no text in: {', '.join(missing)}"


def _number(value: object) -> Decimal | None:
    """A finite number written as a text; None if it is anything else."""
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
