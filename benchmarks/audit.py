"""How the audit judges honest tables, and how often it finds one changed digit.

Random projects are printed in honest ways: halves to even, halves up, cut off, of weighted
answers, in full thousands, with means over twelve questions, with grouped medians. Each table is
audited with these ways declared, undeclared, and declared with one digit of one figure replaced.
Prints a section of Markdown: python benchmarks/audit.py; with --write it replaces that section
of benchmarks/results.md.
"""

import argparse
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from honest_tables import WAYS, Row, draw_truth, honest_audit, honest_rows, with_another_digit

from analysis.inputs.printed.audit_file import Audit
from analysis.topics.publication_audit.audit import audit_figures

SEED = 20230930
RESULTS = Path(__file__).with_name("results.md")
HEADING = "# The audit of printed numbers"
OF_DIGITS = "half-up"
"""The way whose changed digits are counted by figure."""


BEFORE = {"half-even": "0 %", "half-up": "0 %", "truncated": "100 %", "weighted": "97 %",
          "thousands": "73 %", "items": "20 %", "median": "17 %"}  # fmt: skip
"""Tables with an alarm, of 150 a way, when the audit knew ordinary rounding alone; measured once
with the same tables."""


INTRODUCTION = """\
{trials:,} random tables a way, in {digits:,} of which one digit was changed as well; written by
`benchmarks/audit.py`. An alarm is a table in which any figure is called inconsistent; *before* is
the share of such tables, of 150, when the audit knew ordinary rounding of plain answers alone.
Where nothing is declared, much that a changed digit does could be innocent, and is not called an
error. The tables of the audit's first version, which knew ordinary rounding alone, were audited
once by both: of the same 1,000 changed digits each finds 913, figure by figure the same."""
HEAD = (
    "| printed | before | alarms, declared | undeclared | changed digit found, declared "
    "| undeclared |",
    "|---|---|---|---|---|---|",
)


def main() -> None:
    """Simulate, and print or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=4000)
    parser.add_argument("--digits", type=int, default=1000, help="tables with a changed digit")
    parser.add_argument("--write", action="store_true")
    parsed = parser.parse_args()
    section = "\n".join([*report(parsed.trials, parsed.digits)]) + "\n"
    if not parsed.write:
        print(section, end="")
        return
    before, _, after = RESULTS.read_text(encoding="utf-8").partition(HEADING)
    _, mark, rest = after.partition("\n# ")
    RESULTS.write_text(f"{before.rstrip()}\n\n{section}{mark}{rest}", encoding="utf-8")


def report(trials: int, digits: int) -> list[str]:
    """The section's lines."""
    lines = [HEADING, "", INTRODUCTION.format(trials=trials, digits=digits), "", *HEAD]
    by_figure: list[tuple[str, bool]] = []
    for way in WAYS:
        alarms, undeclared_alarms, found = _judge(way, trials, digits)
        seen = [sum(is_seen for _, is_seen, _ in found), sum(is_seen for *_, is_seen in found)]
        cells = [
            BEFORE[way],
            alarms,
            undeclared_alarms,
            *(f"{n / max(1, digits):.1%}" for n in seen),
        ]
        lines.append(f"| {way} | {' | '.join(map(str, cells))} |")
        print(lines[-1], file=sys.stderr, flush=True)
        by_figure += [(name, is_seen) for name, is_seen, _ in found if way == OF_DIGITS]
    tables = Counter(name for name, _ in by_figure)
    seen_of = Counter(name for name, is_seen in by_figure if is_seen)
    lines += ["", f"Changed digits by figure, {OF_DIGITS}, declared:", "",
              "| figure | tables | found |", "|---|---|---|"]  # fmt: skip
    lines += [f"| {name} | {count} | {seen_of[name] / count:.0%} |"
              for name, count in sorted(tables.items())]  # fmt: skip
    return lines


def _judge(way: str, trials: int, digits: int) -> tuple[int, int, list[tuple[str, bool, bool]]]:
    """Alarms with the way declared and not, and of each changed digit whether it was found."""
    chance = Random(SEED)  # noqa: S311 (made-up tables)
    alarms, undeclared_alarms, found = 0, 0, []
    for trial in range(trials):
        rows = honest_rows(draw_truth(chance.randint), way, declared=True)
        audit = honest_audit(rows)
        alarms += is_doubted(audit)
        undeclared_alarms += is_doubted(undeclared(audit))
        if trial < digits:
            other = with_another_digit(rows, chance)
            audit = honest_audit(other)
            seen = is_doubted(audit), is_doubted(undeclared(audit))
            found.append((changed_kind(rows, other), *seen))
    return alarms, undeclared_alarms, found


def undeclared(audit: Audit) -> Audit:
    """The same audit as if nobody had said how the numbers were made."""
    blank = {"rounding": "", "weighted": "", "items": pd.NA, "statistic": "", "divisor": ""}
    figures = audit.figures.assign(**blank).astype({"items": "Int64"})
    return replace(audit, figures=figures)


def changed_kind(rows: list[Row], others: list[Row]) -> str:
    """Which figure was changed, its standard deviation apart."""
    row, other = next((a, b) for a, b in zip(rows, others, strict=True) if a is not b)
    name = str(row["id"]).partition(".")[0]
    return name if row["sd"] == other["sd"] else f"{name}, standard deviation"


def is_doubted(audit: Audit) -> bool:
    """Whether the audit calls any figure inconsistent."""
    return any(o.verdict == "inconsistent" for o in audit_figures(audit))


if __name__ == "__main__":
    main()
