"""Whether a known weakness is reported of any locked package; `make audit-dependencies`.

pip-audit says "no known vulnerabilities" of packages that its source has no advisories of, too.
So it is asked first of a version that is known to be weak: if it finds nothing there, it has
found nothing anywhere.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KNOWN_TO_BE_WEAK = "jinja2==2.4.1"
"""CVE-2014-1402 among others: https://nvd.nist.gov/vuln/detail/CVE-2014-1402"""
SECONDS = 600


def audit(program: str, requirements: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    """Ask pip-audit of a file of requirements, which is not installed for that."""
    command = [program, "--requirement", str(requirements), "--disable-pip", "--strict",
               "--progress-spinner", "off", *more]  # fmt: skip
    return subprocess.run(  # noqa: S603 - the program that was named
        command, capture_output=True, text=True, check=False, timeout=SECONDS
    )


def has_advisories(program: str) -> bool:
    """Whether pip-audit's source knows what is wrong with a version that is known to be weak."""
    with tempfile.TemporaryDirectory() as folder:
        weak = Path(folder, "requirements.txt")
        weak.write_text(f"{KNOWN_TO_BE_WEAK}\n", encoding="utf-8")
        told = audit(program, weak, "--no-deps", "--format", "json").stdout
    try:
        return any(package.get("vulns") for package in json.loads(told)["dependencies"])
    except (ValueError, KeyError):
        return False


def main() -> int:
    """Audit; status 0 if nothing is known, 1 if something is, 2 if nothing could be asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="path of pip-audit")
    program = parser.parse_args().program
    if not has_advisories(program):
        print(
            f"no advisory could be had: nothing is reported even of {KNOWN_TO_BE_WEAK}. "
            "No package was checked; try again where pypi.org or api.osv.dev can be reached.",
            file=sys.stderr,
        )
        return 2
    ended = audit(program, ROOT / "requirements.lock", "--require-hashes")
    print(ended.stdout + ended.stderr, end="")
    return min(ended.returncode, 1)


if __name__ == "__main__":
    sys.exit(main())
