"""How often a title claims that themes' attendance rates differ where they have one rate.

Whoever comes more readily does so every time, and may register for one theme again and again.
*Before*, every registration was taken as another person's; where codes tell people apart, whole
people are dealt anew now, and where none do, the title says what it takes for granted. Prints a
table: python benchmarks/themes.py
"""

import argparse

import numpy as np
import pandas as pd

from analysis.topics.training_attendance import joint_test
from analysis.topics.training_attendance.differences import SIGNIFICANT
from analysis.topics.training_attendance.joint_test import joint_p_value, joint_p_value_by_person

PEOPLE, THEMES, RATE, MORE_TIMES = (40, 150), 5, 0.7, 1.5
CASES = ((0.01, 1.0), (0.2, 0.5), (0.2, 1.0), (0.5, 0.5), (0.5, 1.0))
"""How alike one person's registrations are (intraclass correlation), and how many of them are to
the person's own theme."""
SEED = 20230930
DEALS = 999
"""A tenth of those behind a page's p-value: the level of a test needs no more."""


def register(
    chance: np.random.Generator, people: int, alike: float, faithful: float
) -> pd.DataFrame:
    """Registrations to themes of one rate, in the columns that the joint test reads."""
    person = np.repeat(np.arange(people), 1 + chance.poisson(MORE_TIMES, people))
    rest = (1 - alike) / alike
    comes = chance.beta(RATE * rest, (1 - RATE) * rest, people)[person]
    own = chance.integers(THEMES, size=people)[person]
    theme = np.where(chance.random(len(person)) < faithful, own,
                     chance.integers(THEMES, size=len(person)))  # fmt: skip
    return pd.DataFrame({"registrant_id": person.astype(str), "theme": theme,
                         "date": chance.random(len(person)),
                         "attended": chance.random(len(person)) < comes})  # fmt: skip


def claims(rows: pd.DataFrame) -> tuple[bool, bool]:
    """Whether the title says that themes differ, before and after."""
    counts = rows.groupby("theme")["attended"].agg(["sum", "size"])
    before = joint_p_value(counts["sum"], counts["size"])
    return before < SIGNIFICANT, joint_p_value_by_person(rows) < SIGNIFICANT


def main() -> None:
    """Simulate and print: shares of studies before → after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1000)
    trials = parser.parse_args().trials
    joint_test.RESAMPLES = DEALS
    print("| people |", *(f"{alike} alike, {own:.0%} to one theme |" for alike, own in CASES))
    print("|---" * (1 + len(CASES)) + "|")
    for people in PEOPLE:
        chance, cells = np.random.default_rng(SEED), []
        for case in CASES:
            found = [claims(register(chance, people, *case)) for _ in range(trials)]
            cells.append("{:.1%} → {:.1%}".format(*np.mean(found, axis=0)))
        print("|", people, "|", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
