"""Drafts of exports of other shapes: their word for a place, waves in files, unlike sheets."""

from pathlib import Path

import pytest
from exports import write_csv

from analysis.inputs.draft.folder import draft_study
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
