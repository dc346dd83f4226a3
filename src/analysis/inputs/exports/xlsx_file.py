"""Opening an XLSX file, with what calamine does not tell of it."""

import re
import zipfile
import zlib
from pathlib import Path

from defusedxml import DefusedXmlException, ElementTree
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from analysis.inputs.exports.grid import Grid, Opened, column_index, refuse
from analysis.inputs.faults import Fault, Note
from analysis.study.codebook import Codebook

MEGABYTE = 2**20
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CELL = re.compile(rb"<c\s([^>]*)(?<!/)>(.*?)</c>", re.S)
VALUE = re.compile(rb"<v>[^<]")
PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
FAR_COLUMN = re.compile(rb'\br="[A-Z]{3,}\d')  # beyond the 702nd
ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
ROWS_APART = 10_000
"""So many rows may be missing between the first and the last."""
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    CalamineError,
    ElementTree.ParseError,
    DefusedXmlException,
    NotImplementedError,  # a compression that zip files need not know
    RuntimeError,  # an encrypted part
    EOFError,
    KeyError,  # a part that the workbook names is not there
    ValueError,
)


class TooLargeError(Exception):
    """A workbook unpacks to more than the study allows."""


def open_xlsx(path: Path, codebook: Codebook) -> Opened:
    """Read every visible sheet of a workbook that has cells.

    Refused are files that are no workbook, that unpack to more than the study
    declares, and sheets with cells so far off that they would fill the memory.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            sheets = _read_sheets(parts, codebook.largest_unpacked_mb * MEGABYTE)
        far = [name for name, content in sheets.items() if _is_spread_out(content)]
        if far:
            return Opened(faults=[Fault(path.name, "extent", name) for name in far])
        with CalamineWorkbook.from_path(path) as workbook:
            return _open_sheets(path.name, workbook, sheets)
    except TooLargeError:
        return refuse(path, "unpacked-size", limit=codebook.largest_unpacked_mb)
    except UNREADABLE:
        return refuse(path, "unreadable")


def _open_sheets(file: str, workbook: CalamineWorkbook, sheets: dict[str, bytes]) -> Opened:
    grids, notes = [], []
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        grid = _grid(file, workbook, sheet, sheets.get(sheet.name, b""))
        if sheet.visible == SheetVisibleEnum.Visible and grid.rows:
            grids.append(grid)
        elif grid.rows:
            notes.append(Note(file, "sheet-hidden", sheet.name))
    return Opened(grids, [] if grids else [Fault(file, "empty-file")], notes)


def _grid(file: str, workbook: CalamineWorkbook, sheet: SheetMetadata, content: bytes) -> Grid:
    opened = workbook.get_sheet_by_name(sheet.name)
    rows = opened.to_python(skip_empty_area=False)
    merged = [(first[0], last[0]) for first, last in opened.merged_cell_ranges or ()]
    return Grid(file, sheet.name, rows, merged, _broken_cells(content))


def _broken_cells(content: bytes) -> dict[tuple[int, int], str]:
    """Cells that calamine gives as empty: formulas without a result, and errors.

    A formula whose result is an empty text is stored with its type and without
    a value; one that no program has calculated has neither.
    """
    if b"<f" not in content and b't="e"' not in content:
        return {}
    broken = {}
    for cell in CELL.finditer(content):
        attributes, inside = cell[1], cell[2]
        is_error = b't="e"' in attributes
        is_empty = not VALUE.search(inside) and b't="str"' not in attributes
        if is_error or (b"<f" in inside and is_empty):
            place = PLACE.search(attributes)
            if place:
                at = int(place[2]) - 1, column_index(place[1].decode("ascii"))
                broken[at] = "formula-error" if is_error else "formula"
    return broken


def _is_spread_out(content: bytes) -> bool:
    """Whether a cell lies so far off that reading all cells between would fill the memory."""
    rows = [int(row) for row in ROW.findall(content)]
    return bool(FAR_COLUMN.search(content)) or (
        bool(rows) and max(rows) > 2 * len(rows) + ROWS_APART
    )


def _read_sheets(parts: zipfile.ZipFile, limit: int) -> dict[str, bytes]:
    """The XML of every sheet by the sheet's name; what the sizes say is not believed."""
    if sum(part.file_size for part in parts.infolist()) > limit:
        raise TooLargeError
    links = {
        link.attrib["Id"]: link.attrib["Target"]
        for link in ElementTree.fromstring(_read(parts, "xl/_rels/workbook.xml.rels", limit))
    }
    book = ElementTree.fromstring(_read(parts, "xl/workbook.xml", limit))
    sheets = [item for item in book.iter() if item.tag.rpartition("}")[2] == "sheet"]
    targets = {sheet.attrib["name"]: links[sheet.attrib[f"{OFFICE}id"]] for sheet in sheets}
    return {
        name: _read(parts, target.lstrip("/") if target[0] == "/" else f"xl/{target}", limit)
        for name, target in targets.items()
    }


def _read(parts: zipfile.ZipFile, name: str, limit: int) -> bytes:
    content = bytearray()
    with parts.open(name) as part:
        while piece := part.read(MEGABYTE):
            content += piece
            if len(content) > limit:
                raise TooLargeError
    return bytes(content)
