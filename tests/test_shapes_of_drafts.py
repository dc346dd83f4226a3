"""Drafts of exports of other shapes: their word for a place, waves in files, unlike sheets."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from exports import write_csv

from analysis.inputs.draft.folder import draft_study
from analysis.inputs.draft.stated import stated_ends, stated_words, without_ends
from analysis.inputs.faults import DataError


def test_any_word_for_a_place_is_the_studys_unit(project: Path) -> None:
    for number, word in enumerate(("Ort", "Plats", "Stad")):
        rows = [[word, "Mår du bra?"], *[[("Norrby", "Söderby")[k % 2], "Ja"] for k in range(40)]]
        draft = draft_study(f"s{number}", write_csv(project / word, "svar.csv", rows), "sv")
        text = (draft.folder / "study.toml").read_text("utf-8")
        assert f'sv = "{word.lower()}"' in text


def test_waves_of_files_are_in_the_order_of_their_years(project: Path) -> None:
    rows = [["Plats", "Mår du bra?"], *[[("Norrby", "Söderby")[k % 2], "Ja"] for k in range(40)]]
    for wave in ("Höst 2024", "Vår 2025", "Efteråt 2026"):
        folder = write_csv(project / "waves", f"{wave}.csv", rows)
    text = (draft_study("waves", folder, "sv").folder / "study.toml").read_text("utf-8")
    named = [text.index(f'"{wave}"') for wave in ("Höst 2024", "Vår 2025", "Efteråt 2026")]
    assert named == sorted(named)


def test_sheets_that_share_few_headings_are_not_pooled(project: Path) -> None:
    pupils = [["School", "Do you like it?", "Do you sing?"], *[["Mill", "Yes", "No"]] * 12]
    later = [["School", "Do you like it?", "Any pets?"], *[["Mill", "Yes", "No"]] * 12]
    teachers = [["School", "Do you teach?", "Do you rest?"], *[["Mill", "Yes", "No"]] * 12]
    write_csv(project / "waves", "one.csv", pupils)
    draft_study("waves", write_csv(project / "waves", "two.csv", later), "en")
    write_csv(project / "surveys", "pupils.csv", pupils)
    with pytest.raises(DataError) as refused:
        draft_study("surveys", write_csv(project / "surveys", "teachers.csv", teachers), "en")
    assert [fault.rule for fault in refused.value.faults] == ["sheets-unlike"]
    assert "only 1 are in pupils.csv" in str(refused.value)


def test_a_group_is_no_question_where_no_codes_show_who_is_in_it(project: Path) -> None:
    rows = [["Skola", "Mätning", "Grupp", "Sov du gott?"]]
    rows += [["A", ("T0", "T1")[k % 2], ("Med", "Utan")[k % 3 > 1], "Ja"] for k in range(60)]
    folder = write_csv(project / "arms", "svar.csv", rows)
    text = (draft_study("arms", folder, "sv").folder / "study.toml").read_text("utf-8")
    assert 'background = ["grupp"]' in text


@pytest.mark.parametrize(
    ("ending", "write"), [("sav", pyreadstat.write_sav), ("dta", pyreadstat.write_dta)]
)
def test_the_labels_of_a_statistics_file_are_its_headings(
    project: Path, ending: str, write: Callable[..., None]
) -> None:
    rows = {
        "id": [float(k // 2) for k in range(60)],
        "time": [k % 2 + 1.0 for k in range(60)],
        "q1": [k % 3 + 1.0 for k in range(60)],
        "q2": [k % 4 + 1.0 for k in range(60)],
    }
    labels: dict[str, str | None] = {
        "id": "Participant id",
        "time": "Measurement",
        "q1": "Able to rest",
    }
    (project / "x").mkdir()
    write(
        pd.DataFrame(rows), str(project / "x" / f"a.{ending}"), column_labels=labels,
        variable_value_labels={"time": {1.0: "Baseline", 2.0: "Later"}},
    )  # fmt: skip
    draft = draft_study(ending, project / "x", "en")
    study = tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))
    titles = {name: c["titles"]["en"] for name, c in study["tables"]["responses"].items()}
    assert titles["able_to_rest"] == ["Able to rest"]
    assert titles["q2"] == ["q2"], "of a variable without a label"
    assert list(study["labels"]["wave"]) == ["baseline", "later"]


def test_a_scale_begins_with_its_first_point_though_few_chose_it(project: Path) -> None:
    rows = [["Plats", "Omgång", "Hur mår du?"]]
    rows += [["Norrby", ("Före", "Efter")[k % 2], str(k % 3 + 3)] for k in range(60)]
    draft = draft_study("points", write_csv(project / "x", "a.csv", rows), "sv")
    study = tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))
    assert list(study["labels"]["hur_mar_du_points"]) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("title", "ends"),
    [("Trust (0 to 10)", (0, 10)), ("Luottamus 0…10", (0, 10)), ("Oro, 1 till 7", (1, 7)),
     ("Alone? (1 = never, 5 = always)", (1, 5)), ("Born 1950 to 1990", None),
     ("Hur nöjd, på en skala från 0 (inte alls) till 10 (helt nöjd)?", (0, 10)),
     ("Arvioi 1 (huonoin) – 5 (paras)", (1, 5)),
     ("On a scale between 0 (none) and 10 (all)", (0, 10)), ("Between 1 and 12 weeks", None),
     ("Children under 10 (of all ages) to 18", None)],
)  # fmt: skip
def test_a_heading_states_the_ends_in_many_ways(title: str, ends: tuple[int, int] | None) -> None:
    assert stated_ends(title) == ends


@pytest.mark.parametrize(
    ("title", "words"),
    [("Yksin? (1=en koskaan ... 5=aina)", {1: "en koskaan", 5: "aina"}),
     ("Tillit [0 = ingen alls - 10 = full tillit]", {0: "ingen alls", 10: "full tillit"}),
     ("Stress: 1 = none; 2 = well-known; 3 = a lot.", {1: "none", 2: "well-known", 3: "a lot"}),
     ("Skala 1 (=dåligt) till 5 (=bra)", {1: "dåligt", 5: "bra"}), ("Life (0–10)", {})],
)  # fmt: skip
def test_a_heading_gives_words_to_the_ends(title: str, words: dict[int, str]) -> None:
    assert stated_words(title) == words


def test_ends_of_a_scale_are_as_its_heading_says(project: Path) -> None:
    title = "Hur nöjd är du med livet, från 0 (inte alls) till 10 (helt nöjd)?"
    rows = [["Plats", "Omgång", title]]
    rows += [["Norrby", ("Före", "Efter")[k % 2], str(k % 5 + 3)] for k in range(60)]
    draft = draft_study("ends", write_csv(project / "x", "a.csv", rows), "sv")
    labels = tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))["labels"]
    (points,) = (labels[key] for key in labels if key.endswith("_points"))
    assert list(points) == [str(k) for k in range(11)]
    assert (points["0"], points["10"]) == ({"sv": "inte alls"}, {"sv": "helt nöjd"})


def test_a_code_is_found_beside_numbers_that_a_tool_gives_each_files_rows(project: Path) -> None:
    """As Microsoft Forms has them, whatever words the question for the code has."""
    title = "Your code (last two digits of your phone number and your mother's initials)"
    for wave, first in (("before", 0), ("after", 7)):
        rows = [["ID", title, "Town", "Rested?"]]
        rows += [[str(k + 1), f"{10 + (k + first) % 30}AB", ("Bay", "Mill")[k % 2],
                  ("Yes", "No")[k % 3 % 2]] for k in range(30)]  # fmt: skip
        folder = write_csv(project / "x", f"survey {wave}.csv", rows)
    draft = draft_study("coded", folder, "en")
    study = tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))
    responses = study["tables"]["responses"]
    assert responses["respondent_id"]["titles"]["en"] == [title]
    assert responses["respondent_id"]["kind"] == "code"
    assert not any("ID" in column["titles"]["en"] for column in responses.values())


def test_serial_numbers_are_days_where_the_heading_says_so(project: Path) -> None:
    rows = [["Pvm", "Työpaja", "Osallistui", "Pituus"]]
    rows += [[str(45400 + k % 8), "Some", ("kyllä", "ei")[k % 2], "180"] for k in range(40)]
    draft = draft_study("days", write_csv(project / "x", "a.csv", rows), "fi")
    study = tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))
    assert study["tables"]["registrations"]["date"]["kind"] == "date"
    assert str(study["project"]["start"]) == "2024-04-18"


def test_birth_years_postal_codes_and_consent_are_no_questions(project: Path) -> None:
    rows = [
        ["Kunta", "Kierros", "Syntymävuosi", "Postinumero", "Suostun tutkimukseen", "Lauloitko?"]
    ]
    for k in range(60):
        wave, sang = ("Alku", "Loppu")[k % 2], ("Kyllä", "Ei")[k % 3 % 2]
        rows.append(["Ii", wave, str(1950 + k), f"9{k % 7}100", "Kyllä", sang])
    draft = draft_study("years", write_csv(project / "x", "a.csv", rows), "fi")
    study = tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))
    assert [*study["tables"]["responses"]] == ["municipality", "wave", "lauloitko"]


@pytest.mark.parametrize(
    ("files", "sheets", "places"),
    [(("Before", "After"), ("Mill", "Bay"), ["bay", "mill"]),
     (("Mill", "Bay"), ("Before", "After"), ["bay", "mill"])],
)  # fmt: skip
def test_files_and_sheets_may_be_places_and_waves(
    project: Path, files: tuple[str, ...], sheets: tuple[str, ...], places: list[str]
) -> None:
    (project / "x").mkdir()
    for file in files:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name in sheets:
            sheet = book.create_sheet(name)
            for row in (
                ["Do you rest?", "How are you, 0–10?"],
                *[["Yes", k % 11] for k in range(22)],
            ):
                sheet.append(row)
        book.save(project / "x" / f"{file}.xlsx")
    draft = draft_study("both", project / "x", "en")
    study = tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))
    assert sorted(study["municipalities"]) == places
    assert sorted(study["labels"]["wave"]) == ["after", "before"]


@pytest.mark.parametrize(
    ("first", "last"),
    [("Före", "Efter"), ("Before", "After"), ("Pre", "Post"), ("Startenkät", "Slutenkät"),
     ("Baseline", "3 months"), ("Ennen", "Jälkeen")],
)  # fmt: skip
def test_waves_of_files_are_in_the_order_that_their_words_tell(
    project: Path, first: str, last: str
) -> None:
    """Files are read by the alphabet, which has "After" before "Before"."""
    rows = [[f"a{k}", ("Norr", "Syd")[k % 2], ("Ja", "Nej")[k % 3 % 2]] for k in range(40)]
    for wave in (first, last):
        folder = write_csv(project / "x", f"{wave}.csv", [["Kod", "Skola", "Mår du bra?"], *rows])
    draft = draft_study("waves", folder, "sv")
    study = tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))
    assert [label["sv"] for label in study["labels"]["wave"].values()] == [first, last]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Minkä arvosanan annat koululle (4–10)?", "number"),
     ("Vilket vitsord ger du, 4 till 10?", "number"),
     ("Miten jaksat (1–10)?", "scale"), ("Miten jaksat?", "scale")],
)  # fmt: skip
def test_a_mark_from_four_on_is_a_number_and_no_scale_from_one(
    project: Path, title: str, kind: str
) -> None:
    rows = [[("Koski", "Ii")[k % 2], ("Alku", "Loppu")[k % 4 // 2], 5 + k % 5] for k in range(60)]
    folder = write_csv(project / "x", "kysely.csv", [["Kunta", "Mittauskerta", title], *rows])
    made = draft_study("marks", folder, "fi")
    columns = tomllib.loads((made.folder / "study.toml").read_text("utf-8"))["tables"]["responses"]
    (column,) = (c for c in columns.values() if c["titles"]["fi"] == [title])
    assert column["kind"] == kind
    assert ("ends" in column) == (kind == "number")


def test_marks_side_by_side_are_numbers_each(project: Path) -> None:
    titles = [f"Arvosana {each} (4–10)" for each in ("ruualle", "opetukselle", "pihalle")]
    rows = [[("Koski", "Ii")[k % 2], ("Alku", "Loppu")[k % 4 // 2], *[5 + k % 5] * 3]
            for k in range(60)]  # fmt: skip
    folder = write_csv(project / "x", "kysely.csv", [["Kunta", "Mittauskerta", *titles], *rows])
    made = draft_study("marks", folder, "fi")
    columns = tomllib.loads((made.folder / "study.toml").read_text("utf-8"))["tables"]["responses"]
    assert [c["kind"] for c in columns.values() if c["titles"]["fi"][0] in titles] == ["number"] * 3


def test_seasons_of_a_year_are_in_its_order(project: Path) -> None:
    rows = [["Code", "Round", "Library", "Do you read?"]]
    for wave in ("Autumn 2023", "Autumn 2024", "Spring 2024", "Summer 2024"):  # sorted as text
        rows += [[f"P{k}x", wave, ("East", "West")[k % 2], "Yes"] for k in range(20)]
    folder = write_csv(project / "seasons", "all.csv", rows)
    study = tomllib.loads((draft_study("seasons", folder, "en").folder / "study.toml").read_text())
    waves = ["autumn_2023", "spring_2024", "summer_2024", "autumn_2024"]
    assert list(study["labels"]["wave"]) == waves


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("I feel safe (1 = never … 5 = always)", "I feel safe"),
        ("How noisy is it? 0 (silent) – 10 (deafening)", "How noisy is it?"),
        ("Mood (today) [scale 1–5]", "Mood (today)"),
        ("Rate this: how are you 1-5", "Rate this: how are you 1-5"),
        ("How often (0–10 times) do you walk?", "How often (0–10 times) do you walk?"),
    ],
)
def test_a_name_says_nothing_of_the_scale_that_figures_tell(title: str, name: str) -> None:
    assert without_ends(title) == name


def test_codes_are_called_as_their_heading_says_and_signs_of_none_are_none(project: Path) -> None:
    asked = "Would you rather be 1 = at home, 2 = at school?"
    rated = "I like it (1 = never, 5 = always)"
    rows = [
        ["School", asked, rated],
        *[["Mill", str(k % 2 + 1), str(k % 5 + 1)] for k in range(90)],
    ]
    rows += [["Mill", "99", "3"]] * 3 + [["Mill", "N/A", "99"]] * 3
    folder = write_csv(project / "codes", "all.csv", rows)
    draft = draft_study("codes", folder, "en")
    study = tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))
    key = next(key for key in study["labels"] if key.startswith("would"))
    words = {code: text["en"] for code, text in study["labels"][key].items()}
    assert words == {"1": "at home", "2": "at school"}  # no key decide: 99 and N/A are no answers
    assert any("candidates: 99;" in text for text in draft.decisions)
    assert [text["en"] for text in study["questions"].values()] == ["I like it"]


def test_a_place_may_be_asked_for_by_any_name_that_places_have(project: Path) -> None:
    for number, word in enumerate(("Vilken fritidsgård går du på?", "Which nursery is yours?")):
        rows = [[word, "Mår du bra?"], *[[("Norr", "Syd")[k % 2], "Ja"] for k in range(40)]]
        draft = draft_study(f"p{number}", write_csv(project / word[:6], "svar.csv", rows), "sv")
        study = tomllib.loads((draft.folder / "study.toml").read_text("utf-8"))
        assert study["tables"]["responses"]["municipality"]["titles"]["sv"] == [word]
