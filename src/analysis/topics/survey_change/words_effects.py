"""Captions of figures of the change itself: by effect, by what could be seen, by pairing."""

import pandas as pd

from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import lower_first, p_text
from analysis.release.rules import Released
from analysis.study.wording import MOST_NAMED, Wording
from analysis.topics.survey_change.words_words import (
    holm,
    is_apart,
    is_clear,
    ns,
    pairing,
    signed,
    signed_interval,
)


def describe_forest(released: Released) -> Caption:
    """Change of each life domain and of life as a whole, the largest improvement first."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    labels = item_labels(released)
    changes = [signed(say, value) for value in table["estimate"]]
    clear = is_clear(table)
    if clear.any():
        named = [f"{lower_first(label)} ({change})"
                 for label, change, is_named in zip(labels, changes, clear, strict=True)
                 if is_named]  # fmt: skip
        title = say.text("survey_change.clear", labels=say.some(named))
    else:
        largest = _largest(say, labels, changes, table)
        title = say.text(f"{name}.title", labels=say.listing(largest))
        if len(largest) > MOST_NAMED:
            title = say.text(f"{name}.title_plain")
    sentences = (method_sentence(released), pairing(released), holm(released))
    rows = [_forest_row(say, label, row)
            for label, row in zip(labels, table.itertuples(), strict=True)]  # fmt: skip
    subtitle = f"{say.text(f'{name}.subtitle')} {ns(released)}"
    return write_caption(released, title, subtitle, " ".join(filter(None, sentences)), rows)


def _largest(say: Wording, labels: list[str], changes: list[str], table: pd.DataFrame) -> list[str]:
    """Those of the largest change, several where they are the same as printed."""
    sizes = [say.number(value, 1) for value in table["estimate"].abs()]
    largest = say.number(table["estimate"].abs().max(), 1)
    return [f"{lower_first(label)} ({change})"
            for label, change, size in zip(labels, changes, sizes, strict=True)
            if size == largest]  # fmt: skip


def _forest_row(say: Wording, label: str, row: object) -> str:
    estimate, low, high, p = (getattr(row, c) for c in ("estimate", "ci_low", "ci_high",
                                                        "p_adjusted"))  # fmt: skip
    told = say.text("survey_change_forest.alt_row", label=label, change=signed(say, estimate),
                    interval=signed_interval(say, low, high))  # fmt: skip
    return told if pd.isna(p) else f"{told}, p (Holm) {p_text(say, p)}"


def describe_detectable(released: Released) -> Caption:
    """The smallest change of each domain that so many answers could have shown."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    least, most = (say.number(end, 1) for end in table["detectable"].agg(["min", "max"]))
    ends = least if least == most else say.interval(least, most)
    rows = [
        say.text(f"{name}.alt_row", label=label, least=say.number(row.detectable, 1),
                 observed=say.number(row.observed, 1))
        for label, row in zip(item_labels(released), table.itertuples(), strict=True)
    ]  # fmt: skip
    foot = " ".join(filter(None, (say.text(f"{name}.foot"), pairing(released))))
    title, subtitle = say.text(f"{name}.title", range=ends), say.text(f"{name}.subtitle")
    return write_caption(released, title, f"{subtitle} {ns(released)}", foot, rows)


def describe_pairing(released: Released) -> Caption:
    """How far unlinked shares could move, were the same people behind both waves."""
    return _describe_pairing(released)


def describe_pairing_means(released: Released) -> Caption:
    """How far unlinked means could move."""
    return _describe_pairing(released)


def _describe_pairing(released: Released) -> Caption:
    say, table, texts = Wording(released.edition.language), released.table, "survey_change_pairing"
    labels = item_labels(released)
    moved = [lower_first(label)
             for label, row in zip(labels, _is_moved(table), strict=True) if row]  # fmt: skip
    title = say.text(f"{texts}.title")
    if moved:
        title = say.text(f"{texts}.title_moved", labels=say.some(moved))
    weak, strong = released.edition.study.survey.plausible_correlations
    low, high = say.number(weak, 1), say.number(strong, 1)
    subtitle = say.text(f"{texts}.subtitle", low=low, high=high)
    unit = say.text(f"{released.name}.unit")
    rows = [
        say.text(f"{texts}.alt_row", change=signed(say, row.estimate),
                 label=" ".join(filter(None, (question, label))),
                 **{case: signed_interval(say, getattr(row, f"{case}_low"),
                                          getattr(row, f"{case}_high"))
                    for case in ("ci", "weak", "strong")})
        for question, label, row in zip(asked(released), labels, table.itertuples(), strict=True)
    ]  # fmt: skip
    foot = say.text(f"{texts}.foot", assumed=say.interval(low, high))
    return write_caption(released, title, f"{unit} {subtitle} {ns(released)}", foot, rows)


def asked(released: Released) -> list[str]:
    """The question of each row where its item does not tell; a rated domain tells by itself."""
    say, rows = Wording(released.edition.language), released.table["question"]
    is_told = released.name == "survey_change_pairing_means"
    return ["" if is_told else say.text(f"question.{question}") for question in rows]


def _is_moved(table: pd.DataFrame) -> pd.Series:
    """Rows that reach zero under one assumption on who is the same, and not under another."""
    apart = is_apart(table)
    weak = (table["weak_low"] > 0) | (table["weak_high"] < 0)
    strong = (table["strong_low"] > 0) | (table["strong_high"] < 0)
    return (apart != weak) | (weak != strong)
