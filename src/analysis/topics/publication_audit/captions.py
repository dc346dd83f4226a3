"""Captions of the topic ``publication_audit``: what fits and what does not, accusing nobody."""

from math import isnan

import pandas as pd

from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.labels import document_name
from analysis.release.rules import Released
from analysis.study.wording import Wording

VERDICTS = ("consistent", "inconsistent", "uninformative")
WAVES = ("start", "end")


def describe_by_check(released: Released) -> Caption:
    """Verdicts of each kind of check."""
    say, name = Wording(released.edition.language), released.name
    fitting, doubts, unsettled = (int(released.table[verdict].sum()) for verdict in VERDICTS)
    title = say.text(f"{name}.title_all", fitting=say.number(fitting),
                     unsettled=say.number(unsettled))  # fmt: skip
    if doubts:
        title = say.text(
            f"{name}.title", unsettled=say.number(unsettled),
            fitting=say.counted(f"{name}.fitting", fitting),
            doubts=say.counted(f"{name}.doubts", doubts),
        )  # fmt: skip
    total = say.number(fitting + doubts + unsettled)
    subtitle = say.text(f"{name}.subtitle", total=total)
    return write_caption(released, title, subtitle, say.text(f"{name}.foot"), _counts(released))


def describe_by_document(released: Released) -> Caption:
    """Verdicts on what each document prints."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    count = int((table["inconsistent"] > 0).sum())
    title = say.counted(f"{name}.title", count, total=say.number(len(table)))
    total = say.number(table[list(VERDICTS)].to_numpy().sum())
    return write_caption(released, title, say.text(f"{name}.subtitle", total=total),
                         say.text(f"{name}.foot"), _counts(released))  # fmt: skip


def describe_doubts(released: Released) -> Caption:
    """Printed numbers that do not fit together, with the nearest reading."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    title = say.text(f"{name}.title", count=say.number(len(table)))
    waves = wave_labels(released, table)
    rows = [
        say.text(f"{name}.alt_row", label=label, printed=row.printed, implied=row.implied,
                 difference=difference(say, row.difference_pct))
        for label, row in zip(_with_waves(doubt_labels(released), waves), table.itertuples(),
                              strict=True)
    ]  # fmt: skip
    return write_caption(released, title, say.text(f"{name}.subtitle"), say.text(f"{name}.foot"),
                         rows)  # fmt: skip


def describe_sample_sizes(released: Released) -> Caption:
    """Numbers of people from which printed percentages are possible."""
    say, name = Wording(released.edition.language), released.name
    rows = size_rows(released)
    waves = wave_labels(released, rows)
    doubted = [row for row in rows.itertuples() if row.n not in row.sizes or row.is_forced]
    title = say.counted(f"{name}.title", len(doubted), total=say.number(len(rows)))
    told = [
        say.text(f"{name}.alt_row", label=label, shares=row.printed, n=say.number(row.n),
                 nearest=say.number(row.nearest))
        for label, row in zip(_with_waves(list(rows["heading"]), waves), rows.itertuples(),
                              strict=True)
    ]  # fmt: skip
    return write_caption(released, title, say.text(f"{name}.subtitle"), say.text(f"{name}.foot"),
                         told)  # fmt: skip


def verdict_labels(released: Released) -> list[str]:
    """What each row of verdicts is of: a kind of check, or a document."""
    say = Wording(released.edition.language)
    if "check" in released.table.columns:
        return [say.text(f"audit_check.{kind}") for kind in released.table["check"]]
    names = [document_name(released.edition, key) for key in released.table["document"]]
    return [name[:1].upper() + name[1:] for name in names]


def doubt_labels(released: Released) -> list[str]:
    """The document's own words above each figure, and its municipality if it has one."""
    edition = released.edition
    labels = []
    for figure, heading in zip(released.table["figure"], released.table["heading"], strict=True):
        place = figure.rpartition(".")[2]
        is_place = place in edition.study.municipalities
        labels.append(f"{heading}: {edition.place(place)}" if is_place else heading)
    return labels


def wave_labels(released: Released, table: pd.DataFrame) -> list[str]:
    """At which wave each figure was asked for; empty for one that was not."""
    say = Wording(released.edition.language)
    waves = [figure.rpartition(".")[2] for figure in table["figure"]]
    return [say.text(f"column.{wave}").lower() if wave in WAVES else "" for wave in waves]


def difference(say: Wording, value_pct: float) -> str:
    """A signed percentage, with decimals where it is small; of a date there is none."""
    if isnan(value_pct):
        return "–"
    decimals = 0 if abs(value_pct) >= 1 else 2
    sign = "+" if value_pct > 0 else ""
    return f"{sign}{say.percent(value_pct, decimals)}"


def size_rows(released: Released) -> pd.DataFrame:
    """A row a set of percentages: its possible sizes as a tuple, and the nearest to the printed."""
    keys = ["figure", "heading", "printed", "n", "is_forced"]
    sets = released.table.groupby(keys, sort=False)["size"].agg(tuple).reset_index(name="sizes")
    nearest = [
        min(sizes, key=lambda size: abs(size - n))
        for sizes, n in zip(sets["sizes"], sets["n"], strict=True)
    ]
    return sets.assign(nearest=nearest)


def _with_waves(labels: list[str], waves: list[str]) -> list[str]:
    return [f"{label} ({wave})" if wave else label
            for label, wave in zip(labels, waves, strict=True)]  # fmt: skip


def _counts(released: Released) -> list[str]:
    say, rows = Wording(released.edition.language), released.table.itertuples()
    return [
        say.text("publication_audit_by_check.alt_row", label=label,
                 **{verdict: say.number(getattr(row, verdict)) for verdict in VERDICTS})
        for label, row in zip(verdict_labels(released), rows, strict=True)
    ]  # fmt: skip
