"""How often the 95 % intervals of the survey's change hold the truth, in simulated answers.

51 people at the start and 32 at the end, ordered answers 1-5 and shares, with
none to all of those at the end seen at the start as well; and shares of 8 to 51
people at each time, of whom most answer twice alike, by the method and as told, which hides how
few changed; and changes of six municipalities, partially pooled; and changes where the worse off
leave. Prints four tables: python benchmarks/coverage.py
"""

import argparse
from collections.abc import Callable

import numpy as np
from scipy.stats import norm

from analysis.statistics.inference.dropout import change_if_leaving_depends_on_start
from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.multiplicity import holm
from analysis.statistics.inference.overlapping import (
    difference_of_overlapping_proportions,
    partially_overlapping_t,
    partially_overlapping_z,
)
from analysis.statistics.inference.pooling import partial_pooling
from analysis.study.study_file import read_study
from analysis.topics.survey_change.intervals import change_of_shares
from analysis.topics.survey_change.linking import Overlap

N_START, N_END = 51, 32
LINKED = (0.0, 0.25, 0.5, 0.75, 1.0)
CORRELATION = 0.6  # of what lies behind the answers of one person
SHARES_OF_RATINGS = {
    "ratings around the middle": ((0.1, 0.2, 0.4, 0.2, 0.1), (0.12, 0.25, 0.38, 0.17, 0.08)),
    "mostly good ratings": ((0.35, 0.4, 0.15, 0.07, 0.03), (0.45, 0.35, 0.12, 0.05, 0.03)),
}
SHARES = {"a share of 40 %": (0.4, 0.3), "a share of 15 %": (0.15, 0.2)}
SIZES = (8, 16, 32, 51)
MINIMUM_N = read_study("yhdessa_osallisuutta").disclosure.minimum_n
STAY = (0.95, 0.8, 0.0)
"""How many give the same answer whatever happens; the others answer anew."""
STABLE_LINKED = (0.4, 0.75, 1.0)
STABLE_SHARES = (0.15, 0.5)
GROUPS = ((5, 6, 7, 8, 10, 12), (5, 13, 30, 6, 8, 45), (5, 5, 5, 5, 5, 5))
BETWEEN = (0.0, 0.15, 0.3, 0.45)
"""True standard deviation of the municipalities' changes, in steps of a scale from 1 to 5."""
WITHIN = 0.6
SPREAD = 0.3
LEFT = {"even": (0.1, 0.2, 0.4, 0.2, 0.1), "skewed": (0.45, 0.35, 0.12, 0.05, 0.03)}
SIZES_LEFT, LOGITS = (16, 51, 200), (0, 1, 2)
STAY_LOGIT = 0.3
"""57 % of average people stay."""
Method = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], Estimate]


def welch(
    a_only: np.ndarray, b_only: np.ndarray, a_paired: np.ndarray, b_paired: np.ndarray
) -> Estimate:
    """The default of mean ratings."""
    return partially_overlapping_t(a_only, b_only, a_paired, b_paired, equal_variances=False)


def draw(
    chance: np.random.Generator, first: tuple[float, ...], second: tuple[float, ...], pairs: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Answers at the start and end: of some people once, of others twice, correlated."""
    cuts = [norm.ppf(np.cumsum(shares)[:-1]) for shares in (first, second)]
    twice = chance.multivariate_normal([0, 0], [[1, CORRELATION], [CORRELATION, 1]], pairs)
    once = chance.normal(size=N_START - pairs), chance.normal(size=N_END - pairs)
    return (
        np.searchsorted(cuts[0], once[0]) + 1.0,
        np.searchsorted(cuts[1], once[1]) + 1.0,
        np.searchsorted(cuts[0], twice[:, 0]) + 1.0,
        np.searchsorted(cuts[1], twice[:, 1]) + 1.0,
    )


def coverage(
    method: Method, shares: tuple[tuple[float, ...], ...], pairs: int, trials: int, *, binary: bool
) -> tuple[float, float]:
    """Share of intervals that hold the true difference, and their mean width."""
    chance = np.random.default_rng(20230930)
    levels = np.arange(len(shares[0])) + 1.0
    truth = float(levels @ shares[0] - levels @ shares[1])
    held, widths = 0, []
    for _ in range(trials):
        answers = draw(chance, shares[0], shares[1], pairs)
        found = method(*(a - 1 for a in answers) if binary else answers)
        held += found.ci_low <= truth <= found.ci_high
        widths.append(found.ci_high - found.ci_low)
    return held / trials, float(np.mean(widths))


def stable_coverage(
    people: int, linked: float, share: float, stay: float, trials: int
) -> tuple[float, float, float, float]:
    """As `coverage`, of shares that do not change and people who mostly do not either.

    By the method, and as told.
    """
    chance = np.random.default_rng(20230930)
    pairs = round(people * linked)
    found = []
    for _ in range(trials):
        first, anew = chance.random((2, pairs)) < share
        second = np.where(chance.random(pairs) < stay, first, anew)
        first_only, second_only = chance.random((2, people - pairs)) < share
        whole = difference_of_overlapping_proportions(first_only, second_only, first, second)
        told = change_of_shares(Overlap(first_only, second_only, first, second), MINIMUM_N)
        found.append([value for each in (whole, told)
                      for value in (each.ci_low <= 0 <= each.ci_high,
                                    each.ci_high - each.ci_low)])  # fmt: skip
    return tuple(np.mean(found, axis=0))


def report_stable(trials: int) -> None:
    """A row for each size and how many are linked."""
    print(f"\n# Shares that do not change, {trials} simulations each\n")
    kinds = [(share, stay) for share in STABLE_SHARES for stay in STAY]
    heads = [f"{share:.0%}, {stay:.0%} stay" for share, stay in kinds]
    print("| people | linked | " + " | ".join(heads) + " |")
    print("|---|---|" + "---|" * len(kinds))
    for people in SIZES:
        for linked in STABLE_LINKED:
            found = [stable_coverage(people, linked, *kind, trials) for kind in kinds]
            cells = ["{:.1%} ({:.2f}), told {:.1%} ({:.2f})".format(*each) for each in found]
            print(f"| {people} | {linked:.0%} | " + " | ".join(cells) + " |", flush=True)


def pooled_coverage(sizes: tuple[int, ...], between: float, trials: int) -> tuple[float, float]:
    """Share of pooled intervals that hold their group's truth, and of studies that name a group."""
    chance = np.random.default_rng(20230930)
    held, named = 0.0, 0
    for _ in range(trials):
        truths = chance.normal(0, between, len(sizes))
        answers = [chance.normal(truth, WITHIN, n) for truth, n in zip(truths, sizes, strict=True)]
        pooled = partial_pooling(
            [a.mean() for a in answers], [a.std(ddof=1) / len(a) ** 0.5 for a in answers],
            [n - 1 for n in sizes], sizes, spread=SPREAD,
        )  # fmt: skip
        inside = [e.ci_low <= t <= e.ci_high for e, t in zip(pooled, truths, strict=True)]
        held += float(np.mean(inside))
        named += min(holm([e.p_value for e in pooled])) < 0.05
    return held / trials, named / trials


def report_pooled(trials: int) -> None:
    """A row for each set of groups: coverage, and how often any group is called clear."""
    print(f"\n# Six groups, partially pooled, {trials} simulations each\n")
    heads = [f"they differ by {between}" for between in BETWEEN]
    print("| people | " + " | ".join(heads) + " |")
    print("|---|" + "---|" * len(BETWEEN))
    for sizes in GROUPS:
        found = [pooled_coverage(sizes, between, trials) for between in BETWEEN]
        cells = ["{:.1%} hold, {:.1%} name one".format(*each) for each in found]
        print(f"| {', '.join(map(str, sizes))} | " + " | ".join(cells) + " |", flush=True)


def dropout_coverage(
    people: int, shares: tuple[float, ...], logit: float, trials: int
) -> tuple[float, float]:
    """Share of intervals of the change that hold 0, of all answers and of all who started.

    Nobody changes, and the worse off leave more often.
    """
    chance = np.random.default_rng(20230930)
    cuts, levels = norm.ppf(np.cumsum(shares)[:-1]), np.arange(len(shares)) + 1.0
    mean = levels @ shares
    sd = (levels**2 @ shares - mean**2) ** 0.5
    held = []
    for _ in range(trials):
        behind = chance.multivariate_normal([0, 0], [[1, CORRELATION], [CORRELATION, 1]], people)
        start, end = np.searchsorted(cuts, behind).T + 1.0
        stays = chance.random(people) < 1 / (1 + np.exp(logit * (start - mean) / sd - STAY_LOGIT))
        everyone = welch(np.empty(0), start[~stays], end[stays], start[stays])
        started = change_if_leaving_depends_on_start(start[~stays], start[stays], end[stays])
        if not np.isnan(started.ci_low):
            held.append([e.ci_low <= 0 <= e.ci_high for e in (everyone, started)])
    everyone_held, started_held = np.mean(held, axis=0)
    return float(everyone_held), float(started_held)


def report_dropout(trials: int) -> None:
    """A row for each kind of answers and number of people."""
    print(f"\n# Change where the worse off leave, {trials} simulations each\n")
    heads = [f"{logit} logits a standard deviation" for logit in LOGITS]
    print("| answers | people | " + " | ".join(heads) + " |")
    print("|---|---|" + "---|" * len(LOGITS))
    for name, shares in LEFT.items():
        for people in SIZES_LEFT:
            found = [dropout_coverage(people, shares, logit, trials) for logit in LOGITS]
            cells = ["all answers {:.1%}, all who started {:.1%}".format(*each) for each in found]
            print(f"| {name} | {people} | " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=4000)
    trials = parser.parse_args().trials
    print(f"# Coverage of 95 % intervals, n = {N_START} and {N_END}, {trials} simulations each\n")
    print("| answers | method | " + " | ".join(f"{x:.0%} linked" for x in LINKED) + " |")
    print("|---|---|" + "---|" * len(LINKED))
    for name, (first, second) in SHARES_OF_RATINGS.items():
        report(name, welch, (first, second), trials, binary=False)
    for name, (start, end) in SHARES.items():
        shares = ((1 - start, start), (1 - end, end))
        report(name, difference_of_overlapping_proportions, shares, trials, binary=True)
        report(name, partially_overlapping_z, shares, trials, binary=True)
    report_stable(trials)
    report_pooled(trials)
    report_dropout(trials)


def report(
    name: str, method: Method, shares: tuple[tuple[float, ...], ...], trials: int, *, binary: bool
) -> None:
    """One row: coverage and mean width for each share of linked answers."""
    cells = [
        "{:.1%} ({:.2f})".format(
            *coverage(method, shares, round(linked * N_END), trials, binary=binary)
        )
        for linked in LINKED
    ]
    print(f"| {name} | {method.__name__} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
