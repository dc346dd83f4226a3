"""Captions of figures that set groups beside each other."""

import pandas as pd

from analysis.drawing.words.caption import (
    Caption,
    is_own_missing,
    method_sentence,
    missing_own_title,
    write_caption,
)
from analysis.drawing.words.labels import group_label, item_labels
from analysis.drawing.words.numbers import lower_first, p_text
from analysis.release.rules import Released
from analysis.study.declaration import ALL
from analysis.study.wording import Wording
from analysis.topics.survey_change.words_words import holm, is_clear, signed, signed_interval

DECIMALS = 2
"""Of the change of a mean over all life domains, which moves less than each of them."""
MOST_WITH_SHARES = 2
"""Contrasts whose shares a title has room for."""
SAME = 1e-9
"""Pooled estimates no further apart are one: the municipalities differ no more than chance."""


def describe_groups(released: Released) -> Caption:
    """The contrasts between groups of respondents that the study declares."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    labels = item_labels(released)
    clear = is_clear(table)
    title = say.text(f"{name}.title")
    if clear.any():
        named = [
            f"{lower_first(label)} ({lower_first(group)} {say.percent(row.share)}, "
            f"{lower_first(other)} {say.percent(row.share_against)})"
            for label, (group, other), row, is_named in zip(labels, group_pairs(released),
                                                            table.itertuples(), clear, strict=True)
            if is_named
        ]  # fmt: skip
        if len(named) > MOST_WITH_SHARES:
            named = [lower_first(label) for label in pd.Series(labels)[clear.to_numpy()]]
        title = say.text(f"{name}.title_clear", labels=say.some(named))
    rows = [
        say.text(f"{name}.alt_row", label=f"{say.text(f'question.{row.question}')} {label}",
                 group=lower_first(group), against=lower_first(other),
                 share=say.percent(row.share), share_against=say.percent(row.share_against),
                 n_group=say.number(row.n_group), n_against=say.number(row.n_against),
                 change=signed(say, row.estimate, 0), p=p_text(say, row.p_adjusted),
                 interval=signed_interval(say, row.ci_low, row.ci_high, 0))
        for label, (group, other), row in zip(labels, group_pairs(released), table.itertuples(),
                                              strict=True)
    ]  # fmt: skip
    foot = " ".join(filter(None, (method_sentence(released), holm(released),
                                  say.text(f"{name}.foot"))))  # fmt: skip
    return write_caption(released, title, say.text(f"{name}.subtitle"), foot, rows)


def group_pairs(released: Released) -> list[tuple[str, str]]:
    """Labels of the two groups of each row."""
    edition, table = released.edition, released.table
    return [(group_label(edition, row.by, row.group), group_label(edition, row.by, row.against))
            for row in table.itertuples()]  # fmt: skip


def describe_municipalities(released: Released) -> Caption:
    """Change by municipality: its own, and drawn towards the common mean."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    rows = (
        say.text(f"{name}.alt_row" if row.municipality != ALL else f"{name}.alt_project",
                 label=label, raw=signed(say, row.estimate, DECIMALS),
                 raw_interval=signed_interval(say, row.ci_low, row.ci_high, DECIMALS),
                 **_pooled(say, row))
        for label, row in zip(municipality_labels(released), table.itertuples(), strict=True)
    )  # fmt: skip
    subtitle, foot = (say.text(f"{name}.{part}") for part in ("subtitle", "foot"))
    return write_caption(released, _municipalities_title(released), subtitle, foot, rows)


def municipality_labels(released: Released) -> list[str]:
    """Name of each row's municipality; the last row is the project."""
    edition, say = released.edition, Wording(released.edition.language)
    return [say.text("whole_project") if key == ALL else edition.place(key)
            for key in released.table["municipality"]]  # fmt: skip


def _pooled(say: Wording, row: object) -> dict[str, str]:
    value, low, high = (getattr(row, c) for c in ("pooled", "pooled_low", "pooled_high"))
    if pd.isna(value):
        return {"pooled": "", "interval": ""}
    return {
        "pooled": signed(say, value, DECIMALS),
        "interval": signed_interval(say, low, high, DECIMALS),
    }


def _municipalities_title(released: Released) -> str:
    say, table, name = Wording(released.edition.language), released.table, released.name
    if is_own_missing(released):
        return missing_own_title(released)
    none = say.text(f"{name}.title_shown" if released.hidden else f"{name}.title")
    clear = (table["pooled_low"] > 0) | (table["pooled_high"] < 0)
    pooled = table["pooled"].dropna()
    is_shared = len(pooled) > 1 and pooled.max() - pooled.min() < SAME
    if is_shared and clear[pooled.index].all():
        return say.text(f"{name}.title_same", pooled=signed(say, pooled.iloc[0], DECIMALS))
    if released.edition.is_whole_project:
        if not clear.any():
            return none
        named = [f"{label} ({signed(say, row.pooled, DECIMALS)})" for label, row, is_named
                 in zip(municipality_labels(released), table.itertuples(), clear, strict=True)
                 if is_named]  # fmt: skip
        return say.text(f"{name}.title_clear", labels=say.some(named))
    own = (table["municipality"] == released.edition.municipality).to_numpy().argmax()
    project = table[table["municipality"] == ALL]["estimate"]
    if project.empty:
        return none
    key = "title_own_clear" if clear.iloc[own] else "title_own"
    place = released.edition.place(released.edition.municipality)
    drawn = signed(say, table["pooled"].iloc[own], DECIMALS)
    whole = signed(say, project.item(), DECIMALS)
    return say.text(f"{name}.{key}", place=place, own=drawn, project=whole)
