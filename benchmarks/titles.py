"""How often titles claim a change that is none, in simulated studies.

Nobody changes: whoever is asked twice answers anew from the same shares, correlated with the
first time. Those who were worse off at the start leave more often, by so many logits a standard
deviation; of those who stay, some are linked. Each rule is run as the sentence that it makes, over
all its items: *before* is its rule when a change was clear that was significant among all
answers. Prints a table of false claims: python benchmarks/titles.py
"""

import argparse
from collections.abc import Callable
from itertools import product

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.statistics.inference import (
    difference_of_changes,
    difference_of_proportions,
    holm,
    may_be_lowest,
)
from analysis.study.wording import MOST_NAMED
from analysis.topics.survey_change.clear import (
    LEAVING_LEVEL,
    mark_holding,
    p_of_dropout,
    p_of_smallness,
)
from analysis.topics.survey_change.intervals import change_of_means, change_of_shares
from analysis.topics.survey_change.linking import Overlap
from analysis.topics.survey_change.phrases import is_significant

SIZES, LINKED, LOGITS = (51, 200), (0.0, 0.5, 1.0), (0, 1, 2)
STAY = 0.3
"""Logit of staying at the average start: 57 % stay."""
ITEMS = 13
WITHIN, BETWEEN = 0.4, 0.6
"""Correlation of one person's items, and of one item's two answers."""
RATINGS = {"even": (0.1, 0.2, 0.4, 0.2, 0.1), "skewed": (0.45, 0.35, 0.12, 0.05, 0.03)}
SHARE = (0.7, 0.3)
LOWER = 0.2
"""How much lower the lowest item's mean is."""
SEED = 20230930
Rule = Callable[[list[Overlap], np.random.Generator], tuple[bool, bool]]


def simulate(
    chance: np.random.Generator, people: int, shares: tuple[float, ...], logit: float, linked: float
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
    stays = chance.random(people) < 1 / (1 + np.exp(logit * worse - STAY))
    is_linked = stays & (chance.random(people) < linked)
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
    changes = [change_of_shares(answers) for answers in binary]
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
        d = difference_of_changes(change_of_means(group), change_of_means(against))
        rows.append({"ci_low": d.ci_low, "ci_high": d.ci_high, "p_value": d.p_value,
                     "p_dropout": p_of_dropout(group, d, against)})  # fmt: skip
    return claims(rows)


def contrasts_title(items: list[Overlap], chance: np.random.Generator) -> tuple[bool, bool]:
    """The title of contrasts at the start; who leaves does not touch them."""
    half = chance.random(len(items[0].start)) < 0.5
    p_values = []
    for answers in items:
        yes = answers.start > 1
        p_values.append(difference_of_proportions(
            int(yes[half].sum()), int(half.sum()), int(yes[~half].sum()), int((~half).sum()),
            method="miettinen_nurminen").p_value)  # fmt: skip
    return (min(holm(p_values)) < 0.05,) * 2


def ranks_title(items: list[Overlap], chance: np.random.Generator) -> tuple[bool, bool]:
    """Whether a title names the wrong lowest mean; the first item's is a little lower in truth.

    Before, it named what was lowest as printed; now those that may be.
    """
    ends = np.column_stack([answers.end for answers in items])
    ends[:, 0] -= chance.random(len(ends)) < LOWER
    means = ends.mean(axis=0).round(1)
    may_be = may_be_lowest(ends)
    is_named = sum(may_be) <= MOST_NAMED
    return bool(means[0] > means.min()), is_named and not may_be[0]


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
    "lowest mean": (ranks_title, ("even",)),
    "smaller than matters": (smallness_title, tuple(RATINGS)),
}


def main() -> None:
    """Simulate and print: shares of studies before -> after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--titles", nargs="*", default=list(RULES), choices=list(RULES))
    arguments = parser.parse_args()
    trials = arguments.trials
    print(f"# False claims in titles over {ITEMS} items, {trials} studies each\n")
    heads = [f"{logit} logits, {linked:.0%} linked" for logit in LOGITS for linked in LINKED]
    print("| title | answers | people | " + " | ".join(heads) + " |")
    print("|---|---|---|" + "---|" * len(heads))
    for title in arguments.titles:
        rule, kinds = RULES[title]
        for kind in kinds:
            for people in SIZES:
                found = [
                    false_claims(rule, people, RATINGS.get(kind, SHARE), leaving, trials)
                    for leaving in product(LOGITS, LINKED)
                ]
                cells = ["{:.1%} → {:.1%}".format(*pair) for pair in found]
                print(f"| {title} | {kind} | {people} | " + " | ".join(cells) + " |", flush=True)


def false_claims(
    rule: Rule, people: int, shares: tuple[float, ...], leaving: tuple[float, float], trials: int
) -> tuple[float, float]:
    """Shares of studies whose title claims a change, before and after."""
    chance = np.random.default_rng(SEED)
    found = [rule(simulate(chance, people, shares, *leaving), chance) for _ in range(trials)]
    before, after = np.mean(found, axis=0)
    return float(before), float(after)


if __name__ == "__main__":
    main()
