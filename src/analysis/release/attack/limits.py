"""When something is broken: how much may follow of what is hidden."""

from dataclasses import dataclass
from enum import Enum

from analysis.release.attack.chain import Step
from analysis.release.attack.facts import Group


@dataclass(frozen=True)
class Limits:
    """How much may follow; what `Break` means, in numbers.

    Attributes
    ----------
    minimum : int
        The rule's fewest people in a group.
    small : int
        Groups of fewer people are small: the sum of their answers is hidden, too.
    values : int
        A hidden number must be one of so many whole numbers.
    sets : int
        So many sets of answers must fit what is told of a group, at least.
    insider : int
        So many must be left to somebody who knows one answer.
    behind : int
        The rule's fewest people behind an answer: of two answers to choose from, who did not give
        the one that is told gave the other.
    project_part : int
        Parts of the project's people may be known to be so many: linked people, leavers,
        newcomers, people of a subgroup.
    """

    minimum: int = 5
    small: int = 20
    values: int = 5
    sets: int = 20
    insider: int = 10
    behind: int = 3
    project_part: int = 10


class Kind(Enum):
    """What of a group follows."""

    SIZE = "size"
    """How many people it is of."""
    COUNT = "count"
    """How many of them gave an answer."""
    SUM = "sum"
    """What a small group's answers add up to, of which nothing is told."""
    SETS = "sets"
    """What they answered."""
    INSIDER = "insider"
    """The same, for somebody who knows one of their answers."""
    GUESS = "guess"
    """Whether a guess at a file that is not published is right."""
    DRAWN = "drawn"
    """A number more exact than the tables have it, or one that they do not have at all."""
    PAY = "pay"
    """What somebody earns, by the hours that were added between two releases."""
    MISREAD = "misread"
    """Nothing: numbers contradict each other, and none of them can be judged."""


@dataclass(frozen=True)
class Break:
    """Something hidden that follows from what is published.

    Attributes
    ----------
    kind : Kind
    group : Group
    low, high : int
        Bounds of the hidden number; of sets of answers, how many fit (both).
    answer : float or None
        Of `Kind.COUNT`, which answer.
    steps : tuple of Step
        How it follows, facts first.
    """

    kind: Kind
    group: Group
    low: int
    high: int
    answer: float | None
    steps: tuple[Step, ...]


def is_broken(bounds: tuple[float, float], public: tuple[float, float], limits: Limits) -> bool:
    """Whether a hidden number is nearly known, by more than public numbers alone.

    Parameters
    ----------
    bounds, public : tuple of float
        Fewest and most that it can be, by all that is published and by public numbers.
    limits : Limits

    Returns
    -------
    bool
    """
    (low, high), (least, most) = bounds, public
    if (low, high) == (least, most) or high - low + 1 >= limits.values:
        return False
    if low < high:
        is_symbol = low == 0 and high < limits.minimum
        is_most_of_all = high == most and 2 * low > most
        return not (is_symbol or is_most_of_all)
    return True
