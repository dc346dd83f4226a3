"""How the answers spread over the scale, at start and end."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_heading, draw_labels
from analysis.drawing.sheet import Sheet, open_sheet, width_in
from analysis.drawing.words import cells
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import ADDS_UP, ITEM, SOURCE
from analysis.drawing.words.labels import of_question
from analysis.drawing.words.numbers import lower_first
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import WAVES
from analysis.study.edition import Edition
from analysis.study.wording import Wording
from analysis.topics.survey_change.axis import LABEL_RIGHT_IN
from analysis.topics.survey_change.columns import COUNTS, N_END, N_START
from analysis.topics.survey_change.linking import of_municipality
from analysis.topics.survey_change.phrases import answered_sentence, largest_difference

BARS_IN = (2.95, 6.1)
BAR_SHIFT = 0.24
OUTSIDE_PCT = 12.0
"""Room beyond a bar for its share."""
ROOM_PCT = 12.0
"""The narrowest part of a bar that its share can be written in."""
BAR_COLORS = (style.TEAL, style.FAINT, style.RUST)
WAVE_HEADINGS = {"start": "column.start", "end": "column.end"}


def estimate_distribution(
    responses: pd.DataFrame | None, edition: Edition, question: str = "domain_rating"
) -> pd.DataFrame:
    """Shares of good, middling and poor ratings of each domain, at start and end.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose answers; its study declares which ratings are shown together.
    question : str
        A rating question.

    Returns
    -------
    pandas.DataFrame
        A row a domain and group of ratings, the domain with the fewest good
        ratings at the start first: ``item, group, start, end`` (0-100),
        ``n_start, n_end, document, origin, count_start, count_end, adds_up``.
        The groups of a domain add up to everyone.
    """
    groups = edition.study.survey.rating_groups
    if responses is None or responses.empty or not groups:
        return DISTRIBUTION.frame.empty()
    rows = responses[(responses["question"] == question) & (responses["missing"] == "")]
    rows = of_municipality(rows, edition.municipality)
    group_of = {rating: group for group, ratings in groups.items() for rating in ratings}
    group = pd.Categorical(rows["response"].map(group_of), categories=list(groups))
    item, wave_of = rows["item"].astype("object"), rows["wave"].astype("object")
    counts = rows.groupby([item, group, wave_of], observed=False).size()
    table = counts.unstack(fill_value=0).reindex(columns=list(WAVES), fill_value=0)
    table = table.rename_axis(index=["item", "group"]).add_prefix("count_").reset_index()
    for wave in WAVES:
        table[f"n_{wave}"] = table.groupby("item")[f"count_{wave}"].transform("sum")
        table[wave] = 100 * table[f"count_{wave}"] / table[f"n_{wave}"]
    best = table[table["group"] == next(iter(groups))].set_index("item")["start"]
    table = table.iloc[table["item"].map(best).argsort(kind="stable")]
    origin = origin_of(responses)
    table = table.assign(adds_up=table["item"], document=OWN_DOCUMENT[origin], origin=origin)
    return table.astype({"group": "str"})[DISTRIBUTION.frame.names].reset_index(drop=True)


def rating_groups(estimates: Estimates) -> list[str]:
    """Label of each row's group of ratings."""
    return [estimates.edition.label("rating_group", group) for group in estimates.table["group"]]


def describe_distribution(released: Released) -> Caption:
    """The domain whose share of good ratings differs most between start and end."""
    say, table, labels = released.say, released.table, released.labels
    best = table["group"] == next(iter(released.edition.study.survey.rating_groups))
    at = int((table["end"] - table["start"]).abs().where(best, -1.0).to_numpy().argmax())
    title = say.text(
        "survey_change_distribution.title",
        largest=largest_difference(released),
        label=lower_first(labels[at]),
        start=say.percent(table["start"].iloc[at]),
        end=say.percent(table["end"].iloc[at]),
    )
    rows = [
        say.text("survey_change_distribution.alt_row", label=f"{label}, {lower_first(group)}",
                 start=say.percent(row.start), end=say.percent(row.end))
        for label, group, row in zip(labels, rating_groups(released), table.itertuples(),
                                     strict=True)
    ]  # fmt: skip
    subtitle = f"{say.text('survey_change_distribution.subtitle')} {answered_sentence(released)}"
    return write_caption(
        released, title, subtitle, say.text("survey_change_distribution.foot"), rows
    )


def plot_distribution(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """Two bars a domain, of start and end, that diverge from the middling ratings."""
    say, table = estimates.say, estimates.table
    groups = list(estimates.edition.study.survey.rating_groups)
    items = list(dict.fromkeys(table["item"]))
    shares = table.set_index(["item", "group"])
    sheet = open_sheet(caption, body_in(len(items)), ax, head_in=0.3)
    draw_labels(sheet, list(dict.fromkeys(estimates.labels)), LABEL_RIGHT_IN)
    panel = sheet.panel(*BARS_IN, len(items), _reach(table, groups))
    panel.set_xticks([])
    for row, item in enumerate(items):
        for wave, shift in zip(WAVES, (-BAR_SHIFT, BAR_SHIFT), strict=True):
            parts = [float(shares[wave][item, group]) for group in groups]
            _draw_diverging(panel, row + shift, parts, say)
            sheet.text(BARS_IN[0] - 0.1, sheet.row_in(row + shift), say.text(WAVE_HEADINGS[wave]),
                       ha="right", fontsize=style.SMALL_PT, color=style.SOFT)  # fmt: skip
    _write_groups(sheet, list(dict.fromkeys(rating_groups(estimates))))
    return sheet.ax


def _reach(table: pd.DataFrame, groups: Sequence[str]) -> tuple[float, float]:
    """Ends of the scale, with room for the shares written beyond the bars."""
    largest = table.groupby("group")[list(WAVES)].max().max(axis=1)
    outside = sum(largest[group] for group in groups[1:-1]) / 2 + OUTSIDE_PCT
    return -(largest[groups[0]] + outside), largest[groups[-1]] + outside


def _draw_diverging(panel: Axes, y: float, shares: Sequence[float], say: Wording) -> None:
    """One bar; the middle of what is between the first and the last share is at zero."""
    left = -(shares[0] + sum(shares[1:-1]) / 2)
    ends = [left + sum(shares[:k]) for k in range(len(shares) + 1)]
    panel.barh([y] * len(shares), shares, left=ends[:-1], height=0.42, color=BAR_COLORS, zorder=2)
    for left, share in zip(ends[1:-2], shares[1:-1], strict=True):
        if share >= ROOM_PCT:
            panel.text(left + share / 2, y, say.percent(share), ha="center", va="center_baseline",
                       fontsize=style.SMALL_PT, color=style.INK, zorder=3)  # fmt: skip
    for x, share, side, color in [(ends[0], shares[0], -1, style.TEAL),
                                  (ends[-1], shares[-1], 1, style.RUST)]:  # fmt: skip
        panel.annotate(say.percent(share), (x, y), xytext=(side * 4, 0), va="center",
                       textcoords="offset points", ha="right" if side < 0 else "left",
                       fontsize=style.SMALL_PT, color=color)  # fmt: skip


def _write_groups(sheet: Sheet, labels: Sequence[str]) -> None:
    """What the three parts of a bar are: left, middle and right."""
    left, right = BARS_IN
    draw_heading(sheet, left, labels[0], color=style.TEAL, fontweight=style.SEMIBOLD)
    draw_heading(sheet, right, labels[-1], ha="right", color=style.RUST,
                 fontweight=style.SEMIBOLD)  # fmt: skip
    first, last = (width_in(labels[k], 9.5, style.SEMIBOLD) for k in (0, -1))
    draw_heading(sheet, (left + first + right - last) / 2, labels[1], ha="center")


DISTRIBUTION = Figure(
    name="survey_change_distribution",
    frame=Frame(
        ITEM,
        Column(
            "group", "str", "Key of the group of ratings", cells=cells.of_question("rating_group")
        ),
        Column("start", "float64", "Share of the group at the start", "%"),
        Column("end", "float64", "Share of the group at the end", "%"),
        N_START,
        N_END,
        *SOURCE,
        *COUNTS,
        ADDS_UP,
    ),
    items=of_question("domain_rating"),
    estimate=lambda material: estimate_distribution(material.responses, material.edition),
    describe=describe_distribution,
    plot=plot_distribution,
    section="survey",
)
