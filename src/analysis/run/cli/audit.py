"""``analysis audit``: whether the numbers that public documents print can all be true."""

import argparse
from typing import TYPE_CHECKING

from analysis.run.cli.options import Commands, add_language, add_study, read_choice

if TYPE_CHECKING:  # takes a while to load
    import pandas as pd

COLUMNS = ("figure", "check", "printed", "verdict", "implied", "explanation")
COLUMNS_SHOWN = {name: name for name in COLUMNS}
ORDER_SHOWN = {"uninformative": 0, "consistent": 1, "inconsistent": 2}
"""What does not fit stands at the end, where a terminal stops."""


def add(commands: Commands) -> None:
    """Declare the command."""
    audit = commands.add_parser(
        "audit",
        help="hold the printed numbers of a study against each other",
        description="Check every printed number of a study against the others, as its audit.toml "
        "declares: sums, shares, means, filters, products, changes, lists, scales, numbers of "
        "people, standard deviations. Refuses tables in which `analysis check` finds faults. "
        "Exit status 0 when the audit ran, whatever it found; with --strict, 1 if numbers do "
        "not fit.",
    )
    add_study(audit)
    audit.add_argument("--json", action="store_true", help="every check as a list of JSON objects")
    audit.add_argument("--strict", action="store_true", help="exit status 1 if any do not fit")
    add_language(audit, "of explanations: ")
    audit.set_defaults(command=audit_command)


def audit_command(parsed: argparse.Namespace) -> int:
    """Audit; exit status 1 only with ``--strict`` and numbers that do not fit."""
    import json

    from analysis.inputs.printed.audit_file import read_audit
    from analysis.topics.publication_audit.audit import audit_figures
    from analysis.topics.publication_audit.checks import estimate_checks

    study, language = read_choice(parsed)
    audit = read_audit(study)
    checks = estimate_checks(audit, audit_figures(audit), language)[list(COLUMNS)]
    if parsed.json:
        print(json.dumps(checks.to_dict("records"), ensure_ascii=False, indent=2))
    else:
        _print_checks(checks)
        counts = checks["verdict"].value_counts()
        print(", ".join(f"{verdict}: {count}" for verdict, count in counts.items()))
    return int(parsed.strict and "inconsistent" in set(checks["verdict"]))


def _print_checks(checks: "pd.DataFrame") -> None:
    """A check on two lines, what does not fit last."""
    wide = {name: max(map(len, checks[name]), default=0) for name in COLUMNS[:3]}
    shown = checks.sort_values("verdict", key=lambda cells: cells.map(ORDER_SHOWN), kind="stable")
    for row in (COLUMNS_SHOWN, *shown.to_dict("records")):
        figure, check, printed = (f"{row[name]:<{wide[name]}}" for name in COLUMNS[:3])
        print(f"{row['verdict']:<13} {check} {figure} {printed}  {row['implied']}".rstrip())
        print(f"{'':<14}{row['explanation']}")
