"""Spreadsheets, OpenDocument, SPSS and Stata files are read as they show, or refused by name."""

import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from bad_inputs import COSTS, Rows, find
from written import STUDY, faults, notes, read, survey, with_cells

from analysis.example.export import Shape, write_table
from analysis.inputs.exports.statistics_file import read_statistics_file
from analysis.inputs.folder import read_folder


def sheet_xml(path: Path, change: dict[str, str]) -> None:
    with zipfile.ZipFile(path) as parts:
        there = {name: parts.read(name) for name in parts.namelist()}
    name = "xl/worksheets/sheet1.xml"
    for old, new in change.items():
        assert old.encode() in there[name]
        there[name] = there[name].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as parts:
        for part, content in there.items():
            parts.writestr(part, content)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [("<c r='F2'><f>2+0.5</f></c>", "formula"), ('<c r="F2"><f>1</f><v></v></c>', "formula"),
     ('<c r="F2"><f>1</f><v/></c>', "formula"), ("<c\n r = 'F2' ><f/></c>", "formula"),
     ('<c r="F2" t="str"><f>1</f></c>', "formula"),
     ("<c t='e' r='F2'><v>#REF!</v></c>", "formula-error"),
     ('<c r="F2" t = "e"><f>1/0</f><v>#DIV/0!</v></c>', "formula-error"),
     ('<c r="F2"><f>1</f><v>2.5</v></c>', ""),
     ('<c r="F2"><!-- <f> --><v>2.5</v></c>', "unreadable")],
)  # fmt: skip
def test_formulas_without_a_result_are_found_however_the_xml_is_written(
    tmp_path: Path, cell: str, rule: str
) -> None:
    path = tmp_path / "kulut.xlsx"
    write_table(path, with_cells(COSTS, "Tunnit", [2.5]), Shape(is_marked=False))
    sheet_xml(path, {'<c r="F2"><v>2.5</v></c>': cell})
    found = [fault.rule for fault in read_folder(STUDY, tmp_path).faults]
    assert found == ([rule] if rule else [])


def test_a_formula_that_waits_for_a_spreadsheet_is_not_calculated(tmp_path: Path) -> None:
    path = tmp_path / "kulut.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(COSTS):
            sheet.write_row(at, 0, row)
        sheet.write_formula("F2", "=2+0.5")  # its value is written as 0
    assert faults(read_folder(STUDY, tmp_path)) == [("formula", 2)]


@pytest.mark.parametrize("text", ["", "2,5"])
def test_a_formula_that_gives_a_text_is_calculated(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kulut.xlsx"
    write_table(path, with_cells(COSTS, "Ammattinimike", [12345]), Shape(is_marked=False))
    cell = f'<c r="E2" t="str"><f>A1</f><v>{text}</v></c>'
    sheet_xml(path, {'<c r="E2"><v>12345</v></c>': cell})
    with zipfile.ZipFile(path) as parts:
        there = {name: parts.read(name) for name in parts.namelist()}
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in there.items():
            parts.writestr(name, content.replace(b' fullCalcOnLoad="1"', b""))
    assert faults(read_folder(STUDY, tmp_path)) == []


@pytest.mark.parametrize(
    "cell",
    ['<c r="F2"><v><![CDATA[2.5]]></v></c>', '<c r="F2"><v>2<!-- -->.5</v></c>',
     '<c r="F2"><v> 2.5 </v></c>', '<c r="F2"><v>2<?x y?>.5</v></c>',
     '<c r="F2" t="inlineStr"><is><r><t>2</t></r><r><t>,5</t></r></is></c>',
     '<c r="F2" t="d"><v>2022-01-01</v></c>', '<c r="F2" t="b"><v>1</v></c>'],
)  # fmt: skip
def test_no_cell_is_read_as_empty_that_is_not(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "kulut.xlsx"
    write_table(path, with_cells(COSTS, "Tunnit", [2.5]), Shape(is_marked=False))
    sheet_xml(path, {'<c r="F2"><v>2.5</v></c>': cell})
    found = read_folder(STUDY, tmp_path)
    assert {rule for rule, _ in faults(found)} & {"entry-incomplete"} == set()
    assert found.faults or found.tables["costs"]["hours"][0] == Decimal("2.5")


def test_rows_that_a_filter_hides_are_told(tmp_path: Path) -> None:
    path = tmp_path / "kulut.xlsx"
    write_table(path, COSTS, Shape(is_marked=False))
    sheet_xml(path, {'<row r="3"': '<row r="3" hidden="1"'})
    found = read_folder(STUDY, tmp_path)
    assert (notes(found)["rows-hidden"], len(found.tables["costs"])) == (1, 3)


@pytest.mark.parametrize(
    "name", ["kysely.por", "vanha.XLS", "data.sas7bdat", "a.numbers", "m.xlsm"]
)
def test_other_formats_are_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"data")
    found = read_folder(STUDY, tmp_path)
    assert faults(found) == [("file-kind", None)]
    assert Path(name).suffix.lower() in found.faults[0].message("sv")


def test_an_spss_file_reads_as_its_labels_say(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    rows = survey()
    plain = read(tmp_path / "plain", rows)
    frame = pd.DataFrame(rows[1:], columns=[f"q{k}" for k in range(len(rows[0]))], dtype="object")
    labels = {}
    for name in frame.columns[find(rows, "Työ") :]:
        texts = sorted(set(frame[name]) - {""})
        labels[name] = {float(k): text for k, text in enumerate(texts, start=1)}
        codes = {text: code for code, text in labels[name].items()}
        frame[name] = frame[name].map(lambda text, codes=codes: codes.get(text)).astype("float64")
    last = frame.columns[find(rows, "Elämä kok")]
    labels[last] |= {98.0: "Näyttö vioittui"}
    frame.loc[0, last] = 98.0
    (tmp_path / "spss").mkdir()
    pyreadstat.write_sav(
        frame, str(tmp_path / "spss" / "kysely.sav"), column_labels=list(map(str, rows[0])),
        variable_value_labels={k: v for k, v in labels.items() if v},
        missing_ranges={last: [98.0]},
    )  # fmt: skip
    found = read_folder(STUDY, tmp_path / "spss")
    assert [f.line("en") for f in found.faults] == []
    merged, own = found.tables["responses"], plain.tables["responses"]
    differs = merged["response"].fillna(-1) != own["response"].fillna(-1)
    assert list(merged[differs]["question"]) == ["life_as_a_whole"]
    assert list(merged[differs]["missing"]) == ["no_answer"]


def test_an_old_stata_file_keeps_its_letters(tmp_path: Path) -> None:
    """Stata 13 and older have no Unicode."""
    pytest.importorskip("pyreadstat")
    path, ways = tmp_path / "old.dta", ["Jäi pois", "Työssä", "Jäi pois"]
    pd.DataFrame({"ways": pd.Categorical(ways)}).to_stata(path, version=117, write_index=False)
    sheet, (cells,) = read_statistics_file(str(path))
    assert [sheet["columns"][0][k] for k in cells] == ways


def test_what_stata_gives_no_words_is_missing_all_the_same(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    days = pd.DataFrame({"days": pd.Series([1.0, "c", 3.0], dtype="object")})
    pyreadstat.write_dta(days, str(tmp_path / "a.dta"), missing_user_values={"days": ["c"]})
    assert read_statistics_file(str(tmp_path / "a.dta"))[0]["missing"] == [[".c"]]


@pytest.mark.parametrize("name", ["kysely.sav", "kysely.dta"])
def test_a_damaged_statistics_file_is_refused(tmp_path: Path, name: str) -> None:
    pytest.importorskip("pyreadstat")
    (tmp_path / name).write_bytes(b"$FL2" + bytes(range(256)) * 20)
    assert faults(read_folder(STUDY, tmp_path)) == [("unreadable", None)]


def ods(path: Path, rows: Rows, cells: dict[str, str]) -> None:
    """An OpenDocument spreadsheet; some texts stand in cells of their own XML."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                      for name in ("office", "table", "text"))  # fmt: skip
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row>{''.join(cells.get(c, text.format(c)) for c in row)}</table:table-row>"
        for row in rows
    )
    content = (
        f"<office:document-content {spaces} {calc}><office:body><office:spreadsheet>"
        f'<table:table table:name="Taul1">{lines}<table:table-row '
        'table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<m:file-entry m:full-path="content.xml" m:media-type="{kind}"/>'
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr("content.xml", content)
        parts.writestr("META-INF/manifest.xml",
                       f'<m:manifest xmlns:m="{manifest}">{entry}</m:manifest>')  # fmt: skip


ERROR = (
    '<table:table-cell table:formula="of:=#REF!" office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [('<table:table-cell office:value-type="float" office:value="2.5"/>', ""), (ERROR,
      "formula-error"), ('<table:table-cell table:formula="of:=1+1"/>', "formula")],
)  # fmt: skip
def test_an_opendocument_spreadsheet_is_read(tmp_path: Path, cell: str, rule: str) -> None:
    ods(tmp_path / "kulut.ods", with_cells(COSTS, "Tunnit", ["hours"]), {"hours": cell})
    found = read_folder(STUDY, tmp_path)
    assert faults(found) == ([(rule, 2)] if rule else [])
    assert rule or found.tables["costs"]["hours"][0] == Decimal("2.5")
