"""Drafts of exports as survey tools and statistics programs write them, and their reading."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from exports import write_csv

from analysis.inputs.draft.folder import draft_study
from analysis.inputs.draft.questions import split_title
from analysis.inputs.draft.shape import infer_kind
from analysis.inputs.draft.tables import FoundColumn
from analysis.inputs.folder import Folder, read_folder
from analysis.study.study_file import build_study

WAVES = ("Before", "After")


def draft(folder: Path, language: str = "en") -> dict[str, Any]:
    made = draft_study("tools", folder, language)
    return tomllib.loads((made.folder / "study.toml").read_text("utf-8"))


def read(table: dict[str, Any], folder: Path) -> Folder:
    """The exports, read by their draft once a person has decided."""
    table["id"], table["name"] = folder.name, {table["language"]: "Tools"}
    table["disclosure"] = {"minimum_n": 5, "minimum_count": 3}
    table["survey"] = {}
    table["spellings"]["missing"] = {}
    for number, place in enumerate(table["municipalities"].values(), start=901):
        place["code"] = str(number)
    return read_folder(build_study(table, folder), folder)


# -- names of files


@pytest.mark.parametrize(
    ("names", "waves"),
    [
        (["Enkät Hösten 2023(1-72)", "Enkät Hösten 2024(1-60)", "Enkät Våren 2024(1-66)"],
         ["Hösten 2023", "Våren 2024", "Hösten 2024"]),
        (["Pre-course_May 2, 2024_10.11", "Post-course_June 9, 2024_08.15"], ["Pre", "Post"]),
        (["Autumn form 2023", "Spring form 2024"], ["Autumn form 2023", "Spring form 2024"]),
        (["Kysely 2023", "Kysely 2024"], ["2023", "2024"]),
        (["Form_2024-09-02", "Form_2024-12-09"], ["Form 2024 09 02", "Form 2024 12 09"]),
        (["Pre_DATA_2025-02-01_1012", "Post_DATA_2025-09-01_0930"], ["Pre", "Post"]),
    ],
)  # fmt: skip
def test_waves_of_files_are_read_as_they_were_drafted(
    project: Path, names: Sequence[str], waves: Sequence[str]
) -> None:
    for at, name in enumerate(names):
        rows = [[("Yes", "No")[k % (at + 2) % 2], ("Mill", "Bay")[k % 3 % 2]] for k in range(20)]
        folder = write_csv(project / "x", f"{name}.csv", [["Hobby", "School"], *rows])
    table = draft(folder)
    drafted = [label["en"] for label in table["labels"]["wave"].values()]
    assert sorted(drafted) == sorted(waves)
    for number, label in enumerate(table["labels"]["wave"].values()):
        label["en"] = f"Round {number}"  # a wave's name is the study's
    found = read(table, folder)
    assert found.faults == []
    assert found.tables["responses"].groupby("wave")["form"].nunique().tolist() == [20] * len(waves)


# -- ODK and Kobo


def test_groups_of_odk_are_no_part_of_what_a_heading_names(project: Path) -> None:
    titles = ["deviceid", "grp_id/enumerator", "grp_id/centre", "grp_id/round",
              "grp_id/member_code", "grp_life/sleep_well", "grp_life/eat_well", "grp_do/acts",
              "grp_do/acts/cook", "grp_do/acts/sing", "grp_do/owns_bike", "_uuid",
              "__version__"]  # fmt: skip
    rows = [titles]
    for at, wave in enumerate(("first", "second")):
        for k in range(30):
            acts = [("cook",), ("cook", "sing"), ()][(k + at) % 3]
            rows.append(["collect:1", f"enum{k % 2}", ("mill", "bay")[k % 2], wave, f"M{k:03d}",
                         "often", ("often", "never", "always")[(k + at) % 3], " ".join(acts),
                         *(str(int(act in acts)) for act in ("cook", "sing")),
                         ("yes", "no")[(k + at) % 2], f"u{k}{wave}", "v1"])  # fmt: skip
    folder = write_csv(project / "x", "a.csv", rows)
    table = draft(folder)
    columns = table["tables"]["responses"]
    roles = {name: columns[name]["titles"]["en"] for name in ("respondent_id", "wave")}
    assert roles == {"respondent_id": ["grp_id/member_code"], "wave": ["grp_id/round"]}
    assert columns["grp_do_acts"]["kind"] == "multiple"
    assert [*table["labels"]["grp_do_acts"]] == ["cook", "sing"]
    assert not {"deviceid", "uuid", "version"} & {*columns}
    columns["grp_do_acts"]["none_counts"] = True
    table["tables"]["responses"] = {
        name: columns[name]
        for name in ("respondent_id", "municipality", "wave", "grp_do_acts", "grp_do_owns_bike")
    }
    table["questions"] = {}
    table["labels"] = {key: table["labels"][key] for key in ("wave", "grp_do_acts")}
    found = read(table, folder)
    assert [fault.rule for fault in found.faults] == [], "all answers beside each are passed over"
    assert found.tables["responses"]["respondent_id"].nunique() == 30


# -- REDCap's dictionary


def test_a_dictionary_of_redcap_tells_what_is_asked_and_answered(project: Path) -> None:
    words = "0, Never | 1, Some days | 2, Most days | 3, Every day"
    points = " | ".join(f"{n}, {n}" for n in range(11)) + " | 99, Prefer not to say"
    asked = [["Variable / Field Name", "Form Name", "Field Type", "Field Label", "Choices"],
             ["record_id", "enrolment", "text", "Record ID", ""],
             ["calm", "wellbeing", "radio", "I felt calm", words],
             ["pain", "wellbeing", "radio", "How bad is your pain?", points],
             ["walks", "wellbeing", "yesno", "Do you walk?", ""],
             ["helper", "wellbeing", "checkbox", "Who helps?", "1, Family | 2, Friends"],
             ["notes", "wellbeing", "notes", "Anything else?", ""]]  # fmt: skip
    write_csv(project / "x", "dictionary.csv", asked)
    rows = [["record_id", "redcap_event_name", "redcap_data_access_group", "calm", "pain", "walks",
             "helper___1", "helper___2", "notes"]]  # fmt: skip
    rows += [[str(k), f"{wave}_arm_1", ("mill", "bay")[k % 2], str((k + at) % 4),
              str((k + at) % 8 + 2), str((k + at) % 2), str((k + at) % 2), "1", "needs a bus"]
             for at, wave in enumerate(("start", "end")) for k in range(1, 41)]  # fmt: skip
    study = draft(write_csv(project / "x", "data.csv", rows))
    labels, told = study["labels"], study["questions"]
    assert [*labels["calm_points"].values()] == [
        {"en": words} for words in ("Never", "Some days", "Most days", "Every day")
    ]
    assert [*labels["pain_points"]] == [str(n) for n in range(11)], "also those that nobody chose"
    assert told == {"calm": {"en": "I felt calm"}, "pain": {"en": "How bad is your pain?"},
                    "walks": {"en": "Do you walk?"}, "helper": {"en": "Who helps?"}}  # fmt: skip
    assert labels["helper"] == {"1": {"en": "Family"}, "2": {"en": "Friends"}}
    assert study["tables"]["responses"]["notes"]["kind"] == "free_text"


# -- statistics programs and forms


@pytest.mark.parametrize(
    ("cells", "kind"),
    [(["1 – Never", "2", "3", "4", "5 – Always"], "coded"),
     (["1 – Never", "2", "3", "4", "5 – Always", "-99"], "coded"),
     (["1 – Ja", "0 – Nej"], "flag"), (["2 = Ei", "1 = Kyllä"], "flag"), (["👍", "👎"], "flag")],
)  # fmt: skip
def test_words_of_some_codes_make_no_choice_of_a_scale(cells: list[str], kind: str) -> None:
    assert infer_kind(cells * 9) == kind


def test_places_and_waves_may_stand_beside_their_codes(project: Path) -> None:
    places, waves = ("1 – North", "2 – South", "3 – East"), ("1 – Start", "2 – Middle", "3 – End")
    rows = [[place, wave, ("1 – Yes", "0 – No")[k % 2]]
            for place in places for wave in waves for k in range(8)]  # fmt: skip
    study = draft(write_csv(project / "x", "a.csv", [["Centre", "Round", "Hobby"], *rows]))
    assert [place["name"]["en"] for place in study["municipalities"].values()] == [*places]
    assert [label["en"] for label in study["labels"]["wave"].values()] == [*waves]
    assert study["tables"]["responses"]["hobby"]["kind"] == "flag"
    assert {"1 – Yes", "0 – No"} <= {*study["spellings"]["yes"], *study["spellings"]["no"]}


def test_a_line_between_question_and_item_is_of_neither() -> None:
    assert split_title("Please rate: - My week") == ("Please rate", "My week")


def test_what_a_column_looks_like_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []

    def look(cells: Sequence[str]) -> str:
        looked.append(cells)
        return "scale"

    monkeypatch.setattr("analysis.inputs.draft.tables.infer_kind", look)
    column = FoundColumn("Rested", "a.csv", "A", ["1", "2", "3"])
    assert [column.kind, column.kind] == ["scale", "scale"]
    assert len(looked) == 1


def test_answers_in_two_languages_are_one_where_one_key_has_both(project: Path) -> None:
    words = (("Före", "Vasa", "Ja"), ("Ennen", "Vaasa", "Kyllä"), ("Efter", "Vasa", "Nej"),
             ("Jälkeen", "Vaasa", "Ei"))  # fmt: skip
    folder = write_csv(project / "x", "a.csv", [["Gång", "Kommun", "Hobby"], *words * 9])
    table = draft(folder, "sv")
    table["labels"]["wave"] = {
        "start": {"sv": "Före", "fi": "Ennen"},
        "end": {"sv": "Efter", "fi": "Jälkeen"},
    }
    table["municipalities"] = {"vasa": {"code": "", "name": {"sv": "Vasa", "fi": "Vaasa"}}}
    found = read(table, folder)
    assert found.faults == []
    hobby = found.tables["responses"].query("question == 'hobby'")
    assert hobby.groupby("wave")["form"].nunique().to_dict() == {"start": 18, "end": 18}


@pytest.mark.parametrize("text", ["9", "9+"])
def test_a_point_called_by_its_number_is_no_other_number(project: Path, text: str) -> None:
    """Of the points 0 to 9, 99 is none, and often says that nobody answered."""
    rows = [["Wave", "Place", "Pain"]]
    rows += [[wave, ("Mill", "Bay")[k % 2], str(k % 10)] for wave in WAVES for k in range(40)]
    rows[5][2] = "9" + text
    folder = write_csv(project / "x", "a.csv", rows)
    table = draft(folder)
    texts = [*map(str, range(9)), text]
    table["labels"]["pain_points"] = {str(at): {"en": point} for at, point in enumerate(texts)}
    table["tables"]["responses"]["pain"] |= {"labels": "pain_points", "better": "low"}
    found = read(table, folder)
    assert [(fault.rule, fault.row) for fault in found.faults] == [("rating", 6)]


@pytest.mark.parametrize("between", [" ", ";", "; ", ", ", "|"])
def test_several_codes_in_one_cell_are_as_many_answers(project: Path, between: str) -> None:
    """Codes 1 and 2 beside each other are not 12."""
    codes = [*map(str, range(1, 13))]
    chosen = [[codes[k % 12], codes[k % 5], codes[11]] for k in range(60)] + [["1", "2"]] * 12
    cells = [between.join(sorted({*own}, key=codes.index)) for own in chosen]
    rows = [[wave, ("Mill", "Bay")[k % 2], cell] for wave in WAVES for k, cell in enumerate(cells)]
    folder = write_csv(project / "x", "a.csv", [["Wave", "Place", "Helpers"], *rows])
    table = draft(folder)
    assert table["tables"]["responses"]["helpers"]["kind"] == "multiple"
    table["tables"]["responses"]["helpers"]["none_counts"] = True
    for code, words in table["labels"]["helpers"].items():
        words["en"] = f"Helper {code}"
    found = read(table, folder)
    assert found.faults == []
    helpers = found.tables["responses"].query("question == 'helpers' and response == 1")
    expected = {code: 2 * sum(code in own for own in chosen) for code in codes}
    assert helpers.groupby("item", observed=True).size().to_dict() == expected


def test_waves_are_counted_in_the_order_of_the_study(project: Path) -> None:
    """Files are read by name, and "After" stands before "Before" there."""
    for at, name in enumerate(WAVES):
        rows = [[f"c{k}", ("Yes", "No")[(k + at) % 2], ("Mill", "Bay")[k % 2]] for k in range(20)]
        folder = write_csv(project / "x", f"{name}.csv", [["Code", "Hobby", "School"], *rows])
    found = read(draft(folder), folder)
    counted = [count.values["wave"] for count in found.counts if count.rule == "forms"]
    assert counted == [{"en": "Before"}, {"en": "After"}]


def test_what_qualtrics_adds_to_a_question_is_not_its_name(project: Path) -> None:
    title = "Which tools do you use? - Selected Choice"
    rows = [["Code", "Time", title]]
    rows += [[f"c{k}", wave, ("Pen", "App", "Pen,App")[(k + at) % 3]]
             for at, wave in enumerate(WAVES) for k in range(20)]  # fmt: skip
    table = draft(write_csv(project / "x", "a.csv", rows))
    (key,) = table["questions"]
    assert table["questions"][key] == {"en": "Which tools do you use?"}
    assert table["tables"]["responses"][key]["titles"] == {"en": [title]}
