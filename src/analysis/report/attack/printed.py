"""What a study's documents print of its survey: the first release of all, known to everyone."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.inputs.printed.published import read_published
from analysis.release.attack.degrees import whole_numbers
from analysis.release.attack.facts import Evidence, Fact, Group, Quantity, Source
from analysis.release.attack.limits import Break, Kind
from analysis.release.attack.relations import relate
from analysis.release.ledger import Ledger, Release, find_conflicts, read_ledger
from analysis.report.attack.evidence import limits_of
from analysis.report.attack.questions import Asked, Questions
from analysis.report.attack.tables import RunTable
from analysis.study.declaration import REGION
from analysis.study.origin import PUBLISHED
from analysis.study.study import Study

TABLE = "survey_change"
FRACTION = re.compile(r"[.,](\d+)\s*$")


def find_all_conflicts(study: Study, new: Evidence, *, is_made_up: bool = False) -> list[Break]:
    """What follows from a release only together with what was released and printed before.

    Parameters
    ----------
    study : Study
    new : Evidence
        Of the release to be.
    is_made_up : bool
        Nothing follows from print and made-up answers together: they are of nobody.

    Returns
    -------
    list of Break
        As of `find_conflicts`. Documents that contradict the answers have misprints, or are of
        other answers: nothing can be derived from both, and they are left out.
    """
    ledger, limits = read_ledger(study.folder), limits_of(study)
    if not is_made_up and (printed := read_printed(study)) is not None:
        found = find_conflicts(Ledger((printed, *ledger.releases)), new, limits)
        if not any(broken.kind is Kind.MISREAD for broken in found):
            return found
    return find_conflicts(ledger, new, limits)


def read_printed(study: Study) -> Release | None:
    """The printed numbers of a study's survey as a release; None where there are none.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Release or None
        Of all places of the study. Where a printed share is of no whole number of the printed n,
        nothing of its question and wave is taken.
    """
    questions, file = Questions(study), f"{PUBLISHED}/{TABLE}.csv"
    frame = read_published(study, TABLE)
    frame = frame[(frame["municipality"] != REGION) & frame["n"].notna()]
    facts, scales = [], {}
    for (place, wave, question), rows in frame.groupby(["municipality", "wave", "question"]):
        of_question: list[Fact] = []
        for row in rows.itertuples():
            table = RunTable(place, file, ())
            asked = questions.of(table, {"question": question, "item": row.item})
            if asked is not None and asked.points:
                scales[asked.variable] = asked.points
                of_question += _read(
                    row, Group(place, wave, asked.variable), asked, Source(file, row.id)
                )
        facts += of_question if all(fact.low <= fact.high for fact in of_question) else []
    if not facts:
        return None
    evidence = relate(facts, (), list(study.municipalities) if study.has_places else (), scales)
    return Release(f"{study.key}/{PUBLISHED}", "", evidence)


def _read(row: Any, group: Group, asked: Asked, source: Source) -> Iterator[Fact]:
    """People, and a mean, or how many gave an answer: none of them where no number prints so."""
    n = float(row.n)
    yield Fact(group, Quantity.SIZE, n, n, source, is_public=True)
    if pd.isna(row.value) or row.bound:
        return
    fraction = FRACTION.search(row.printed)
    half = 0.5 * 10.0 ** -len(fraction.group(1) if fraction else "")
    low, high = row.value - half, row.value + half
    if asked.answer is None:
        yield Fact(group, Quantity.MEAN, low, high, source, is_public=True)
        return
    least, most = whole_numbers(n * low / 100, n * high / 100)
    is_whole = least == int(least)
    answers = (asked.answer,)
    ends = (least, most) if is_whole else (1.0, 0.0)
    yield Fact(group, Quantity.COUNT, *ends, source, answers, is_public=True)
