"""Chosen answers in a place: of each, all shares that the bands of people allow."""

from typing import Any

import pandas as pd

from analysis.drawing.words.caption import Caption, as_sentence, write_caption
from analysis.drawing.words.numbers import in_sentence
from analysis.release.estimates import Estimates, Released
from analysis.study.codebook import Column
from analysis.topics.survey_change.phrases import answered_sentence
from analysis.topics.survey_change.waves import SIDES

PANEL_IN = (2.3, 4.7)
TICKS_PCT = (0, 25, 50, 75, 100)


def range_texts(estimates: Estimates, wave: str) -> list[str]:
    """Each row's smallest and largest possible share at a wave; the symbol where none is told."""
    say, table = estimates.say, estimates.table
    ends = zip(table[f"{wave}_low"], table[f"{wave}_high"], strict=True)
    return [
        say.text("withheld.symbol")
        if pd.isna(low)
        else say.interval(say.percent(low), say.percent(high))
        for low, high in ends
    ]


def describe_place_shares(released: Released, column: Column) -> Caption:
    """Which answers at least as many people gave as are told of, at the last wave that is told.

    Parameters
    ----------
    released : Released
        Of a place, on coarse numbers.
    column : Column
        The question's.
    """
    say, edition = released.say, released.edition
    question = as_sentence(edition.question(column.name))
    subtitle = say.text("survey_change_place_shares.subtitle", question=question)
    foot = say.text("survey_change_place_shares.foot")
    texts = (range_texts(released, side) for side in SIDES)
    rows = [
        say.text("survey_change_place_shares.alt_row", label=label, start=start, end=end)
        for label, start, end in zip(released.labels, *texts, strict=True)
    ]
    answered = answered_sentence(released)
    return write_caption(released, _title(released, column), f"{subtitle} {answered}", foot, rows)


def _title(released: Released, column: Column) -> str:
    say, table, edition = released.say, released.table, released.edition
    side = next((s for s in reversed(SIDES) if table[f"{s}_low"].notna().any()), SIDES[0])
    named = [in_sentence(say, label) for label, low in zip(released.labels, table[f"{side}_low"],
                                                      strict=True) if low > 0]  # fmt: skip
    values: dict[str, Any] = {
        "place": edition.place(edition.municipality),
        "wave": say.text(WAVES[side]),
        "minimum": say.number(edition.study.disclosure.minimum_n),
    }
    if not named:
        question = edition.question(column.name)
        return say.text("survey_change_place_shares.title_none", question=question, **values)
    if column.kind == "flag":  # nobody chooses a question: as it stands, it ends in its own mark
        labels = edition.question(column.name)
        return say.text("survey_change_place_shares.title_yes", labels=labels, **values)
    return say.text("survey_change_place_shares.title", labels=say.some(named), **values)


WAVES = {"start": "column.start", "end": "column.end"}
