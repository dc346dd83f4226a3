"""The attack on a run of the example: all that it derives is true, and its chains can be read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attack_truth import Truth, find_misses
from shared_work import units_made_here

from analysis.inputs.chosen import read_inputs
from analysis.release.attack.engine import Knowledge
from analysis.release.ledger import Ledger, Release, find_conflicts
from analysis.report.attack.attack import attack
from analysis.report.attack.chains import Chains
from analysis.report.attack.evidence import read_evidence
from analysis.report.attack.insiders import with_insiders
from analysis.run.cli import main
from analysis.study.edition import Edition
from analysis.study.study_file import read_study

KEY = "yhdessa_osallisuutta"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, derived_once: object) -> Path:
    """A run of the example; what follows from its tables is derived once."""
    folder = tmp_path_factory.mktemp("reports")
    names = ["survey_change", "training_attendance", "project_monitoring"]
    chosen = [option for name in names for option in ("--notebook", name)]
    with units_made_here():
        assert main(["run", "--reports", str(folder), *chosen]) == 0
    return folder / KEY / "example"


def test_nothing_that_is_derived_of_the_example_is_false(
    run: Path, derived_once: Callable[..., Knowledge]
) -> None:
    study = read_study(KEY)
    knowledge = derived_once(read_evidence(run, study))
    misses, compared = find_misses(knowledge, Truth(study, read_inputs(study, "example")))
    assert misses == []
    assert compared > 100


EXACT = """question,item,start,start_low,start_high,n_start,n_start_most,origin,method
domain_rating,work,2.2,1.2,3.2,5,5,confidential,overlapping_welch
"""
"""A rating of five people with an interval of their own spread: few sets of answers fit."""


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_derivation_is_told_in_words(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "raahe" / "figures" / "survey_change_forest.csv"
    table.parent.mkdir(parents=True)
    table.write_text(EXACT, encoding="utf-8")
    found = attack(tmp_path, read_study(KEY))
    lines = list(Chains(Edition(read_study(KEY), language=language)).tell(found.breaks))
    assert len(lines) >= len(found.breaks) > 0
    assert not any("{" in line for line in lines)
    assert main(["attack", str(tmp_path), "--language", language]) == 1
    assert lines[0] in capsys.readouterr().out


def test_nothing_hidden_follows_from_the_example(run: Path) -> None:
    """Nor for whoever knows her own answer; an earlier way of hiding gave away 250 numbers."""
    assert main(["attack", str(run)]) == 0


def test_a_run_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["attack", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_the_only_run_in_a_folder_is_meant_and_several_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / KEY / "example" / "raahe" / "figures" / "survey_change_forest.csv"
    table.parent.mkdir(parents=True)
    table.write_text(EXACT, encoding="utf-8")
    (tmp_path / KEY / "example" / "manifest.json").write_text("{}", encoding="utf-8")
    for named in (tmp_path, tmp_path / KEY, tmp_path / KEY / "example"):
        assert main(["attack", str(named), "--possible"]) == 1
        assert "all/figures" not in (told := capsys.readouterr().out)
        assert "raahe/figures/survey_change_forest.csv" in told
        assert "example/raahe" not in told
    (tmp_path / KEY / "published").mkdir()
    (tmp_path / KEY / "published" / "manifest.json").write_text("{}", encoding="utf-8")
    assert main(["attack", str(tmp_path / KEY)]) == 2
    told = capsys.readouterr().err
    assert "several runs" in told
    assert str(tmp_path / KEY / "published") in told


def test_a_run_goes_together_with_itself_as_an_earlier_release(run: Path) -> None:
    study = read_study(KEY)
    evidence = with_insiders(read_evidence(run, study), study, "example")
    ledger = Ledger((Release("first", "2026-06-01", evidence),))
    assert find_conflicts(ledger, evidence) == []


def test_a_run_is_held_against_what_was_released(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", str(run), "--language", "en"]) == 0
    assert "nothing hidden follows" in capsys.readouterr().out
