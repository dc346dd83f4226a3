"""Captions of the topic ``training_attendance``."""

from analysis.disclosure import Released
from analysis.findings.caption import Caption, method_sentence, variant, write_caption
from analysis.findings.labels import item_labels
from analysis.findings.numbers import lower_first
from analysis.wording import Wording


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
    subtitle = say.text(variant(released, f"{name}.subtitle"), trainings=trainings)
    rows = [f"{label}: {share}" for label, share in zip(labels, shares, strict=True)]
    foot = say.text(variant(released, f"{name}.foot"))
    return write_caption(released, title, subtitle, foot, rows)


def describe_by_theme(released: Released) -> Caption:
    """Registered, attended and attendance rate of each theme."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    low, high = (
        say.percent(100 * end) for end in (table["estimate"].min(), table["estimate"].max())
    )
    title = say.text(f"{name}.title", range=say.interval(low, high))
    subtitle = say.text(f"{name}.subtitle", n=say.number(table["n"].sum()))
    foot = f"{method_sentence(released)} {say.text(f'{name}.foot')}"
    return write_caption(released, title, subtitle, foot, _attendance_rows(released))


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
        for label, row in zip(item_labels(released), released.table.itertuples(), strict=True)
    ]
