"""How long it takes to make 308 municipalities coarse and to attack what is then told of them.

36 items, rated from 1 to 5 at two waves by 3 to 45 people a municipality: 22 176 cells. Prints
CPU seconds, as the time on the wall depends on what else runs: python benchmarks/attack.py
"""

import argparse
from dataclasses import replace
from time import process_time

import numpy as np
import pandas as pd

from analysis.inputs.frames import response_fields
from analysis.release.attack.breaks import find_breaks
from analysis.release.attack.facts import Evidence, Fact, Group, Quantity, Source
from analysis.release.attack.relations import relate
from analysis.release.coarse import CoarseNumbers
from analysis.study.origin import SYNTHETIC
from analysis.study.project import find_project_root
from analysis.study.study import Study
from analysis.study.study_file import build_study
from analysis.topics.survey_change.coarse import make_coarse

WAVES = ("start", "end")
ITEMS = tuple(f"item_{number}" for number in range(36))
POINTS = tuple(range(1, 6))
CHANCES = (0.1, 0.3, 0.3, 0.2, 0.1)
SIZES = (3, 45)
PRINTED = Source("benchmark")


def declare(places: int) -> Study:
    """A study of so many places that asks for 36 ratings."""
    labels = {
        "wave": {wave: {"en": wave} for wave in WAVES},
        "items": {item: {"en": item} for item in ITEMS},
        "points": {str(point): {"en": f"Point {point}"} for point in POINTS},
    }
    rating = {"kind": "scale", "labels": "points", "items": "items", "better": "high"}
    columns = {
        "municipality": {"kind": "municipality", "titles": {"en": ["Place"]}},
        "wave": {"kind": "choice", "labels": "wave", "titles": {"en": ["Wave"]}},
        "rating": rating | {"titles": {"en": ["Rating"]}},
    }
    declared = {
        "id": "many", "language": "en", "languages": ["en"], "topics": ["survey_change"],
        "name": {"en": "Many"}, "compared_with": {}, "region": {"en": "Region"},
        "disclosure": {"minimum_n": 5, "minimum_count": 3},
        "municipalities": {f"place_{k}": {"code": str(1000 + k), "name": {"en": f"Place {k}"}}
                           for k in range(places)},
        "documents": {}, "remarks": {}, "labels": labels,
        "survey": {"background": []}, "tables": {"responses": columns},
    }  # fmt: skip
    return build_study(declared, find_project_root() / "data" / "many")


def draw(study: Study, chance: np.random.Generator) -> pd.DataFrame:
    """Answers of everyone to every item."""
    parts, form = [], 0
    for place in study.municipalities:
        for wave in WAVES:
            n = int(chance.integers(SIZES[0], SIZES[1] + 1))
            part = pd.DataFrame({"form": np.repeat(np.arange(n) + form, len(ITEMS))})
            parts.append(part.assign(municipality=place, wave=wave, item=[*ITEMS] * n))
            form += n
    rows = pd.concat(parts, ignore_index=True)
    rows["response"] = pd.array(chance.choice(POINTS, len(rows), p=CHANCES), dtype="Int64")
    rows["item"] = pd.Categorical(rows["item"], ["", *ITEMS])
    rows = rows.assign(respondent_id=None, question="rating", missing="", origin=SYNTHETIC)
    return rows[response_fields().names]


def read(coarse: CoarseNumbers, study: Study) -> Evidence:
    """What is told of places and of the project, as the attacker reads it."""
    facts, scales = [], {}
    for row in pd.concat([coarse.means, coarse.project]).dropna(subset="mean").itertuples():
        variable = f"rating.{row.item}"
        group = Group(row.municipality, row.wave, variable)
        half = row.step / 2
        facts.append(Fact(group, Quantity.SIZE, row.n, row.n_most, PRINTED))
        facts.append(Fact(group, Quantity.MEAN, row.mean - half, row.mean + half, PRINTED))
        scales[variable] = tuple(map(float, POINTS))
    return relate(facts, (), tuple(study.municipalities), scales)


def add_insiders(evidence: Evidence, responses: pd.DataFrame) -> Evidence:
    """That each answer is known to whoever gave it."""
    by = responses.groupby(["municipality", "wave", "item"], observed=True)["response"]
    known = {Group(str(place), str(wave), f"rating.{item}"): tuple(map(float, sorted(answers)))
             for (place, wave, item), answers in by.unique().items()}  # fmt: skip
    return replace(evidence, occurring=known)


def main() -> None:
    """Measure, and print a row of a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--places", type=int, default=308)
    places = parser.parse_args().places
    study = declare(places)
    responses = draw(study, np.random.default_rng(1))
    times = [process_time()]
    coarse = make_coarse(responses, study)
    times.append(process_time())
    evidence = read(coarse, study)
    times.append(process_time())
    found = find_breaks(add_insiders(evidence, responses))
    times.append(process_time())
    made, read_in, attacked = np.diff(times)
    cells, told = len(coarse.means), int(coarse.means["mean"].notna().sum())
    print("| places | cells | means told | made coarse, s | read, s | attacked, s | breaks |")
    print("|---|---|---|---|---|---|---|")
    print(f"| {places} | {cells:,} | {told:,} | {made:.1f} | {read_in:.1f} | {attacked:.1f} "
          f"| {len(found)} |")  # fmt: skip


if __name__ == "__main__":
    main()
