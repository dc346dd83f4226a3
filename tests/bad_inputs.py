"""Small faulty input files, one fault each: a good file and the one thing done to it."""

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from analysis.example.export import Shape, response_rows, write_table
from analysis.example.responses import make_forms
from analysis.inputs.printed.published import read_published
from analysis.study.study import Study

Rows = list[list[Any]]
CSV, XLSX = "csv", "xlsx"
SECRET = "Kirsikkapuu"
"""Stands in the cells that no message may show."""

COSTS: Rows = [
    ["Kunta", "Kokeilu", "Päivä", "Kululaji", "Ammattinimike", "Tunnit", "Tuntipalkka €",
     "Kuukausipalkka €", "Sivukulut %", "Yksikköhinta €", "Määrä", "Osallistujia"],
    ["Raahe", "Raati", "5.9.2022", "Palkkatyö", "Ohjaaja", "2,5", "16,40", "", "24,5", "", "",
     "30"],
    ["Raahe", "Raati", "5.9.2022", "Vapaaehtoistyö", "", "3", "", "", "", "", "", "30"],
    ["Sievi", "Kuntalaisraati", "6.9.2022", "Hankinta", "", "", "", "", "", "12,90", "2", "8"],
]  # fmt: skip
REGISTRATIONS: Rows = [
    ["Tunnus", "Valmennus", "Päivä", "Teema", "Organisaatio", "Kunta", "Ilmoittautunut",
     "Paikalla"],
    ["R1", "Avoimet tilat", "22.2.2022", "Avoimet tilat", "Järjestöt", "Raahe", "1", "1"],
    ["R2", "Avoimet tilat", "22.2.2022", "Avoimet tilat", "Järjestöt", "Muu kunta", "1", "0"],
    ["R3", "Avoimet tilat", "22.2.2022", "Avoimet tilat", "Kuntien työntekijät", "Sievi", "1", "1"],
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One faulty file and the one fault that is to be found in it.

    ``change`` gets the rows of a good file, the header first, and changes
    them; ``write`` writes the file itself where rows are not enough.
    """

    name: str
    rule: str
    row: int | None
    column: str
    table: str = "responses"
    change: Callable[[Rows], Any] = lambda rows: None
    form: str = CSV
    write: Callable[[Path, Rows], None] | None = None
    shape: dict[str, Any] = field(default_factory=dict)
    secret: str = SECRET


def good_rows(study: Study, case: Case) -> Rows:
    """The rows of a file without faults, in the case's shape."""
    if case.table == "costs":
        return [list(row) for row in COSTS]
    if case.table == "registrations":
        return [list(row) for row in REGISTRATIONS]
    columns = study.codebook.tables["responses"]
    printed = read_published(study, "survey_change")
    forms = make_forms(columns, printed, list(study.municipalities), 12, Random(1))
    for number, form in enumerate(forms):
        form.code = f"K{number:02d}"
    return [list(row) for row in response_rows(forms, columns, study, shape_of(case))]


def shape_of(case: Case) -> Shape:
    return Shape(form=case.form, is_marked=False, **case.shape)


def write_case(case: Case, study: Study, folder: Path) -> Path:
    """Write the faulty file into a folder and give its path."""
    rows = good_rows(study, case)
    case.change(rows)
    path = folder / (case.name if "." in case.name else f"{case.name}.{case.form}")
    if case.write:
        case.write(path, rows)
    else:
        write_table(path, rows, shape_of(case))
    return path


def added(title: str, *cells: str) -> Callable[[Rows], None]:
    """One column more, with a cell a row."""

    def change(rows: Rows) -> None:
        for row, cell in zip(rows, (title, *cells), strict=True):
            row.append(cell)

    return change


def put(column: str, value: Any, row: int = 2) -> Callable[[Rows], None]:
    """Write a value into a cell; rows are numbered as a spreadsheet does."""

    def change(rows: Rows) -> None:
        rows[row - 1][find(rows, column)] = value

    return change


def find(rows: Rows, column: str) -> int:
    return next(k for k, title in enumerate(rows[0]) if column in str(title))


def drop(column: str) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        at = find(rows, column)
        for row in rows:
            del row[at]

    return change


def double(column: str) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        at = find(rows, column)
        for row in rows:
            row.append(row[at])

    return change


def both(*changes: Callable[[Rows], None]) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        for each in changes:
            each(rows)

    return change


def email_in_new_column(rows: Rows) -> None:
    for number, row in enumerate(rows):
        row.append(["Lisätieto", f"{SECRET}@esimerkki.fi"][number] if number < 2 else "")


def twice_the_code(rows: Rows) -> None:
    wave = find(rows, "Mittauskerta")
    same = next(k for k in range(2, len(rows)) if rows[k][wave] == rows[1][wave])
    moved = rows.pop(same)
    rows.insert(2, moved)
    rows[1][0] = rows[2][0] = SECRET


def total(row: Sequence[Any]) -> Callable[[Rows], None]:
    return lambda rows: rows.append(list(row))


def raw(content: bytes) -> Callable[[Path, Rows], None]:
    def write(path: Path, _: Rows) -> None:
        path.write_bytes(content)

    return write


def workbook(change: Callable[[Any], None]) -> Callable[[Path, Rows], None]:
    """Write by openpyxl, which can do what no export should."""

    def write(path: Path, rows: Rows) -> None:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([float(c) if isinstance(c, Decimal) else c for c in row])
        change(book)
        book.save(path)

    return write


def uncalculated(book: Any) -> None:
    book.active["I2"] = "=SUM(3,0)"


def merge_records(book: Any) -> None:
    book.active.merge_cells("A3:A5")


def far_cell(book: Any) -> None:
    book.active["XFD1048576"] = SECRET


def with_formula_error(path: Path, rows: Rows) -> None:
    """A formula's error is stored with a type of its own, which openpyxl does not write."""
    workbook(uncalculated)(path, rows)
    rewrite(path, b'<c r="I2">', b'<c r="I2" t="e">')


def damaged(path: Path, rows: Rows) -> None:
    """Flip bytes inside the packed sheet."""
    write_table(path, rows, Shape(is_marked=False))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as parts:
        start = parts.getinfo("xl/worksheets/sheet1.xml").header_offset + 100
    content[start : start + 40] = bytes(40)
    path.write_bytes(content)


def rewrite(path: Path, there: bytes, instead: bytes) -> None:
    """Replace bytes in the XML of the first sheet."""
    with zipfile.ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert there in held[sheet]
    held[sheet] = held[sheet].replace(there, instead, 1)
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in held.items():
            parts.writestr(name, content)


def sorted_with_header(rows: Rows) -> None:
    rows.insert(2, rows.pop(0))


def open_quote(path: Path, rows: Rows) -> None:
    """The mark before the last field of row 3 is never closed."""
    write_table(path, rows, Shape("csv", is_marked=False, encoding="utf-8"))
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] += f'"{SECRET}'
    path.write_text("\r\n".join(lines), encoding="utf-8")


def stray_quotes(path: Path, rows: Rows) -> None:
    """Two marks that swallow the rows between them."""
    write_table(path, rows, Shape("csv", is_marked=False, encoding="utf-8"))
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] += f'"{SECRET}'
    lines[5] += '"'
    path.write_text("\r\n".join(lines), encoding="utf-8")


def joined_beside_items(rows: Rows) -> None:
    for number, row in enumerate(rows):
        row.append("" if number else INVEST)


def personal_sheet(book: Any) -> None:
    book.create_sheet("Muistiinpanot").append(["nimi", f"{SECRET}@esimerkki.fi"])


def bomb(path: Path, _: Rows) -> None:
    """Half a megabyte that unpacks to more than 500."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet,
    ):
        for _megabyte in range(501):
            sheet.write(bytes(2**20))


def oversized(path: Path, _: Rows) -> None:
    with path.open("wb") as file:
        file.truncate(51 * 2**20)


def broken_zip(path: Path, rows: Rows) -> None:
    write_table(path, rows, Shape(is_marked=False))
    path.write_bytes(path.read_bytes()[:-200])


R = "Tilanne elämän eri osa-alueilla: "
IN_WORK, INVEST = "Mihin kaipaat muutosta?: Työ", "Mihin kunnassa pitäisi panostaa?"
FREE = "Mitä muuta haluat kertoa?"
BINARY, JOINED = {"several": "binary"}, {"several": "joined"}
HOME, SAFETY = f"{R}Koti ja asuminen", f"{R}Turvallisuuden tunne"
YES = "Ilmoittautunut"

CASES = [
    # -- survey: cells
    Case("unknown_municipality", "municipality", 2, "Kotikunta", change=put("Kotikunta", SECRET)),
    Case("misspelt_municipality", "municipality", 3, "Kotikunta",
         change=put("Kotikunta", "Raahee", 3), secret="Raahee"),
    Case("elsewhere_in_survey", "municipality", 2, "Kotikunta",
         change=put("Kotikunta", "Muu kunta"), secret="Muu kunta"),
    Case("no_municipality", "empty", 4, "Kotikunta", change=put("Kotikunta", "", 4)),
    Case("rating_0", "rating", 2, HOME, change=put("Koti ja", "0")),
    Case("rating_6", "rating", 5, HOME, change=put("Koti ja", "6", 5)),
    Case("rating_half", "rating", 2, SAFETY, change=put("Turvallisuuden", "2,5"), secret="2,5"),
    Case("rating_words", "rating", 2, SAFETY, change=put("Turvallisuuden", SECRET)),
    Case("rating_as_date", "rating", 2, SAFETY, form=XLSX,
         change=put("Turvallisuuden", date(2022, 3, 2)), secret="2022"),
    Case("rating_7_number", "rating", 2, SAFETY, form=XLSX, change=put("Turvallisuuden", 7)),
    Case("whole_life_9", "rating", 2, "Elämä kokonaisuutena", change=put("Elämä kok", "9")),
    Case("unknown_wave", "answer", 2, "Mittauskerta", change=put("Mittauskerta", SECRET)),
    Case("no_wave", "empty", 2, "Mittauskerta", change=put("Mittauskerta", "")),
    Case("unknown_age", "answer", 2, "Ikäryhmä", change=put("Ikäryhmä", SECRET)),
    Case("unknown_gender", "answer", 2, "Sukupuoli", change=put("Sukupuoli", SECRET)),
    Case("unknown_wish", "answer", 2, "Kaipaatko muutosta?", change=put("Kaipaatko", SECRET)),
    Case("unknown_choice", "answer", 2, IN_WORK, change=put(IN_WORK, SECRET)),
    Case("choice_of_another_column", "answer", 2, IN_WORK, change=put(IN_WORK, "Elintavat"),
         secret="solussa Elintavat"),
    Case("binary_2", "answer", 2, IN_WORK, shape=BINARY, change=put(IN_WORK, "2")),
    Case("joined_unknown", "answer", 2, INVEST, shape=JOINED,
         change=put(INVEST, f"Työ; {SECRET}")),
    Case("code_twice", "doubled-code", 3, "Vastaajatunnus", change=twice_the_code),
    # -- survey: columns and rows
    Case("no_home_column", "missing-column", 1, HOME,
         change=drop("Koti ja asuminen")),
    Case("no_wave_column", "missing-column", 1, "Mittauskerta", change=drop("Mittauskerta")),
    Case("no_municipality_column", "missing-column", 1, "Kotikunta", change=drop("Kotikunta")),
    Case("no_joined_column", "missing-column", 1, INVEST, shape=JOINED, change=drop(INVEST)),
    Case("home_twice", "doubled-column", 1, HOME, change=double("Koti ja asuminen")),
    Case("gender_twice", "doubled-column", 1, "Sukupuoli",
         change=double("Sukupuoli")),
    Case("one_field_too_many", "extra-cell", 3, "", change=lambda rows: rows[2].append(SECRET)),
    Case("one_field_missing", "missing-cell", 3, "", change=lambda rows: rows[2].pop()),
    # -- personal data and misread text, in columns that are read and not
    Case("identity_code", "identity-code", 2, FREE, change=put(FREE, "010190-123A"),
         secret="010190"),
    Case("identity_code_2000", "identity-code", 3, "Vastaajatunnus",
         change=put("Vastaajatunnus", "131052A308T", 3), secret="131052"),
    Case("identity_code_2023", "identity-code", 2, FREE,
         change=put(FREE, "tunnus 010594Y9032 tässä"), secret="010594"),
    Case("email", "email", 2, FREE, change=put(FREE, f"{SECRET}@esimerkki.fi")),
    Case("email_for_municipality", "email", 2, "Kotikunta",
         change=put("Kotikunta", f"{SECRET}@esimerkki.fi")),
    Case("phone", "phone", 2, FREE, change=put(FREE, "soita 040-123 4567"), secret="123 4567"),
    Case("phone_abroad", "phone", 2, FREE, change=put(FREE, "+358 40 1234567"), secret="1234567"),
    Case("phone_landline", "phone", 2, FREE, change=put(FREE, "08 555 12345"), secret="12345"),
    Case("phone_for_code", "phone", 4, "Vastaajatunnus",
         change=put("Vastaajatunnus", "0451234567", 4), secret="0451234567"),
    Case("phone_as_number", "phone", 2, "Vastaajatunnus", form=XLSX,
         change=put("Vastaajatunnus", 451234567), secret="451234567"),
    Case("email_in_unread_column", "email", 2, "", change=email_in_new_column),
    Case("email_in_other_sheet", "email", 1, "B", form=XLSX, write=workbook(personal_sheet)),
    Case("mojibake", "mojibake", 2, FREE, change=put(FREE, "PyhÃ¤ Kirsikkapuu")),
    Case("mojibake_answer", "mojibake", 2, "Ikäryhmä",
         change=put("Ikäryhmä", "18â€“29-vuotiaat Kirsikkapuu")),
    Case("replacement_sign", "mojibake", 3, FREE, change=put(FREE, "Kirsikkapuu py\ufffd", 3)),
    # -- files
    Case("merged_header", "merged-header", 1, "", form=XLSX, write=workbook(
        lambda book: book.active.merge_cells("A1:A2"))),
    Case("uncalculated", "formula", 2, f"{R}Ihmissuhteet", form=XLSX, write=workbook(uncalculated)),
    Case("no_zip.xlsx", "unreadable", None, "", write=raw(b"Kirsikkapuu;1\r\n")),
    Case("password.xlsx", "unreadable", None, "",
         write=raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Kirsikkapuu" * 99)),
    Case("broken.xlsx", "unreadable", None, "", form=XLSX, write=broken_zip),
    Case("bomb.xlsx", "unpacked-size", None, "", write=bomb),
    Case("oversized.csv", "file-size", None, "", write=oversized),
    Case("empty.csv", "empty-file", None, "", write=raw(b"")),
    Case("undecodable.csv", "encoding", None, "", write=raw(b"Kotikunta;\x81\x8d;Kirsikkapuu\n")),
    Case("old.xls", "file-kind", None, "", write=raw(b"Kirsikkapuu")),
    Case("unknown_header.csv", "no-table", None, "", write=raw(b"Kirsikkapuu;b;c\n1;2;3\n")),
    Case("unknown_header.xlsx", "no-table", None, "", form=XLSX,
         change=lambda rows: rows.__setitem__(0, [f"{SECRET} {k}" for k in range(len(rows[0]))])),
    Case("formula_error", "formula-error", 2, f"{R}Ihmissuhteet", form=XLSX,
         write=with_formula_error),
    Case("merged_records", "merged-cell", 3, "", form=XLSX, write=workbook(merge_records)),
    Case("far_cell", "extent", None, "", form=XLSX, write=workbook(far_cell)),
    Case("damaged.xlsx", "unreadable", None, "", form=XLSX, write=damaged),
    Case("empty_sheet.xlsx", "empty-file", None, "", form=XLSX,
         write=lambda path, _: openpyxl.Workbook().save(path)),
    Case("wide.csv", "extent", None, "", write=raw(b";" * 20_000 + b"Kirsikkapuu\n")),
    Case("open_quote", "quote", 3, "", write=open_quote),
    Case("stray_quotes", "quote", 3, "", write=stray_quotes),
    Case("header_among_the_rows", "header-inside", 1, "", change=sorted_with_header),
    Case("joined_beside_items", "doubled-column", 1, INVEST, change=joined_beside_items),
    Case("code_with_other_capitals", "doubled-code", 3, "Vastaajatunnus", change=both(
        twice_the_code, put("Vastaajatunnus", " kirsikka PUU", 3))),
    Case("rating_with_a_question_mark", "rating", 2, HOME, change=put("Koti ja", "3?"),
         secret="3?"),
    Case("identity_code_dashed", "identity-code", 2, FREE, change=put(FREE, "hetu010190–123A"),
         secret="010190"),
    Case("phone_nbsp", "phone", 2, FREE, change=put(FREE, "040 123 4567".replace(" ", "\xa0")),
         secret="4567"),
    Case("phone_after_point", "phone", 2, FREE, change=put(FREE, "puh.0401234567"),
         secret="1234567"),
    Case("phone_in_brackets", "phone", 2, FREE, change=put(FREE, "(040) 123 4567"), secret="4567"),
    Case("phone_with_dash", "phone", 2, FREE, change=put(FREE, "040–1234567"), secret="1234567"),
    Case("phone_without_nought", "phone", 2, "Vastaajatunnus",
         change=put("Vastaajatunnus", "401234567"), secret="401234567"),
    Case("phone_in_header", "phone", 1, "A", change=put("Vastaajatunnus",
         "0401234567 Vastaajatunnus", 1), secret="0401234567"),
    Case("email_spelled", "email", 2, FREE, change=put(FREE, "kirsikkapuu(at)raahe.fi")),
    # -- cost sheets
    Case("negative_hours", "negative", 3, "Tunnit", "costs", put("Tunnit", "-3", 3)),
    Case("negative_typographic", "negative", 3, "Tunnit", "costs", put("Tunnit", "−3", 3)),
    Case("impossible_date", "impossible-date", 2, "Päivä", "costs", put("Päivä", "31.2.2022"),
         secret="31.2."),
    Case("date_before", "date-outside", 2, "Päivä", "costs", put("Päivä", "31.7.2021"),
         secret="31.7."),
    Case("date_after", "date-outside", 4, "Päivä", "costs", put("Päivä", "1.10.2023", 4),
         secret="1.10."),
    Case("serial_outside", "date-outside", 2, "Päivä", "costs", put("Päivä", "43831"),
         secret="43831"),
    Case("date_american", "date-order", 2, "Päivä", "costs", put("Päivä", "9/15/2022"),
         secret="9/15"),
    Case("date_in_words", "date", 2, "Päivä", "costs", put("Päivä", SECRET)),
    Case("no_date", "empty", 2, "Päivä", "costs", put("Päivä", "")),
    Case("number_in_words", "number", 2, "Tunnit", "costs", put("Tunnit", SECRET)),
    Case("two_numbers", "number", 2, "Tunnit", "costs", put("Tunnit", "2 3"), secret="2 3"),
    Case("ambiguous", "ambiguous-number", 4, "Yksikköhinta €", "costs",
         put("Yksikköhinta", "1.234", 4), secret="1.234"),
    Case("other_decimal_mark", "number", 2, "Tunnit", "costs", put("Tunnit", "2.5"), secret="2.5"),
    Case("unknown_kind", "answer", 4, "Kululaji", "costs", put("Kululaji", SECRET, 4)),
    Case("elsewhere_in_costs", "municipality", 2, "Kunta", "costs", put("Kunta", "Muu kunta"),
         secret="Muu kunta"),
    Case("work_without_hours", "entry-incomplete", 3, "Tunnit", "costs", put("Tunnit", "", 3)),
    Case("pay_without_on_costs", "entry-incomplete", 2, "Sivukulut %", "costs",
         put("Sivukulut", "")),
    Case("purchase_without_price", "entry-incomplete", 4, "Yksikköhinta €", "costs",
         put("Yksikköhinta", "", 4)),
    Case("both_pays", "pay", 2, "Tuntipalkka €", "costs", put("Kuukausipalkka", "2900"),
         secret="2900"),
    Case("no_pay", "pay", 2, "Tuntipalkka €", "costs", put("Tuntipalkka", "")),
    Case("on_costs_2200", "percentage", 2, "Sivukulut %", "costs", put("Sivukulut", "2200"),
         secret="2200"),
    Case("two_headcounts", "participants-differ", 3, "Osallistujia", "costs",
         put("Osallistujia", "31", 3)),
    Case("wrong_total", "total", 5, "Tunnit", "costs",
         total(["Yhteensä", "", "", "", "", "7,5", "", "", "", "", "", ""]), secret="7,5"),
    Case("unreadable_total", "ambiguous-number", 5, "Tunnit", "costs",
         total(["Yhteensä", "", "", "", "", "1.234", "", "", "", "", "", ""]), secret="1.234"),
    Case("half_a_participant", "participants", 4, "Osallistujia", "costs",
         put("Osallistujia", "7,5", 4), secret="7,5"),
    Case("nobody", "participants", 4, "Osallistujia", "costs", put("Osallistujia", "0", 4)),
    Case("half_a_meeting", "meetings", 4, "Tapaamisia", "costs",
         added("Tapaamisia", "3", "3", "2,5"), secret="2,5"),
    Case("two_counts_of_meetings", "meetings-differ", 3, "Tapaamisia", "costs",
         added("Tapaamisia", "3", "9", "")),
    Case("unknown_part", "answer", 2, "Kiinteä vai muuttuva", "costs",
         added("Kiinteä vai muuttuva", SECRET, "Muuttuva", "")),
    Case("no_headcount", "participants-missing", 4, "Osallistujia", "costs",
         put("Osallistujia", "", 4)),
    Case("percent_format", "percentage", 2, "Sivukulut %", "costs", put("Sivukulut", 0.195),
         form=XLSX, secret="0.195"),
    Case("english_thousands", "ambiguous-number", 4, "Yksikköhinta €", "costs", both(
        put("Tunnit", "2"), put("Tuntipalkka", "16"), put("Sivukulut", "24"),
        put("Yksikköhinta", "1,234", 4)), secret="1,234"),
    Case("span_of_days", "date", 2, "Päivä", "costs", put("Päivä", "2022-09-06 - 2022-09-30"),
         secret="2022-09-30"),
    Case("no_hours_column", "missing-column", 1, "Tunnit", "costs", drop("Tunnit")),
    Case("excel_date_outside", "date-outside", 2, "Päivä", "costs",
         put("Päivä", date(2020, 1, 1)), form=XLSX, secret="2020"),
    Case("excel_error", "formula-error", 2, "Tunnit", "costs", put("Tunnit", "#DIV/0!"), form=XLSX,
         secret="DIV"),
    # -- registrations
    Case("came_unregistered", "attended-not-registered", 2, "Paikalla", "registrations",
         put(YES, "0")),
    Case("registered_twice", "registered-twice", 3, "Tunnus", "registrations",
         put("Tunnus", "R1", 3)),
    Case("no_organisation", "empty", 2, "Organisaatio", "registrations", put("Organisaatio", "")),
    Case("unknown_theme", "answer", 2, "Teema", "registrations", put("Teema", SECRET)),
    Case("perhaps", "answer", 3, YES, "registrations", put(YES, SECRET, 3)),
    Case("not_said", "empty", 3, "Paikalla", "registrations", put("Paikalla", "", 3)),
    Case("unknown_organisation", "answer", 2, "Organisaatio", "registrations",
         put("Organisaatio", SECRET)),
    Case("registrant_from_nowhere", "municipality", 2, "Kunta", "registrations",
         put("Kunta", SECRET)),
    Case("month_13", "impossible-date", 2, "Päivä", "registrations", put("Päivä", "2022-13-01"),
         secret="2022-13"),
    Case("wrong_total_of_people", "total", 5, "Paikalla", "registrations",
         total(["Summa", "", "", "", "", "", "3", "3"])),
]  # fmt: skip
