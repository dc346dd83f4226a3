import csv
import re
import shutil
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from analysis.inputs.faults import DataError
from analysis.inputs.printed.published import read_published
from analysis.inputs.printed.schema import find_schema_faults
from analysis.study.declaration import TOPICS
from analysis.study.project import list_studies
from analysis.study.study import Study
from analysis.study.study_file import open_edition, read_study

WORDS = {
    "kuuden": 6,
    "Puolet": 3,
    "six": 6,
    "three": 3,
    "nearly every second": 50,
    "one in ten": 10,
}
"""Numbers that documents write as words; "Puolet" (half) is of the six who answered."""
LABELLED = {
    "participant_group": "participant_group", "attended": "theme", "registered": "theme",
    "domain_rating": "domain_rating", "change_wished": "change_wished", "change_in": "change_in",
    "invest_in": "invest_in", "budget": "budget", "financing": "financing",
    "communication": "communication", "partner_survey": "partner_survey",
    "sustainability_direct": "sustainability", "sustainability_indirect": "sustainability",
}  # fmt: skip


def every_number() -> list[tuple[Study, str, pd.DataFrame]]:
    studies = [read_study(key) for key in list_studies()]
    return [(s, t, frame) for s in studies for t in TOPICS
            if not (frame := read_published(s, t)).empty]  # fmt: skip


def parse(printed: str, bound: str) -> float:
    """What a printed string says, read by a rule of its own."""
    if printed in WORDS:
        return WORDS[printed]
    words = (
        re.sub(r"[€%h]|nearly|over", "", printed).replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    )
    if bound in {"lower", "upper"}:
        words = words.split("–")[0 if bound == "lower" else 1]
    return float(words.replace(",", "."))


@pytest.mark.parametrize("study", list_studies())
def test_the_data_package_is_valid(study: str, root: Path) -> None:
    report = frictionless.validate(str(root / "data" / study / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type"])


def test_every_printed_string_says_its_value() -> None:
    for _, table, frame in every_number():
        for row in frame[frame["unit"] != "identifier"].itertuples():
            if row.question == "score":
                assert row.printed == "28/45"
                assert row.value in (28, 45)
            else:
                assert parse(row.printed, row.bound) == row.value, (table, row.id)


def test_identifiers_have_no_value_and_numbers_have_one() -> None:
    for _, _, frame in every_number():
        assert (frame["value"].isna() == (frame["unit"] == "identifier")).all()


def test_every_document_and_item_has_its_text() -> None:
    for study, _, frame in every_number():
        assert set(frame["document"]) <= set(study.documents)
        for row in frame.itertuples():
            if row.question in LABELLED:
                assert row.item in study.labels[LABELLED[row.question]], row.id


def test_published_codes_are_the_studys_codes() -> None:
    for study, table, frame in every_number():
        if table == "project_monitoring":
            codes = frame[frame["question"] == "municipality_code"].set_index("municipality")
            assert dict(codes["printed"]) == {
                key: m.code for key, m in study.municipalities.items()
            }


@pytest.mark.parametrize(
    ("row_id", "printed", "value", "n"),
    [
        # loppujulkaisu: "aloitus n=51", "31,9"; "KOKONAISKUSTANNUKSET 8 503,38 €"
        ("change_wished.none.start", "31,9", 31.9, 51),
        ("change_wished.big.end", "25", 25, 31),
        ("invest_in.help_and_services.end", "18,8", 18.8, 32),
        ("total_cost.all", "8 503,38 €", 8503.38, None),
        ("cost_per_participant.haapavesi", "325,15", 325.15, None),
        ("registered.inclusion_and_loneliness", "138", 138, None),
        # rahoituspäätös: "377 525 79,66"
        ("financing_share.esf_and_state", "79,66", 79.66, None),
        # meri-lappi-S20154: "Toteutunut EU- ja valtion rahoitus: 279 853"
        ("funding_eu_and_state.realised", "279 853", 279853, None),
    ],
)
def test_numbers_stand_as_the_documents_print_them(
    row_id: str, printed: str, value: float, n: int | None
) -> None:
    rows = pd.concat([frame for _, _, frame in every_number()]).set_index("id")
    row = rows.loc[row_id]
    assert (row["printed"], row["value"]) == (printed, value)
    assert pd.isna(row["n"]) if n is None else row["n"] == n


def test_no_row_is_lost_or_doubled() -> None:
    """Rows as counted when the documents were read."""
    counts = {(s.key, t): len(f) for s, t, f in every_number()}
    assert counts == {
        ("meri_lappi", "project_monitoring"): 44,
        ("yhdessa_osallisuutta", "training_attendance"): 28,
        ("yhdessa_osallisuutta", "survey_change"): 32,
        ("yhdessa_osallisuutta", "cost_breakdown"): 38,
        ("yhdessa_osallisuutta", "project_monitoring"): 47,
    }


@pytest.mark.parametrize(
    ("column", "cell", "rule"),
    [
        ("unit", "parsecs-secret", "rule enum: allowed: count, eur"),
        ("value", "secret-text", "rule type: must be a number"),
        ("heading", "", "rule required"),
        ("wave", "middle-secret", "rule enum: allowed: start, end"),
    ],
)
def test_a_bad_cell_is_named_by_file_row_column_and_rule_but_not_shown(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, column: str, cell: str, rule: str
) -> None:
    shutil.copytree(root / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "data" / "yhdessa_osallisuutta" / "published" / "survey_change.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[3][column] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(DataError) as caught:
        read_published(open_edition("yhdessa_osallisuutta").study, "survey_change")
    message = str(caught.value)
    assert "survey_change.csv: row 5" in message
    assert f"column '{column}'" in message
    assert rule in message
    assert "secret" not in message


def test_a_study_without_a_table_gives_no_rows() -> None:
    frame = read_published(read_study("meri_lappi"), "survey_change")
    assert frame.empty
    assert "origin" in frame.columns


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("published/events.csv", None, "rule file: there is no such file"),
        ("published/events.csv", "id;kind;item;date\na;b;c;d\n", "rule"),
        ("published/events.csv", "id,kind\nPyh\xe4,x\n".encode("latin-1"), "rule encoding"),
        ("datapackage.json", "{", "not a readable JSON file"),
    ],
)
def test_a_broken_file_is_named(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch,
    file: str, content: str | bytes | None, told: str,
) -> None:  # fmt: skip
    shutil.copytree(root / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "data" / "meri_lappi" / file
    path.unlink()
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError, match=told) as caught:
        read_published(read_study("meri_lappi"), "events")
    assert str(path) in str(caught.value)


def test_every_fault_is_listed_and_an_unknown_document_too(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(root / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "data" / "meri_lappi" / "published" / "events.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("project_description", "hearsay"), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_published(read_study("meri_lappi"), "events")
    rows = re.findall(
        r"rows (\d)–(\d), column 'document', rule document: study.toml has: project_desc",
        str(caught.value),
    )
    assert rows == [("2", "3")]


def test_a_file_is_validated_anew_when_a_byte_of_it_or_its_schema_changes(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("n\n5\n", encoding="utf-8")
    field: dict[str, object] = {"name": "n", "type": "integer"}
    loose, strict = {"fields": [field]}, {"fields": [{**field, "constraints": {"maximum": 4}}]}
    assert find_schema_faults(path, loose) == []
    assert find_schema_faults(path, loose) == []
    assert [fault.rule for fault in find_schema_faults(path, strict)] == ["maximum"]
    assert len(find_schema_faults(path, strict)) == 1, (
        "a faulty file is not remembered as faultless"
    )
    path.write_text("n\nx\n", encoding="utf-8")
    assert [fault.rule for fault in find_schema_faults(path, loose)] == ["type"]
