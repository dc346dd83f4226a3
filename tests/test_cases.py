"""Inputs in the shape of real files: each ends as its `expected.txt` says."""

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from shared_work import units_made_here

from analysis.inputs.faults import Remark
from analysis.inputs.folder import Folder, read_folder
from analysis.run.cli import main
from analysis.study.study_file import read_study

CASES = sorted(path.parent for path in Path(__file__).parent.glob("cases/*/expected.txt"))
STUDY = read_study("yhdessa_osallisuutta")
COLUMNS = STUDY.codebook.tables


def expected(case: Path) -> dict[str, Any]:
    """What the part of ``expected.txt`` for programs says."""
    text = (case / "expected.txt").read_text(encoding="utf-8")
    machine: dict[str, Any] = json.loads(text.partition("--- machine")[2])
    return machine


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_ends_as_is_expected(case: Path, tmp_path: Path) -> None:
    wanted = expected(case)
    outcomes = {wanted["outcome"]} if isinstance(wanted["outcome"], str) else set(wanted["outcome"])
    shutil.copytree(case / "files", tmp_path / "files")
    found = read_folder(STUDY, tmp_path / "files")
    lines = [remark.line("en") for remark in (*found.faults, *found.notes)]
    if found.faults:
        assert "refused" in outcomes, lines
        assert_said(wanted.get("faults", ()), found.faults)
        assert len(found.faults) <= wanted.get("most", len(found.faults))
        return
    assert outcomes & {"read", "said"}, lines
    if "frame" in wanted and "read" in outcomes:
        # The order of forms is ours: the first wave first.
        assert sorted(FRAMES[wanted["table"]](found), key=str) == sorted(wanted["frame"], key=str)
    if "said" in outcomes:
        assert_said(wanted.get("notes", ()), found.notes)


def assert_said(wanted: Sequence[dict[str, Any]], remarks: Sequence[Remark]) -> None:
    """Each wanted remark is there: by its rule, row and column, and by some words of it."""
    for one in wanted:
        rules = [one["rule"]] if isinstance(one.get("rule"), str) else one.get("rule")
        assert any(
            (rules is None or remark.rule in rules)
            and one.get("row", remark.row) in (remark.row, *remark.rows)
            and one.get("column", remark.column) == remark.column
            and re.search(one.get("says", ""), remark.message("en"), re.I)
            for remark in remarks
        ), (one, [remark.line("en") for remark in remarks])


def responses(found: Folder) -> list[list[Any]]:
    return [form(rows) for _, rows in found.tables["responses"].groupby("form")]


def form(rows: pd.DataFrame) -> list[Any]:
    """Background, ratings, and the keys of what was chosen, of one form."""
    first = rows.iloc[0]
    background = ["respondent_id", "municipality", "wave", "age_group", "gender"]
    ratings = [rating(rows, "domain_rating", item) for item in
               COLUMNS["responses"]["domain_rating"].item_keys]  # fmt: skip
    wish = chosen(rows, "change_wished")
    return [
        *(first[name] for name in background), ratings, rating(rows, "life_as_a_whole", ""),
        wish[0] if wish else None, chosen(rows, "change_in"), chosen(rows, "invest_in"),
    ]  # fmt: skip


def rating(rows: pd.DataFrame, question: str, item: str) -> int | None:
    answer = rows[(rows["question"] == question) & (rows["item"] == item)]["response"].iloc[0]
    return None if pd.isna(answer) else int(answer)


def chosen(rows: pd.DataFrame, question: str) -> list[str]:
    own = rows[(rows["question"] == question) & (rows["response"] == 1)]
    return sorted(own["item"].astype(str))


def costs(found: Folder) -> list[list[str]]:
    names = ["municipality", "pilot", "date", "cost_kind", "job_title", "hours", "hourly_pay_eur",
             "monthly_pay_eur", "on_cost_pct", "unit_price_eur", "quantity", "participants",
             "meetings"]  # fmt: skip
    frame = found.tables["costs"].assign(date=lambda f: f["date"].dt.strftime("%Y-%m-%d"))
    return [["" if pd.isna(cell) else plain(cell) for cell in row]
            for row in frame[names].itertuples(index=False)]  # fmt: skip


def plain(cell: Any) -> str:
    """A number without noughts at its end."""
    text = str(cell)
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", text) else text


def registrations(found: Folder) -> list[list[Any]]:
    names = ["registrant_id", "training", "date", "theme", "organisation", "municipality",
             "registered", "attended"]  # fmt: skip
    frame = found.tables["registrations"].assign(date=lambda f: f["date"].dt.strftime("%Y-%m-%d"))
    return [[bool(c) if isinstance(c, bool) else c for c in row]
            for row in frame[names].itertuples(index=False)]  # fmt: skip


def held(found: Folder) -> list[int]:
    return [len(found.tables["registrations"][["training", "date"]].drop_duplicates())]


FRAMES: dict[str, Callable[[Folder], list[Any]]] = {
    "responses": responses, "costs": costs, "registrations": registrations, "held": held,
}  # fmt: skip


WITH_PAGES = [case for case in CASES if "run" in expected(case)]


@pytest.mark.slow
@pytest.mark.usefixtures("derived_once")
@pytest.mark.parametrize("case", WITH_PAGES, ids=lambda case: case.name)
def test_a_case_has_its_page(case: Path, tmp_path: Path) -> None:
    wanted = expected(case)
    shutil.copytree(case / "files", tmp_path / "files")
    command = [
        "run",
        "--notebook",
        wanted["run"],
        "--municipality",
        wanted.get("municipality", "all"),
    ]
    folders = ["--data", str(tmp_path / "files"), "--reports", str(tmp_path / "reports")]
    with units_made_here():
        assert main([*command, *folders]) == 0
    assert list((tmp_path / "reports").rglob(f"{wanted['run']}*.html"))
