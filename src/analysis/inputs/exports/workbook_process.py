"""The process that reads workbooks, so that a file can take down no more than this process.

`workbook.py` starts it; nothing that it imports is slow to load. Each line of standard input asks
for a file, as JSON: ``path, unpacked_mb, seconds``. The answer is a line of JSON,
followed by the codes of its columns (see `factorize`) as bytes.
"""

import json
import posixpath
import sys
import zipfile
import zlib
from array import array
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from analysis.inputs.exports.distinct import TooLargeError, factorize
from analysis.inputs.exports.ods_scan import OdsReader, OdsScan
from analysis.inputs.exports.sheet_scan import Scan, elements
from analysis.inputs.exports.statistics_file import read_statistics_file

if sys.platform != "win32":
    import resource

MEGABYTE = 2**20
WIDEST = 4_096  # columns
ROWS_APART = 10_000
"""So many rows may be missing between the first and the last."""
BYTES_A_CELL = 24
"""What calamine needs for each cell of the sheet's rectangle, an empty one too."""
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    CalamineError,
    NotImplementedError,  # a compression that zip files need not know
    RuntimeError,  # an encrypted part
    EOFError,
    LookupError,  # a part that the workbook names is not there
    ValueError,
    OverflowError,
)
STATISTICS = (".sav", ".zsav", ".dta")
Answer = tuple[dict[str, Any], list["array[int]"]]


class RefusedError(Exception):
    """The workbook is not read: ``rule`` and, where it is the fault of one, ``sheet``."""

    def __init__(self, rule: str, sheet: str = "") -> None:
        super().__init__(rule)
        self.rule, self.sheet = rule, sheet


def answer(request: dict[str, Any]) -> Answer:
    """What becomes of a request: sheets and codes, or the rule that the file breaks."""
    try:
        _limit(request["unpacked_mb"], request["seconds"])
        path = request["path"]
        if path.lower().endswith(STATISTICS):
            sheet, codes = read_statistics_file(path)
            sheet["columns"] = [list(map(_as_json, distinct)) for distinct in sheet["columns"]]
            sheet["missing"] = [list(map(_as_json, cells)) for cells in sheet["missing"]]
            return {"sheets": [sheet]}, codes
        return _read(path, request["unpacked_mb"])
    except RefusedError as refused:
        return {"rule": refused.rule, "sheet": refused.sheet}, []
    except (MemoryError, TooLargeError):
        return {"rule": "extent-memory"}, []
    except OSError:
        return {"rule": "locked"}, []
    except UNREADABLE:
        return {"rule": "unreadable"}, []


def _limit(memory_mb: int, seconds: float) -> None:
    """Let the operating system end this process if the next file takes too much."""
    if sys.platform == "win32":  # it has no such limits: there the parent watches
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    for kind, soft in (
        (resource.RLIMIT_AS, memory_mb * MEGABYTE),
        (resource.RLIMIT_CPU, int(used + seconds) + 1),
        (resource.RLIMIT_CORE, 0),  # what the process held must not land on the disk
    ):
        hard = resource.getrlimit(kind)[1]
        limit = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
        try:
            resource.setrlimit(kind, (limit, hard))
        except (OSError, ValueError):  # some systems know the limit and do not let it be set
            continue


def _read(path: str, unpacked_mb: int) -> Answer:
    with zipfile.ZipFile(path) as parts:
        _check_parts(parts, unpacked_mb)
        scans = _scan(parts, path, unpacked_mb)
    sheets, codes = [], []
    with CalamineWorkbook.from_path(path) as workbook:
        for meta in workbook.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            scan = scans[meta.name]
            sheet = workbook.get_sheet_by_name(meta.name)
            height, columns = factorize(map(_plain, sheet.iter_rows()))
            sheets.append({
                "name": meta.name,
                "is_visible": meta.visible == SheetVisibleEnum.Visible,
                "height": height,
                "hidden_rows": scan.hidden,
                "broken": scan.broken,
                "merged": scan.merged
                + [(first[0], last[0]) for first, last in sheet.merged_cell_ranges or ()],
                "columns": [list(map(_as_json, distinct)) for distinct, _ in columns],
            })  # fmt: skip
            codes += [column for _, column in columns]
    return {"sheets": sheets}, codes


def _check_parts(parts: zipfile.ZipFile, unpacked_mb: int) -> None:
    names = {part.filename.casefold() for part in parts.infolist()}
    if len(names) < len(parts.infolist()):
        raise RefusedError("unreadable")  # another reader may take the other of two parts
    if sum(part.file_size for part in parts.infolist()) > unpacked_mb * MEGABYTE:
        raise RefusedError("unpacked-size")


def _scan(parts: zipfile.ZipFile, path: str, unpacked_mb: int) -> Mapping[str, Scan | OdsScan]:
    """What calamine does not tell of the sheets, by their names."""
    if path.lower().endswith(".ods"):
        return OdsReader().read(_pieces(parts, "content.xml"))
    found: dict[str, Scan] = {}
    asked = elements(_pieces(parts, "xl/workbook.xml"), "calcPr")
    is_calculated = not any(a.get("fullCalcOnLoad") in ("1", "true") for a in asked)
    for sheet, part in _sheet_parts(parts).items():
        scan = found[sheet] = Scan(is_calculated=is_calculated).read(_pieces(parts, part))
        size = scan.height * scan.width * BYTES_A_CELL
        is_far = scan.width > WIDEST or scan.height > 2 * scan.rows + ROWS_APART
        if is_far or size > unpacked_mb * MEGABYTE:
            raise RefusedError("extent", sheet)
    return found


def _sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """The part of the package that each sheet is in."""
    links = elements(_pieces(parts, "xl/_rels/workbook.xml.rels"), "Relationship")
    targets = {link["Id"]: link["Target"] for link in links}
    found: dict[str, str] = {}
    for sheet in elements(_pieces(parts, "xl/workbook.xml"), "sheet"):
        target = next((targets[v] for k, v in sheet.items() if k.endswith(":id")), "")
        if not target or sheet["name"] in found:
            raise RefusedError("unreadable")
        found[sheet["name"]] = posixpath.normpath(posixpath.join("/xl", target))[1:]
    return found


def _pieces(parts: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with parts.open(name) as part:
        while piece := part.read(MEGABYTE):
            yield piece


def _plain(cells: list[Any]) -> list[Any]:
    """To Python, True is 1: as text it is told apart."""
    return [str(cell) if cell is True or cell is False else cell for cell in cells]


def _as_json(cell: Any) -> Any:
    if isinstance(cell, timedelta):
        return ["timedelta", cell.total_seconds()]
    return [type(cell).__name__, cell.isoformat()] if isinstance(cell, date | time) else cell


def main() -> None:
    """Answer every request; standard input ends when the parent does."""
    for line in sys.stdin:
        told, codes = answer(json.loads(line))
        sys.stdout.buffer.write(json.dumps(told).encode("ascii") + b"\n")
        for column in codes:
            sys.stdout.buffer.write(column.tobytes())
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
