"""Whether each guard is held by a test: every one is cut out in turn, and a test must fail.

The source is copied, changed in one place, and the tests named are run on the copy; minutes, by
`make guards`. A guard whose text is no longer there is named as well.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Guard:
    """A guard, how it is cut out, and the tests that must notice.

    Attributes
    ----------
    file : str
        Below ``src/analysis``.
    there, instead : str
        Text of the guard, and what stands there without it.
    tests : tuple of str
        Arguments of pytest.
    """

    file: str
    there: str
    instead: str
    tests: tuple[str, ...]


IN_GUARDS = ("tests/test_guards.py",)
IN_KINDS = tuple(
    f"tests/test_inputs_{part}.py" for part in ("kinds", "headers", "copies", "formats")
)
IN_RESTS = ("tests/test_rests.py",)
IN_SIBLINGS = ("tests/test_inputs_siblings.py",)
GUARDS = (
    # -- names, records, links
    Guard("study/section.py", "if not NAME.fullmatch(name) or", "if", IN_GUARDS),
    Guard("study/section.py", "or RESERVED.fullmatch(name)", "", IN_GUARDS),
    Guard("run/records.py", "if are_inside(folder, record.outputs) else NONE", "", IN_GUARDS),
    Guard("run/records.py", '{"..", "/"} & {*parts} or', "", IN_GUARDS),
    Guard("run/records.py", "or UNSAFE.search(name)", "", IN_GUARDS),
    Guard("run/records.py", "all(parent.resolve().is_relative_to(top) for parent in parents)",
          "True", IN_GUARDS),
    Guard("run/records.py", "if not path.parent.is_symlink():", "if True:", IN_GUARDS),
    Guard("run/records.py", "not in links", "is None", IN_GUARDS),
    Guard("run/records.py", ", TypeError, AttributeError, RecursionError)", ")", IN_GUARDS),
    Guard("report/whole.py", "aside.unlink(missing_ok=True)  # of", "pass  # of", IN_GUARDS),
    Guard("run/parameters.py", 'check_choice(f"parameter of {topic}", name, known)', "pass",
          IN_GUARDS),
    Guard("run/cli/notebook.py", "check_names(parsed.topic, parameters)", "pass", IN_GUARDS),
    Guard("run/cli/notebook.py", 'output.suffix != ".ipynb" or not output.parent.is_dir()',
          "False", IN_GUARDS),
    Guard("report/formulas.py", "FORMULA.match(cell)", "False", IN_GUARDS),
    Guard("report/formulas.py", "and not HARMLESS.fullmatch(cell)", "", IN_GUARDS),
    Guard("run/cli/check.py", "map(disarm_cell, cells)", "cells", ("tests/test_check.py",)),
    # -- files that are read
    Guard("inputs/exports/spoiled.py", "if ERROR.fullmatch(text)", "if False", IN_SIBLINGS),
    Guard("inputs/exports/spoiled.py", 'if text.startswith("=") and', "if False and", IN_SIBLINGS),
    Guard("inputs/exports/cells.py", "if is_rounded_code(cell):", "if False:", IN_SIBLINGS),
    Guard("inputs/exports/cells.py", 'note="code-day" if is_code_as_day(cell) else ""', 'note=""',
          IN_SIBLINGS),
    Guard("inputs/exports/repeats.py", "columns = own.filled & other.filled",
          "columns = own.filled if own.filled == other.filled else frozenset()", IN_SIBLINGS),
    Guard("inputs/exports/repeats.py", "own.are_telling(columns) and other.are_telling(columns)",
          "True", IN_KINDS),
    Guard("inputs/exports/repeats.py", "more_faults or _compare_waves(own, other, columns)",
          "more_faults", IN_SIBLINGS),
    Guard("inputs/exports/repeats.py", "(own.are_telling(answers) and other.are_telling(answers))",
          "True", IN_SIBLINGS),
    Guard("inputs/exports/headings_inside.py", "if below is not None:", "if False:", IN_SIBLINGS),
    Guard("inputs/exports/csv_file.py", "if found == 1 and self._is_line(row[0]):", "if False:",
          IN_SIBLINGS),
    Guard("inputs/exports/csv_file.py", 'if "\\0" in line:', "if False:", IN_SIBLINGS),
    Guard("inputs/exports/csv_file.py", "and self._has_cut_number(row)", "and False", IN_SIBLINGS),
    Guard("inputs/exports/signature.py", "if start.startswith(OLD):", "if False:", IN_SIBLINGS),
    Guard("inputs/exports/ods_scan.py", "if find_spoiled(self._text.strip()):", "if False:",
          IN_SIBLINGS),
    Guard("inputs/exports/process_guard.py", "elif not HAS_LIMITS and", "elif False and",
          IN_SIBLINGS),
    Guard("inputs/exports/sheet_scan.py", "self._parser.StartCdataSectionHandler = refuse", "pass",
          IN_KINDS),
    Guard("inputs/exports/sheet_scan.py", "self._parser.CommentHandler = self._refuse_in_row",
          "pass", IN_KINDS),
    Guard("inputs/exports/completion.py", 'yield "forms-preview"', 'return\n        yield ""',
          IN_KINDS),
    Guard("inputs/exports/understand.py", "and len({*waves}) > 1", "and False", IN_SIBLINGS),
    # -- what is told of places
    Guard("inputs/absent.py", "if key not in there", "if False", IN_GUARDS),
    Guard("report/rests.py", "shown is None or not is_own", "shown is None", IN_RESTS),
    Guard("release/coarse.py", 'f.loc[f["n"].notna(), "municipality"]', 'f["municipality"]',
          IN_RESTS),
)  # fmt: skip


def is_noticed(guard: Guard, copy: Path) -> bool:
    """Whether a test fails once the guard is cut out of a copy of the source."""
    path = copy / "analysis" / guard.file
    whole = path.read_text("utf-8")
    if whole.count(guard.there) != 1:
        raise ValueError(f"{guard.file}: this stands there {whole.count(guard.there)} times: "
                         f"{guard.there}")  # fmt: skip
    path.write_text(whole.replace(guard.there, guard.instead), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:nbval", "-o", "addopts=",
               *guard.tests]  # fmt: skip
    ended = subprocess.run(  # noqa: S603 - our own tests
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(copy)}, capture_output=True,
        check=False,
    )  # fmt: skip
    path.write_text(whole, encoding="utf-8")
    return ended.returncode == 1


def main() -> int:
    """Cut out each guard; status 1 if no test notices one."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "src")
        shutil.copytree(ROOT / "src", copy)
        for guard in GUARDS:
            noticed = is_noticed(guard, copy)
            missed += not noticed
            print(f"{'noticed' if noticed else 'MISSED':8} {guard.file}: {guard.there}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
