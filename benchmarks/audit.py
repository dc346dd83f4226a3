"""How often the audit finds one changed digit in an honestly rounded table.

Random projects are printed with the usual roundings; then one digit of one
figure is replaced. Prints a table: python benchmarks/audit.py
"""

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from honest_tables import draw_truth, honest_audit, honest_rows, with_another_digit

from analysis.topics.publication_audit.audit import audit_figures

SEED = 20230930


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=2000)
    trials = parser.parse_args().trials
    chance, alarms = Random(SEED), 0  # noqa: S311 (made-up tables)
    changed: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for _ in range(trials):
        rows = honest_rows(draw_truth(chance.randint))
        alarms += is_doubted(rows)
        other = with_another_digit(rows, chance)
        kind = next(a["id"] for a, b in zip(rows, other, strict=True) if a != b).split(".")[0]
        changed[kind] += 1
        found[kind] += is_doubted(other)
    print(
        f"# One changed digit, {trials} random tables; false alarms on the honest ones: {alarms}\n"
    )
    print("| figure changed | tables | found |\n|---|---|---|")
    for kind, count in sorted(changed.items()):
        print(f"| {kind} | {count} | {found[kind] / count:.0%} |")
    print(f"| all | {trials} | {found.total() / trials:.1%} |")


def is_doubted(rows: list[dict[str, object]]) -> bool:
    """Whether the audit calls any figure inconsistent."""
    return any(o.verdict == "inconsistent" for o in audit_figures(honest_audit(rows)))


if __name__ == "__main__":
    main()
