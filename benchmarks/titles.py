"""How often titles claim a change that is none, in simulated studies.

Nobody changes: whoever is asked twice answers anew from the same shares, correlated with the
first time. Those who were worse off at the start leave more often, by so many logits a standard
deviation; of those who stay, some are linked. In one column everyone came back and is linked. Each
rule is run as the sentence that it makes, over all its items: *before* is its rule when a change
was clear that was significant among all answers. What is named as an extreme, or as the largest,
has a table of its own. Prints both: python benchmarks/titles.py
"""

import argparse
from collections.abc import Callable
from functools import partial
from itertools import product, starmap
from math import inf
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.release.estimates import Estimates
from analysis.statistics.inference import (
    difference_of_changes,
    difference_of_proportions,
    holm,
    may_be_lowest,
)
from analysis.study.instrument import list_families
from analysis.study.study_file import open_edition
from analysis.study.wording import MOST_NAMED
from analysis.topics.survey_change.clear import (
    LEAVING_LEVEL,
    mark_holding,
    p_of_dropout,
    p_of_smallness,
)
from analysis.topics.survey_change.forest import forest_of
from analysis.topics.survey_change.intervals import change_of_means, change_of_shares
from analysis.topics.survey_change.linking import Overlap
from analysis.topics.survey_change.phrases import is_largest, is_significant

SIZES, LINKED, LOGITS = (9, 14, 21, 51, 200), (0.0, 0.5, 1.0), (0, 1, 2)
STAY = 0.3
"""Logit of staying at the average start: 57 % stay, of 9, 14 and 21 about 5, 8 and 12."""
EDITION = open_edition("yhdessa_osallisuutta")
FOREST = forest_of(list_families(EDITION.study)[0])
MINIMUM_N = EDITION.study.disclosure.minimum_n
"""Of fewer nothing is tested."""
ITEMS = 13
WITHIN, BETWEEN = 0.4, 0.6
"""Correlation of one person's items, and of one item's two answers."""
RATINGS = {"even": (0.1, 0.2, 0.4, 0.2, 0.1), "skewed": (0.45, 0.35, 0.12, 0.05, 0.03)}
SHARE = (0.7, 0.3)
MOVES: dict[str, tuple[float, ...]] = {
    "one mean 0.2 lower": (-0.2, *[0.0] * (ITEMS - 1)),
    "two 0.8 lower, two higher": (-0.8, -0.8, 0.8, 0.8, *[0.0] * (ITEMS - 4)),
    "13 equal means": (0.0,) * ITEMS,
    "3 equal means": (0.0,) * 3,
    "2 equal means": (0.0,) * 2,
}
"""How far each item's true mean is moved, in steps of the scale."""


class Leaving(NamedTuple):
    """Who comes back.

    Attributes
    ----------
    logits : float
        A standard deviation of being worse off makes leaving so much likelier.
    linked : float
        Share of those who stay whose answers are linked.
    stay : float
        Logit of staying at the average start.
    """

    logits: float
    linked: float
    stay: float = STAY

    @property
    def label(self) -> str:
        """The head of its column."""
        linked = f"{self.linked:.0%} linked"
        return "all came back" if self.stay == inf else f"{self.logits} logits, {linked}"


LEAVING = (*starmap(Leaving, product(LOGITS, LINKED)), Leaving(0, 1.0, inf))
SEED = 20230930
Rule = Callable[[list[Overlap], np.random.Generator], tuple[bool, bool]]


def simulate(
    chance: np.random.Generator, people: int, shares: tuple[float, ...], leaving: Leaving
) -> list[Overlap]:
    """Answers to all items of a study in which nobody changes and the worse off leave."""
    cuts = norm.ppf(np.cumsum(shares)[:-1])
    person = chance.normal(size=(2, people, 1))
    own = chance.normal(size=(2, people, ITEMS))
    for parts in (person, own):
        parts[1] = BETWEEN * parts[0] + (1 - BETWEEN**2) ** 0.5 * parts[1]
    start, end = np.searchsorted(cuts, WITHIN**0.5 * person + (1 - WITHIN) ** 0.5 * own) + 1.0
    level = start.mean(axis=1)
    worse = (level - level.mean()) / level.std()
    stays = chance.random(people) < 1 / (1 + np.exp(leaving.logits * worse - leaving.stay))
    is_linked = stays & (chance.random(people) < leaving.linked)
    is_new = stays & ~is_linked
    return [
        Overlap(s[~is_linked], e[is_new], s[is_linked], e[is_linked])
        for s, e in zip(start.T, end.T, strict=True)
    ]


def claims(rows: list[dict[str, float]]) -> tuple[bool, bool]:
    """Whether any row is significant, and whether any is called a clear change."""
    table = mark_holding(pd.DataFrame(rows).assign(family="all"))
    return bool(is_significant(table).any()), bool(table["holds"].any())


def ratings_title(items: list[Overlap], _: np.random.Generator) -> tuple[bool, bool]:
    """The forest's title, and that of those who left."""
    changes = [change_of_means(answers) for answers in items]
    return claims([{"ci_low": c.ci_low, "ci_high": c.ci_high, "p_value": c.p_value,
                    "p_dropout": p_of_dropout(a, c)}
                   for a, c in zip(items, changes, strict=True)])  # fmt: skip


def shares_title(items: list[Overlap], _: np.random.Generator) -> tuple[bool, bool]:
    """The title of a question's shares."""
    binary = [Overlap(*(part - 1 for part in answers)) for answers in items]
    changes = [change_of_shares(answers, MINIMUM_N) for answers in binary]
    return claims([{"ci_low": c.ci_low, "ci_high": c.ci_high, "p_value": c.p_value,
                    "p_dropout": p_of_dropout(a, c)}
                   for a, c in zip(binary, changes, strict=True)])  # fmt: skip


def trial_title(items: list[Overlap], chance: np.random.Generator) -> tuple[bool, bool]:
    """The title of a trial, whose groups are dealt by chance."""
    first = items[0]
    halves = [chance.random(len(part)) < 0.5 for part in (first.start_only, first.end_only)]
    halves += [chance.random(len(first.start_paired)) < 0.5] * 2
    rows = []
    for answers in items:
        group = Overlap(*(part[half] for part, half in zip(answers, halves, strict=True)))
        against = Overlap(*(part[~half] for part, half in zip(answers, halves, strict=True)))
        if not (group.is_enough(MINIMUM_N) and against.is_enough(MINIMUM_N)):
            return False, False
        d = difference_of_changes(change_of_means(group), change_of_means(against))
        rows.append({"ci_low": d.ci_low, "ci_high": d.ci_high, "p_value": d.p_value,
                     "p_dropout": p_of_dropout(group, d, against)})  # fmt: skip
    return claims(rows)


def contrasts_title(items: list[Overlap], chance: np.random.Generator) -> tuple[bool, bool]:
    """The title of contrasts at the start; who leaves does not touch them."""
    half = chance.random(len(items[0].start)) < 0.5
    if min(half.sum(), (~half).sum()) < MINIMUM_N:
        return False, False
    p_values = []
    for answers in items:
        yes = answers.start > 1
        p_values.append(difference_of_proportions(
            int(yes[half].sum()), int(half.sum()), int(yes[~half].sum()), int((~half).sum()),
            method="miettinen_nurminen").p_value)  # fmt: skip
    return (min(holm(p_values)) < 0.05,) * 2


def extremes_title(
    items: list[Overlap], chance: np.random.Generator, moves: tuple[float, ...]
) -> tuple[bool, bool]:
    """Whether a title that names the lowest or highest leaves out any that is so in truth.

    Before, it named what was so as printed; now those that may be, if they are few.
    """
    ends = np.column_stack([answers.end for answers in items[: len(moves)]])
    ends += np.sign(moves) * (chance.random(ends.shape) < np.abs(moves))
    before = after = False
    for sign in (1, -1):
        means, true = (sign * ends).mean(axis=0).round(1), sign * np.array(moves)
        is_true, may_be = true == true.min(), np.array(may_be_lowest(sign * ends))
        before |= bool((is_true & (means > means.min())).any())
        after |= bool(may_be.sum() <= MOST_NAMED and (is_true & ~may_be).any())
    return before, after


def largest_title(items: list[Overlap], _: np.random.Generator) -> tuple[bool, bool]:
    """Whether the largest observed change is named, and not another that is written alike.

    Before, the first of them was named.
    """
    changes = pd.DataFrame({"estimate": [change_of_means(answers).estimate for answers in items]})
    largest = changes["estimate"].abs()
    sizes = [EDITION.say.number(size, 1) for size in largest]
    alike = [size == sizes[int(largest.to_numpy().argmax())] for size in sizes]
    return sum(alike) > 1, alike != list(is_largest(Estimates(FOREST, EDITION, changes)))


def smallness_title(items: list[Overlap], _: np.random.Generator) -> tuple[bool, bool]:
    """Whether the foot calls a change smaller than a margin that is just as large.

    Everyone's answers at the end are moved by the margin; before, nothing was said of it.
    """
    moved = [a._replace(end_only=a.end_only + 1, end_paired=a.end_paired + 1) for a in items]
    p_values = [p_of_smallness(a, change_of_means(a), 1.0) for a in moved]
    return False, min(holm(p_values)) < LEAVING_LEVEL


RULES: dict[str, tuple[Rule, tuple[str, ...]]] = {
    "change of ratings": (ratings_title, tuple(RATINGS)),
    "change of shares": (shares_title, ("share",)),
    "trial": (trial_title, tuple(RATINGS)),
    "contrasts": (contrasts_title, ("share",)),
    "smaller than matters": (smallness_title, tuple(RATINGS)),
}
NAMING: dict[str, Rule] = {
    **{f"extremes, {name}": partial(extremes_title, moves=moves) for name, moves in MOVES.items()},
    "largest observed": largest_title,
}


def main() -> None:
    """Simulate and print: shares of studies before -> after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--titles", nargs="*", default=[*RULES, "naming"],
                        choices=[*RULES, "naming"])  # fmt: skip
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    arguments = parser.parse_args()
    trials, sizes = arguments.trials, arguments.sizes
    print(f"# False claims in titles over {ITEMS} items, {trials} studies each\n")
    print_row("title", "answers", "people",
              *(leaving.label for leaving in LEAVING))  # fmt: skip
    print_row(*["---"] * (3 + len(LEAVING)))
    for title in (title for title in RULES if title in arguments.titles):
        rule, kinds = RULES[title]
        for kind, people in product(kinds, sizes):
            cells = (false_claims(rule, people, kind, leaving, trials) for leaving in LEAVING)
            print_row(title, kind, people, *cells)
    if "naming" in arguments.titles:
        print("\nNamed as lowest, highest or largest, where people leave at random:\n")
        print_row("title", "answers", *(f"{people} people" for people in sizes))
        print_row(*["---"] * (2 + len(sizes)))
        for (title, rule), kind in product(NAMING.items(), RATINGS):
            cells = (false_claims(rule, people, kind, LEAVING[1], trials) for people in sizes)
            print_row(title, kind, *cells)


def print_row(*cells: object) -> None:
    """A row of a table."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def false_claims(rule: Rule, people: int, kind: str, leaving: Leaving, trials: int) -> str:
    """Shares of studies whose title claims what is not so, before and after."""
    chance = np.random.default_rng(SEED)
    found: list[tuple[bool, bool]] = []
    while len(found) < trials:
        items = simulate(chance, people, RATINGS.get(kind, SHARE), leaving)
        if items[0].is_enough(MINIMUM_N):  # of fewer nothing is told, so they are no study
            found.append(rule(items, chance))
    return "{:.1%} → {:.1%}".format(*np.mean(found, axis=0))


if __name__ == "__main__":
    main()
