"""Files that mean harm end in time, in little memory, with a sentence that shows no cell."""

import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from bad_inputs import COSTS, REGISTRATIONS, SECRET, Case, find, good_rows
from harmful import HARMFUL, SHEET

from analysis.example.export import Shape, write_table
from analysis.inputs.exports.cells import read_cell
from analysis.inputs.exports.personal import find_forbidden
from analysis.inputs.exports.workbook import WorkbookReader
from analysis.inputs.folder import Folder, read_folder
from analysis.study.declaration import LANGUAGES
from analysis.study.study_file import read_study

STUDY = read_study("yhdessa_osallisuutta")
SECONDS, MEGABYTES = 40, 512  # without the limits they take minutes, or all the memory there is
READ = """
import json, sys, time
from pathlib import Path
from analysis.inputs.folder import read_folder
from analysis.study.study_file import read_study
study = read_study("yhdessa_osallisuutta")
start = time.perf_counter()
found = read_folder(study, Path(sys.argv[1]))
peak = Path("/proc/self/status")
lines = peak.read_text().splitlines() if peak.exists() else []
kilobytes = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
print(json.dumps({
    "seconds": time.perf_counter() - start, "megabytes": sum(kilobytes) / 1024,
    "said": [remark.line("en") for remark in (*found.faults, *found.notes)],
}))
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_file_ends_in_time_and_memory_with_a_sentence(name: str, tmp_path: Path) -> None:
    HARMFUL[name](tmp_path / name)
    command = [sys.executable, "-c", READ, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, check=True, timeout=120, text=True)
    told = json.loads(ended.stdout)
    assert ended.stderr == ""
    assert told["seconds"] < SECONDS
    assert told["megabytes"] < MEGABYTES
    assert told["said"]
    assert all(len(line) < 1_000 for line in told["said"])


CLASSES = ["a", "1", "a1", " ", "@", "a@", "(at)", "a.", "-", "+", "0", "04", "040 ", "1.", "1 ",
           "Ã¤", "ä", "\u0300\u0327", "\N{NO-BREAK SPACE}", "½", "𝟘", "_", "(", "\t",
           "a b "]  # fmt: skip


@pytest.mark.parametrize(
    "cell", [c * (100_000 // len(c)) for c in CLASSES], ids=map(ascii, CLASSES)
)
def test_patterns_over_cells_take_a_time_that_grows_with_the_cell(cell: str) -> None:
    start = time.perf_counter()
    for is_read in (True, False):
        find_forbidden([cell, f"x{cell}", f"{cell}x"], is_read=is_read)
    for columns in STUDY.codebook.tables.values():
        for column in columns.values():
            for item in column.item_keys[:1] or ("",):
                read_cell(cell, column, item, STUDY.codebook, ",")
    assert time.perf_counter() - start < 20  # of quadratic ones minutes


def test_a_process_that_a_file_ends_is_followed_by_another(tmp_path: Path) -> None:
    HARMFUL["far_cell_before_a_near_one.xlsx"](tmp_path / "a.xlsx")
    write_table(tmp_path / "b.xlsx", COSTS, Shape(is_marked=False))
    with WorkbookReader() as workbooks:
        first, second, third = (
            workbooks.open(tmp_path / name, STUDY.codebook)
            for name in ("a.xlsx", "b.xlsx", "a.xlsx")
        )
    assert [f.rule for f in (*first.faults, *third.faults)] == ["extent", "extent"]
    assert (len(second.grids), second.faults) == (1, [])


def test_a_process_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_table(tmp_path / "a.xlsx", COSTS, Shape(is_marked=False))
    sleeping = (sys.executable, "-c", "import time; time.sleep(60)")
    monkeypatch.setattr("analysis.inputs.exports.workbook.PROCESS", sleeping)
    monkeypatch.setattr("analysis.inputs.exports.workbook.SECONDS", 0.2)
    monkeypatch.setattr("analysis.inputs.exports.workbook.GRACE", 0.2)
    start = time.perf_counter()
    with WorkbookReader() as workbooks:
        opened = workbooks.open(tmp_path / "a.xlsx", STUDY.codebook)
    assert time.perf_counter() - start < 30  # it would sleep a minute
    assert [(f.rule, f.text) for f in opened.faults] == [("extent", "extent-time")]


def damage_bytes(content: bytes, chance: Random) -> bytes:
    """A few bytes changed, doubled, or taken away."""
    broken = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(broken)), chance.choice([1, 1, 1, 4, 40])
        piece = bytes(chance.choice(b"\"'<>;,\n\r\0\xff&/=e1a") for _ in range(length))
        broken[at : at + chance.choice([0, length])] = chance.choice([piece, broken[at : at + 200]])
    return bytes(broken)


def damage_sheet(content: bytes, chance: Random, path: Path) -> bytes:
    """The same done to a part of a workbook before it is packed."""
    path.write_bytes(content)
    with zipfile.ZipFile(path) as parts:
        there = {name: parts.read(name) for name in parts.namelist()}
    name = chance.choice([SHEET, SHEET, SHEET, *there])
    there[name] = damage_bytes(there[name], chance)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for part, held in there.items():
            parts.writestr(part, held)
    return path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx", "xlsx_parts"])
def test_damage_is_refused_or_read_and_shows_nothing(form: str, tmp_path: Path) -> None:
    rows = good_rows(STUDY, Case("", "", None, ""))
    rows[1][find(rows, "Mitä muuta")] = SECRET
    path = tmp_path / "data" / f"file.{form[:4].rstrip('_')}"
    path.parent.mkdir()
    tables = (rows, COSTS, REGISTRATIONS)
    chance = Random(5)
    for number in range(120 if form == "csv" else 60):
        shape = Shape(
            form[:4], is_marked=False, encoding=chance.choice(["utf-8", "cp1252", "utf-16"])
        )
        write_table(path, tables[number % 3], shape)
        content = path.read_bytes()
        if form == "xlsx_parts":
            path.write_bytes(damage_sheet(content, chance, tmp_path / "parts"))
        else:
            path.write_bytes(damage_bytes(content, chance))
        assert_shows_nothing(read_folder(STUDY, path.parent))


def assert_shows_nothing(found: Folder) -> None:
    said = [r.line(language) for r in (*found.faults, *found.notes) for language in LANGUAGES]
    assert not any(SECRET in line for line in said)


SYSTEM: dict[str, Callable[[Path], object]] = {
    ".DS_Store": lambda path: path.write_bytes(b"\0\0\0\1Bud1"),
    "._kulut.xlsx": lambda path: path.write_bytes(b"\0\5\x16\7"),
    "~$kulut.xlsx": lambda path: path.write_bytes(b"lock"),
    "Thumbs.db": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0"),
    "desktop.ini": lambda path: path.write_text("[.ShellClassInfo]"),
    "__MACOSX": lambda path: path.mkdir(),
}


def test_what_systems_write_beside_files_is_passed_over(tmp_path: Path) -> None:
    write_table(tmp_path / "kulut.csv", COSTS, Shape("csv", is_marked=False, encoding="utf-8"))
    for name, write in SYSTEM.items():
        write(tmp_path / name)
    found = read_folder(STUDY, tmp_path)
    assert (len(found.tables["costs"]), list(found.faults), list(found.notes)) == (3, [], [])
