"""How often what is told of places holds, in simulated studies of six places of few people.

Answers of 5 to 12 people a place and wave to twelve ratings from 1 to 5, with none to all of
them seen at both waves, and places that differ in truth or do not. The answers go the whole way:
made coarse, estimated, pooled. Prints, of 95 % intervals, how many hold the truth; and in how
many studies without any change some municipality is said to have changed:
python benchmarks/places.py
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.study.edition import Edition
from analysis.study.instrument import list_panels
from analysis.study.study import Study
from analysis.study.study_file import read_study
from analysis.topics.survey_change.by_municipality import estimate_by_municipality
from analysis.topics.survey_change.coarse import make_coarse
from analysis.topics.survey_change.place_change import estimate_place_change

SIZES = (5, 12)
LINKED = (0.0, 0.5, 1.0)
BETWEEN = (0.0, 0.3, 0.6)
"""True standard deviation of the places' changes, in steps of the scale."""
STABLE, SHARED = 0.6, 0.5
"""Correlation of one person's answers at both waves, and of her answers to several items."""
CUTS = norm.ppf([0.1, 0.35, 0.7, 0.92])
STEP = 0.95
"""Steps of the scale by which a mean moves when what lies behind the answers moves by one."""


@dataclass(frozen=True)
class Simulated:
    """Answers of a study, and the true change of each place in steps of the scale."""

    responses: pd.DataFrame
    truth: dict[str, float]


def true_mean(shift: float) -> float:
    """The mean rating where what lies behind the answers is moved."""
    return float(1 + (1 - norm.cdf(CUTS - shift)).sum())


def simulate(study: Study, chance: np.random.Generator, linked: float, between: float) -> Simulated:
    """Draw a study's answers."""
    items = study.columns["domain_rating"].item_keys
    rows: list[tuple[object, ...]] = []
    truth, form = {}, 0
    for place in study.municipalities:
        change = chance.normal(0, between / STEP)
        truth[place] = true_mean(change) - true_mean(0.0)
        n_start, n_end = chance.integers(SIZES[0], SIZES[1] + 1, 2)
        pairs = round(linked * min(n_start, n_end))
        first, second = draw_people(chance, n_start, n_end, pairs, len(items))
        for wave, latent, n in (("start", first, n_start), ("end", second + change, n_end)):
            answers = np.searchsorted(CUTS, latent) + 1
            for person in range(n):
                form += 1
                code = f"{place}{person}" if person < pairs else None
                rows.append((form, code, place, wave, answers[person]))
    return Simulated(pd.concat(tidy(rows, items), ignore_index=True), truth)


def draw_people(
    chance: np.random.Generator, n_start: int, n_end: int, pairs: int, items: int
) -> tuple[np.ndarray, np.ndarray]:
    """What lies behind the answers; the first of each wave are the same people."""
    people = max(n_start, n_end)
    cov = [[1, STABLE], [STABLE, 1]]
    own = chance.multivariate_normal([0, 0], cov, (people, items))
    general = chance.multivariate_normal([0, 0], cov, (people, 1))
    both = np.sqrt(SHARED) * general + np.sqrt(1 - SHARED) * own
    anew = chance.multivariate_normal([0, 0], cov, (people, items))
    anew = np.sqrt(SHARED) * chance.normal(size=(people, 1, 1)) + np.sqrt(1 - SHARED) * anew
    second = np.where(np.arange(people)[:, None] < pairs, both[..., 1], anew[..., 1])
    return both[:n_start, :, 0], second[:n_end]


def tidy(rows: list[tuple[object, ...]], items: tuple[str, ...]) -> Iterator[pd.DataFrame]:
    """Forms as the tidy frame of responses has them, item by item."""
    forms = pd.DataFrame(
        [row[:4] for row in rows], columns=["form", "respondent_id", "municipality", "wave"]
    ).astype({"respondent_id": "str"})
    answers = np.array([row[4] for row in rows])
    for k, item in enumerate(items):
        yield forms.assign(
            question="domain_rating",
            item=pd.Categorical([item] * len(forms), categories=items),
            response=pd.array(answers[:, k], dtype="Int64"),
            missing="",
            origin="synthetic",
        )


def tell(study: Study, simulated: Simulated) -> tuple[list[bool], list[bool], list[bool], bool]:
    """Which intervals hold: of items, of places, of places pooled; and whether one is named."""
    items, raw, pooled = [], [], []
    coarse = make_coarse(simulated.responses, study)
    for place, truth in simulated.truth.items():
        change = estimate_place_change(coarse, Edition(study, place)).dropna(subset="estimate")
        items += list((change["ci_low"] <= truth) & (truth <= change["ci_high"]))
    table = estimate_by_municipality(coarse, Edition(study), list_panels(study)[0])
    for row in table.dropna(subset="pooled").itertuples():
        truth = simulated.truth[row.municipality]
        raw.append(row.ci_low <= truth <= row.ci_high)
        pooled.append(row.pooled_low <= truth <= row.pooled_high)
    return items, raw, pooled, bool((table["pooled_p"] < 0.05).any())


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1000)
    trials = parser.parse_args().trials
    study = read_study("yhdessa_osallisuutta")
    print(f"# Places of {SIZES[0]} to {SIZES[1]} people, {trials} simulated studies each\n")
    print("| linked | places differ by | an item | all items | pooled | some place is named |")
    print("|---|---|---|---|---|---|")
    for linked in LINKED:
        for between in BETWEEN:
            chance = np.random.default_rng(20230930)
            told = [tell(study, simulate(study, chance, linked, between)) for _ in range(trials)]
            *kinds, names = zip(*told, strict=True)
            held = [np.mean([holds for study in kind for holds in study]) for kind in kinds]
            named = np.mean(names)
            cells = " | ".join(f"{share:.1%}" for share in (*held, named))
            print(f"| {linked:.0%} | {between} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
