"""Captions of figures of who answered what, who left, and what that could hide."""

from typing import Any

import pandas as pd

from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import lower_first
from analysis.release.rules import Released
from analysis.study.declaration import WAVES
from analysis.study.wording import Wording
from analysis.topics.survey_change.words_words import largest, ns, of_place, signed, signed_interval


def describe_distribution(released: Released) -> Caption:
    """Shares of good, middling and poor ratings of each domain, at start and end."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    edition, labels = released.edition, item_labels(released)
    best = table["group"] == next(iter(edition.study.survey.rating_groups))
    at = int((table["end"] - table["start"]).abs().where(best, -1.0).to_numpy().argmax())
    shares = {wave: say.percent(table[wave].iloc[at]) for wave in WAVES}
    title = say.text(f"{name}.title", largest=largest(released), label=lower_first(labels[at]),
                     **shares)  # fmt: skip
    rows = [
        say.text(f"{name}.alt_row", label=f"{label}, {lower_first(group)}",
                 start=say.percent(row.start), end=say.percent(row.end))
        for label, group, row in zip(labels, rating_groups(released), table.itertuples(),
                                     strict=True)
    ]  # fmt: skip
    subtitle = f"{say.text(f'{name}.subtitle')} {ns(released)}"
    return write_caption(released, title, subtitle, say.text(f"{name}.foot"), rows)


def rating_groups(released: Released) -> list[str]:
    """Label of each row's group of ratings."""
    return [released.edition.label("rating_group", group) for group in released.table["group"]]


def describe_retention(released: Released) -> Caption:
    """Of those who answered at the start, the share found again at the end."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    everyone = table.iloc[0]
    key = "title" if everyone["by"] == "everyone" else "title_part"  # everyone may be hidden
    title = say.text(f"{name}.{key}", label=lower_first(item_labels(released)[0]),
                     returned=say.number(everyone["returned"]), n=say.number(everyone["n"]),
                     share=say.percent(100 * everyone["estimate"]))  # fmt: skip
    rows = [f"{label}: {share}, n = {say.number(n)} ({interval})"
            for label, share, n, interval in retention_rows(released)]  # fmt: skip
    foot = f"{method_sentence(released)} {say.text(f'{name}.foot')}"
    if (table["by"] == "start_level").any():
        foot = f"{foot} {say.text(f'{name}.level')}"
    subtitle = of_place(released, say.text(f"{name}.subtitle"))
    return write_caption(released, title, subtitle, foot, rows)


def retention_rows(released: Released) -> list[tuple[str, str, Any, str]]:
    """Label, share, n and interval of each group."""
    say = Wording(released.edition.language)
    return [
        (label, say.percent(100 * row.estimate), row.n,
         say.interval(say.percent(100 * row.ci_low), say.percent(100 * row.ci_high)))
        for label, row in zip(item_labels(released), released.table.itertuples(), strict=True)
    ]  # fmt: skip


def describe_stayers(released: Released) -> Caption:
    """Change of those seen at both waves beside everyone's, and what the others could hide."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    labels = item_labels(released)
    told = _is_certain(table)
    title = say.text(f"{name}.title")
    if told.any():
        named = [label for label, is_told in zip(labels, told, strict=True) if is_told]
        title = say.text(f"{name}.title_certain", labels=say.some(named))
    rows = [
        say.text(f"{name}.alt_row", label=label, everyone=signed(say, row.estimate),
                 stayed=signed(say, row.stayed),
                 interval=signed_interval(say, row.stayed_low, row.stayed_high),
                 bounds=signed_interval(say, row.bound_low, row.bound_high))
        for label, row in zip(labels, table.itertuples(), strict=True)
    ]  # fmt: skip
    both = say.interval(say.number(table["n_both"].min()), say.number(table["n_both"].max()))
    subtitle = f"{say.text(f'{name}.subtitle')} {say.text(f'{name}.both', n=both)} {ns(released)}"
    return write_caption(released, title, subtitle, say.text(f"{name}.foot"), rows)


def _is_certain(table: pd.DataFrame) -> pd.Series:
    """Rows whose direction stands whatever those who are not seen would have answered."""
    return (table["bound_low"] > 0) | (table["bound_high"] < 0)
