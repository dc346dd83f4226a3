import json
import tomllib
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from honest_tables import DECLARED, honest_audit, honest_rows, with_another_digit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.cli import main
from analysis.inputs import list_studies, read_audit, read_study
from analysis.inputs.audit_file import build_audit, read_figures
from analysis.publication_audit import audit_figures, audit_own_table, estimate_checks
from analysis.study import LANGUAGES, StudyError

STUDY = "yhdessa_osallisuutta"


@pytest.fixture(scope="module")
def checks() -> pd.DataFrame:
    return estimate_checks(read_audit(read_study(STUDY)), "en")


def said(checks: pd.DataFrame, figure: str, check: str) -> pd.Series:
    rows = checks[(checks["figure"] == figure) & (checks["check"] == check)]
    assert len(rows) == 1
    return rows.iloc[0]


@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**40))
def test_no_honestly_rounded_table_is_called_inconsistent(seed: int) -> None:
    found = audit_figures(honest_audit(honest_rows(Random(seed))))
    assert not [o for o in found if o.verdict == "inconsistent"]


def test_changed_digits_are_found() -> None:
    """Rates by kind of figure are measured in benchmarks/audit.py."""
    chance = Random(20230930)
    tables = [with_another_digit(honest_rows(chance), chance) for _ in range(60)]
    found = sum(
        any(o.verdict == "inconsistent" for o in audit_figures(honest_audit(rows)))
        for rows in tables
    )
    assert found > len(tables) / 2


@pytest.mark.parametrize("study", list_studies())
def test_every_published_figure_gets_a_verdict(study: str) -> None:
    own = read_study(study)
    found = estimate_checks(read_audit(own), "fi")
    assert set(found["figure"]) == set(read_figures(own)["id"])
    assert set(found["verdict"]) <= {"consistent", "inconsistent", "uninformative"}
    assert (found["explanation"] != "").all()


@pytest.mark.parametrize(
    ("figure", "check", "implied"),
    [
        ("cost_per_participant.all", "mean", "79.47 / 151.63"),
        ("budget.flat_rate", "product", "65,516"),
        ("attendance_total.attended", "sum", "213"),
        ("change_in.work.start", "filter", "n ≤ 34"),
        ("change_in.work.end", "filter", "n ≤ 21"),
        ("total_cost_share.raahe", "product", "24"),
        ("change_wished.none.end", "share", "n = 32"),
        ("change_wished.none.start", "share", "n = 47"),
    ],
)
def test_known_doubts_come_with_their_nearest_reading(
    checks: pd.DataFrame, figure: str, check: str, implied: str
) -> None:
    """Each worked out by hand from what the final publication and the funding decision print."""
    row = said(checks, figure, check)
    assert (row["verdict"], row["implied"]) == ("inconsistent", implied)


@pytest.mark.parametrize(
    ("figure", "check"),
    [
        ("attendance_total.registered", "sum"),
        ("budget_total.gross", "sum"),
        ("financing_share.other_public", "share"),
        ("financing_share.total", "sum"),
        ("participants_share.utajarvi", "share"),
        ("wage_index_chained.municipal", "product"),
        ("invest_in.hobbies.end", "n"),
    ],
)
def test_what_holds_is_not_doubted(checks: pd.DataFrame, figure: str, check: str) -> None:
    rows = checks[(checks["figure"] == figure) & (checks["check"] == check)]
    assert set(rows["verdict"]) == {"consistent"}


def test_every_inconsistent_figure_has_a_nearest_reading(checks: pd.DataFrame) -> None:
    assert (checks.loc[checks["verdict"] == "inconsistent", "implied"] != "").all()


def test_a_rate_fits_if_it_was_rounded_to_tens(checks: pd.DataFrame) -> None:
    assert "rounded to the nearest 10" in said(checks, "budget.flat_rate", "product")["explanation"]


def test_doubt_may_lie_in_our_reading_of_the_text_layer(checks: pd.DataFrame) -> None:
    for figure, check, is_reading in [("total_cost_share.raahe", "product", True),
                                      ("budget.flat_rate", "product", False)]:  # fmt: skip
        assert ("our reading" in said(checks, figure, check)["explanation"]) == is_reading


def test_explanations_are_in_the_language_asked_for() -> None:
    audit = read_audit(read_study(STUDY))
    texts = {language: estimate_checks(audit, language)["explanation"] for language in LANGUAGES}
    assert not (texts["fi"] == texts["sv"]).any()
    assert not (texts["fi"] == texts["en"]).any()


FAULTY = """
readings = ["nobody"]
colour = 1
[[checks]]
kind = "guess"
[[checks]]
kind = "sum"
total = "people_in.*"
parts = "no_such.*"
weights = 1
[[checks]]
kind = "mean"
mean = "ratio_mean"
"""


def test_every_fault_of_the_declaration_is_listed() -> None:
    figures = honest_audit(honest_rows(Random(1))).figures
    with pytest.raises(StudyError) as error:
        build_audit(tomllib.loads(FAULTY), figures, Path("audit.toml"))
    for told in ["unknown key 'colour'", "no figure is called 'nobody'", "unknown kind 'guess'",
                 "check 2: 'total' must be one figure", "no figure is called 'no_such.*'",
                 "'sum' has no 'weights'", "check 3: 'mean' needs 'total'"]:  # fmt: skip
        assert told in str(error.value)


def test_a_filter_needs_the_numbers_of_people() -> None:
    figures = honest_audit(honest_rows(Random(1))).figures
    own = {"kind": "filter", "followed": "people.all", "through": "answer.a"}
    with pytest.raises(StudyError, match=r"'filter': people\.all has no n"):
        build_audit({"checks": [own]}, figures, Path("audit.toml"))


def test_checks_of_every_kind_are_among_the_honest_ones() -> None:
    from analysis.publication_audit.audit import CHECKS

    assert {own["kind"] for own in DECLARED["checks"]} == set(CHECKS)


def test_the_command_gives_json_of_exactly_the_promised_keys(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["audit", "--json", "--language", "en"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    keys = ["figure", "check", "printed", "verdict", "implied", "explanation"]
    assert all(list(row) == keys for row in found)


@pytest.mark.parametrize(("study", "status"), [(STUDY, 1), ("meri_lappi", 0)])
def test_strict_tells_by_the_exit_status(
    study: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", study, "--strict"]) == status
    assert main(["audit", study]) == 0
    assert "uninformative" in capsys.readouterr().out


def test_the_tables_beside_the_committed_figures_hold(root: Path) -> None:
    tables = sorted((root / "figures").glob("*/*.csv"))
    assert tables
    assert {path.name: audit_own_table(pd.read_csv(path)) for path in tables} == {
        path.name: [] for path in tables
    }


OWN = {"item": "work", "start": 40.0, "n_start": 20, "end": 25.0, "n_end": 16, "n_pairs": 9,
       "estimate": -15.0, "ci_low": -30.0, "ci_high": 2.0, "p_value": 0.1, "p_adjusted": 0.2,
       "origin": "synthetic"}  # fmt: skip
ATTENDED = {"attended": 30, "n": 40, "estimate": 0.75, "origin": "synthetic"}


@pytest.mark.parametrize("row", [OWN, ATTENDED])
def test_a_table_whose_numbers_follow_from_each_other_holds(row: dict[str, Any]) -> None:
    assert audit_own_table(pd.DataFrame([row])) == []


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (OWN, "start", 41.0),
        (OWN, "n_pairs", 17),
        (OWN, "ci_low", -14.0),
        (OWN, "p_adjusted", 0.05),
        (OWN, "estimate", 15.0),
        (ATTENDED, "attended", 41),
        (ATTENDED, "estimate", 0.8),
    ],
)
def test_a_table_whose_numbers_cannot_all_be_true_is_told(
    row: dict[str, Any], column: str, value: float
) -> None:
    misfits = audit_own_table(pd.DataFrame([row, {**row, column: value}]))
    assert misfits
    assert {misfit.row for misfit in misfits} == {3}
    assert any(column in misfit.columns for misfit in misfits)


def test_a_run_fails_if_a_table_beside_its_figures_does_not_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["run", "meri_lappi", "--municipality", "all", "--notebook", "project_monitoring",
               "--reports", str(tmp_path), "--jobs", "1"]  # fmt: skip
    assert main(command) == 0
    wrong = tmp_path / "meri_lappi" / "kemi" / "figures" / "training_attendance_totals.csv"
    wrong.parent.mkdir(parents=True)
    wrong.write_text("item,attended,n,estimate\ncounted,41,40,1.025\n", encoding="utf-8")
    assert main(command) == 1
    told = capsys.readouterr().err
    assert "training_attendance_totals.csv: row 2: attended, n" in told
