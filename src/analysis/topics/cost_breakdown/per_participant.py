"""Cost per participant of each municipality, beside the mean and against all others."""

from dataclasses import replace
from itertools import chain

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import (
    REFERENCE,
    body_in,
    draw_bars,
    draw_column,
    draw_heading,
    draw_pairs,
)
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, text_by_origin, write_caption
from analysis.drawing.words.columns import MUNICIPALITY, PARTICIPANTS, SOURCE
from analysis.drawing.words.numbers import headcount, ratio
from analysis.inputs.printed.headcounts import estimate_headcounts, of_question
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import ALL
from analysis.study.origin import combine_origins
from analysis.topics.cost_breakdown.columns import COST
from analysis.topics.cost_breakdown.needs import needs_others, needs_participants
from analysis.topics.cost_breakdown.rows import (
    PLACE_RIGHT_IN,
    draw_places,
    place_phrases,
    title_of_one,
    told_places,
)


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
    if len(released.table) == 1:
        return _describe_alone(released)
    say, table = released.say, released.table.set_index("municipality")
    n = say.number(table["n"][ALL])
    foot = text_by_origin(
        released,
        "cost_breakdown_per_participant.foot",
        "cost_breakdown_per_participant.foot_own",
        n=n,
    )
    subtitle = say.text("cost_breakdown_per_participant.subtitle", n=n)
    rows = chain(place_phrases(released), [_mean_text(released)])
    return write_caption(released, _title, subtitle, foot, rows)


def _describe_alone(released: Released) -> Caption:
    """What a participant cost in an only place."""
    say, n = released.say, released.say.number(released.table["n"].iloc[0])
    subtitle = say.text("cost_breakdown_per_participant.subtitle_alone", n=n)
    foot = say.text("cost_breakdown_per_participant.foot_alone", n=n)
    return write_caption(released, title_of_one, subtitle, foot, place_phrases(released))


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
    """A bar a municipality, and a line at the project's mean, if that is another number."""
    say, pilots = estimates.say, told_places(estimates.table)
    is_alone = len(estimates.table) == 1
    sheet = open_sheet(caption, body_in(len(pilots)) + (0 if is_alone else 0.3), ax)
    people = [headcount(say, n) for n in pilots["n"]]
    chosen = draw_places(sheet, estimates.edition, pilots["municipality"], notes=people)
    costs = list(pilots["estimate_eur"])
    texts = [say.euros(cost) for cost in costs]
    panel = draw_bars(sheet, (PLACE_RIGHT_IN + 0.1, 6.1), costs, texts, highlight=chosen,
                      is_crossed=not is_alone)  # fmt: skip
    if not is_alone:
        _draw_mean(panel, estimates, len(pilots) - 0.1)
    return sheet.ax


def _draw_mean(panel: Axes, estimates: Estimates, foot: float) -> None:
    mean = _mean(estimates)
    panel.plot([mean, mean], [-0.5, foot], clip_on=False, zorder=0.5, **REFERENCE)
    panel.annotate(_mean_text(estimates), (mean, foot), xytext=(5, -3),
                   textcoords="offset points", color=style.RUST, fontsize=9.5, va="center",
                   annotation_clip=False)  # fmt: skip


PER_PARTICIPANT = Figure(
    name="cost_breakdown_per_participant",
    frame=Frame(MUNICIPALITY, COST, PARTICIPANTS, *SOURCE),
    estimate=lambda material: material.once(material.per_participant),
    describe=describe_per_participant,
    plot=plot_per_participant,
    section="costs",
    caption_key="cost_breakdown_label.per_participant",
    needs=needs_participants,
    card_rank=1,
    caution="cost_breakdown_per_participant.caution",
)


def estimate_against_others(per_participant: pd.DataFrame) -> pd.DataFrame:
    """Each municipality's cost per participant against all others together.

    A row a municipality. ``others_eur`` is a ratio of totals: the others' costs (cost per
    participant times participants) over their participants. Others who spent nothing are no
    measure, and give no row.

    Parameters
    ----------
    per_participant : pandas.DataFrame
        From `estimate_per_participant`.
    """
    table = per_participant[per_participant["municipality"] != ALL].copy()
    if table["n"].isna().any():
        return AGAINST_OTHERS.frame.empty()
    n = table["n"].astype("float64")
    cost_eur = table["estimate_eur"] * n
    table["n_others"] = table["n"].sum() - table["n"]
    table["others_eur"] = (cost_eur.sum() - cost_eur) / (n.sum() - n)
    table["ratio"] = table["estimate_eur"] / table["others_eur"]
    is_measured = table["others_eur"] > 0
    return table.loc[is_measured, AGAINST_OTHERS.frame.names].reset_index(drop=True)


def describe_against_others(released: Released) -> Caption:
    """Which municipalities are dearer than the others, or how the edition's compares."""
    say = released.say
    rows = (say.text("cost_breakdown_against_others.alt_row", **words)
            for words in _compare(released).values())  # fmt: skip
    foot = text_by_origin(
        released, "cost_breakdown_against_others.foot", "cost_breakdown_against_others.foot_own"
    )
    subtitle = say.text("cost_breakdown_against_others.subtitle")
    return write_caption(released, _title_against, subtitle, foot, rows)


def _title_against(released: Released) -> str:
    say, edition, table = released.say, released.edition, released.table
    if edition.is_whole_project:
        dearer = [edition.place(key) for key in table["municipality"][table["ratio"] > 1]]
        return say.counted(
            "cost_breakdown_against_others.title", len(dearer), places=say.some(dearer)
        )
    words = _compare(released)[edition.municipality]
    own = table.set_index("municipality").loc[edition.municipality, "ratio"]
    if own < 1:
        share = say.percent(100 * own)
        return say.text("cost_breakdown_against_others.title_one_less", share=share, **words)
    return say.text("cost_breakdown_against_others.title_one", **words)


def _compare(released: Released) -> dict[str, dict[str, str]]:
    """What is said of each municipality."""
    say = released.say
    return {
        row.municipality: {
            "place": released.edition.place(row.municipality),
            "cost": say.euros(row.estimate_eur),
            "others": say.euros(row.others_eur, 0),
            "ratio": ratio(say, row.ratio),
        }
        for row in released.table.itertuples()
    }


def plot_against_others(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A disc a municipality, a ring for all others together, and their ratio."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax, head_in=0.25)
    people = [headcount(say, n) for n in table["n"]]
    chosen = draw_places(sheet, estimates.edition, table["municipality"], notes=people)
    costs, others = list(table["estimate_eur"]), list(table["others_eur"])
    top = 1.25 * max(*costs, *others)
    panel = sheet.panel(1.75, 5.45, len(table), (-0.16 * top, top))
    texts = ([say.euros(v, 0) for v in others], [say.euros(v) for v in costs])
    draw_pairs(panel, others, costs, *texts, highlight=chosen)
    heading = say.text("cost_breakdown_against_others.ratio")
    draw_heading(sheet, 6.1, heading, ha="right")
    draw_column(sheet, 6.1, [ratio(say, r) for r in table["ratio"]])
    return sheet.ax


AGAINST_OTHERS = Figure(
    name="cost_breakdown_against_others",
    frame=Frame(
        MUNICIPALITY,
        COST,
        Column("others_eur", "float64", "Cost per participant of all others together", "EUR"),
        Column("ratio", "float64", "The municipality's cost over the others'"),
        PARTICIPANTS,
        replace(PARTICIPANTS, name="n_others", meaning="Participants of all others"),
        *SOURCE,
    ),
    estimate=lambda material: estimate_against_others(material.per_participant),
    describe=describe_against_others,
    plot=plot_against_others,
    section="costs",
    caption_key="cost_breakdown_label.against_others",
    needs=needs_others,
)
