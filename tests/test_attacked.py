"""A run on a project's own data is attacked before anyone sees it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.run.attacked import NOTICE, attack_run, is_withheld
from analysis.run.cli import main
from analysis.study.study_file import read_study

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("derived_once")]

HEADING = "question,item,start,start_low,start_high,end,end_low,end_high,n_start,n_end,n_start_most"
COLUMNS = f"{HEADING},n_end_most,estimate,ci_low,ci_high,p_value,method,origin\n"
EXACT = "domain_rating,work,2.2,1.2,3.2,2.4,1.7,3.1,5,5,5,5,0.2,-1,1.4,0.7,coarse,confidential\n"
COARSE = "domain_rating,work,2.2,1.2,3.2,2.4,1.4,3.4,5,5,9,9,0.2,-1,1.4,,coarse,confidential\n"


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """A run with one table of one place, on data in a folder that is asked for by its path."""
    (tmp_path / "raahe" / "figures").mkdir(parents=True)
    study = read_study("yhdessa_osallisuutta")
    return SimpleNamespace(study=study, data=str(study.folder / "example"), folder=tmp_path)


def write(run: Any, row: str) -> None:
    table = run.folder / "raahe" / "figures" / "survey_change_forest.csv"
    table.write_text(COLUMNS + row, encoding="utf-8")


def test_exact_numbers_of_few_people_are_held_back_and_coarse_ones_are_not(run: Any) -> None:
    write(run, EXACT)
    chains = attack_run(run)
    assert is_withheld(run.folder)
    assert (run.folder / NOTICE).read_text("utf-8").splitlines() == chains
    assert any("forest.csv" in line for line in chains), chains
    write(run, COARSE)
    assert attack_run(run) == []
    assert not is_withheld(run.folder)


def test_made_up_and_published_numbers_are_not_attacked(run: Any) -> None:
    write(run, EXACT)
    for data in ("example", "published"):
        run.data = data
        assert attack_run(run) == []
    assert not is_withheld(run.folder)


def test_what_is_held_back_is_not_recorded_as_released(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    write(run, EXACT)
    attack_run(run)
    assert main(["release", str(run.folder), "--record", "spring"]) == 2
    assert "not for publication" in capsys.readouterr().err
    assert not (run.study.folder / "released.json").exists()


def test_the_cost_of_being_coarse_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """On the example: 102 of 156 means, 171 of 276 shares, as the disclosure rule leaves them."""
    assert main(["attack", "--cost", "--language", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "minimum_n = 5, band = 5"
    assert "102 of 156" in lines[2]
    assert "171 of 276" in lines[3]
