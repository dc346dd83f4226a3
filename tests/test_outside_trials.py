"""Answers of real trials before and after, counted as their literature and data packages have them.

Each expected number is computed here from the people's answers by other code: Student's t of
scipy, and Tango's score interval (1998) by its formula, where the sign of the statistic changes.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import count
from math import sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from instruments import Instrument, Question, material_of, turn
from scipy import optimize, stats

from analysis.inputs.frames import response_fields
from analysis.study.origin import CONFIDENTIAL
from analysis.topics.survey_change import list_figures

FOLDER = Path("/nowhere/made_up")
WAVES = ("before", "after")
ARMS = ("active", "placebo")

# Koch et al. (1990), respiratory illness at two centres, "good" (1) or "poor" (0) at baseline and
# month 4; people by centre, arm and both answers. R package HSAUR, respiratory.
RESPIRATORY = {
    ("centre_1", "placebo"): {(1, 1): 6, (1, 0): 3, (0, 1): 3, (0, 0): 17},
    ("centre_1", "active"): {(1, 1): 6, (1, 0): 3, (0, 1): 6, (0, 0): 12},
    ("centre_2", "placebo"): {(1, 1): 12, (1, 0): 5, (0, 1): 4, (0, 0): 7},
    ("centre_2", "active"): {(1, 1): 14, (1, 0): 1, (0, 1): 8, (0, 0): 4},
}
# The same trial's ratings of how symptoms are controlled, from 0, terrible, to 4, excellent, at
# baseline (row) and month 4 (column). R package sanon, resp.
SYMPTOMS = {
    ("centre_1", "placebo"): ["00000", "30400", "22621", "01221", "00003"],
    ("centre_1", "active"): ["02010", "02310", "00513", "01132", "00101"],
    ("centre_2", "placebo"): ["00000", "20101", "20212", "10237", "20011"],
    ("centre_2", "active"): ["00000", "00102", "12015", "01122", "00009"],
}
# Lipsitz, Kim and Zhao (1994), arthritis: self-assessment from 1, very poor, to 5, very good, at
# baseline (row) and month 5 (column). R package multgee, arthritis. It has no centres: women and
# men stand for two.
ARTHRITIS = {
    ("women", "placebo"): ["12100", "15401", "04661", "00331", "00020"],
    ("men", "placebo"): ["22210", "37B30", "09JO0", "10586", "00111"],
    ("women", "active"): ["01000", "03320", "01B91", "00023", "00012"],
    ("men", "active"): ["10423", "06A66", "16IH2", "03568", "00003"],
}
DIGITS = "0123456789ABCDEFGHIJKLMNO"
"""A digit for each number of people up to 24."""
Tables = Mapping[tuple[str, str], list[str]]
People = list[tuple[str, str, int, int]]


def respiratory() -> People:
    return [(*place, *pair) for place, pairs in RESPIRATORY.items()
            for pair, n in pairs.items() for _ in range(n)]  # fmt: skip


def rated(trial: Tables, first: int) -> People:
    """Everyone of a trial whose scale begins at the first point."""
    return [
        (*place, before, after)
        for place, rows in trial.items()
        for before, row in enumerate(rows, start=first)
        for after, digit in enumerate(row, start=first)
        for _ in range(DIGITS.index(digit))
    ]


def survey_of(people: People, question: Question) -> tuple[Instrument, pd.DataFrame]:
    """A survey of one question, its answers linked by code."""
    trial = {"by": "arm", "group": "active", "against": "placebo", "question": question.name}
    declared = {"trials": {"drug": trial}} if question.kind == "scale" else {}
    places = tuple(dict.fromkeys(place for place, *_ in people))
    instrument = Instrument((question,), WAVES, places, background={"arm": ARMS}, survey=declared)
    forms = count(1)
    rows = [
        {"form": next(forms), "respondent_id": f"p{person}", "municipality": place, "arm": arm,
         "wave": wave, "question": question.name, "item": "", "response": answers[wave == "after"],
         "missing": "", "origin": CONFIDENTIAL}
        for wave in WAVES for person, (place, arm, *answers) in enumerate(people)
    ]  # fmt: skip
    frame = pd.DataFrame(rows)[response_fields(["arm"]).names].astype({"response": "Int64"})
    return instrument, frame.assign(item=pd.Categorical(frame["item"], [""]))


def estimate_all(instrument: Instrument, responses: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """All estimates before they are released, which rounds them to tenths."""
    study = instrument.study(FOLDER)
    material = material_of(study, responses)
    return {figure.name: figure.estimate(material) for figure in list_figures(study)}


def four_digits(value: float) -> object:
    return pytest.approx(value, abs=5e-5)


def test_the_counts_are_those_of_the_trials() -> None:
    assert len(respiratory()) == len(rated(SYMPTOMS, 0)) == 111
    assert len(rated(ARTHRITIS, 1)) == 302 - 9  # nine were not seen at month 5


def test_good_are_the_two_best_ratings() -> None:
    """Of all but one, whom one package has as fair at month 4 and the other as good."""
    split = [(centre, arm, int(before > 2), int(after > 2))
             for centre, arm, before, after in rated(SYMPTOMS, 0)]  # fmt: skip
    assert Counter(respiratory()) - Counter(split) == {("centre_2", "active", 1, 1): 1}
    assert Counter(split) - Counter(respiratory()) == {("centre_2", "active", 1, 0): 1}


def test_a_yes_or_no_before_and_after() -> None:
    people = respiratory()
    instrument, responses = survey_of(people, Question("good", "flag"))
    (row,) = estimate_all(instrument, responses)["survey_change_good"].itertuples()
    n = len(people)
    better, worse = (sum(p[2:] == pair for p in people) for pair in ((0, 1), (1, 0)))
    before, after = (sum(int(p[at] == 1) for p in people) for at in (2, 3))
    assert (row.start, row.end) == pytest.approx((100 * before / n, 100 * after / n))
    change = (better - worse) / n
    assert row.estimate / 100 == four_digits(change)
    z = stats.norm.ppf(0.975)
    low = optimize.brentq(lambda d: score(d, better, worse, n) - z, -0.9, change)
    high = optimize.brentq(lambda d: score(d, better, worse, n) + z, change, 0.9)
    assert row.ci_low / 100 == four_digits(low)
    assert row.ci_high / 100 == four_digits(high)
    changed = stats.binom(better + worse, 0.5)
    mid_p = 2 * changed.cdf(min(better, worse)) - changed.pmf(min(better, worse))
    assert row.p_value == four_digits(mid_p)


def score(change: float, better: int, worse: int, n: int) -> float:
    """Tango's statistic for a change of a share in the same people."""
    b = -better - worse + (2 * n - better + worse) * change
    c = -worse * change * (1 - change)
    q = (sqrt(b**2 - 8 * n * c) - b) / (4 * n)
    return (better - worse - n * change) / sqrt(n * (2 * q + change * (1 - change)))


TRIALS = {
    "symptoms": (rated(SYMPTOMS, 0), Question("score", "scale", (), (0, 4), "high")),
    "arthritis": (rated(ARTHRITIS, 1), Question("score", "scale", (), (1, 5), "high")),
}
each_trial = pytest.mark.parametrize(("people", "question"), TRIALS.values(), ids=TRIALS)


@each_trial
def test_a_rating_before_and_after(people: People, question: Question) -> None:
    made = estimate_all(*survey_of(people, question))
    (row,) = made["survey_change_forest"].itertuples()
    before, after = [p[2] for p in people], [p[3] for p in people]
    paired = stats.ttest_rel(after, before)
    interval = paired.confidence_interval()
    assert row.estimate == four_digits(sum(after) / len(after) - sum(before) / len(before))
    assert (row.ci_low, row.ci_high) == (four_digits(interval.low), four_digits(interval.high))
    assert row.p_value == four_digits(paired.pvalue)


@each_trial
def test_the_arms_of_a_trial(people: People, question: Question) -> None:
    made = estimate_all(*survey_of(people, question))
    (row,) = made["survey_change_trial_drug"].itertuples()
    active, placebo = ([p[3] - p[2] for p in people if p[1] == arm] for arm in ARMS)
    welch = stats.ttest_ind(active, placebo, equal_var=False)
    interval = welch.confidence_interval()
    assert row.estimate == four_digits(sum(active) / len(active) - sum(placebo) / len(placebo))
    assert (row.ci_low, row.ci_high) == (four_digits(interval.low), four_digits(interval.high))


@each_trial
def test_each_centre_has_its_own_change(people: People, question: Question) -> None:
    """Of rounded means, with the spread of all: by hand, from the answers of the centre and all."""
    made = estimate_all(*survey_of(people, question))
    table = made["survey_change_municipalities"].set_index("municipality")
    before, after = np.array([p[2:] for p in people], dtype="float64").T
    sd = round(np.sqrt((before.var(ddof=1) + after.var(ddof=1)) / 2), 1)
    r = round(np.corrcoef(before, after)[0, 1], 1)
    t = stats.t.ppf(0.975, 2 * len(people) - 2)
    # Of 56 and 55 people, 111 in all, bands would leave two numbers of each: both are withheld.
    shown = set(table.index[table["estimate"].notna()]) - {"all"}
    assert shown == ({"women", "men"} if len(people) > 111 else set())
    for place in shown:
        own = np.array([p[2:] for p in people if p[0] == place])
        start, end = (round(float(mean), 1) for mean in own.mean(axis=0))
        # Bands of ten: of 293 in all, two bands of five would leave four numbers of each.
        fewest = 5 + (len(own) - 5) // 10 * 10
        half = t * np.sqrt(sd**2 * 2 * (1 - r) / fewest + (0.1**2 + 0.1**2) / 12)
        row = table.loc[place]
        assert row["estimate"] == four_digits(end - start)
        assert row["ci_low"] == four_digits(end - start - half)
        assert row["ci_high"] == four_digits(end - start + half)


@each_trial
def test_turned_round_every_sign_turns_and_no_other_number(
    people: People, question: Question
) -> None:
    instrument, responses = survey_of(people, question)
    there, back = estimate_all(instrument, responses), estimate_all(*turn(instrument, responses))
    for name in ("survey_change_forest", "survey_change_trial_drug"):
        (one,), (other,) = (made[name].itertuples() for made in (there, back))
        found = (other.estimate, other.ci_low, other.ci_high)
        assert found == pytest.approx((-one.estimate, -one.ci_high, -one.ci_low))
        assert other.p_value == pytest.approx(one.p_value)
