"""Captions of the topic ``training_attendance``."""

from analysis.drawing.words.caption import Caption, method_sentence, variant, write_caption
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import lower_first, p_text
from analysis.release.rules import Released
from analysis.study.wording import NBSP, Wording

SIGNIFICANT = 0.05
"""A joint p-value below which a title says that themes differ."""


def describe_per_year(released: Released) -> Caption:
    """Trainings held in each year."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    top = table.loc[table["estimate"].idxmax()]
    most = 2 * top["estimate"] > table["estimate"].sum()
    total = say.number(table["estimate"].sum())
    title = say.text(f"{name}.title_plain")
    if most:
        held = say.number(top["estimate"])
        title = say.text(f"{name}.title", year=top["year"], top=held, total=total)
    subtitle = say.text(f"{name}.subtitle", total=total)
    rows = [f"{row.year}: {say.number(row.estimate)}" for row in table.itertuples()]
    return write_caption(released, title, subtitle, "", rows)


def describe_totals(released: Released) -> Caption:
    """Attendance of all trainings together, as printed and summed."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    attended = table["attended"]
    rates = table["estimate"]
    low, high = (say.percent(100 * x) for x in (rates.min(), rates.max()))
    title = say.text(f"{name}.title", share=low)
    if low != high:
        title = say.text(f"{name}.title_two", low=low, high=high)
    subtitle = say.text(f"{name}.subtitle", n=say.number(table["n"].max()))
    difference = say.number(attended.max() - attended.min())
    foot = f"{method_sentence(released)} " + (
        say.text(f"{name}.foot", difference=difference) if attended.nunique() > 1 else ""
    )
    rows = _attendance_rows(released)
    return write_caption(released, title, subtitle, foot.strip(), rows)


def describe_by_group(released: Released) -> Caption:
    """Groups among the participants."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    labels = item_labels(released)
    shares = [say.percent(value) for value in table["estimate_pct"]]
    title = say.text(f"{name}.title", label=lower_first(labels[0]), share=shares[0])
    trainings = say.number(table["trainings"].iloc[0])
    n = say.number(table["n"].fillna(0).sum())
    subtitle = say.text(variant(released, f"{name}.subtitle"), trainings=trainings, n=n)
    rows = [f"{label}: {share}" for label, share in zip(labels, shares, strict=True)]
    foot = say.text(variant(released, f"{name}.foot"))
    return write_caption(released, title, subtitle, foot, rows)


def describe_by_theme(released: Released) -> Caption:
    """Registered, attended and attendance rate of each theme."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    title = say.text(f"{name}.title", range=_rate_range(released))
    subtitle = say.text(f"{name}.subtitle", n=say.number(table["n"].sum()))
    foot = f"{method_sentence(released)} {say.text(f'{name}.foot')}"
    return write_caption(released, title, subtitle, foot, _attendance_rows(released))


def describe_turnout(released: Released) -> Caption:
    """Registered, attended and attendance rate by year, organisation and municipality."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    groups = turnout_groups(released)
    title = say.text(f"{name}.title", range=_rate_range(released))
    told = say.listing([lower_first(group) for group in groups])
    n = say.number(table.groupby("by")["n"].sum().max())
    subtitle = say.text(f"{name}.subtitle", groups=told, n=n)
    foot = f"{method_sentence(released)} {say.text(f'{name}.foot')}"
    return write_caption(released, title, subtitle, foot, _attendance_rows(released))


def turnout_groups(released: Released) -> list[str]:
    """What registrations are grouped by, in the order of the rows."""
    say = Wording(released.edition.language)
    return [say.text(f"{released.name}.{by}") for by in dict.fromkeys(released.table["by"])]


def describe_by_training(released: Released) -> Caption:
    """Registered, attended and attendance rate of each training, in the order of dates."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    title = say.text(f"{name}.title", range=_rate_range(released))
    subtitle = say.text(f"{name}.subtitle", n=say.number(table["n"].sum()))
    foot = f"{method_sentence(released)} {say.text(f'{name}.foot')}"
    return write_caption(released, title, subtitle, foot, _attendance_rows(released))


def describe_returners(released: Released) -> Caption:
    """Of those who came in each year, who had come to an earlier training."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    share = table["came_before"].sum() / table["n"].sum()
    title = say.text(f"{name}.title", share=say.percent(100 * share))
    subtitle = say.text(f"{name}.subtitle", n=say.number(table["n"].sum()))
    foot = f"{method_sentence(released)} {say.text(f'{name}.foot')}"
    rows = [
        say.text(
            f"{name}.alt_row",
            label=label,
            n=say.number(row.n),
            before=say.number(row.came_before),
            first=say.number(row.first_timers),
            interval=say.interval(say.percent(100 * row.ci_low), say.percent(100 * row.ci_high)),
        )
        for label, row in zip(row_labels(released), table.itertuples(), strict=True)
    ]
    return write_caption(released, title, subtitle, foot, rows)


def describe_funnel(released: Released) -> Caption:
    """People who registered, who came and who came again."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    shares = dict(zip(table["item"], table["estimate"], strict=True))
    attended, returned = (say.percent(100 * shares[k]) for k in ("attended", "returned"))
    title = say.text(f"{name}.title", attended=attended, returned=returned)
    foot = f"{method_sentence(released)} {say.text(f'{name}.foot')}"
    labels = zip(item_labels(released), funnel_texts(released), strict=True)
    rows = [f"{label}: {words}" for label, words in labels]
    return write_caption(released, title, say.text(f"{name}.subtitle"), foot, rows)


def funnel_texts(released: Released) -> list[str]:
    """People of each step, and their share of the step before with its interval."""
    say = Wording(released.edition.language)
    return [
        say.number(row.n)
        if row.item == "registered"
        else say.text(
            f"{released.name}.row",
            n=say.number(row.n),
            share=say.percent(100 * row.estimate),
            interval=say.interval(say.percent(100 * row.ci_low), say.percent(100 * row.ci_high)),
        )
        for row in released.table.itertuples()
    ]


def describe_differences(released: Released) -> Caption:
    """Each theme's attendance rate against all others, and whether they differ together."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    joint = table["p_joint"].iloc[0]
    p = p_text(say, joint)
    words = p if p.startswith("<") else f"= {p}"
    title = say.text(f"{name}.title" if joint < SIGNIFICANT else f"{name}.title_plain", p=words)
    subtitle = say.text(f"{name}.subtitle", n=say.number(table["n"].sum()))
    key = variant(released, f"{name}.foot")
    if not released.is_published and table["joint_method"].iloc[0] == "permutation":
        key = f"{name}.foot_uncoded"
    foot = f"{method_sentence(released)} {say.text(key)}"
    rows = [
        say.text(
            f"{name}.alt_row",
            label=label,
            difference=say.number(row.estimate, signed=True),
            interval=say.interval(
                say.number(row.ci_low, signed=True), say.number(row.ci_high, signed=True)
            ),
            p=p_text(say, row.p_adjusted),
        )
        for label, row in zip(item_labels(released), table.itertuples(), strict=True)
    ]
    return write_caption(released, title, subtitle, foot, rows)


def row_labels(released: Released) -> list[str]:
    """Label of each row; a training's has its date, which no line break cuts."""
    say, labels = Wording(released.edition.language), item_labels(released)
    if "date" not in released.table.columns:
        return labels
    days = [say.day(date).replace(" ", NBSP) for date in released.table["date"]]
    return [f"{label}, {day}" for label, day in zip(labels, days, strict=True)]


def _rate_range(released: Released) -> str:
    """The lowest and the highest rate."""
    say, rates = Wording(released.edition.language), released.table["estimate"]
    return say.interval(say.percent(100 * rates.min()), say.percent(100 * rates.max()))


def _attendance_rows(released: Released) -> list[str]:
    """A phrase a row: attended, registered, rate and its interval."""
    say = Wording(released.edition.language)
    return [
        say.text(
            "training_attendance_by_theme.alt_row",
            label=label,
            attended=say.number(row.attended),
            registered=say.number(row.n),
            rate=say.percent(100 * row.estimate),
            interval=say.interval(say.percent(100 * row.ci_low), say.percent(100 * row.ci_high)),
        )
        for label, row in zip(row_labels(released), released.table.itertuples(), strict=True)
    ]
