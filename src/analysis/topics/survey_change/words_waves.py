"""Captions of figures that show both waves."""

from dataclasses import dataclass

import pandas as pd

from analysis.drawing.words.caption import Caption, method_sentence, variant, write_caption
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import lower_first
from analysis.release.rules import Released
from analysis.study.declaration import REGION, WAVES
from analysis.study.wording import Wording
from analysis.topics.survey_change.words_words import (
    holm,
    is_apart,
    is_clear,
    largest,
    ns,
    pairing,
    plain_interval,
    signed,
    signed_interval,
)

TITLED_BY_LARGEST = frozenset({"survey_change_change_in", "survey_change_invest_in"})
"""Figures of several separate answers, whose largest difference is worth naming."""


def describe_domain_means(released: Released) -> Caption:
    """Mean ratings of the life domains at start and end."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    labels = item_labels(released)
    ends = [say.number(value, 1) for value in table["end"]]
    named = [lower_first(f"{label} ({end})") for label, end in zip(labels, ends, strict=True)]
    best, worst = (
        say.listing([name for name, end in zip(named, ends, strict=True)
                     if end == say.number(extreme, 1)])
        for extreme in (table["end"].min(), table["end"].max())
    )  # fmt: skip
    # Of the domains, published are the worst alone.
    title = say.text(variant(released, f"{name}.title"), best=best, worst=worst)
    rows = [
        say.text(f"{name}.alt_row", label=label, **{
            part: words for wave in WAVES for part, words in _level(say, row, wave).items()
        })
        for label, row in zip(labels, table.itertuples(), strict=True)
    ]  # fmt: skip
    foot = say.text(variant(released, f"{name}.foot"))
    return write_caption(released, title, f"{say.text(f'{name}.subtitle')} {ns(released)}", foot,
                         rows)  # fmt: skip


def _level(say: Wording, row: object, wave: str) -> dict[str, str]:
    low, high = (getattr(row, f"{wave}_{side}") for side in ("low", "high"))
    return {wave: say.number(getattr(row, wave), 1),
            f"{wave}_interval": plain_interval(say, low, high)}  # fmt: skip


def describe_change_wished(released: Released) -> Caption:
    """Whether people long for change, at start and end and in the region."""
    return _describe(released)


def describe_change_in(released: Released) -> Caption:
    """What those who long for change want to change."""
    return _describe(released)


def describe_invest_in(released: Released) -> Caption:
    """What the municipality should invest in."""
    return _describe(released)


@dataclass(frozen=True)
class ChangeRow:
    """One row of a figure of change, its numbers already formatted."""

    label: str
    start: str
    end: str
    change: str
    interval: str
    region: str


def change_rows(released: Released) -> list[ChangeRow]:
    """The rows of a figure of change, formatted for the edition's language."""
    say = Wording(released.edition.language)
    return [
        ChangeRow(
            label=label,
            start=say.number(row.start, row.start_decimals),
            end=say.number(row.end, row.end_decimals),
            change=signed(say, row.estimate),
            interval=signed_interval(say, row.ci_low, row.ci_high),
            region=_region_share(say, row.region, row.region_bound),
        )
        for label, row in zip(item_labels(released), released.table.itertuples(), strict=True)
    ]


def _describe(released: Released) -> Caption:
    say, rows = Wording(released.edition.language), change_rows(released)
    subtitle = f"{say.text(f'{released.name}.subtitle')} {ns(released)}"
    unrounded = "" if released.is_published else say.text("survey_change.unrounded")
    sentences = (method_sentence(released), unrounded, pairing(released), holm(released),
                 _region_sentence(released))  # fmt: skip
    foot = " ".join(filter(None, sentences))
    phrases = [_phrase(released, row) for row in rows]
    return write_caption(released, _title(released, rows), subtitle, foot, phrases)


def _phrase(released: Released, row: ChangeRow) -> str:
    say = Wording(released.edition.language)
    own = say.text(
        "survey_change.alt_row",
        label=row.label,
        start=row.start,
        end=row.end,
        change=row.change,
        interval=row.interval,
    )
    if not row.region:
        return own
    region = released.edition.place(REGION)
    return f"{own}, " + say.text("survey_change.alt_region", region=region, share=row.region)


def _region_share(say: Wording, share: float, bound: str) -> str:
    if pd.isna(share):
        return ""
    return say.text(f"bound.{bound}", value=say.percent(share)) if bound else say.percent(share)


def _region_sentence(released: Released) -> str:
    say, answered = Wording(released.edition.language), released.table["region_n"].dropna()
    if answered.empty:
        return ""
    region, n = released.edition.place(REGION), say.number(answered.max())
    return say.text("survey_change.region_source", region=region, n=n)


def _title(released: Released, rows: list[ChangeRow]) -> str:
    """What is clear; else the largest difference, with what the interval says of it."""
    say, table = Wording(released.edition.language), released.table
    apart, clear = is_apart(table), is_clear(table)
    if clear.any():
        labels = [f"{lower_first(row.label)} ({row.change})"
                  for row, named in zip(rows, clear, strict=True) if named]  # fmt: skip
        return say.text("survey_change.clear", labels=say.some(labels))
    if released.name in TITLED_BY_LARGEST:
        at = int(table["estimate"].abs().to_numpy().argmax())
        label, change = lower_first(rows[at].label), rows[at].change
        key = "survey_change.largest_of_many" if apart.iloc[at] else "survey_change.largest"
        return say.text(key, largest=largest(released), label=label, change=change)
    return say.text(f"{released.name}.title")
