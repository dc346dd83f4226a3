"""Cost per participant of each municipality, with the project's mean."""

from itertools import chain

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import REFERENCE, body_in, draw_bars
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, text_by_origin, write_caption
from analysis.drawing.words.columns import MUNICIPALITY, SOURCE, N
from analysis.drawing.words.numbers import headcount
from analysis.inputs.printed.headcounts import estimate_headcounts, of_question
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import ALL
from analysis.study.origin import combine_origins
from analysis.topics.cost_breakdown.columns import COST
from analysis.topics.cost_breakdown.rows import PLACE_RIGHT_IN, draw_places, place_phrases


def estimate_per_participant(printed: pd.DataFrame) -> pd.DataFrame:
    """Cost per participant, with the headcounts behind it.

    A row a municipality, dearest first, and last the project (``"all"``) with its mean. ``n`` are
    participants: of the cost sheet, or rebuilt from the printed shares of the printed total
    (missing where several counts print alike).

    Parameters
    ----------
    printed : pandas.DataFrame
        From `tabulate_costs`: published numbers, or computed ones in their shape.
    """
    costs = of_question(printed, "cost_per_participant").rename(columns={"value": "estimate_eur"})
    costs, heads = costs.drop(columns="n"), estimate_headcounts(printed)
    table = costs.merge(
        heads, on="municipality", how="left", validate="one_to_one", suffixes=("", "_n")
    )
    table["origin"] = combine_origins(table["origin"], table["origin_n"])
    table["is_all"] = table["municipality"] == ALL
    table = table.sort_values(["is_all", "estimate_eur"], ascending=[True, False])
    return table[PER_PARTICIPANT.frame.names].reset_index(drop=True)


def describe_per_participant(released: Released) -> Caption:
    """From which lowest to which highest cost municipalities reach, and the project's mean."""
    say, table = released.say, released.table.set_index("municipality")
    n = say.number(table["n"][ALL])
    foot = text_by_origin(
        released,
        "cost_breakdown_per_participant.foot",
        "cost_breakdown_per_participant.foot_own",
        n=n,
    )
    subtitle = say.text("cost_breakdown_per_participant.subtitle")
    rows = chain(place_phrases(released), [_mean_text(released)])
    return write_caption(released, _title, subtitle, foot, rows)


def _title(released: Released) -> str:
    say, edition = released.say, released.edition
    costs = released.table.set_index("municipality")["estimate_eur"]
    if edition.is_whole_project:
        ends = [say.euros(cost) for cost in costs.drop(ALL).agg(["min", "max"])]
        return say.text("cost_breakdown_per_participant.title", range=say.interval(*ends))
    place, mean = edition.place(edition.municipality), say.euros(costs[ALL])
    cost = say.euros(costs[edition.municipality])
    return say.text("cost_breakdown_per_participant.title_one", place=place, cost=cost, mean=mean)


def _mean(estimates: Estimates) -> float:
    return float(estimates.table.set_index("municipality")["estimate_eur"][ALL])


def _mean_text(estimates: Estimates) -> str:
    """What the project's mean is: as it is printed, or all costs over all participants."""
    say, mean = estimates.say, estimates.say.euros(_mean(estimates))
    if estimates.is_published:
        return say.text("cost_breakdown_per_participant.mean", mean=mean)
    return say.text("cost_breakdown_per_participant.mean_own", mean=mean)


def plot_per_participant(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a municipality, and a line at the project's mean."""
    say, table = estimates.say, estimates.table
    pilots = table[table["municipality"] != ALL]
    mean = _mean(estimates)
    sheet = open_sheet(caption, body_in(len(pilots)) + 0.3, ax)
    people = [headcount(say, n) for n in pilots["n"]]
    chosen = draw_places(sheet, estimates.edition, pilots["municipality"], notes=people)
    costs = list(pilots["estimate_eur"])
    texts = [say.euros(cost) for cost in costs]
    panel = draw_bars(sheet, (PLACE_RIGHT_IN + 0.1, 6.1), costs, texts, highlight=chosen,
                      is_crossed=True)  # fmt: skip
    foot = len(pilots) - 0.1
    panel.plot([mean, mean], [-0.5, foot], clip_on=False, zorder=3, **REFERENCE)
    panel.annotate(_mean_text(estimates), (mean, foot), xytext=(5, -3),
                   textcoords="offset points", color=style.RUST, fontsize=9.5, va="center",
                   annotation_clip=False)  # fmt: skip
    return sheet.ax


PER_PARTICIPANT = Figure(
    name="cost_breakdown_per_participant",
    frame=Frame(MUNICIPALITY, COST, N, *SOURCE),
    estimate=lambda material: material.per_participant,
    describe=describe_per_participant,
    plot=plot_per_participant,
    section="costs",
    card_rank=1,
)
