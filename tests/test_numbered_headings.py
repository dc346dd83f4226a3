"""Columns told apart by a number alone: whether of waves or of items, a person decides."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from exports import write_csv

from analysis.inputs.draft.folder import draft_study


def draft(
    project: Path, titles: Sequence[str], lead: Sequence[str] = ("Code",)
) -> tuple[dict[str, Any], Sequence[str]]:
    rows = [[*lead, "Town", *titles]]
    for k in range(40):
        codes = {"Code": f"P{k}x", "Round": ("Before", "After")[k % 2]}
        answers = [str((k + n) % 5 + 1) for n in range(len(titles))]
        rows.append([*(codes[name] for name in lead), ("Bay", "Mill")[k // 2 % 2], *answers])
    made = draft_study("small", write_csv(project / "x", "a.csv", rows), "en")
    asked = [text for text in made.decisions if "differ by a number alone" in text]
    return tomllib.loads((made.folder / "study.toml").read_text("utf-8")), asked


@pytest.mark.parametrize(
    "titles",
    [("Stress 1", "Sleep 1", "Stress 2", "Sleep 2"),
     ("stress_1", "sleep_1", "stress_2", "sleep_2"),
     ("stress1", "sleep1", "stress2", "sleep2"),
     ("Stress (1)", "Sleep (1)", "Stress (2)", "Sleep (2)"),
     ("Stress I", "Sleep I", "Stress II", "Sleep II"),
     ("1. Stress", "1. Sleep", "2. Stress", "2. Sleep"),
     ("Stress 1", "Stress 2", "Score"),
     ("Stress 1", "Stress 2", "Stress 3")],
)  # fmt: skip
def test_whether_numbers_are_waves_is_asked(project: Path, titles: Sequence[str]) -> None:
    study, asked = draft(project, titles)
    (decision,) = asked
    assert all(f"“{title}”" in decision for title in titles if title != "Score")
    assert '(kind = "scale")' in decision, "what was found is said"
    questions = [c for name, c in study["tables"]["responses"].items() if c.get("items")]
    assert {column["kind"] for column in questions} == {""}, "no study with it is faultless"


@pytest.mark.parametrize(
    "titles",
    [("Q1", "Q2", "Q3"), ("Kysymys 1", "Kysymys 2"), ("Q1_1", "Q1_2", "Q2_1", "Q2_2"),
     ("GHQ1", "GHQ2", "GHQ3", "GHQ4", "GHQ5"),  # more than anybody has waves
     ("Stress 1", "Stress 2", "Sleep 1", "Sleep 2", "Sleep 3"),  # other numbers
     ("1. Stress", "2. Sleep", "3. Rest")],
)  # fmt: skip
def test_numbers_of_questions_are_not_asked_about(project: Path, titles: Sequence[str]) -> None:
    assert draft(project, titles)[1] == []


@pytest.mark.parametrize("lead", [("Code", "Round"), ("Round",)])
def test_where_a_column_tells_the_wave_numbers_are_of_items(
    project: Path, lead: Sequence[str]
) -> None:
    assert draft(project, ("Stress 1", "Sleep 1", "Stress 2", "Sleep 2"), lead)[1] == []
