"""Captions of the topic ``survey_change``."""

from dataclasses import dataclass

import pandas as pd

from analysis.disclosure import Released
from analysis.findings.caption import Caption, method_sentence, write_caption
from analysis.findings.labels import item_labels
from analysis.findings.numbers import lower_first
from analysis.study import REGION
from analysis.wording import MINUS, Wording

SIGNIFICANT = 0.05
"""An adjusted p-value below which a difference is named in a title."""
TITLED_BY_LARGEST = frozenset({"survey_change_change_in", "survey_change_invest_in"})
"""Figures of several separate answers, whose largest difference is worth naming."""


def describe_domain_means(released: Released) -> Caption:
    """Mean ratings of the life domains at start and end."""
    return _describe(released)


def describe_detectable(released: Released) -> Caption:
    """The smallest change of each domain that so many answers could have shown."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    ends = say.interval(say.number(table["detectable"].min(), 1),
                        say.number(table["detectable"].max(), 1))  # fmt: skip
    ns = say.text(
        "survey_change.ns",
        start=say.number(table["n_start"].max()),
        end=say.number(table["n_end"].max()),
    )
    rows = [
        say.text(f"{name}.alt_row", label=label, least=say.number(row.detectable, 1),
                 observed=say.number(row.observed, 1))
        for label, row in zip(item_labels(released), table.itertuples(), strict=True)
    ]  # fmt: skip
    foot = " ".join(filter(None, (say.text(f"{name}.foot"), _pairing(released))))
    title, subtitle = say.text(f"{name}.title", range=ends), say.text(f"{name}.subtitle")
    return write_caption(released, title, f"{subtitle} {ns}", foot, rows)


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
    ns = say.text(
        "survey_change.ns",
        start=say.number(table["n_start"].max()),
        end=say.number(table["n_end"].max()),
    )
    sentences = (method_sentence(released), _pairing(released), _region_sentence(released))
    foot = " ".join(filter(None, sentences))
    phrases = [_phrase(released, row) for row in rows]
    title = _title(released, rows)
    return write_caption(released, title, f"{say.text(f'{name}.subtitle')} {ns}", foot, phrases)


def _pairing(released: Released) -> str:
    """Which case it is: answers linked, in part, hardly or not at all; empty if published."""
    say, table = Wording(released.edition.language), released.table
    if released.is_published:
        return ""
    pairs = table["n_pairs"].dropna()
    if pairs.empty:  # so few that they are not told
        minimum = released.edition.study.disclosure.minimum_n
        return say.text("survey_change.few_linked", minimum=say.number(minimum))
    most = int(pairs.max())
    if not most:
        return say.text("survey_change.unlinked")
    if (table["n_pairs"] == table["n_start"]).all() and (table["n_pairs"] == table["n_end"]).all():
        return say.text("survey_change.all_linked", n=say.number(most))
    return say.text("survey_change.linked", n=say.number(most))


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
    apart = (table["ci_low"] > 0) | (table["ci_high"] < 0)
    clear = apart & ~(table["p_adjusted"] >= SIGNIFICANT)  # of many, one is often apart by chance
    if clear.any():
        labels = [f"{row.label} ({row.change})"
                  for row, is_clear in zip(rows, clear, strict=True) if is_clear]  # fmt: skip
        return say.text("survey_change.clear", labels=say.listing(labels))
    if released.name in TITLED_BY_LARGEST:
        at = int(table["estimate"].abs().to_numpy().argmax())
        label, change = lower_first(rows[at].label), rows[at].change
        key = "survey_change.largest_of_many" if apart.iloc[at] else "survey_change.largest"
        return say.text(key, label=label, change=change)
    return say.text(f"{released.name}.title")
