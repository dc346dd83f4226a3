"""The parts of a sum of money: of the budget, drawn, and of who finances it, told in words."""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_bars, draw_column, draw_heading, draw_labels
from analysis.drawing.sheet import RIGHT_IN, open_sheet
from analysis.drawing.words.caption import Caption, label_rows, write_caption
from analysis.drawing.words.columns import ITEM, SOURCE
from analysis.drawing.words.labels import count_alike, name_largest, of_question
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.topics.project_monitoring.material import select_question

PARTS = Frame(
    ITEM,
    Column("estimate_eur", "float64", "Amount of the part", "EUR"),
    Column("share_pct", "float64", "Share of the sum, from the amounts", "%"),
    Column("share_printed", "float64", "Share of the sum, as printed", "%"),
    *SOURCE,
    counts_people=False,
)


def estimate_parts(printed: pd.DataFrame, question: str) -> pd.DataFrame:
    """Parts of a sum of money and their shares: a row a part, largest first.

    Parameters
    ----------
    printed : pandas.DataFrame
        The topic's published numbers.
    question : {"budget", "financing"}
    """
    rows = select_question(printed, question)
    amounts = rows["value"].astype("float64")
    shares = select_question(printed, f"{question}_share").set_index("item")["value"]
    table = rows.assign(
        estimate_eur=amounts,
        share_pct=100 * amounts / amounts.sum(),
        share_printed=rows["item"].map(shares).astype("float64"),
    )
    return table.sort_values("estimate_eur", ascending=False, ignore_index=True)[PARTS.names]


def describe_parts(released: Released, title: str, tied: str, subtitle: str) -> Caption:
    """Which part is the largest, and its share; by the keys of titles and subtitle."""
    say, table = released.say, released.table
    share = say.percent(table["share_pct"].iloc[0])
    total = say.euros(table["estimate_eur"].sum(), 0)
    is_computed = table["share_printed"].isna().all()
    pairs = zip(_amounts(released), _shares(released), strict=True)
    return write_caption(
        released,
        name_largest(say, released.labels, _amounts(released), title, tied, share=share),
        say.text(subtitle, total=total),
        say.text("project_monitoring_parts.foot") if is_computed else "",
        label_rows(released.labels, (f"{amount} ({share})" for amount, share in pairs)),
    )


def plot_parts(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar and a share a part."""
    amounts, texts = list(estimates.table["estimate_eur"]), _amounts(estimates)
    sheet = open_sheet(caption, body_in(len(amounts)), ax, head_in=0.25)
    draw_heading(sheet, RIGHT_IN, estimates.say.text("project_monitoring_parts.share"), ha="right")
    draw_labels(sheet, estimates.labels, 2.0)
    draw_bars(sheet, (2.1, 5.3), amounts, texts, highlight=range(count_alike(texts)))
    draw_column(sheet, RIGHT_IN, _shares(estimates))
    return sheet.ax


def _amounts(estimates: Estimates) -> list[str]:
    return [estimates.say.euros(amount, 0) for amount in estimates.table["estimate_eur"]]


def _shares(estimates: Estimates) -> list[str]:
    """As printed, or computed where none is printed."""
    percent, table = estimates.say.percent, estimates.table
    return [
        percent(computed) if pd.isna(printed) else percent(printed, 2)
        for computed, printed in zip(table["share_pct"], table["share_printed"], strict=True)
    ]


def _figure(
    name: str, question: str, label: str, *words: str, plot: Callable[..., Axes] | None = None
) -> Figure:
    """The figure of a sum of money, with the keys of its label, titles and subtitle."""
    return Figure(
        name=name,
        frame=PARTS,
        items=of_question(question),
        estimate=lambda material: estimate_parts(material.numbers, question),
        describe=lambda released: describe_parts(released, *words),
        plot=plot,
        section="monitoring",
        caption_key=label,
    )


BUDGET = _figure(
    "project_monitoring_budget",
    "budget",
    "project_monitoring_label.budget",
    "project_monitoring_budget.title",
    "project_monitoring_budget.title_tied",
    "project_monitoring_budget.subtitle",
    plot=plot_parts,
)
FINANCING = _figure(
    "project_monitoring_financing",
    "financing",
    "project_monitoring_label.financing",
    "project_monitoring_financing.title",
    "project_monitoring_financing.title_tied",
    "project_monitoring_financing.subtitle",
)
