"""Evidence as the ledger of releases keeps it: in the types of JSON."""

from math import inf, isinf
from typing import Any

from analysis.release.attack.counted import Counted
from analysis.release.attack.facts import (
    PROJECT,
    Evidence,
    Fact,
    Group,
    Linear,
    Pooled,
    Quantity,
    Source,
    Term,
)
from analysis.release.attack.relations import PLACES, relate


def places_of(evidence: Evidence) -> tuple[str, ...]:
    """Places that the evidence's project is the sum of."""
    whole = (p for p in evidence.partitions if p.source == PLACES and p.total.place == PROJECT)
    first = next(whole, None)
    return tuple(part.place for part in first.parts) if first else ()


def write_evidence(evidence: Evidence) -> dict[str, Any]:
    """What a release told in the types of JSON; open ends of bounds are null."""
    own = [linear for linear in evidence.linears if linear.source.file]
    return {
        "places": list(places_of(evidence)),
        "scales": {name: list(points) for name, points in evidence.scales.items()},
        "facts": [_write_fact(fact) for fact in dict.fromkeys(evidence.facts)],
        "sums": [
            [[[t.factor, *t.group, t.quantity.value, list(t.answers)] for t in linear.terms],
             _end(linear.low), _end(linear.high), *linear.source]
            for linear in dict.fromkeys(own)
        ],
        "pooled": [[*pooled.groups, pooled.low, pooled.high, pooled.source]
                   for pooled in dict.fromkeys(evidence.pooled)],
        "counted": [told.write() for told in dict.fromkeys(evidence.counted)],
    }  # fmt: skip


def _write_fact(fact: Fact) -> list[Any]:
    ends = _end(fact.low), _end(fact.high)
    answers = list(fact.answers)
    return [*fact.group, fact.quantity.value, *ends, answers, fact.is_public, *fact.source]


def _end(value: float) -> float | None:
    return None if isinf(value) else value


def read_evidence(entry: dict[str, Any]) -> Evidence:
    """What `write_evidence` wrote."""
    scales = {name: tuple(points) for name, points in entry["scales"].items()}
    facts = [_read_fact(*told) for told in entry["facts"]]
    sums = [_read_sum(*told) for told in entry["sums"]]
    pooled = tuple(
        Pooled((Group(*first), Group(*second)), low, high, Source(*source))
        for first, second, low, high, source in entry["pooled"]
    )
    survey = relate(facts, sums, entry["places"], scales)
    counted = tuple(map(Counted.read, entry.get("counted", ())))
    return survey + Evidence((), pooled=pooled, counted=counted)


def _read_fact(place: str, wave: str, variable: str, part: str, quantity: str, low: float | None,
               high: float | None, answers: list[float], is_public: bool, *source: str,
               ) -> Fact:  # fmt: skip
    group = Group(place, wave, variable, part)
    return Fact(
        group, Quantity(quantity), *_bounds(low, high), Source(*source), tuple(answers), is_public
    )


def _read_sum(terms: list[Any], low: float | None, high: float | None, *source: str) -> Linear:
    read = (Term(factor, Group(*group), Quantity(quantity), tuple(answers))
            for factor, *group, quantity, answers in terms)  # fmt: skip
    return Linear(tuple(read), *_bounds(low, high), Source(*source))


def _bounds(low: float | None, high: float | None) -> tuple[float, float]:
    return -inf if low is None else low, inf if high is None else high
