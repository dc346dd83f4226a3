"""Opening an XLSX file, with what calamine does not tell of it."""

import re
import zipfile
from pathlib import Path

from defusedxml import DefusedXmlException, ElementTree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from analysis.codebook import Codebook
from analysis.faults import Fault
from analysis.inputs.grid import Grid, Opened, refuse

MEGABYTE = 2**20
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FORMULA_CELL = re.compile(rb'<c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>(?:(?!</c>).)*?<f\b.*?</c>', re.S)
UNREADABLE = (
    zipfile.BadZipFile,
    CalamineError,
    ElementTree.ParseError,
    DefusedXmlException,
    KeyError,  # a part that the workbook names is not there
)
WITH_VALUE = re.compile(rb"<v>[^<]")


def open_xlsx(path: Path, codebook: Codebook) -> Opened:
    """Read every sheet of a workbook that has cells.

    Refused are files that are no workbook, that unpack to more than the study
    declares, and formulas that were never calculated.
    """
    limit = codebook.largest_unpacked_mb * MEGABYTE
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > limit:
                return refuse(path, "unpacked-size", limit=codebook.largest_unpacked_mb)
            faults = _uncalculated(path.name, parts)
        with CalamineWorkbook.from_path(path) as workbook:
            return Opened(_grids(path.name, workbook), faults)
    except (
        zipfile.BadZipFile,
        CalamineError,
        ElementTree.ParseError,
        DefusedXmlException,
        KeyError,
    ):
        return refuse(path, "unreadable")


def _grids(file: str, workbook: CalamineWorkbook) -> list[Grid]:
    sheets = [m.name for m in workbook.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    grids = []
    for name in sheets:
        sheet = workbook.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        merged = [(first[0], last[0]) for first, last in sheet.merged_cell_ranges or ()]
        if rows:
            grids.append(Grid(file, name, rows, merged))
    return grids


def _uncalculated(file: str, parts: zipfile.ZipFile) -> list[Fault]:
    """Formulas without a stored result: a program wrote them and no spreadsheet calculated."""
    return [
        Fault(file, "formula", sheet=sheet, row=int(cell[2]), column=cell[1].decode("ascii"))
        for sheet, part in _sheet_parts(parts).items()
        if b"<f" in (content := parts.read(part))
        for cell in FORMULA_CELL.finditer(content)
        if not WITH_VALUE.search(cell[0])
    ]


def _sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """The part of the file that holds each sheet, by the sheet's name."""
    links = {
        link.attrib["Id"]: link.attrib["Target"]
        for link in ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    }
    book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    targets = {
        sheet.attrib["name"]: links[sheet.attrib[f"{OFFICE}id"]]
        for sheet in book.iter()
        if sheet.tag.rpartition("}")[2] == "sheet"
    }
    return {
        name: target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for name, target in targets.items()
    }
