"""docs/tutorial.md, followed to the letter in a copy of the package."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis.study.project import find_project_root

pytestmark = pytest.mark.slow

ROOT = find_project_root()
KEY = "training_attendance_per_month"
BLOCKS = re.findall(
    r"```(\w*)\n(.*?)```", (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"), re.DOTALL
)


def registered_by_month() -> Counter[str]:
    """Counted from the file as text: ``d.m.yyyy`` in the third column, 1 in the seventh."""
    file = ROOT / "data" / "yhdessa_osallisuutta" / "example" / "ilmoittautumiset.csv"
    rows = [line.split(";") for line in file.read_text(encoding="utf-8-sig").splitlines()[2:]]
    dates = [row[2].split(".") for row in rows if row[6] == "1"]
    return Counter(f"{year}-{month:0>2}" for _, month, year in dates)


@pytest.fixture
def followed(tmp_path: Path) -> Path:
    """`src` of a copy with the tutorial's file, list and words."""
    source = tmp_path / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    topic = source / "analysis" / "topics" / "training_attendance"
    file = next(text for kind, text in BLOCKS if kind == "python")
    (topic / "per_month.py").write_text(file, encoding="utf-8")
    start = (topic / "__init__.py").read_text(encoding="utf-8")
    line = "from analysis.topics.training_attendance.per_month import PER_MONTH\n"
    listed = start.replace("FIGURES = (", line + "FIGURES = (PER_MONTH, ")
    (topic / "__init__.py").write_text(listed, encoding="utf-8")
    catalogue = (topic / "words.toml").read_text(encoding="utf-8")
    for words in (text for kind, text in BLOCKS if kind == "toml"):
        table, lines = words.split("\n", 1)
        if f"{table}\n" in catalogue:
            catalogue = catalogue.replace(f"{table}\n", words, 1)
        else:
            catalogue += f"\n{table}\n{lines}"
    (topic / "words.toml").write_text(catalogue, encoding="utf-8")
    return source


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_first_figure_is_drawn(followed: Path, tmp_path: Path, language: str) -> None:
    command = ["figure", KEY, "--language", language, "--output", str(tmp_path / "made")]
    drawn = subprocess.run(
        [sys.executable, "-m", "analysis.run", *command],
        env=os.environ | {"PYTHONPATH": str(followed), "PYTHONIOENCODING": "utf-8"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert drawn.returncode == 0, drawn.stderr
    (table,) = (tmp_path / "made").glob("*.csv")
    shown = pd.read_csv(table)
    assert dict(zip(shown["month"], shown["n"], strict=True)) == registered_by_month()


EXPLORED = f"""
from analysis.report.desk.explore import explore
from analysis.study.study_file import open_edition
explorer = explore(open_edition("yhdessa_osallisuutta", language="en", data="example"))
explorer.topic.value = "training_attendance"
explorer.figure.value = "{KEY}"
shown = explorer.view.value
print(explorer.figure.label, "<figure" in shown, 'role="alert"' in shown)
"""


def test_the_explorer_knows_it_already(followed: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", EXPLORED],
        env=os.environ | {"PYTHONPATH": str(followed), "PYTHONIOENCODING": "utf-8"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert shown.stdout.strip() == "Registered by month True False", shown.stderr


def test_the_pages_of_the_project_and_of_a_place_are_made_with_it(
    followed: Path, tmp_path: Path
) -> None:
    for part in ("data", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / part)
    path = tmp_path / "notebooks" / "training_attendance.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(text for kind, text in BLOCKS if kind == "python" and "exhibits" in text)
    limits = next(n for n, c in enumerate(notebook.cells) if c.source.startswith("## Limits"))
    notebook.cells.insert(limits, nbformat.v4.new_code_cell(cell))
    nbformat.write(notebook, path)
    command = ["run", "--notebook", "training_attendance"]
    places = ["--municipality", "all", "--municipality", "raahe"]
    made = subprocess.run(
        [sys.executable, "-m", "analysis.run", *command, *places],
        env=os.environ | {"PYTHONPATH": str(followed), "PYTHONIOENCODING": "utf-8"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "2 of 2 pages made" in made.stdout, made.stderr
    for place in ("all", "raahe"):
        assert [*(tmp_path / "reports").rglob(f"{place}/figures/{KEY}.svg")]
