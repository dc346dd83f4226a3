"""What is known of groups of people: published numbers as bounds, and how groups make up others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from math import gcd, inf, lcm
from typing import NamedTuple

from analysis.release.attack.counted import Counted
from analysis.release.attack.told_change import ToldChange

EVERYONE = ""
PROJECT = "all"
"""Place of the sum of all places."""
REST = "rest"
"""Part of a group that another part of it leaves; `rest_of` names it."""


class Group(NamedTuple):
    """People who answered one question, at one wave, in one place, or a part of them.

    Attributes
    ----------
    place : str
        Key of a place, or `PROJECT`; a project of other places has another name.
    wave : str
    variable : str
        Question and item; empty for the people themselves.
    part : str
        `EVERYONE`, or such as ``linked`` or ``gender=woman``.
    """

    place: str
    wave: str
    variable: str = ""
    part: str = EVERYONE


class Quantity(Enum):
    """What a number tells of a group."""

    SIZE = "size"
    COUNT = "count"
    """People who gave one of some answers."""
    SUM = "sum"
    MEAN = "mean"
    SD = "sd"
    T_LOW = "t_low"
    """Lower end of the 95 % t interval of the group's own spread."""
    T_HIGH = "t_high"
    WILSON_LOW = "wilson_low"
    """Lower end of Wilson's 95 % interval of the share of answer 1 of 0 and 1."""
    WILSON_HIGH = "wilson_high"


class Source(NamedTuple):
    """Where a number stands."""

    file: str
    where: str = ""


NOWHERE = Source("")
"""Of what needs no file: how groups make up others."""


@dataclass(frozen=True)
class Fact:
    """A number of a group, between bounds that what is printed leaves open.

    Attributes
    ----------
    group : Group
    quantity : Quantity
    low, high : float
        Equal where it is printed exactly; both ends belong to it.
    source : Source
    answers : tuple of float
        Of `Quantity.COUNT`, which answers are counted.
    is_public : bool
        Whether everyone may know it, as a public headcount; what public numbers tell is
        not protected.
    """

    group: Group
    quantity: Quantity
    low: float
    high: float
    source: Source
    answers: tuple[float, ...] = ()
    is_public: bool = False


@dataclass(frozen=True)
class Partition:
    """A group that is the sum of others, person by person and answer by answer."""

    total: Group
    parts: tuple[Group, ...]
    source: Source = NOWHERE


class Term(NamedTuple):
    """A multiple of a quantity of a group: its size, the sum of its answers or a count."""

    factor: float
    group: Group
    quantity: Quantity
    answers: tuple[float, ...] = ()


@dataclass(frozen=True)
class Linear:
    """A sum of multiples of sizes, sums and counts that lies between two numbers."""

    terms: tuple[Term, ...]
    low: float
    high: float
    source: Source


@dataclass(frozen=True)
class Pooled:
    """What is told of two groups together.

    Attributes
    ----------
    groups : tuple of Group
    low, high : float
        Ends of their pooled standard deviation, of the divisor n - 2.
    source : Source
    change : ToldChange or None
        From the first to the second.
    """

    groups: tuple[Group, Group]
    low: float
    high: float
    source: Source
    change: ToldChange | None = None


@dataclass(frozen=True)
class Evidence:
    """All that somebody knows.

    Attributes
    ----------
    facts : tuple of Fact
    partitions : tuple of Partition
    linears : tuple of Linear
    scales : mapping
        Possible answers of each variable, in order; a variable without any is of sizes alone.
    occurring : mapping
        Answers of each group that somebody is known to have given; of a part, those of the
        whole group do, as nobody of it gave another. Without either, each answer that can occur
        counts as that of somebody who knows it.
    pooled : tuple of Pooled
    counted : tuple of Counted
        Of trainings and costs: held against other releases alone.
    """

    facts: tuple[Fact, ...]
    partitions: tuple[Partition, ...] = ()
    linears: tuple[Linear, ...] = ()
    scales: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    occurring: Mapping[Group, tuple[float, ...]] = field(default_factory=dict)
    pooled: tuple[Pooled, ...] = ()
    counted: tuple[Counted, ...] = ()

    def __add__(self, other: "Evidence") -> "Evidence":
        """What somebody knows who holds both."""
        return Evidence(
            self.facts + other.facts,
            tuple(dict.fromkeys(self.partitions + other.partitions)),
            self.linears + other.linears,
            {**self.scales, **other.scales},
            {**self.occurring, **other.occurring},
            self.pooled + other.pooled,
            self.counted + other.counted,
        )

    def given(self, group: Group) -> tuple[float, ...] | None:
        """Answers that somebody of a group may have given; None where it may be any."""
        of_all = self.occurring.get(group._replace(part=EVERYONE))
        return self.occurring.get(group, of_all)

    def sizes(self) -> "Evidence":
        """What it tells of sizes alone, without any answer."""
        sums = (linear for linear in self.linears
                if all(term.quantity is Quantity.SIZE for term in linear.terms))  # fmt: skip
        facts = (fact for fact in self.facts if fact.quantity is Quantity.SIZE)
        return Evidence(tuple(facts), self.partitions, tuple(sums))

    def public(self) -> "Evidence":
        """What everyone may know of it: public numbers, and how groups make up others."""
        facts = tuple(fact for fact in self.facts if fact.is_public)
        return Evidence(facts, self.partitions, (), self.scales)


@dataclass(frozen=True)
class Steps:
    """A scale in whole steps above its lowest point, so that sums of answers are whole numbers.

    Attributes
    ----------
    lowest : float
    unit : float
        One step in the scale's own unit.
    offsets : tuple of int
        Steps of each point above the lowest one.
    """

    lowest: float
    unit: float
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, points: tuple[float, ...]) -> "Steps":
        """The steps of a scale's points, given in order."""
        exact = [Fraction(str(point)) - Fraction(str(points[0])) for point in points]
        below = lcm(*(part.denominator for part in exact))
        whole = [int(part * below) for part in exact]
        step = gcd(*whole) or 1
        return cls(points[0], step / below, tuple(part // step for part in whole))

    def index(self, point: float) -> int:
        """Which of the scale's points a number is."""
        return self.offsets.index(round((point - self.lowest) / self.unit))


def rest_of(total: Group, part: str) -> Group:
    """The group that a part of another leaves."""
    whole = f"{total.part} − " if total.part else ""
    return total._replace(part=f"{whole}{REST} of {part}")


UNBOUNDED = (0.0, inf)
"""Of a number of people of whom nothing is known."""
