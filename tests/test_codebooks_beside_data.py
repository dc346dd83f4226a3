"""Codebooks beside data of mere codes: their words are drafted, and they are no answers."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from exports import write_csv

from analysis.inputs.draft.folder import draft_study
from analysis.inputs.faults import DataError

NAMES = ["pid", "wave", "site", "sex", "w1", "w2", "w3", "smoke", "trust"]
DATA: Sequence[Sequence[object]] = [NAMES, *[
    [k // 2, k % 2, k // 2 % 2 + 1, 3 if k < 4 else k // 2 % 3 % 2 + 1, k % 4 + 1, k * 7 % 4 + 1,
     9 if k == 5 else k * 3 % 4 + 1, k % 3 % 2 + 1, k % 8 + 1]
    for k in range(80)
]]  # fmt: skip
IN_CELLS = [
    ["variable", "label", "values"], ["pid", "participant", ""],
    ["wave", "measurement", "0=baseline;1=a year later"],
    ["site", "site", "1 = Leeds; 2 = York"], ["sex", "", "1 = woman, 2 = man, 3 = other"],
    ["w1", "I felt cheerful", "1 = never … 4 = always, 9 = no answer"],
    ["w2", "I felt calm", "as w1"], ["w3", "I felt active", "as w1"],
    ["smoke", "Do you smoke?", "1: yes, 2: no"], ["trust", "Trust in neighbours", "0-10"],
]  # fmt: skip
IN_ROWS = [
    ["name", "question", "code", "meaning"], ["pid", "participant", "", ""],
    ["wave", "measurement", "0", "baseline"], ["", "", "1", "a year later"],
    ["site", "site", "1", "Leeds"], ["", "", "2", "York"], ["sex", "", "1", "woman"],
    ["", "", "2", "man"], ["", "", "3", "other"], ["w1", "I felt cheerful", "1", "never"],
    ["w1", "", "4", "always"], ["w1", "", "9", "No answer"], ["w2", "I felt calm", "", ""],
    ["w3", "I felt active", "", ""], ["smoke", "Do you smoke?", "1", "yes"], ["", "", "2", "no"],
    ["trust", "Trust in neighbours", "", ""],
]  # fmt: skip


def draft(folder: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    made = draft_study("coded", folder, "en")
    text = (made.folder / "study.toml").read_text("utf-8")
    return tomllib.loads(text), tuple(made.decisions)


def words(labels: dict[str, dict[str, str]]) -> dict[str, str]:
    return {key: told["en"] for key, told in labels.items()}


@pytest.mark.parametrize("book", [IN_CELLS, IN_ROWS], ids=["cells", "rows"])
@pytest.mark.parametrize("is_sheet", [True, False], ids=["sheet", "file"])
def test_words_of_codes_are_those_of_the_codebook(
    project: Path, book: list[list[str]], is_sheet: bool
) -> None:
    folder = project / "x"
    folder.mkdir()
    if is_sheet:
        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        for name, rows in (("Codes", book), ("Data", DATA)):
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
        made.save(folder / "all.xlsx")
    else:
        write_csv(folder, "codebook.csv", book)
        write_csv(folder, "data.csv", DATA)
    study, decisions = draft(folder)
    labels = study["labels"]
    assert words(labels["wave"]) == {"0": "baseline", "1": "a year later"}
    assert words(labels["gender"]) == {"1": "woman", "2": "man", "3": "other"}, "few are a third"
    assert words(labels["smoke"]) == {"1": "yes", "2": "no"}
    assert words(labels["statements"]) == {
        "w1": "I felt cheerful", "w2": "I felt calm", "w3": "I felt active",
    }  # fmt: skip
    points = words(labels["statements_points"])
    assert points == {"1": "never", "2": "2", "3": "3", "4": "always"}
    assert words(study["questions"]) == {"smoke": "Do you smoke?", "trust": "Trust in neighbours"}
    assert sorted(p["name"]["en"] for p in study["municipalities"].values()) == ["Leeds", "York"]
    assert next(iter(labels["trust_points"])) == ("0" if book is IN_CELLS else "1"), (
        "as it is stated"
    )
    assert not [text for text in decisions if "codes of answers mean" in text]


def test_answers_that_are_called_as_headings_are_no_codebook(project: Path) -> None:
    places = ["Mill", "Bay", "Quarry"]
    write_csv(project / "x", "sums.csv", [["Day", *places], *[["Monday", "4", "5", "6"]] * 3])
    rows = [["Place", "Round", "Rested"]]
    rows += [[places[k % 3], ("Before", "After")[k // 3 % 2], "Yes"] for k in range(60)]
    with pytest.raises(DataError) as refused:
        draft(write_csv(project / "x", "a.csv", rows))
    assert [fault.rule for fault in refused.value.faults] == ["sheets-unlike"]


def test_a_codebook_of_other_headings_tells_nothing_of_these(project: Path) -> None:
    write_csv(project / "x", "data.csv", DATA)
    other = [[f"x{row[0]}", *row[1:]] if k else row for k, row in enumerate(IN_CELLS)]
    study, decisions = draft(write_csv(project / "x", "codebook.csv", other))
    assert words(study["labels"]["smoke"]) == {"1": "", "2": ""}
    assert [text for text in decisions if "codes of answers mean" in text]
