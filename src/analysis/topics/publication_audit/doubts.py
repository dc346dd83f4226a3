"""Where printed numbers do not fit together, and the nearest reading that does."""

from collections.abc import Iterable
from decimal import Decimal
from math import isnan

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import REFERENCE, body_in, draw_column, draw_heading, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import SOURCE
from analysis.inputs.printed.audit_file import Audit
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.edition import Edition
from analysis.study.spelling import bind_numbers
from analysis.study.wording import Wording
from analysis.topics.publication_audit.columns import CHECK, FIGURE, HEADING, IMPLIED, PRINTED
from analysis.topics.publication_audit.explain import implied, quote, shown_numbers
from analysis.topics.publication_audit.outcome import INCONSISTENT, KINDS, Outcome
from analysis.topics.publication_audit.printed_figures import PrintedFigure, build_figures
from analysis.topics.publication_audit.waves import name_waves, with_waves

OF_N = ("audit.share_people", "audit.share_forced", "audit.filter_differs",
        "audit.filter_other_n")  # fmt: skip
"""Reasons that hold a number of people, and not the figure itself, against others."""


def estimate_doubts(audit: Audit, outcomes: Iterable[Outcome], language: str) -> pd.DataFrame:
    """Where printed numbers do not fit together, once a place, with the nearest reading.

    A row a place, largest difference first; differences are in per cent of what is printed.
    A percentage that its own n rules out is left to the check of the whole set of shares where
    that is in doubt as well.

    Parameters
    ----------
    audit : Audit
    outcomes : iterable of Outcome
        From `audit_figures`.
    language : str
        Of the numbers.
    """
    figures = build_figures(audit.figures)
    rows = audit.figures.set_index("id").to_dict("index")
    found = [o for o in outcomes if o.verdict == INCONSISTENT and o.implied]
    doubted = {o.figure for o in found if o.check != "n"}
    places: dict[tuple[object, ...], Outcome] = {}
    for o in found:
        if o.check != "n" or o.figure not in doubted:
            of_n = (o.check, o.involved[-2:], o.reason)
            places.setdefault(of_n if o.reason in OF_N else (o.check, o.figure), o)
    if not places:
        return DOUBTS.frame.empty()
    table = pd.DataFrame(
        [{**rows[o.figure], **_doubt(o, figures[o.figure], language)} for o in places.values()]
    )
    order = table["difference_pct"].abs().sort_values(ascending=False).index
    return table.loc[order].reset_index(drop=True)[DOUBTS.frame.names]


def _doubt(outcome: Outcome, figure: PrintedFigure, language: str) -> dict[str, object]:
    """The printed number, the nearest reading and how far it is."""
    printed = figure.number.value if figure.number else Decimal(0)
    shown = quote(figure, language)
    if outcome.reason in OF_N:
        printed = Decimal(figure.n or 0)
        shown = f"n = {shown_numbers([printed], language)}"
    if outcome.check == "sd" and figure.sd:
        printed = figure.sd.value
        shown = f"s = {shown_numbers([printed], language)}"
    if outcome.reason == "audit.list_total":
        printed = Decimal(outcome.values["counted"])  # noqa: PD011 - of an outcome
        shown = f"Σ = {shown_numbers([printed], language)}"
    nearest = outcome.implied[0]
    is_far = bool(printed) and not isinstance(nearest, str)  # of a date there is no percentage
    away = float(100 * (Decimal(nearest) - printed) / printed) if is_far else float("nan")
    return {"figure": figure.name, "check": outcome.check, "printed": bind_numbers(shown),
            "implied": implied(outcome, figure, language), "difference_pct": away}  # fmt: skip


def label_doubts(table: pd.DataFrame, edition: Edition) -> list[str]:
    """The document's own words above each figure, and its municipality if it has one.

    Both are in the study's language, as the documents are.
    """
    places = [figure.rpartition(".")[2] for figure in table["figure"]]
    named = {key: m.name[edition.study.language] for key, m in edition.study.municipalities.items()}
    return [
        f"{heading}: {named[place]}" if place in named else heading
        for heading, place in zip(table["heading"], places, strict=True)
    ]


def describe_doubts(released: Released) -> Caption:
    """At how many places numbers do not fit."""
    say, table = released.say, released.table
    title = say.text("publication_audit_doubts.title", count=say.number(len(table)))
    waves = name_waves(table["figure"], released.edition)
    labels = with_waves(released.labels, waves)
    rows = [
        say.text("publication_audit_doubts.alt_row", label=label, printed=row.printed,
                 implied=row.implied, difference=_difference(say, row.difference_pct))
        for label, row in zip(labels, table.itertuples(), strict=True)
    ]  # fmt: skip
    subtitle = say.text("publication_audit_doubts.subtitle")
    return write_caption(released, title, subtitle, say.text("publication_audit_doubts.foot"), rows)


def plot_doubts(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """How far the nearest reading is from each printed number that does not fit."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax, head_in=0.3)
    kinds = [say.text(KINDS[kind]) for kind in table["check"]]
    waves = name_waves(table["figure"], estimates.edition)
    notes = [", ".join(filter(None, pair)) for pair in zip(kinds, waves, strict=True)]
    draw_labels(sheet, estimates.labels, 2.45, notes=notes)
    draw_column(sheet, 3.2, list(table["printed"]))
    draw_column(sheet, 6.1, list(table["implied"]), fontweight=style.SEMIBOLD)
    draw_heading(sheet, 3.2, say.text("publication_audit_doubts.printed"), ha="right")
    draw_heading(sheet, 4.15, say.text("publication_audit_doubts.difference"), ha="center")
    draw_heading(sheet, 6.1, say.text("publication_audit_doubts.implied"), ha="right")
    most = max(1.0, 2 * float(table["difference_pct"].abs().max()))
    _draw_differences(sheet.panel(3.3, 5.0, len(table), (-most, most)), table, say)
    return sheet.ax


def _draw_differences(panel: Axes, table: pd.DataFrame, say: Wording) -> None:
    panel.axvline(0, **REFERENCE)
    for row, value in enumerate(table["difference_pct"]):
        panel.plot([0, value], [row, row], color=style.TEAL_LIGHT, linewidth=2.6, zorder=2)
        panel.plot([value], [row], "o", markersize=6.5, color=style.TEAL, zorder=3)
        side = 1 if value > 0 else -1
        panel.annotate(_difference(say, value), (value, row), xytext=(side * 7, 0),
                       textcoords="offset points", ha="left" if side > 0 else "right",
                       va="center", fontsize=style.SMALL_PT, color=style.SOFT)  # fmt: skip


def _difference(say: Wording, value_pct: float) -> str:
    """A signed percentage, with decimals where it is small; of a date there is none."""
    if isnan(value_pct):
        return "–"
    sign = "+" if value_pct > 0 else ""
    return f"{sign}{say.percent(value_pct, 0 if abs(value_pct) >= 1 else 2)}"


DOUBTS = Figure(
    name="publication_audit_doubts",
    frame=Frame(
        FIGURE,
        HEADING,
        CHECK,
        PRINTED,
        IMPLIED,
        Column("difference_pct", "float64", "Nearest reading from what is printed", "%"),
        *SOURCE,
        counts_people=False,
    ),
    items=label_doubts,
    estimate=lambda material: estimate_doubts(
        material.audit, material.outcomes, material.edition.language
    ),
    describe=describe_doubts,
    plot=plot_doubts,
    section="audit",
    caption_key="publication_audit_label.doubts",
)
