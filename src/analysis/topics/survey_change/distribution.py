"""How the answers spread over the scale, at start and end."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_heading, draw_labels
from analysis.drawing.sheet import Sheet, open_sheet, width_in
from analysis.drawing.words import cells
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import ADDS_UP, IS_UNIFORM, ITEM, SOURCE
from analysis.drawing.words.numbers import lower_first
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings, has_distribution, list_panels
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.study.wording import Wording
from analysis.topics.survey_change.axis import LABEL_RIGHT_IN
from analysis.topics.survey_change.columns import COUNTS, N_END, N_START
from analysis.topics.survey_change.grouped import are_derivable
from analysis.topics.survey_change.linking import of_municipality
from analysis.topics.survey_change.panels import item_labels, make_each, name_items
from analysis.topics.survey_change.phrases import answered_sentence, questions_in_words
from analysis.topics.survey_change.waves import SIDES

BARS_IN = (2.95, 6.1)
BAR_SHIFT = 0.24
OUTSIDE_PCT = 12.0
"""Room beyond a bar for its share."""
ROOM_PCT = 12.0
"""The narrowest part of a bar that its share can be written in."""
WAVE_HEADINGS = {"start": "column.start", "end": "column.end"}


def estimate_distribution(
    responses: pd.DataFrame | None, edition: Edition, ratings: Ratings
) -> pd.DataFrame:
    """Shares of each group of ratings, at start and end.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose answers; its study declares which ratings are shown together.
    ratings : Ratings

    Returns
    -------
    pandas.DataFrame
        A row an item and group of ratings, the item with the fewest good
        ratings at the start first: ``item, group, start, end`` (0-100),
        ``n_start, n_end, document, origin, count_start, count_end, adds_up``.
        The groups of an item add up to everyone.
    """
    groups = edition.study.survey.rating_groups
    if responses is None or responses.empty or not groups:
        return FRAME.empty()
    is_shown = responses["question"].isin(ratings.questions) & (responses["missing"] == "")
    rows = name_items(of_municipality(responses[is_shown], edition.municipality), ratings)
    group_of = {rating: group for group, ratings in groups.items() for rating in ratings}
    group = pd.Categorical(rows["response"].map(group_of), categories=list(groups))
    item, wave_of = rows["item"].astype("object"), rows["wave"].astype("object")
    counts = rows.groupby([item, group, wave_of], observed=False).size()
    table = counts.unstack(fill_value=0).reindex(columns=list(SIDES), fill_value=0)
    table = table.rename_axis(index=["item", "group"]).add_prefix("count_").reset_index()
    for wave in SIDES:
        table[f"n_{wave}"] = table.groupby("item")[f"count_{wave}"].transform("sum")
        table[wave] = 100 * table[f"count_{wave}"] / table[f"n_{wave}"]
    best = table[table["group"] == best_group(groups, ratings.scale)].set_index("item")["start"]
    table = table.iloc[table["item"].map(best).argsort(kind="stable")]
    origin = origin_of(responses)
    derivable = are_derivable(rows, groups, ratings.scale, edition.study.disclosure)
    table = table.assign(
        adds_up=table["item"],
        is_uniform=table["item"].map(derivable).fillna(value=False).astype("bool"),
        document=OWN_DOCUMENT[origin],
        origin=origin,
    )
    return table.astype({"group": "str"})[FRAME.names].reset_index(drop=True)


def best_group(groups: Mapping[str, Sequence[int]], scale: Scale) -> str:
    """The group at the better end of the scale; at its upper end, where neither is better."""
    return list(groups)[0 if scale.gain < 0 else -1]


def rating_groups(estimates: Estimates) -> list[str]:
    """Label of each row's group of ratings."""
    return [estimates.edition.label("rating_group", group) for group in estimates.table["group"]]


def describe_distribution(released: Released, ratings: Ratings) -> Caption:
    """From which to which share of good ratings the items reach; what differs is not tested."""
    say, table, labels = released.say, released.table, released.labels
    group = best_group(released.edition.study.survey.rating_groups, ratings.scale)
    best = table[table["group"] == group]
    title = say.text(
        "survey_change_distribution.title",
        group=lower_first(released.edition.label("rating_group", group)),
        **{wave: _range(say, best[wave]) for wave in SIDES},
    )
    rows = [
        say.text("survey_change_distribution.alt_row", label=f"{label}, {lower_first(group)}",
                 start=say.percent(row.start), end=say.percent(row.end))
        for label, group, row in zip(labels, rating_groups(released), table.itertuples(),
                                     strict=True)
    ]  # fmt: skip
    question = questions_in_words(released.edition, ratings)
    lead = say.text("survey_change_distribution.subtitle", question=question)
    subtitle = f"{lead} {answered_sentence(released)}"
    return write_caption(
        released, title, subtitle, say.text("survey_change_distribution.foot"), rows
    )


def _range(say: Wording, shares: pd.Series) -> str:
    low, high = say.percent(shares.min()), say.percent(shares.max())
    return low if low == high else say.interval(low, high)


def plot_distribution(
    estimates: Estimates, caption: Caption, *, ratings: Ratings, ax: Axes | None = None
) -> Axes:
    """Two bars an item, of start and end, that diverge from the middling ratings."""
    say, table = estimates.say, estimates.table
    groups = list(estimates.edition.study.survey.rating_groups)
    items = list(dict.fromkeys(table["item"]))
    shares = table.set_index(["item", "group"])
    colors = bar_colors(len(groups), ratings.scale)
    sheet = open_sheet(caption, body_in(len(items)), ax, head_in=0.3)
    draw_labels(sheet, list(dict.fromkeys(estimates.labels)), LABEL_RIGHT_IN)
    panel = sheet.panel(*BARS_IN, len(items), _reach(table, groups))
    panel.set_xticks([])
    for row, item in enumerate(items):
        for wave, shift in zip(SIDES, (-BAR_SHIFT, BAR_SHIFT), strict=True):
            parts = [float(shares[wave][item, group]) for group in groups]
            _draw_diverging(panel, row + shift, parts, colors, say)
            sheet.text(BARS_IN[0] - 0.1, sheet.row_in(row + shift), say.text(WAVE_HEADINGS[wave]),
                       ha="right", fontsize=style.SMALL_PT, color=style.SOFT)  # fmt: skip
    _write_groups(sheet, list(dict.fromkeys(rating_groups(estimates))), colors)
    return sheet.ax


def bar_colors(count: int, scale: Scale) -> list[str]:
    """Teal at the better end, rust at the other, pale between; in the scale's order."""
    ends = (style.TEAL, style.RUST)
    first, last = ends if scale.gain < 0 else ends[::-1]
    return [first, *[style.MUTED] * (count - 2), last]


def _reach(table: pd.DataFrame, groups: Sequence[str]) -> tuple[float, float]:
    """Ends of the scale, with room for the shares written beyond the bars."""
    largest = table.groupby("group")[list(SIDES)].max().max(axis=1)
    outside = sum(largest[group] for group in groups[1:-1]) / 2 + OUTSIDE_PCT
    return -(largest[groups[0]] + outside), largest[groups[-1]] + outside


def _draw_diverging(
    panel: Axes, y: float, shares: Sequence[float], colors: Sequence[str], say: Wording
) -> None:
    """One bar; the middle of what is between the first and the last share is at zero."""
    left = -(shares[0] + sum(shares[1:-1]) / 2)
    ends = [left + sum(shares[:k]) for k in range(len(shares) + 1)]
    panel.barh(
        [y] * len(shares),
        shares,
        left=ends[:-1],
        height=0.42,
        color=colors,
        edgecolor="white",
        linewidth=0.8,
        zorder=2,
    )
    for left, share in zip(ends[1:-2], shares[1:-1], strict=True):
        if share >= ROOM_PCT:
            panel.text(left + share / 2, y, say.percent(share), ha="center", va="center_baseline",
                       fontsize=style.SMALL_PT, color=style.INK, zorder=3)  # fmt: skip
    for x, share, side, color in [(ends[0], shares[0], -1, colors[0]),
                                  (ends[-1], shares[-1], 1, colors[-1])]:  # fmt: skip
        panel.annotate(say.percent(share), (x, y), xytext=(side * 4, 0), va="center",
                       textcoords="offset points", ha="right" if side < 0 else "left",
                       fontsize=style.SMALL_PT, color=color)  # fmt: skip


def _write_groups(sheet: Sheet, labels: Sequence[str], colors: Sequence[str]) -> None:
    """What the parts of a bar are: left, right, and what is between."""
    left, right = BARS_IN
    strong = {"fontweight": style.SEMIBOLD}
    draw_heading(sheet, left, labels[0], color=colors[0], **strong)
    draw_heading(sheet, right, labels[-1], ha="right", color=colors[-1], **strong)
    first, last = (width_in(labels[k], 9.5, style.SEMIBOLD) for k in (0, -1))
    between = ", ".join(labels[1:-1])
    draw_heading(sheet, (left + first + right - last) / 2, between, ha="center")


FRAME = Frame(
    ITEM,
    Column("group", "str", "Key of the group of ratings", cells=cells.of_question("rating_group")),
    Column("start", "float64", "Share of the group at the start", "%"),
    Column("end", "float64", "Share of the group at the end", "%"),
    N_START,
    N_END,
    *SOURCE,
    *(replace(count, least="n") for count in COUNTS),
    ADDS_UP,
    replace(IS_UNIFORM, meaning="Whether too few sets of answers fit, with the item's mean"),
)


def distribution_of(ratings: Ratings) -> Figure:
    """The distribution of a group of ratings."""
    return Figure(
        name="survey_change_distribution",
        frame=FRAME,
        items=item_labels(ratings),
        estimate=lambda material: estimate_distribution(
            material.responses, material.edition, ratings
        ),
        describe=partial(describe_distribution, ratings=ratings),
        plot=partial(plot_distribution, ratings=ratings),
        section="survey",
        caption_key="survey_change_label.distribution",
        of_project=True,
    )


def distributions(study: Study) -> tuple[Figure, ...]:
    """The distribution of each group of ratings whose points the study declares to group."""
    return make_each(distribution_of, [r for r in list_panels(study) if has_distribution(study, r)])
