"""The section ``[costing]``: what working hours are worth."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from analysis.study.cross_checks import Declared, Fault, fault, unknown
from analysis.study.section import Section, Texts, check_order, one_of, with_keys

RATES = (
    "hours_a_month",
    "volunteer_hour_eur",
    "index_base",
    "index_target",
    "on_cost_pct",
    "overhead_pct",
)
COST_RANGES = ("on_cost_pct", "volunteer_hour_eur", "index_target", "hours", "participants")
"""What a cost can be computed anew for: three rates, a factor of hours, people more or fewer."""


def _check_text(value: object) -> str:
    """A number is written as a text, so that it stays the decimal that was written."""
    if not isinstance(value, str):
        raise PydanticCustomError("study_fault.decimal", "")
    return value


Number = Annotated[
    Decimal,
    BeforeValidator(_check_text),
    Field(strict=False),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]
Rate = Annotated[Number, Field(gt=0)]
People = Annotated[Number, Field(multiple_of=1)]


def _range(kind: Any) -> Any:
    return Annotated[tuple[kind, kind], Field(strict=False), AfterValidator(check_order)]


class Costing(Section):
    """What an hour of work is worth; rates are texts in the file."""

    hours_a_month: Rate
    """Divisor of a monthly pay."""
    volunteer_hour_eur: Rate
    """Value of a volunteer hour in the base year."""
    volunteer_base_year: int
    index_base: Rate
    """Index of wage and salary earnings in the base year, and in the target year."""
    index_target: Rate
    target_year: int
    on_cost_pct: Rate
    """Employer's on-costs of the target year, where a sheet has none of its own."""
    overhead_pct: Rate
    """The project's overhead, as a flat rate on paid work."""
    ranges: Annotated[
        Mapping[str, tuple[Decimal, Decimal]],
        with_keys(
            dict.fromkeys(COST_RANGES, _range(Rate)) | {"participants": _range(People)},
            required=False,
        ),
    ] = {}
    """Lowest and highest value that is tried."""
    basis: Mapping[str, Texts] = {}
    """Why a range has these ends, in words, by the range's name."""
    sources: Mapping[Annotated[str, one_of(RATES)], str] = {}
    """Document behind a rate, by the rate's name."""


def find_costing_faults(file: Declared) -> Iterator[Fault]:
    """Ranges without a basis, and documents that are not there; every range is an assumption."""
    ranges, basis = file.section("costing", "ranges"), file.section("costing", "basis")
    for name in basis:
        if name not in ranges:
            yield fault("study_fault.no_range", "costing", "basis", name)
    for name in ranges:
        if name not in basis:
            yield fault("study_fault.missing", "costing", "basis", name)
    for rate, document in file.section("costing", "sources").items():
        yield from unknown(document, file.section("documents"), "costing", "sources", rate)
