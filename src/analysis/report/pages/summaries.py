"""What the index tells of a run as a whole: the audit of printed numbers, what is hidden."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.release.rules import RULES
from analysis.report.pages.executed import Executed, Facts
from analysis.report.pages.links import Page
from analysis.report.tables import UNRECORDED
from analysis.study.wording import Wording
from analysis.topics.publication_audit.checks import CHECKS
from analysis.topics.publication_audit.outcome import VERDICTS


@dataclass(frozen=True)
class AuditSummary:
    """How many checks of printed numbers hold, do not, and cannot tell, as its page says it.

    Attributes
    ----------
    link, language : str
        The page with every check.
    checks : mapping
        Checks by verdict.
    numbers : int
        Printed numbers that they are of; one may be in several.
    """

    link: str
    language: str
    checks: Mapping[str, int]
    numbers: int

    @property
    def total(self) -> int:
        """All checks."""
        return sum(self.checks.values())


def summarize_audit(chosen: Mapping[Page, Executed]) -> AuditSummary | None:
    """The audit as its page tells it; None where no page of it is there."""
    for page, held in chosen.items():
        for facts in held.released:
            if facts["name"] == CHECKS.name and facts["kind"] == "table":
                rows = list(_rows(facts, Wording(page.language)))
                counts = Counter(verdict for _, verdict in rows)
                checks = {verdict: counts[verdict] for verdict in VERDICTS}
                numbers = len({figure for figure, _ in rows})
                return AuditSummary(page.link, page.language, checks, numbers)
    return None


def count_hidden(chosen: Mapping[Page, Executed]) -> dict[str, int]:
    """Rows that were left out on all pages, by the rule of disclosure that they broke.

    A table that is the same on several pages is counted once. Rows of pages of an
    older version, which do not tell the rule, are `UNRECORDED`.
    """
    counts: Counter[str] = Counter()
    for facts in _different_tables(chosen):
        by_rule: Mapping[str, int] = facts.get("hidden_by", {})
        counts.update(by_rule)
        counts[UNRECORDED] += int(facts["hidden"]) - sum(by_rule.values())
    return {rule: counts[rule] for rule in (*RULES, UNRECORDED) if counts[rule]}


def _different_tables(chosen: Mapping[Page, Executed]) -> Iterator[Facts]:
    """Everything that came through the release, like tables of several pages once.

    What shows nothing of a place cannot be compared, and is its page's own.
    """
    seen: set[str] = set()
    for page, held in chosen.items():
        for facts in held.released:
            is_own = facts["kind"] == "nothing" and facts.get("of_places", True)
            own = page.link if is_own else ""
            told = [facts.get(key) for key in ("name", "digest", "hidden", "hidden_by")]
            if (key := json.dumps([own, *told])) not in seen:
                seen.add(key)
                yield facts


@dataclass(frozen=True)
class Missing:
    """A figure or table that some pages could not show.

    Attributes
    ----------
    topic, label, language : str
        What it would have shown, in the language of the page.
    reason : str
        Why it is not there, in that language too.
    pages : tuple of Page
    """

    topic: str
    label: str
    language: str
    reason: str
    pages: tuple[Page, ...]


def list_missing(chosen: Mapping[Page, Executed]) -> list[Missing]:
    """What could not be shown, why and where."""
    where: dict[tuple[str, str, str, str], dict[Page, None]] = {}
    for page, held in chosen.items():
        for facts in held.released:
            if facts["kind"] == "nothing":
                key = (page.topic, facts["label"], page.language, facts["reason"])
                where.setdefault(key, {})[page] = None
    return [Missing(*key, tuple(pages)) for key, pages in where.items()]


def label(facts: Facts) -> str:
    """What a figure measures, in its own words; a table's caption."""
    words = str(facts.get("subtitle") or facts["caption"]).removeprefix(f"{facts['mark']}. ")
    return words.partition(". ")[0].removesuffix(".")


def _rows(facts: Facts, say: Wording) -> Iterator[tuple[str, str]]:
    """Figure and verdict of each check, out of the words of the page's table."""
    verdicts = {say.text(key): verdict for verdict, key in VERDICTS.items()}
    headings = (CHECKS.frame.columns[name].heading for name in ("figure", "verdict"))
    figure, verdict = (facts["columns"].index(say.text(heading)) for heading in headings)
    for row in facts["rows"]:
        yield row[figure], verdicts[row[verdict]]
