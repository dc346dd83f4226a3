"""What `check` passes every notebook runs on: data drawn down to empty tables."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from bad_inputs import Case, Rows, good_rows
from shared_work import kept_data
from written import write_csv

from analysis.inputs.folder import read_folder
from analysis.inputs.own_files import reads_own_files
from analysis.run.clean import clean_state
from analysis.run.execute import execute
from analysis.study.study import Study
from analysis.study.study_file import read_study

STUDIES = ("yhdessa_osallisuutta", "grona_timmar")
SEEDS = range(int(os.environ.get("DRAWS", "8")))
FILES = {"kustannukset.csv": "costs", "ilmoittautumiset.csv": "registrations",
         "anmalningar.csv": "registrations", "enkat.csv": "responses"}  # fmt: skip
SOME = (0, 1, 2, 3, 7, 30, 1_000)
"""How many rows are kept."""


def read_example(study: Study) -> dict[str, Rows]:
    """Tables of the example as rows, the header first and without the mark of made-up data."""
    tables: dict[str, Rows] = {}
    for path in (study.folder / "example").glob("*.csv"):
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
        tables[FILES[path.name]] = [list(row) for row in rows[1:]]
    if "responses" not in tables:
        rows = good_rows(study, Case("", "", None, ""))
        tables["responses"] = [[str(cell) for cell in row] for row in rows]
    return tables


def draw_rows(rows: Rows, chance: Random) -> Rows:
    """Few rows or many, of few places, with columns emptied or all of one answer."""
    header, records = rows[0], [list(row) for row in rows[1:]]
    for _ in range(chance.randint(0, 2)):  # only one place, wave, pilot, theme …
        at = chance.randrange(len(header))
        value = chance.choice(records)[at] if records else ""
        records = [row for row in records if row[at] == value]
    chance.shuffle(records)
    records = records[: chance.choice(SOME)]
    for _ in range(chance.randint(0, 4)):
        at = chance.randrange(len(header))
        own = [row[at] for row in records] or [""]
        value = chance.choice(["", "0", "1", chance.choice(own)])
        for row in records:
            row[at] = value
    return [header, *records]


def draw_folder(study: Study, seed: int, folder: Path) -> Path:
    """A folder that `check` passes; what it refuses is drawn anew, a table at a time."""
    chance, tables = Random(seed), read_example(study)
    for table, rows in tables.items():
        if chance.random() < 0.1:
            continue  # a study may have no such file yet
        for attempt in range(200):
            trial = folder / f"{table}{attempt}"
            write_csv(trial / f"{table}.csv", draw_rows(rows, chance))
            if not read_folder(study, trial).faults:
                kept = folder / "data"
                kept.mkdir(exist_ok=True)
                (trial / f"{table}.csv").rename(kept / f"{table}.csv")
                break
    return folder / "data"


def run_all(study: Study, data: Path, folder: Path, chance: Random) -> Iterator[str]:
    """What went wrong, notebook by notebook."""
    place = chance.choice(list(study.municipalities))
    topics = [topic for topic in study.topics if reads_own_files(study, str(data))]
    with kept_data(study.key, str(data)):  # as the notebooks of a run find them
        yield from _run_each(study, topics, data, folder, place)


def _run_each(
    study: Study, topics: list[str], data: Path, folder: Path, place: str
) -> Iterator[str]:
    for topic in topics:
        for municipality in ("all", place):
            parameters = {"study": study.key, "municipality": municipality, "data": str(data),
                          "language": study.language,
                          "figures_dir": str(folder / "figures")}  # fmt: skip
            with clean_state():
                failure = execute(topic, folder / f"{topic}.ipynb", parameters)
            if failure:
                yield f"{topic} of {municipality}: {failure.error}\n{failure.words}"


@pytest.mark.slow
@pytest.mark.parametrize("key", STUDIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_notebook_runs_on_what_check_passes(key: str, seed: int, tmp_path: Path) -> None:
    study = read_study(key)
    data = draw_folder(study, seed, tmp_path)
    if not data.is_dir():
        pytest.skip("nothing was drawn")
    found = read_folder(study, data)
    assert list(found.faults) == []
    assert list(run_all(study, data, tmp_path, Random(seed))) == []
