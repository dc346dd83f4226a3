"""The same answers in whatever shape an export has: equal frames."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from bad_inputs import COSTS, REGISTRATIONS, Rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.example.export import Shape, response_rows, write_responses, write_table
from analysis.example.responses import Form, Person, make_forms
from analysis.inputs.folder import Folder, read_folder
from analysis.inputs.printed.published import read_published
from analysis.study.declaration import LANGUAGES
from analysis.study.spelling import normal
from analysis.study.study_file import read_study

SHAPES = {
    "webropol": Shape(),
    "limesurvey_codes": Shape("csv", "en", "codes", "binary", separator=",", encoding="utf-8"),
    "swedish_texts": Shape("csv", "sv", "texts", "text", encoding="cp1252"),
    "joined": Shape("csv", "fi", "texts", "joined", encoding="utf-16"),
    "utf_16_without_mark": Shape("csv", "fi", "codes", "joined", encoding="utf-16-le"),
    "a_file_a_wave": Shape("csv", "fi", "texts", "text", waves="files", encoding="utf-8"),
    "a_workbook_a_wave": Shape("xlsx", "en", "codes", "binary", waves="files"),
    "a_sheet_a_wave": Shape("xlsx", "sv", "texts", "joined", waves="sheets"),
    "tabs": Shape("csv", "en", "texts", "text", separator="\t", encoding="utf-8-sig"),
    "unmarked_codes": Shape("xlsx", "fi", "codes", "text", is_marked=False),
}
STUDY = read_study("yhdessa_osallisuutta")
COLUMNS = STUDY.codebook.tables["responses"]


def faultless(folder: Path) -> Folder:
    found = read_folder(STUDY, folder)
    assert [f.line("en") for f in found.faults] == []
    return found


def responses(forms: list[Form], shape: Shape, folder: Path) -> pd.DataFrame:
    folder.mkdir(exist_ok=True)
    write_responses(forms, STUDY, folder, shape)
    return faultless(folder).tables["responses"].drop(columns="origin")


@pytest.fixture(scope="module")
def forms() -> list[Form]:
    printed = read_published(STUDY, "survey_change")
    return make_forms(COLUMNS, printed, list(STUDY.municipalities), 83, Random(7))


@pytest.fixture(scope="module")
def first(forms: list[Form], tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return responses(forms, SHAPES["webropol"], tmp_path_factory.mktemp("first"))


@pytest.mark.parametrize("name", SHAPES)
def test_the_same_survey_reads_to_the_same_frame_from_every_shape(
    name: str, forms: list[Form], first: pd.DataFrame, tmp_path: Path
) -> None:
    assert len(first) == 83 * sum(len(c.item_keys) or 1 for c in COLUMNS.values()
                                  if c.kind in ("scale", "multiple")) + 83  # fmt: skip
    assert_frame_equal(responses(forms, SHAPES[name], tmp_path), first)


def test_the_frame_says_what_the_forms_say(forms: list[Form], first: pd.DataFrame) -> None:
    forms = sorted(forms, key=lambda form: form.wave == "end")
    for number, form in enumerate(forms, start=1):
        own = first[first["form"] == number]
        assert set(own["municipality"]) == {form.person.municipality}
        assert set(own["respondent_id"].astype("object").fillna("")) == {form.code}
        said = own[own["missing"] == ""].set_index(["question", "item"])["response"]
        for (question, item), answer in form.answers.items():
            if isinstance(answer, int):
                assert said[question, item] == answer
            elif answer not in ("dont_know", "no_answer"):
                assert said[question, answer] == 1
        for question, chosen in form.chosen.items():
            rows = said[said.index.get_level_values("question") == question]
            assert {item for (_, item), one in rows.items() if one} == chosen


answer: Any = st.sampled_from([1, 2, 3, 4, 5, "dont_know", "no_answer"])
people = st.builds(
    Person,
    number=st.integers(1, 9),
    municipality=st.sampled_from(sorted(STUDY.municipalities)),
    age_group=st.sampled_from(COLUMNS["age_group"].allowed),
    gender=st.sampled_from(COLUMNS["gender"].allowed),
    burden=st.just(0.0),
    is_improving=st.just(False),
)


@st.composite
def filled_in(draw: st.DrawFn) -> list[Form]:
    """Forms with any answers; codes are distinct within a wave."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        wave = draw(st.sampled_from(["start", "end"]))
        form = Form(draw(people), wave, draw(st.sampled_from(["", f"K{number}", f"0{number}"])))
        for column in COLUMNS.values():
            if column.kind == "scale":
                for item in column.item_keys or ("",):
                    rating: int | str = draw(answer)
                    form.answers[column.name, item] = rating
            if column.kind == "multiple":
                form.chosen[column.name] = draw(st.sets(st.sampled_from(column.item_keys)))
        wishes = [*COLUMNS["change_wished"].allowed, "dont_know", "no_answer"]
        form.answers["change_wished", ""] = draw(st.sampled_from(wishes))
        made.append(form)
    return made


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=filled_in(), names=st.lists(st.sampled_from(sorted(SHAPES)), min_size=2, max_size=2))
def test_any_answers_survive_any_shape(
    made: list[Form], names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    one, other = (responses(made, SHAPES[n], tmp_path_factory.mktemp(n)) for n in names)
    assert_frame_equal(one, other)


def write_csv(path: Path, rows: Rows, separator: str = ";") -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8"))


def changed(rows: Rows, cells: dict[tuple[int, str], Any]) -> Rows:
    copied = [list(row) for row in rows]
    for (row, column), value in cells.items():
        copied[row - 1][copied[0].index(column)] = value
    return copied


def notes(found: Folder) -> set[tuple[str, str]]:
    return {(note.rule, note.column) for note in found.notes}


def test_numbers_and_days_are_normalised_and_that_is_said(tmp_path: Path) -> None:
    rows = changed(COSTS, {
        (2, "Tuntipalkka €"): "", (2, "Kuukausipalkka €"): "2\N{NO-BREAK SPACE}900,50",
        (2, "Sivukulut %"): "24,5 %", (3, "Tunnit"): "1 234,50", (4, "Päivä"): "44810",
        (3, "Päivä"): "2022-09-05", (4, "Yksikköhinta €"): "12,90 €",
    })  # fmt: skip
    write_csv(tmp_path / "kulut.csv", rows)
    found = faultless(tmp_path)
    costs = found.tables["costs"]
    assert costs["monthly_pay_eur"][0] == Decimal("2900.50")
    assert costs["on_cost_pct"][0] == Decimal("24.5")
    assert costs["hours"][1] == Decimal("1234.50")
    assert costs["unit_price_eur"][2] == Decimal("12.90")
    assert list(costs["date"].dt.date) == [date(2022, 9, 5), date(2022, 9, 5), date(2022, 9, 6)]
    assert {
        ("number", "Kuukausipalkka €"),
        ("number", "Tunnit"),
        ("date-serial", "Päivä"),
    } <= notes(found)


def test_decimal_points_are_read_where_the_whole_file_has_them(tmp_path: Path) -> None:
    pointed = [[c.replace(",", ".") if c[:1].isdigit() else c for c in row] for row in COSTS]
    for name, rows, separator in [("commas", COSTS, ";"), ("points", pointed, ",")]:
        (tmp_path / name).mkdir()
        write_csv(tmp_path / name / "costs.csv", rows, separator)
    one, other = (faultless(tmp_path / n).tables["costs"] for n in ("commas", "points"))
    assert_frame_equal(one, other)


def test_a_spreadsheets_own_numbers_and_days_are_read_exactly(tmp_path: Path) -> None:
    rows = changed(COSTS, {(2, "Tunnit"): Decimal("2.5"), (2, "Päivä"): date(2022, 9, 5),
                           (4, "Yksikköhinta €"): Decimal("12.9")})  # fmt: skip
    write_table(tmp_path / "kulut.xlsx", rows, Shape(is_marked=False))
    costs = faultless(tmp_path).tables["costs"]
    assert (costs["hours"][0], costs["unit_price_eur"][2]) == (Decimal("2.5"), Decimal("12.9"))
    assert costs["date"][0].date() == date(2022, 9, 5)


@pytest.mark.parametrize(
    ("meetings", "rows"), [(("3", "", ""), [4]), (("", "3", "2"), []), (("", "", ""), [])]
)
def test_meetings_of_some_pilots_alone_are_a_note(
    tmp_path: Path, meetings: tuple[str, ...], rows: list[int]
) -> None:
    sheet = [[*row, cell] for row, cell in zip(COSTS, ("Tapaamisia", *meetings), strict=True)]
    write_csv(tmp_path / "kulut.csv", sheet)
    found = [note for note in faultless(tmp_path).notes if note.rule == "meetings-untold"]
    assert [(note.row, note.column, dict(note.values)["count"]) for note in found] == [
        (row, "Tapaamisia", 1) for row in rows
    ]


@pytest.mark.parametrize(
    ("written", "key"),
    [("HAAPAVESI ", "haapavesi"), ("Raahen kaupunki", "raahe"), ("Reisjärvellä", "reisjarvi"),
     ("Brahestad", "raahe"), ("071", "haapavesi"), ("71", "haapavesi"),
     ("\N{NO-BREAK SPACE}Utajärven  kunta", "utajarvi"), ("utaja\u0308rvi", "utajarvi")],
)  # fmt: skip
def test_municipalities_are_known_by_every_declared_spelling(
    tmp_path: Path, written: str, key: str
) -> None:
    write_csv(tmp_path / "kulut.csv", changed(COSTS, {(4, "Kunta"): written}))
    assert faultless(tmp_path).tables["costs"]["municipality"][2] == key


def test_subtotals_and_a_spreadsheets_inexact_sum_are_right(tmp_path: Path) -> None:
    first, second, third = REGISTRATIONS[1:]
    subtotals = [["Summa", "", "", "", "", "", n, m] for n, m in (("2", "1"), ("1", "1"))]
    grand = ["Yhteensä", "3", "", "", "", "", "3", "2"]
    rows = [REGISTRATIONS[0], first, second, subtotals[0], third, subtotals[1], grand]
    write_csv(tmp_path / "ilmo.csv", rows)
    costs = changed(COSTS, {(2, "Tunnit"): 0.1, (3, "Tunnit"): 0.2})
    costs.append(["Yhteensä", *[""] * 4, 0.1 + 0.2, *[""] * 5, "68"])
    write_table(tmp_path / "kulut.xlsx", costs, Shape(is_marked=False))
    found = faultless(tmp_path)
    assert [n.rule for n in found.notes] == ["total-left-out"] * 4


def test_empty_fields_at_the_end_of_rows_are_no_fields(tmp_path: Path) -> None:
    rows = [[*row, "", ""] if k % 2 else row for k, row in enumerate(REGISTRATIONS)]
    write_csv(tmp_path / "ilmo.csv", rows)
    assert len(faultless(tmp_path).tables["registrations"]) == 3


@pytest.mark.parametrize("missing", ["–1", "- 1", "\N{MINUS SIGN}1", "-1", "99", "En osaa sanoa"])
def test_codes_of_missing_answers_are_no_ratings(
    forms: list[Form], tmp_path: Path, missing: str
) -> None:
    rows = [list(row) for row in response_rows(forms[:2], COLUMNS, STUDY, Shape("csv"))]
    rows[1][rows[0].index("Elämä kokonaisuutena")] = missing
    write_csv(tmp_path / "kysely.csv", rows)
    frame = faultless(tmp_path).tables["responses"]
    own = frame[(frame["question"] == "life_as_a_whole") & (frame["missing"] != "")]
    assert len(own) >= 1


def test_a_right_row_of_totals_is_left_out_and_reported(tmp_path: Path) -> None:
    totals = [["Yhteensä", "", "", "", "", "", "3", "2"], ["", "", "", "", "", "", "", ""]]
    write_csv(tmp_path / "ilmo.csv", [*REGISTRATIONS, *totals])
    found = faultless(tmp_path)
    assert len(found.tables["registrations"]) == 3
    assert [(n.rule, n.row) for n in found.notes] == [("total-left-out", 5)]


def test_missing_answers_keep_their_reason_and_those_not_asked_are_told_apart(
    forms: list[Form], tmp_path: Path
) -> None:
    rows = [list(row) for row in response_rows(forms[:3], COLUMNS, STUDY, Shape("csv"))]
    wish, rating = rows[0].index("Kaipaatko muutosta?"), rows[0].index("Elämä kokonaisuutena")
    asked = [k for k, title in enumerate(rows[0]) if str(title).startswith("Mihin kaipaat")]
    for row, reason in zip(rows[1:], ("99", "-1", "Vet inte"), strict=True):
        row[rating] = reason
        row[wish] = "En kaipaa muutosta"
        for k in asked:
            row[k] = ""
    rows[3][asked[0]] = "Työ"
    write_csv(tmp_path / "kysely.csv", rows)
    found = faultless(tmp_path)
    frame = found.tables["responses"].set_index(["question", "form"])
    assert set(frame.loc["life_as_a_whole", "missing"]) == {"dont_know", "no_answer"}
    reasons = frame.loc["change_in"].groupby("form")["missing"].agg(set)
    assert sorted(map(sorted, reasons)) == [[""], ["not_asked"], ["not_asked"]]
    warned = next(note for note in found.notes if note.rule == "not-asked")
    assert dict(warned.values) == {"count": 1}


def test_titles_may_be_numbered_and_the_order_of_columns_is_free(
    forms: list[Form], first: pd.DataFrame, tmp_path: Path
) -> None:
    rows = response_rows(forms, COLUMNS, STUDY, Shape("csv"))
    order = sorted(range(len(rows[0])), key=lambda k: str(rows[0][k])[::-1])
    mixed: Rows = [[row[k] for k in order] for row in rows]
    mixed[0] = [f"{k + 1}. {title}" for k, title in enumerate(mixed[0])]
    write_csv(tmp_path / "kysely.csv", mixed)
    assert_frame_equal(faultless(tmp_path).tables["responses"].drop(columns="origin"), first)


def test_free_text_and_unknown_columns_are_kept_nowhere(forms: list[Form], tmp_path: Path) -> None:
    rows = [list(row) for row in response_rows(forms, COLUMNS, STUDY, Shape("csv"))]
    for number, row in enumerate(rows[1:]):
        row[rows[0].index("Mitä muuta haluat kertoa?")] = f"kanarialintu {number}"
    rows = [[*row, "Lempiväri" if not k else f"kanarialintu {k}"] for k, row in enumerate(rows)]
    write_csv(tmp_path / "kysely.csv", rows)
    found = faultless(tmp_path)
    assert "kanarialintu" not in found.tables["responses"].to_csv()
    said = " ".join(n.line(language) for n in found.notes for language in LANGUAGES)
    assert "kanarialintu" not in said
    assert "Lempiväri" not in said  # the title of an unknown column may be an answer too
    assert {n.rule for n in found.notes} >= {"free-text", "column-not-read"}


@given(st.text(max_size=30))
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normal(normal(text)) == normal(text)
