"""Each municipality's share of the participants and of the total cost."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_bars, draw_heading
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import MUNICIPALITY, PARTICIPANTS, SOURCE
from analysis.inputs.printed.headcounts import estimate_headcounts, of_question, printed_total
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.topics.cost_breakdown.needs import needs_others
from analysis.topics.cost_breakdown.rows import draw_places


def estimate_shares(printed: pd.DataFrame) -> pd.DataFrame:
    """Shares of the participants and of the total cost: a row a municipality.

    The dearest per participant comes first, as in all figures of costs. The project's
    numbers are its printed totals, the same in each row.

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.
    """
    keys = ["municipality", "document", "origin"]
    people, money = (
        of_question(printed, f"{of}_share")[[*keys, "value"]].rename(columns={"value": f"{of}_pct"})
        for of in ("participants", "total_cost")
    )
    table = people.merge(money, on=keys, how="inner", validate="one_to_one")
    heads = estimate_headcounts(printed).set_index("municipality")["n"]
    table = table.assign(
        n=table["municipality"].map(heads).astype("Int64"),
        project_participants=printed_total(printed, "participants"),
        project_cost_eur=printed_total(printed, "total_cost"),
    )
    cost = of_question(printed, "cost_per_participant").set_index("municipality")["value"]
    table = table.assign(cost=table["municipality"].map(cost))
    table = table.sort_values("cost", ascending=False, kind="stable")
    return table[SHARES.frame.names].reset_index(drop=True)


def describe_shares(released: Released) -> Caption:
    """Both shares of the edition's municipality, or of the one with most participants."""
    say, first = released.say, released.table.iloc[0]
    n, total = say.number(first["project_participants"]), say.euros(first["project_cost_eur"])
    subtitle = say.text("cost_breakdown_shares.subtitle", n=n, total=total)
    phrases = _phrases(released)
    title = partial(_title, phrases)
    return write_caption(released, title, subtitle, "", phrases.values())


def _title(phrases: Mapping[str, str], released: Released) -> str:
    """The phrase of the edition's municipality; of the project, of the one with most people."""
    edition = released.edition
    return phrases[_largest(released) if edition.is_whole_project else edition.municipality]


def _largest(estimates: Estimates) -> str:
    """The municipality with the largest share of the participants."""
    people = estimates.table.set_index("municipality")["participants_pct"]
    return str(people.idxmax())


def _phrases(released: Released) -> dict[str, str]:
    """Both shares of each municipality."""
    say, decimals = released.say, share_decimals(released)
    return {
        row.municipality: say.text(
            "cost_breakdown_shares.title",
            place=released.edition.place(row.municipality),
            people=say.percent(row.participants_pct, decimals),
            cost=say.percent(row.total_cost_pct, decimals),
        )
        for row in released.table.itertuples()
    }


def share_decimals(estimates: Estimates) -> int:
    """As many as the smallest share needs not to be told as nought; of many, all are small."""
    whole = estimates.whole if isinstance(estimates, Released) else None
    shares = (whole or estimates).table[["participants_pct", "total_cost_pct"]]
    least = shares.where(shares > 0).min(axis=None)
    return 0 if least >= 1 else 1 if least >= 0.1 else 2


def plot_shares(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a municipality for its share of the participants, and one for that of the costs."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax, head_in=0.3)
    # The title names the largest where no municipality is chosen.
    named = [list(table["municipality"]).index(_largest(estimates))]
    chosen = draw_places(sheet, estimates.edition, table["municipality"], otherwise=named)
    top = max(table["participants_pct"].max(), table["total_cost_pct"].max())
    decimals = share_decimals(estimates)
    panels = (
        (1.6, "participants_pct", say.text("cost_breakdown_shares.people")),
        (3.95, "total_cost_pct", say.text("cost_breakdown_shares.cost")),
    )
    for left, column, heading in panels:
        draw_heading(sheet, left, heading)
        shares = list(table[column])
        texts = [say.percent(share, decimals) for share in shares]
        panel = draw_bars(sheet, (left, left + 2.15), shares, texts, highlight=chosen)
        panel.set_xlim(0, 1.22 * top)  # the same scale on both sides
    return sheet.ax


SHARES = Figure(
    name="cost_breakdown_shares",
    frame=Frame(
        MUNICIPALITY,
        Column("participants_pct", "float64", "Share of the project's participants", "%"),
        Column("total_cost_pct", "float64", "Share of the project's costs", "%"),
        PARTICIPANTS,
        Column("project_participants", "float64", "Participants of the project", "people"),
        Column("project_cost_eur", "float64", "Costs of the project", "EUR"),
        *SOURCE,
    ),
    estimate=lambda material: material.of_several(estimate_shares(material.numbers)),
    describe=describe_shares,
    plot=plot_shares,
    section="costs",
    caption_key="cost_breakdown_label.shares",
    needs=needs_others,
    card_rank=3,
)  # fmt: skip
