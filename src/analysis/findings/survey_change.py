"""Captions of the topic ``survey_change``."""

from dataclasses import dataclass

import pandas as pd

from analysis.disclosure import Released
from analysis.findings.caption import Caption, method_sentence, write_caption
from analysis.findings.labels import item_labels
from analysis.wording import MINUS, Wording


def describe_domain_means(released: Released) -> Caption:
    """Mean ratings of the life domains at start and end."""
    return _describe(released)


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
            change=say.number(row.estimate, 1, signed=True).replace("-", MINUS),
            interval=say.interval(
                say.number(row.ci_low, 1, signed=True), say.number(row.ci_high, 1, signed=True)
            ),
            region=_region_share(say, row.region, row.region_bound),
        )
        for label, row in zip(item_labels(released), released.table.itertuples(), strict=True)
    ]


def _describe(released: Released) -> Caption:
    say, table, name = Wording(released.edition.language), released.table, released.name
    rows = change_rows(released)
    clear = (table["ci_low"] > 0) | (table["ci_high"] < 0)
    labels = [row.label for row, is_clear in zip(rows, clear, strict=True) if is_clear]
    title = (
        say.text("survey_change.clear", labels=say.listing(labels))
        if labels
        else say.text(f"{name}.title")
    )
    ns = say.text(
        "survey_change.ns",
        start=say.number(table["n_start"].max()),
        end=say.number(table["n_end"].max()),
    )
    foot = f"{method_sentence(released)} {_region_sentence(say, table)}".strip()
    phrases = [_phrase(released, row) for row in rows]
    return write_caption(released, title, f"{say.text(f'{name}.subtitle')} {ns}", foot, phrases)


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
    region = released.edition.study.region[released.edition.language]
    return f"{own}, " + say.text("survey_change.alt_region", region=region, share=row.region)


def _region_share(say: Wording, share: float, bound: str) -> str:
    if pd.isna(share):
        return ""
    return say.text(f"bound.{bound}", value=say.percent(share)) if bound else say.percent(share)


def _region_sentence(say: Wording, table: pd.DataFrame) -> str:
    answered = table["region_n"].dropna()
    if answered.empty:
        return ""
    return say.text("survey_change.region_source", n=say.number(answered.max()))
