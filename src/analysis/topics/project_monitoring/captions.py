"""Captions of the topic ``project_monitoring``."""

import pandas as pd

from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import headcount, lower_first
from analysis.release.rules import Released
from analysis.study.wording import Wording

MILESTONES = frozenset({"decision", "project_start", "project_end"})


def describe_timeline(released: Released) -> Caption:
    """Dated events of the project."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    kinds = table["kind"].value_counts()
    meetings, trainings = (int(kinds.get(kind, 0)) for kind in ("peer_meeting", "training"))
    title = say.text(f"{name}.title_plain")
    if meetings and trainings:
        title = say.text(
            f"{name}.title", meetings=say.number(meetings), trainings=say.number(trainings)
        )
    start, end = say.day(table["date"].min()), say.day(table["date"].max())
    subtitle = say.text(f"{name}.subtitle", start=start, end=end)
    dates = [say.day(date) for date in table["date"]]
    rows = [f"{date} {label}" for date, label in zip(dates, item_labels(released), strict=True)]
    return write_caption(released, title, subtitle, "", rows)


def describe_partner_survey(released: Released) -> Caption:
    """Answers of the partner municipalities."""
    say, name = Wording(released.edition.language), released.name
    table = released.table.set_index("item")
    title = say.text(
        f"{name}.title",
        invited=say.number(table["n"]["answered"]),
        answered=say.number(table["estimate"]["answered"]),
        k=say.number(table["estimate"]["new_knowledge"]),
    )
    rows = [f"{label} {of}, {share}" for label, of, share in partner_rows(released)]
    subtitle, foot = say.text(f"{name}.subtitle"), say.text(f"{name}.foot")
    return write_caption(released, title, subtitle, foot, rows)


def partner_rows(released: Released) -> list[tuple[str, str, str]]:
    """Label, count of n, and share with its interval if it has one, for each row."""
    say, name = Wording(released.edition.language), released.name
    rows = []
    for label, row in zip(item_labels(released), released.table.itertuples(), strict=True):
        of = say.text(f"{name}.of", k=say.number(row.estimate), n=say.number(row.n))
        share = say.percent(100 * row.share)
        if not pd.isna(row.ci_low):
            low, high = say.percent(100 * row.ci_low), say.percent(100 * row.ci_high)
            share = f"{share} ({say.interval(low, high)})"
        rows.append((label, of, share))
    return rows


def describe_communication(released: Released) -> Caption:
    """Communication outputs."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    labels = item_labels(released)
    counts = [say.number(value) for value in table["estimate"]]
    title = say.text(f"{name}.title", label=lower_first(labels[0]), k=counts[0])
    subtitle = say.text(f"{name}.subtitle", total=say.number(table["estimate"].sum()))
    rows = [f"{label}: {count}" for label, count in zip(labels, counts, strict=True)]
    return write_caption(released, title, subtitle, "", rows)


def describe_budget(released: Released) -> Caption:
    """Parts of the budget."""
    return _describe_parts(released)


def describe_financing(released: Released) -> Caption:
    """Sources of financing."""
    return _describe_parts(released)


def part_shares(released: Released) -> list[str]:
    """Share of each part: as printed, or computed where none is printed."""
    say = Wording(released.edition.language)
    return [
        say.percent(row.share_pct)
        if pd.isna(row.share_printed)
        else say.percent(row.share_printed, 2)
        for row in released.table.itertuples()
    ]


def _describe_parts(released: Released) -> Caption:
    say, table, name = Wording(released.edition.language), released.table, released.name
    labels = item_labels(released)
    shares, amounts = part_shares(released), [say.euros(x, 0) for x in table["estimate_eur"]]
    share = say.percent(table["share_pct"].iloc[0])
    title = say.text(f"{name}.title", label=labels[0], share=share)
    subtitle = say.text(f"{name}.subtitle", total=say.euros(table["estimate_eur"].sum(), 0))
    foot = say.text(f"{name}.foot") if table["share_printed"].isna().all() else ""
    rows = [f"{label}: {a} ({s})" for label, a, s in zip(labels, amounts, shares, strict=True)]
    return write_caption(released, title, subtitle, foot, rows)


def describe_planned_reached(released: Released) -> Caption:
    """Plans against what was reached, one or several studies."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    exceeded = (table["reached"] > table["planned_high"]) & (table["reached_bound"] == "")
    title = say.text(f"{name}.title_plain")
    if exceeded.any():
        labels = [x for x, over in zip(item_labels(released), exceeded, strict=True) if over]
        title = say.text(f"{name}.title", labels=say.listing([lower_first(x) for x in labels]))
    is_range = (table["planned_low"] < table["planned_high"]).any()
    subtitle = " ".join(say.text(f"{name}.{k}") for k in ("subtitle", "range")[: 1 + is_range])
    rows = [
        say.text(
            f"{name}.alt_row",
            label=f"{released.edition.study_name(study)}, {label}",
            planned=planned,
            reached=reached,
        )
        for study, label, planned, reached in planned_rows(released)
    ]
    return write_caption(released, title, subtitle, "", rows)


def planned_rows(released: Released) -> list[tuple[str, str, str, str]]:
    """Study, indicator, plan and what was reached, formatted, for each row."""
    say = Wording(released.edition.language)
    rows = []
    for row in released.table.itertuples():
        amount = (lambda x: say.euros(x, 0)) if row.unit == "eur" else say.number
        planned = amount(row.planned_high)
        if row.planned_low != row.planned_high:
            planned = say.interval(amount(row.planned_low), planned)
        if pd.isna(row.reached):
            reached = say.text("not_printed")
        elif float(row.reached).is_integer():
            reached = amount(row.reached)
        else:
            reached = say.number(row.reached, 1)
        if row.reached_bound:
            reached = say.text(f"bound.{row.reached_bound}", value=reached)
        rows.append((row.study, released.edition.label("indicator", row.item), planned, reached))
    return rows


def plan_verdict(released: Released, row: int) -> str:
    """Share of the plan; for a plan that is a range, whether it was met; may be empty."""
    say = Wording(released.edition.language)
    plan = released.table.loc[row]
    low, high, reached = plan["planned_low"], plan["planned_high"], plan["reached"]
    if pd.isna(reached):
        return ""
    if plan["reached_bound"]:
        return say.text(f"{released.name}.incomparable")
    if low < high:
        verdict = "under" if reached < low else "over" if reached > high else "within"
        return say.text(f"{released.name}.{verdict}")
    share = plan["reached_pct"]
    # "100 %" is kept for what was reached in full.
    return say.percent(share, 1 if share != 100 and round(share) == 100 else 0)


def describe_pilots(released: Released) -> Caption:
    """The municipalities' pilots."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    went_on = table.loc[table["continued"] == "continued", "municipality"]
    title = say.text(
        f"{name}.title", places=say.listing([released.edition.place(m) for m in went_on])
    )
    rows = [
        f"{released.edition.place(row.municipality)}: {getattr(row, f'activity_{say.language}')}, "
        f"{headcount(say, row.n)}, {say.text(f'{name}.{row.continued}')}"
        for row in table.itertuples()
    ]
    return write_caption(
        released, title, say.text(f"{name}.subtitle"), say.text(f"{name}.foot"), rows
    )


def describe_vision(released: Released) -> Caption:
    """Words of the vision."""
    say, name = Wording(released.edition.language), released.name
    words = vision_words(released)
    subtitle = say.text(f"{name}.subtitle", total=len(words))
    return write_caption(released, say.text(f"{name}.title"), subtitle, "", words)


def vision_words(released: Released) -> list[str]:
    """The words as printed, or their translation."""
    return list(released.table[released.edition.language])


def describe_sustainability(released: Released) -> Caption:
    """Self-assessed effects on sustainability."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    shown = table[(table["direct"] > 0) | (table["indirect"] > 0)]
    top = table.loc[table["direct"] == table["direct"].max(), "item"]
    labels = [released.edition.label("sustainability", item) for item in top]
    title = say.text(f"{name}.title", labels=say.listing([lower_first(label) for label in labels]))
    rows = [
        f"{released.edition.label('sustainability', row.item)}: "
        f"{say.text(f'{name}.direct')} {say.number(row.direct)}, "
        f"{say.text(f'{name}.indirect')} {say.number(row.indirect)}"
        for row in shown.itertuples()
    ]
    rest = zero_sentence(released)
    return write_caption(released, title, say.text(f"{name}.subtitle"), "", [*rows, rest])


def zero_sentence(released: Released) -> str:
    """How many aspects were assessed as having no effect."""
    table = released.table
    zero = int(((table["direct"] == 0) & (table["indirect"] == 0)).sum())
    say = Wording(released.edition.language)
    return say.text(f"{released.name}.zero", rest=say.number(zero))
