"""Parts of a sum of money: what the figures of budget and financing share."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.rows import body_in, draw_bars, draw_column, draw_heading, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.columns import ITEM, SOURCE
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates
from analysis.topics.project_monitoring.material import select_question

PARTS = Frame(
    ITEM,
    Column("estimate_eur", "float64", "Amount of the part", "EUR"),
    Column("share_pct", "float64", "Share of the sum, from the amounts", "%"),
    Column("share_printed", "float64", "Share of the sum, as printed", "%"),
    *SOURCE,
    counts_people=False,
)  # fmt: skip


def estimate_parts(printed: pd.DataFrame, question: str) -> pd.DataFrame:
    """Parts of a sum of money and their shares, such as ``"budget"``.

    Parameters
    ----------
    printed : pandas.DataFrame
        ``read_published(study, "project_monitoring")``.
    question : {"budget", "financing"}

    Returns
    -------
    pandas.DataFrame
        A row a part, largest first: ``item, estimate_eur, share_pct,
        share_printed, document, origin``. ``share_pct`` is computed from the
        amounts; ``share_printed`` is missing where the document prints none.
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


def describe_largest(estimates: Estimates) -> dict[str, str]:
    """Label and share of the largest part, as a title takes them."""
    share = estimates.say.percent(estimates.table["share_pct"].iloc[0])
    return {"label": estimates.labels[0], "share": share}


def describe_total(estimates: Estimates) -> str:
    """What the parts add up to."""
    return estimates.say.euros(estimates.table["estimate_eur"].sum(), 0)


def describe_computed(estimates: Estimates) -> str:
    """Says that the shares were computed, where none is printed."""
    is_computed = estimates.table["share_printed"].isna().all()
    return estimates.say.text("project_monitoring_parts.foot") if is_computed else ""


def describe_parts(estimates: Estimates) -> list[str]:
    """Amount and share of each part."""
    parts = zip(estimates.labels, _amounts(estimates), _shares(estimates), strict=True)
    return [f"{label}: {amount} ({share})" for label, amount, share in parts]


def plot_parts(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar and a share a part."""
    amounts = list(estimates.table["estimate_eur"])
    sheet = open_sheet(caption, body_in(len(amounts)), ax, head_in=0.25)
    draw_heading(sheet, 6.1, estimates.say.text("project_monitoring_parts.share"), ha="right")
    draw_labels(sheet, estimates.labels, 2.0)
    draw_bars(sheet, (2.1, 5.3), amounts, _amounts(estimates), highlight=[0])
    draw_column(sheet, 6.1, _shares(estimates))
    return sheet.ax


def _amounts(estimates: Estimates) -> list[str]:
    return [estimates.say.euros(amount, 0) for amount in estimates.table["estimate_eur"]]


def _shares(estimates: Estimates) -> list[str]:
    """Share of each part: as printed, or computed where none is printed."""
    say = estimates.say
    return [
        say.percent(row.share_pct)
        if pd.isna(row.share_printed)
        else say.percent(row.share_printed, 2)
        for row in estimates.table.itertuples()
    ]
