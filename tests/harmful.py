"""Small files that would take a machine down: what each does is in its name."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from bad_inputs import COSTS
from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEADER = ";".join(COSTS[0])


def rewritten(path: Path, changes: dict[str, Iterable[bytes]]) -> None:
    """A good workbook with other parts in place of some of its own."""
    book = Workbook()
    for row in COSTS:
        book.active.append(row)
    book.save(path)
    with zipfile.ZipFile(path) as parts:
        there = {name: parts.read(name) for name in parts.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in [*there, *(name for name in changes if name not in there)]:
            with parts.open(name, "w", force_zip64=True) as part:
                for piece in changes.get(name, [there.get(name, b"")]):
                    part.write(piece)


def sheet(rows: Iterable[bytes]) -> Iterator[bytes]:
    yield f"<worksheet {MAIN}><sheetData>".encode()
    yield from rows
    yield b"</sheetData></worksheet>"


def header() -> bytes:
    cells = "".join(f'<c t="inlineStr"><is><t>{title}</t></is></c>' for title in COSTS[0])
    return f"<row>{cells}</row>".encode()


def workbook(*rows: bytes) -> Callable[[Path], None]:
    return lambda path: rewritten(path, {SHEET: sheet([header(), *rows])})


def prefixed(path: Path) -> None:
    rows = b'<x:row r="1"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    opening = MAIN.replace("xmlns", "xmlns:x")
    content = f"<x:worksheet {opening}><x:sheetData>".encode() + rows
    rewritten(path, {SHEET: [content + b"</x:sheetData></x:worksheet>"]})


def one_text_many_times(path: Path) -> None:
    text = b"k" * 32_000
    shared = f"<sst {MAIN}><si><t>".encode() + text + b"</t></si></sst>"
    cells = b"<row>" + b'<c t="s"><v>0</v></c>' * 40 + b"</row>"
    overrides = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxml' \
        b'formats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'  # fmt: skip
    rewritten(path, {
        SHEET: sheet([header(), *[cells] * 10_000]),
        "xl/sharedStrings.xml": [shared],
        "xl/_rels/workbook.xml.rels": [relations("worksheets/sheet1.xml").replace(
            b"</Relationships>",
            b'<Relationship Id="rId9" Target="sharedStrings.xml" Type="http://schemas.openxml'
            b'formats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>')],
        "[Content_Types].xml": [types().replace(b"</Types>", overrides)],
    })  # fmt: skip


def types() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{kind}.worksheet+xml"/></Types>'
    ).encode()


def relations(target: str) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'<Relationships xmlns="{package}"><Relationship Id="rId1" Target="{target}" '
        f'Type="{office}/worksheet"/></Relationships>'
    ).encode()


def far_column_in_every_row(path: Path) -> None:
    rows = (f'<row r="{k}"><c r="ZY{k}"><v>1</v></c></row>'.encode() for k in range(2, 300_000))
    rewritten(path, {SHEET: sheet([header(), *rows])})


def rows_in_a_comment(path: Path) -> None:
    workbook(b"<!-- " + b"<row " * 4_000_000 + b" -->")(path)


def nested_elements(path: Path) -> None:
    depth = 1_000_000
    rewritten(path, {SHEET: [b"<a>" * depth, b"</a>" * depth]})


def entities(path: Path) -> None:
    names = "abcdefghij"
    declared = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    content = f'<!DOCTYPE w [<!ENTITY a "kirsikka">{declared}]><worksheet {MAIN}><sheetData><row>'
    content += '<c t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
    rewritten(path, {SHEET: [content.encode()]})


def many_sheets_of_one_part(path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = "".join(f'<sheet name="s{k}" sheetId="{k + 1}" r:id="rId1"/>' for k in range(2_000))
    book = f'<workbook {MAIN} xmlns:r="{office}"><sheets>{named}</sheets></workbook>'.encode()
    rows = [b"<row>" + b"<c><v>1</v></c>" * 40 + b"</row>"] * 10_000
    rewritten(path, {
        "xl/workbook.xml": [book], SHEET: sheet(rows),
        "xl/_rels/workbook.xml.rels": [relations("worksheets/sheet1.xml")],
    })  # fmt: skip


def empty_target(path: Path) -> None:
    rewritten(path, {"xl/_rels/workbook.xml.rels": [relations("")]})


def text(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


def costs_with(cell: str, times: int = 1) -> Callable[[Path], None]:
    """A cost sheet whose hours and pilots are a long text."""
    row = ";".join(["Raahe", cell, "5.9.2022", "Vapaaehtoistyö", "", cell, "", "", "", "", "", "8"])
    return text("\n".join([HEADER, *[row] * times]).encode())


def different_accents(path: Path) -> None:
    """Long names that a normalisation takes seconds over, no two alike."""
    marks = "\u0300\u0327" * 15_000
    rows = (["Raahe", f"{k}{marks}", "5.9.2022", "Vapaaehtoistyö", f"{k}{marks}", *[""] * 6, "8"]
            for k in range(300))  # fmt: skip
    path.write_text("\n".join([HEADER, *map(";".join, rows)]), encoding="utf-8")


HARMFUL: dict[str, Callable[[Path], None]] = {
    "far_cell_in_single_quotes.xlsx": workbook(b"<row r='2'><c r='XFD1048576'><v>1</v></c></row>"),
    "far_cell_with_a_prefix.xlsx": prefixed,
    "far_row_number.xlsx": workbook(b'<row r="999999999"><c r="A999999999"><v>1</v></c></row>'),
    "row_number_of_40_digits.xlsx": workbook(b'<row r="' + b"9" * 40 + b'"><c><v>1</v></c></row>'),
    "far_cell_before_a_near_one.xlsx": workbook(
        b'<row r="2"><c r="XFD1048576"><v>1</v></c><c r="A2"><v>1</v></c></row>'),
    "one_text_many_times.xlsx": one_text_many_times,
    "far_column_in_every_row.xlsx": far_column_in_every_row,
    "rows_in_a_comment.xlsx": rows_in_a_comment,
    "nested_elements.xlsx": nested_elements,
    "entities.xlsx": entities,
    "many_sheets_of_one_part.xlsx": many_sheets_of_one_part,
    "empty_target.xlsx": empty_target,
    "number_of_100_000_digits.csv": costs_with("1" * 100_000),
    "number_of_20_000_digits.csv": costs_with("1" * 20_000),
    "cells_of_130_000_letters.csv": costs_with("k" * 130_000, 150),
    "cells_of_30_000_letters.csv": costs_with("k" * 30_000, 300),
    "cells_of_30_000_accents.csv": different_accents,
    "empty_lines.csv": text(HEADER.encode() + b"\n" * 45_000_000),
    "separators.csv": text(HEADER.encode() + b"\n" + b";" * 45_000_000),
    "rows_of_separators.csv": text(HEADER.encode() + (b"\n" + b";" * 4_000) * 11_000),
    "different_cells.csv": text("\n".join(
        [HEADER, *(";".join(f"{k * 12 + n:x}" for n in range(12)) for k in range(500_000))]
    ).encode()),
    "one_line.csv": text(b"k;" * 22_000_000),
    "one_line_of_utf_16.csv": text(("k;" * 11_000_000).encode("utf-16")),
    "open_quote.csv": text(f'{HEADER}\n"'.encode() + b"k;\n" * 15_000_000),
}  # fmt: skip
