"""Random linked studies: small places, two waves, some people at both, and what could be printed.

Of the attacker, and of the gate that it is part of: each seed is a study whose truth is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

import numpy as np

from analysis.release.attack.facts import (
    PROJECT,
    Evidence,
    Fact,
    Group,
    Linear,
    Quantity,
    Source,
    Term,
    rest_of,
)
from analysis.release.attack.relations import LINKED, relate
from analysis.release.bands import band_of
from analysis.statistics.inference import mean as mean_with_interval
from analysis.study.study import DisclosureRule

RULE = DisclosureRule(minimum_n=5, minimum_count=3)
WAVES = ("start", "end")
RATING = "rating"
PRINTED = Source("random study")


@dataclass(frozen=True)
class RandomStudy:
    """A survey of places at two waves.

    Attributes
    ----------
    places : tuple of str
    points : tuple of float
        The scale of its one rating.
    answers : dict
        By place and wave, an answer a person; the linked ones come first, in the same order.
    linked : dict
        How many people of a place answered at both waves.
    """

    places: tuple[str, ...]
    points: tuple[float, ...]
    answers: dict[tuple[str, str], np.ndarray]
    linked: dict[str, int]

    def of(self, group: Group) -> np.ndarray:
        """The answers of a group; `PROJECT` is all places."""
        places = self.places if group.place == PROJECT else (group.place,)
        found = []
        for place in places:
            answers, linked = self.answers[place, group.wave], self.linked[place]
            parts = {"": answers, LINKED: answers[:linked], f"rest of {LINKED}": answers[linked:]}
            found.append(parts[group.part])
        return np.concatenate(found)

    def without(self, place: str) -> "RandomStudy":
        """The same study, one of its places taken away."""
        places = tuple(other for other in self.places if other != place)
        return RandomStudy(places, self.points, self.answers, self.linked)


def random_study(seed: int) -> RandomStudy:
    """A study of five to eight places with 3 to 45 people a wave, of whom 0 to 100 % are linked.

    Parameters
    ----------
    seed : int

    Returns
    -------
    RandomStudy
        Rated on two to five points; in some, nearly everyone agrees.
    """
    rng = np.random.default_rng(seed)
    places = tuple(f"place_{number}" for number in range(rng.integers(5, 9)))
    points = tuple(float(point) for point in range(1, rng.integers(2, 6) + 1))
    share, answers, linked = rng.uniform(), {}, {}
    chances = {wave: rng.dirichlet(np.full(len(points), rng.uniform(0.5, 3))) for wave in WAVES}
    for place in places:
        sizes = rng.integers(3, 46, 2)
        linked[place] = int(rng.binomial(sizes.min(), share))
        for wave, size in zip(WAVES, sizes, strict=True):
            answers[place, wave] = rng.choice(points, size, p=chances[wave])
    return RandomStudy(places, points, answers, linked)


def group_of(place: str, wave: str, part: str = "") -> Group:
    """A group of the study's one rating."""
    return Group(place, wave, RATING, part)


def print_exactly(study: RandomStudy) -> Evidence:
    """What tables told before numbers were made coarse: exact means, intervals, linked people."""
    facts, linears = [], []
    for place in (*study.places, PROJECT):
        if min(len(study.of(group_of(place, wave))) for wave in WAVES) < RULE.minimum_n:
            continue
        for wave in WAVES:
            facts += list(_exact_level(study, group_of(place, wave)))
        linears += list(_exact_change(study, place))
        start = group_of(place, "start", LINKED)
        facts.append(_number(start, Quantity.SIZE, len(study.of(start))))
    return relate(facts, linears, study.places, {RATING: study.points})


def _number(group: Group, quantity: Quantity, value: float, half: float = 0.0) -> Fact:
    return Fact(group, quantity, value - half, value + half, PRINTED)


def _exact_level(study: RandomStudy, group: Group) -> Iterator[Fact]:
    answers = study.of(group)
    level = mean_with_interval(answers)
    yield _number(group, Quantity.SIZE, len(answers))
    yield _number(group, Quantity.MEAN, level.estimate, 5e-10)
    if level.ci_low == level.ci_low:
        yield _number(group, Quantity.T_LOW, level.ci_low, 5e-10)
        yield _number(group, Quantity.T_HIGH, level.ci_high, 5e-10)


def _exact_change(study: RandomStudy, place: str) -> Iterator[Linear]:
    """The change of linked people, as a sum over them."""
    start, end = (group_of(place, wave, LINKED) for wave in WAVES)
    change = float(study.of(end).sum() - study.of(start).sum())
    terms = (Term(1.0, end, Quantity.SUM), Term(-1.0, start, Quantity.SUM))
    yield Linear(terms, change, change, PRINTED)


def print_coarsely(study: RandomStudy, hidden: frozenset[Group] = frozenset()) -> Evidence:
    """What the rule lets tables tell: bands and tenths of places, the project's people exactly.

    Parameters
    ----------
    study : RandomStudy
    hidden : frozenset of Group
        Of which no mean is told.

    Returns
    -------
    Evidence
    """
    facts = []
    for wave in WAVES:
        for place in (*study.places, PROJECT):
            group = group_of(place, wave)
            answers = study.of(group)
            size = len(answers)
            people = (size, size) if place == PROJECT else band_of(size, RULE)
            facts.append(Fact(group, Quantity.SIZE, *people, PRINTED))
            if size >= RULE.minimum_n and group not in hidden:
                rounded = floor(answers.mean() * 10 + 0.5) / 10
                facts.append(_number(group, Quantity.MEAN, rounded, 0.05))
    return relate(facts, (), study.places, {RATING: study.points})


def leavers(place: str) -> Group:
    """Of the start, those who are not found again."""
    return rest_of(group_of(place, "start"), LINKED)
