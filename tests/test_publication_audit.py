import json
import re
import tomllib
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from honest_tables import (
    DECLARED,
    Truth,
    draw_truth,
    honest_audit,
    honest_rows,
    with_another_digit,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.example.study import write_study
from analysis.inputs.printed.audit_file import Audit, build_audit, read_audit, read_figures
from analysis.run.cli import main
from analysis.study.declaration import LANGUAGES, StudyError
from analysis.study.project import list_studies
from analysis.study.study_file import read_study
from analysis.study.wording import MINUS
from analysis.topics.publication_audit.audit import CHECK_FUNCTIONS, audit_figures
from analysis.topics.publication_audit.checks import estimate_checks
from analysis.topics.publication_audit.doubts import estimate_doubts
from analysis.topics.publication_audit.own_tables import audit_own_table

STUDY = "yhdessa_osallisuutta"


def all_checks(audit: Audit, language: str) -> pd.DataFrame:
    return estimate_checks(audit, audit_figures(audit), language)


@pytest.fixture(scope="module")
def checks() -> pd.DataFrame:
    return all_checks(read_audit(read_study(STUDY)), "en")


def said(checks: pd.DataFrame, figure: str, check: str) -> pd.Series:
    rows = checks[(checks["figure"] == figure) & (checks["check"] == check)]
    assert len(rows) == 1
    return rows.iloc[0]


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    return draw_truth(lambda low, high: draw(st.integers(low, high)))


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(truths())
def test_no_honestly_rounded_table_is_called_inconsistent(truth: Truth) -> None:
    found = audit_figures(honest_audit(honest_rows(truth)))
    assert not [o for o in found if o.verdict == "inconsistent"]


@pytest.mark.slow
def test_changed_digits_are_found() -> None:
    """Rates by kind of figure are measured in benchmarks/audit.py."""
    chance = Random(20230930)
    tables = [
        with_another_digit(honest_rows(draw_truth(chance.randint)), chance) for _ in range(60)
    ]
    found = sum(
        any(o.verdict == "inconsistent" for o in audit_figures(honest_audit(rows)))
        for rows in tables
    )
    assert found > len(tables) / 2


@pytest.mark.parametrize("study", list_studies())
def test_every_published_figure_gets_a_verdict(study: str) -> None:
    own = read_study(study)
    found = all_checks(read_audit(own), "fi")
    assert set(found["figure"]) == set(read_figures(own)["id"])
    assert set(found["verdict"]) <= {"consistent", "inconsistent", "uninformative"}
    assert (found["explanation"] != "").all()


@pytest.mark.parametrize(
    ("figure", "check", "implied"),
    [
        ("cost_per_participant.all", "mean", "€79.47 / €151.63"),
        ("budget.flat_rate", "product", "65,516"),
        ("attendance_total.attended", "sum", "213"),
        ("change_in.work.start", "filter", "n\xa0≤\xa032"),
        ("change_in.work.end", "filter", "n\xa0≤\xa022"),
        ("total_cost_share.raahe", "product", "24%"),
        ("total_cost.all", "sum_of_products", "€8,581.76"),
        ("change_wished.none.end", "share", "n\xa0=\xa032"),
        ("change_wished.none.start", "share", "n\xa0=\xa047"),
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
    texts = {language: all_checks(audit, language)["explanation"] for language in LANGUAGES}
    assert not (texts["fi"] == texts["sv"]).any()
    assert not (texts["fi"] == texts["en"]).any()


def test_a_partner_that_fits_is_not_told_what_another_figure_would_be(
    checks: pd.DataFrame,
) -> None:
    """325,15 EUR a participant fits the printed 19 per cent of the total, and is not 19 itself."""
    row = said(checks, "cost_per_participant.haapavesi", "product")
    assert (row["verdict"], row["implied"]) == ("consistent", "")
    assert "total_cost_share.haapavesi is 19.12" in row["explanation"]
    assert said(checks, "total_cost_share.haapavesi", "product")["implied"] == "19%"
    (listed,) = checks.loc[checks["figure"] == "trainings_held.2021", "explanation"]
    assert listed == "The list has 9 entries; by the printed numbers the count is 9."


def test_dates_words_and_scales_are_told_as_what_they_are(checks: pd.DataFrame) -> None:
    (dated,) = checks.loc[checks["figure"] == "decision.application", "explanation"]
    assert (
        dated == "29.4.2021 (decision.application) is no later than 26.5.2021 (decision.meeting)."
    )
    (pair,) = checks.loc[checks["figure"] == "workshops_selection.planned_min", "explanation"]
    assert pair.startswith("1 (workshops_selection.planned_min) is no more than 3 (")
    year = said(checks, "price_year.volunteer_target", "at_most")["explanation"]
    assert year.startswith("2010 (price_year.volunteer_base) is no more than 2021 (")
    others = all_checks(read_audit(read_study("meri_lappi")), "sv")
    scales = set(others.loc[others["check"] == "scale", "explanation"])
    assert scales == {"Talet ligger på skalan 0–10."}


def made_up(rows: list[dict[str, Any]], **check: Any) -> Audit:
    """The audit of a table of made-up figures under one check."""
    blank = {"value": float("nan"), "unit": "count", "bound": "", "n": pd.NA, "date": pd.NaT,
             "document": "report", "heading": "", "origin": "published"}  # fmt: skip
    table = pd.DataFrame([blank | row for row in rows])
    table = table.astype({"value": "float64", "n": "Int64", "date": "datetime64[s]"})
    return build_audit({"checks": [check]}, table, Path("audit.toml"))


def doubt(rows: list[dict[str, Any]], **check: Any) -> pd.Series:
    """The one inconsistent row of a table of made-up figures under one check."""
    found = all_checks(made_up(rows, **check), "en")
    return found[found["verdict"] == "inconsistent"].squeeze()


def test_a_date_out_of_order_has_a_nearest_reading() -> None:
    row = doubt(
        [{"id": "start", "printed": "1.8.2021", "unit": "date", "date": pd.Timestamp(2021, 8, 1)},
         {"id": "end", "printed": "30.9.2020", "unit": "date", "date": pd.Timestamp(2020, 9, 30)}],
        kind="at_most", lower="start", upper="end",
    )  # fmt: skip
    assert (row["figure"], row["implied"]) == ("start", "30.9.2020")
    assert "30.9.2020 at the latest" in row["explanation"]


def test_of_several_counts_of_a_list_the_nearest_reading_is_of_one() -> None:
    counts = [{"id": f"held.{year}", "printed": n, "value": float(n)}
              for year, n in [("2021", "1"), ("2022", "7"), ("2023", "2")]]  # fmt: skip
    themes = [{"id": f"theme.{i}", "printed": "5", "value": 5.0} for i in range(9)]
    row = doubt([*counts, *themes], kind="list", figures="held.*", listed="theme.*", complete=True)
    assert (row["figure"], row["implied"]) == ("held.2022", "6")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "Luettelossa on 1 kohta; painettujen lukujen mukaan niitä on 6."),
        ("sv", "Listan har 1 post; enligt de tryckta talen är antalet 6."),
        ("en", "The list has 1 entry; by the printed numbers the count is 6."),
    ],
)
def test_no_count_is_read_as_less_than_nothing(language: str, told: str) -> None:
    """Of 2, 2 and 2 none can be -3: their total would be 1, or the list 6 long."""
    counts = [{"id": f"held.{year}", "printed": "2", "value": 2.0} for year in range(2021, 2024)]
    listed = {"id": "theme.a", "printed": "5", "value": 5.0}
    audit = made_up([*counts, listed], kind="list", figures="held.*", listed="theme.*",
                    complete=True)  # fmt: skip
    found = all_checks(audit, language)
    row = found[found["verdict"] == "inconsistent"].squeeze()
    assert (row["figure"], row["implied"]) == ("held.2021", "Σ\xa0=\xa01")
    assert row["explanation"].startswith(told)
    assert MINUS not in "".join(found["implied"] + found["explanation"])
    doubts = estimate_doubts(audit, audit_figures(audit), language).squeeze()
    assert (doubts["printed"], doubts["implied"]) == ("Σ\xa0=\xa06", "Σ\xa0=\xa01")
    assert doubts["difference_pct"] == pytest.approx(-100 * 5 / 6)


def test_coarse_rounding_is_recognised_below_one_too() -> None:
    row = doubt(
        [{"id": "sum", "printed": "81,60", "value": 81.6, "unit": "eur"},
         {"id": "hours", "printed": "3", "value": 3.0},
         {"id": "wage", "printed": "27,21", "value": 27.21, "unit": "eur"}],
        kind="product", product="sum", times=["hours", "wage"],
    )  # fmt: skip
    assert row["implied"] == "81.63"
    assert "rounded to the nearest 0.1" in row["explanation"]


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
    figures = honest_audit(honest_rows(draw_truth(Random(1).randint))).figures
    with pytest.raises(StudyError) as error:
        build_audit(tomllib.loads(FAULTY), figures, Path("audit.toml"))
    for told in ["unknown key 'colour'", "no figure is called 'nobody'", "unknown kind 'guess'",
                 "check 2: 'total' must be one figure", "no figure is called 'no_such.*'",
                 "'sum' has no 'weights'", "check 3: 'mean' needs 'total'"]:  # fmt: skip
        assert told in str(error.value)


def test_a_filter_needs_the_numbers_of_people() -> None:
    figures = honest_audit(honest_rows(draw_truth(Random(1).randint))).figures
    own = {"kind": "filter", "followed": "people.all", "through": "answer.a"}
    with pytest.raises(StudyError, match=r"'filter': people\.all has no n"):
        build_audit({"checks": [own]}, figures, Path("audit.toml"))


def test_checks_of_every_kind_are_among_the_honest_ones() -> None:
    assert {own["kind"] for own in DECLARED["checks"]} == set(CHECK_FUNCTIONS)


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
    capsys.readouterr()
    assert main(["audit", study]) == 0
    verdicts = ["uninformative", "consistent", "inconsistent"]
    said = re.findall(rf"^({'|'.join(verdicts)}) ", capsys.readouterr().out, flags=re.M)
    in_order = [verdict for verdict, _ in groupby(said)]
    assert in_order == verdicts[: 2 + status], "what does not fit stands last"


def test_a_study_that_prints_nothing_has_no_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = read_study(STUDY)
    write_study(own, tmp_path / "data" / "own", municipalities=3, forms=20, seed=1)
    monkeypatch.chdir(tmp_path)
    assert main(["audit", "own", "--strict"]) == 0
    capsys.readouterr()
    assert main(["audit", "own", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


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
