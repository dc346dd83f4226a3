"""Numbers in words that no table has: each is looked at by a person."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.report.attack.tables import RunTable, as_number
from analysis.report.attack.texts import read_texts

NUMBER = re.compile(r"(?<![\w.,:/-])[-+\N{MINUS SIGN}]?(\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d+)"
                    r"([.,]\d+)(?![\w.,:]*\d)")  # fmt: skip
"""A number with decimals, as Finnish, Swedish or English print it."""
PEOPLE = re.compile(r"\bn\s*=\s*(\d+(?:[\u00a0\u202f]\d{3})*)")
SCALES = (1.0, 100.0)
"""A share of 0 to 1 may be printed in per cent."""
NEAR = 1e-9


@dataclass(frozen=True)
class Unexplained:
    """A number that a file tells and no table has.

    Attributes
    ----------
    file : str
        Relative to the run's folder.
    number : str
        As it is printed, with the words around it.
    """

    file: str
    number: str


def find_unexplained(folder: Path, tables: Sequence[RunTable]) -> Iterator[Unexplained]:
    """Numbers in words that are no rounded number of a table of the run.

    Parameters
    ----------
    folder : Path
        A study's folder of reports.
    tables : sequence of RunTable

    Yields
    ------
    Unexplained
        Each number of a file once. It may well be harmless: a sum, a difference, a threshold.

    Notes
    -----
    Only numbers with decimals, and those after ``n =``, are looked at: whole numbers alone
    count figures, pages and years, too.
    """
    known = _sorted_numbers(tables)
    for path, text in read_texts(folder):
        seen = set()
        for match, value, half in _numbers(text):
            if match.group() not in seen and not _is_known(known, abs(value), half):
                seen.add(match.group())
                around = text[max(match.start() - 30, 0) : match.end() + 10]
                file = path.relative_to(folder).as_posix()
                yield Unexplained(file, " ".join(around.split()))


def _numbers(text: str) -> Iterator[tuple[re.Match[str], float, float]]:
    """Numbers with half of their last digit."""
    for match in NUMBER.finditer(text):
        whole, part = re.sub(r"\D", "", match.group(1)), match.group(2)[1:]
        yield match, float(f"{whole}.{part}"), 0.5 * 10.0 ** -len(part)
    for match in PEOPLE.finditer(text):
        yield match, float(re.sub(r"\D", "", match.group(1))), 0.0


def _sorted_numbers(tables: Iterable[RunTable]) -> list[float]:
    """Every number of the tables without its sign, as it is and in per cent."""
    found = set()
    for table in tables:
        for row in table.rows:
            for text in row.values():
                if (number := as_number(text or "")) is not None:
                    found |= {abs(float(number)) * scale for scale in SCALES}
    return sorted(found)


def _is_known(known: Sequence[float], value: float, half: float) -> bool:
    at = bisect_left(known, value - half - NEAR)
    return at < len(known) and known[at] <= value + half + NEAR
