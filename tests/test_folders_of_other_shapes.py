"""Folders of exports in shapes that small projects have: names, codes, lists, yes and no."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from exports import write_csv
from instruments import Instrument, Question

from analysis.inputs.draft.folder import draft_study
from analysis.inputs.draft.hints import is_code_name, recognise
from analysis.inputs.faults import DataError
from analysis.inputs.folder import Folder, read_folder
from analysis.study.declaration import StudyError
from analysis.study.study_file import build_study

HOBBY = Question("hobby", "flag")
RATED = ["Do you rest?", "How are you, 0–10?"]


def draft(folder: Path, language: str = "en") -> dict[str, Any]:
    made = draft_study("shapes", folder, language)
    return tomllib.loads((made.folder / "study.toml").read_text("utf-8"))


def rows_of(count: int, **told: Sequence[str]) -> list[list[str]]:
    """Headings and rows of which each tells the next of a column's words."""
    columns = told.values()
    return [[*told], *[[words[k % len(words)] for words in columns] for k in range(count)]]


def refuse(folder: Path) -> list[str]:
    with pytest.raises(DataError) as refused:
        draft(folder)
    return [fault.rule for fault in refused.value.faults]


# -- yes and no


@pytest.mark.parametrize(
    ("yes", "no", "language"),
    [("K", "E", "fi"), ("J", "N", "sv"), ("Y", "N", "en"), ("TOSI", "EPÄTOSI", "fi"),
     ("Sant", "Falskt", "sv"), ("Checked", "Unchecked", "en")],
)  # fmt: skip
def test_yes_and_no_are_read_as_they_are_spelled(
    project: Path, yes: str, no: str, language: str
) -> None:
    rows = rows_of(40, Place=["North"], Round=["Before", "After"], Rested=[yes, yes, no])
    study = draft(write_csv(project / "x", "a.csv", rows), language)
    assert study["tables"]["responses"]["rested"]["kind"] == "flag"
    spelled = {word.casefold() for word in study["spellings"]["yes"]}
    assert yes.casefold() in spelled
    assert no.casefold() in {word.casefold() for word in study["spellings"]["no"]}


def test_a_list_that_marks_who_came_by_a_letter_is_one_of_registrations(project: Path) -> None:
    listed = rows_of(30, Pvm=["1.4.2024"], Tapahtuma=["Retki", "Kahvila"], Osallistui=["K", "E"])
    write_csv(project / "x", "list.csv", listed)
    words = ["Eri mieltä", "En osaa päättää", "Samaa mieltä"]
    # What asks whether somebody will be there is no mark of who was.
    asked = rows_of(60, Paikka=["Ii"], Kierros=["Alku", "Loppu"], Mieli=words)
    asked = [[*row, ("K", "E")[k % 2] if k else "Aiotko jatkaa mukana?"]
             for k, row in enumerate(asked)]  # fmt: skip
    study = draft(write_csv(project / "x", "asked.csv", asked), "fi")
    assert sorted(study["tables"]) == ["registrations", "responses"]
    assert study["tables"]["responses"]["aiotko_jatkaa_mukana"]["kind"] == "flag"


# -- waves and places in the names of files and sheets


@pytest.mark.parametrize(
    "order", [("{wave} {place}", "Before"), ("{place} {wave}", "wave1_autumn")]
)
def test_one_name_may_tell_wave_and_place(project: Path, order: tuple[str, str]) -> None:
    pattern, first = order
    last = {"Before": "After", "wave1_autumn": "wave2_spring"}[first]
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for wave in (first, last):
        for place in ("Mill Lane", "Bay"):
            sheet = book.create_sheet(pattern.format(wave=wave, place=place))
            for row in (["Nr", *RATED], *[[k + 1, "Yes", k % 11] for k in range(22)]):
                sheet.append(row)
    (project / "x").mkdir()
    book.save(project / "x" / "all.xlsx")
    study = draft(project / "x")
    names = [place["name"]["en"] for place in study["municipalities"].values()]
    assert sorted(names) == ["Bay", "Mill Lane"], "as they are spelled there"
    assert len(study["labels"]["wave"]) == 2
    # Numbers of the rows of each sheet are no question, and perhaps no people.
    assert study["tables"]["responses"]["respondent_id"]["kind"] == ""
    assert "nr" not in study["tables"]["responses"]


def test_files_are_places_where_a_column_tells_the_waves(project: Path) -> None:
    for place in ("Kuopio", "Iisalmi"):
        rows = rows_of(60, Vuosi=["2022", "2023"], Lauloitko=["Kyllä", "Ei", "Ei"])
        folder = write_csv(project / "x", f"Vastaukset {place}.csv", rows)
    study = draft(folder, "fi")
    assert [*study["labels"]["wave"]] == ["2022", "2023"]
    assert sorted(study["municipalities"]) == ["iisalmi", "kuopio"]


def test_files_that_are_called_as_waves_are_no_places(project: Path) -> None:
    for wave in ("Autumn 2024", "Spring 2025"):
        rows = rows_of(40, Round=[wave], Rested=["Yes", "No"])
        folder = write_csv(project / "x", f"{wave}.csv", rows)
    assert [*draft(folder)["municipalities"]] == ["decide"]


def test_files_of_a_folder_inside_are_not_passed_over_in_silence(project: Path) -> None:
    rows = rows_of(40, Round=["Before", "After"], Place=["North"], Hobby=["Yes", "No"])
    write_csv(project / "x", "a.csv", rows)
    write_csv(project / "x/Bay", "b.csv", rows)
    assert refuse(project / "x") == ["folder-inside"]
    table = Instrument((HOBBY,)).declare(project.name)
    table["spellings"] = {"yes": ["Yes"], "no": ["No"]}
    table["tables"]["responses"]["wave"]["titles"] = {"en": ["Round"]}
    found = read_folder(build_study(table, project), project / "x")
    (told,) = (note.line("en") for note in found.notes if note.rule == "file-not-read")
    assert "files of a folder inside the folder" in told


# -- whose a row is, and what it is


@pytest.mark.parametrize(
    ("titles", "language"),
    [(("person", "wave", "question", "answer"), "en"), (("Kod", "Omgång", "Fråga", "Svar"), "sv"),
     (("vastaaja", "mittaus", "väittämä", "arvo"), "fi")],
)  # fmt: skip
def test_a_row_for_each_answer_is_refused(
    project: Path, titles: Sequence[str], language: str
) -> None:
    rows = [[f"{k // 6}", "ab"[k // 3 % 2], f"q{k % 3}", f"{k % 5 + 1}"] for k in range(120)]
    assert refuse(write_csv(project / "x", "long.csv", [titles, *rows])) == ["rows-of-items"]


@pytest.mark.parametrize(
    ("title", "column"),
    [("Member number", "respondent_id"), ("Nr", "respondent_id"), ("Nro", "respondent_id"),
     ("#", "respondent_id"), ("Jäsennumero", "respondent_id"), ("Number of children", "")],
)  # fmt: skip
def test_a_number_of_people_is_recognised(title: str, column: str) -> None:
    assert recognise(title, "responses") == column


def of_places(folder: Path, *, per_place: bool) -> Folder:
    """Answers of people whom each of two places counts from one."""
    table = Instrument((HOBBY,)).declare(folder.name)
    table["spellings"] = {"yes": ["Yes"], "no": ["No"]}
    code = {"kind": "code", "titles": {"en": ["ID"]}, "per_place": per_place}
    table["tables"]["responses"]["respondent_id"] = code
    rows = [["ID", "Place", "Wave", "Hobby"]]
    rows += [[str(k), place, wave, "Yes"] for wave in ("Before", "After")
             for place in ("North", "South") for k in range(1, 13)]  # fmt: skip
    return read_folder(build_study(table, folder), write_csv(folder / "raw", "a.csv", rows))


def test_people_whom_each_place_counts_from_one_are_told_apart(tmp_path: Path) -> None:
    apart = of_places(tmp_path, per_place=True)
    assert apart.faults == []
    assert apart.tables["responses"]["respondent_id"].nunique() == 24
    (fault,) = of_places(tmp_path, per_place=False).faults
    assert fault.rule == "doubled-code"


@pytest.mark.parametrize(("again", "is_written"), [(0, True), (12, False)])
def test_a_draft_tells_that_each_place_has_codes_of_its_own(
    project: Path, again: int, is_written: bool
) -> None:
    rows = [["ID", "School", "Round", "Rested"]]
    rows += [[f"P{k + again * (place == 'Bay')}", place, wave, "Yes"]
             for wave in ("Before", "After") for place in ("Mill", "Bay")
             for k in range(1, 13)]  # fmt: skip
    code = draft(write_csv(project / "x", "a.csv", rows))["tables"]["responses"]["respondent_id"]
    assert code.get("per_place", False) == is_written


def test_only_respondents_can_have_codes_of_their_places() -> None:
    table = Instrument((HOBBY,)).declare("made_up")
    table["tables"]["responses"]["hobby"]["per_place"] = True
    with pytest.raises(StudyError, match=r"hobby.per_place' belongs to respondents' codes"):
        build_study(table, Path("/nowhere/made_up"))


# -- what is asked


def test_what_headings_call_by_codes_a_person_names(project: Path) -> None:
    told = {f"swb{k}": ["1", "2", "3", "4"] for k in range(1, 4)} | {"q7_smoker": ["Yes", "No"]}
    rows = rows_of(40, Place=["North"], Round=["Before", "After"], **told)
    made = draft_study("shapes", write_csv(project / "x", "a.csv", rows), "en")
    study = tomllib.loads((made.folder / "study.toml").read_text("utf-8"))
    assert study["labels"]["statements"] == {f"swb{k}": {"en": ""} for k in range(1, 4)}
    assert study["questions"] == {"q7_smoker": {"en": ""}}
    assert sum("long or a mere code" in text for text in made.decisions) == 1
    assert not is_code_name("How are you, 0–10?")


@pytest.mark.parametrize("pattern", ["{}", "{} - Word {}"])
def test_ratings_in_words_side_by_side_are_one_question(project: Path, pattern: str) -> None:
    words = [pattern.format(("Never", "Rarely", "Often", "Always")[k] if "-" not in pattern else k,
                            k) for k in range(4)]  # fmt: skip
    told = {"I sleep": words, "I rest": words[:3], "I eat": words}
    rows = rows_of(120, Place=["North"], Round=["Before", "After"], **told)
    column = draft(write_csv(project / "x", "a.csv", rows))["tables"]["responses"]["statements"]
    assert column["kind"] == "scale"
    assert column["better"] == ""


@pytest.mark.parametrize(("last", "told"), [("South", 0), ("North", 1)])
def test_a_place_that_one_compared_wave_lacks_is_told_of(
    tmp_path: Path, last: str, told: int
) -> None:
    table = Instrument((HOBBY,)).declare(tmp_path.name)
    table["spellings"] = {"yes": ["Yes"], "no": ["No"]}
    waves = ["Before", "Before", "After", "After"]
    rows = rows_of(40, Place=["North", "South", "North", last], Wave=waves, Hobby=["Yes"])
    found = read_folder(build_study(table, tmp_path), write_csv(tmp_path / "raw", "a.csv", rows))
    notes = [n.line("en") for n in found.notes if n.rule == "place-without-wave"]
    assert len(notes) == told
    assert all("“South” has no forms of the wave “After”" in note for note in notes)
