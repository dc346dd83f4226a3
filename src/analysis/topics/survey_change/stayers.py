"""Change of those who are seen at both waves, and of all who started."""

from functools import partial
from math import nan

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.edges import mark_far_ends
from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_intervals, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import IS_UNIFORM, ITEM, SOURCE
from analysis.drawing.words.numbers import in_list
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import partially_overlapping_t, tipping_point
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings, list_panels
from analysis.study.scale import STEPS
from analysis.study.study import Study
from analysis.topics.survey_change.axis import (
    LABEL_RIGHT_IN,
    change_panel,
    rating_reach,
    write_columns,
    write_directions,
    write_legend,
)
from analysis.topics.survey_change.change import select_ratings
from analysis.topics.survey_change.clear import HOLDS
from analysis.topics.survey_change.columns import N_BOTH, N_END, N_START, change_columns, steps
from analysis.topics.survey_change.linking import Overlap, overlaps_of
from analysis.topics.survey_change.needs import needs_codes
from analysis.topics.survey_change.panels import item_labels, make_each, name_items
from analysis.topics.survey_change.phrases import (
    answered_sentence,
    are_same_people,
    change_texts,
    interval_texts,
    questions_in_words,
    size_texts,
)
from analysis.topics.survey_change.widened import (
    interval_step,
    tell_changes,
    tell_started,
    widened_sentence,
)

PANEL_IN = (2.3, 4.4)
APART = 0.26
"""How far the outer two stand off a row's middle, in rows."""
DIAMOND_PT = 4.5
LEGEND_OUT_IN = 1.6
"""Three marks are named in one line, which begins over the labels."""


def estimate_stayers(
    change: pd.DataFrame,
    ratings: Ratings,
    edition: Edition,
    responses: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Change of those who are seen at both waves, beside the change of everyone.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`: the change of everyone.
    ratings : Ratings
    edition : Edition
        Whose answers.
    responses : pandas.DataFrame, optional
        Without them nobody can be followed, and there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row an item: ``estimate`` of everyone; ``stayed`` of the linked ``n_both`` with the
        paired t interval; ``started``, of all who answered at the start if leaving depends on
        what they answered (`tell_started`); ``tipping``, how much less than so predicted those
        not seen at the end must have answered for that change to vanish (`tipping_point`);
        ``holds``, whether all three ways agree that it is clear.
    """
    rated = select_ratings(change, ratings)
    if responses is None or rated.empty:
        return FRAME.empty()
    answers, decimals = overlaps_of(rated, responses, edition), edition.study.disclosure.decimals
    seen = [_seen_twice(overlap, decimals) for overlap in answers]
    found = pd.DataFrame(seen, index=rated.index, columns=ESTIMATED)
    told = [
        tell_changes(overlap, ends, ratings.scale, edition)
        for overlap, ends in zip(answers, found[STAYED].to_numpy(), strict=True)
    ]
    found[STAYED] = [interval[:2] for interval in told]
    is_listed = pd.Series([interval.is_listed for interval in told], rated.index)
    table = name_items(rated, ratings).join(found)
    table = table.assign(
        n_both=[len(overlap.start_paired) for overlap in answers],
        # Stayers who all changed alike are known one by one, and have no interval.
        is_uniform=rated["is_uniform"] | found["stayed_low"].isna() | is_listed,
        stayed_interval_step=[interval.step for interval in told],
    )
    return table[FRAME.names]


def _seen_twice(answers: Overlap, decimals: int) -> tuple[float, ...]:
    """Change of the linked, of all who started, and the point where the latter vanishes."""
    if len(answers.start_paired) < 2:
        return (nan,) * len(ESTIMATED)
    stayed = partially_overlapping_t(
        [], [], answers.end_paired, answers.start_paired, equal_variances=False
    )
    started = tell_started(answers, decimals)
    ends = (part for e in (stayed, started) for part in (e.estimate, e.ci_low, e.ci_high))
    return (*ends, tipping_point(started, len(answers.start_only)))


def describe_stayers(released: Released, ratings: Ratings) -> Caption:
    """Which changes are clear however those who left are counted."""
    say, table = released.say, released.table
    title = say.text("survey_change_stayers.title")
    if are_same_people(table, "n_both"):
        title = say.text("survey_change_stayers.title_same")
    elif table["holds"].any():
        pairs = zip(released.labels, table["holds"], strict=True)
        named = say.some([in_list(say, label) for label, holds in pairs if holds])
        title = say.text("survey_change_stayers.title_clear", labels=named)
    texts = {
        "label": released.labels,
        "tipping": size_texts(released, "tipping"),
        **_ways_in_words(released, ratings),
    }
    rows = [
        say.text("survey_change_stayers.alt_row", **dict(zip(texts, values, strict=True)))
        for values in zip(*texts.values(), strict=True)
    ]
    widened = widened_sentence(released, ["stayed_interval_step"])
    foot = f"{say.text('survey_change_stayers.foot')} {widened}".rstrip()
    return write_caption(released, title, _subtitle(released, ratings), foot, rows)


def _ways_in_words(released: Released, ratings: Ratings) -> dict[str, list[str]]:
    """Changes in the three ways, and the intervals of the two that follow people."""
    scale, missing = ratings.scale, released.say.text("withheld.symbol")
    words = {"everyone": change_texts(released, "estimate", scale)}
    for way in ("stayed", "started"):
        words[way] = change_texts(released, way, scale)
        intervals = interval_texts(released, scale, way)
        words[f"{way}_interval"] = [interval or missing for interval in intervals]
    return words


def _subtitle(released: Released, ratings: Ratings) -> str:
    say = released.say
    fewest, most = (say.number(end) for end in released.table["n_both"].agg(["min", "max"]))
    n_both = fewest if fewest == most else say.interval(fewest, most)
    question = questions_in_words(released.edition, ratings)
    ways = say.text("survey_change_stayers.subtitle", question=question)
    both = say.text("survey_change_stayers.both", n=n_both)
    return f"{ways} {both} {answered_sentence(released)}"


def plot_stayers(
    estimates: Estimates, caption: Caption, *, ratings: Ratings, ax: Axes | None = None
) -> Axes:
    """Three changes a row: of all answers, of those seen twice, and of all who started."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.55)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN)
    reach = rating_reach(ratings.scale, table["estimate"], table["stayed"], table["started"])
    panel = change_panel(sheet, PANEL_IN, len(table), reach, say, ratings.scale)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"], shift=-APART,
                   is_ring=True)  # fmt: skip
    _draw_diamonds(panel, table)
    draw_intervals(panel, table["started"], table["started_low"], table["started_high"],
                   shift=APART)  # fmt: skip
    write_directions(sheet, PANEL_IN, say, ratings.scale)
    rings = say.text("survey_change_stayers.everyone"), say.text("survey_change_stayers.stayed")
    started = say.text("survey_change_stayers.started")
    write_legend(sheet, PANEL_IN[0] - LEGEND_OUT_IN, " · ".join(rings), started, lines=1)
    heads = (
        say.text("survey_change_stayers.tipping_head"),
        say.text("survey_change_forest.change_head"),
    )
    started_texts = change_texts(estimates, "started", ratings.scale)
    write_columns(sheet, heads, size_texts(estimates, "tipping"), started_texts)
    return sheet.ax


def _draw_diamonds(panel: Axes, table: pd.DataFrame) -> None:
    """Change of those seen twice, in the middle of each row."""
    rows = range(len(table))
    panel.hlines(rows, table["stayed_low"], table["stayed_high"], color=style.RING, linewidth=1.6,
                 capstyle="round", zorder=2)  # fmt: skip
    mark_far_ends(panel, table["stayed_low"], table["stayed_high"], rows, [style.RING] * len(rows))
    panel.plot(table["stayed"], rows, "D", markersize=DIAMOND_PT, color=style.SOFT, zorder=3)


ESTIMATED = [
    "stayed", "stayed_low", "stayed_high", "started", "started_low", "started_high", "tipping",
]  # fmt: skip
STAYED = ["stayed_low", "stayed_high"]
FRAME = Frame(
    ITEM,
    N_START,
    N_END,
    N_BOTH,
    *change_columns(STEPS),
    steps("stayed", "Change of those seen at both waves"),
    steps("stayed_low", "Lower end of its 95 % interval"),
    steps("stayed_high", "Upper end of its 95 % interval"),
    interval_step("stayed_interval_step", "that interval"),
    steps("started", "Change of all who started, if leaving depends on the start"),
    steps("started_low", "Lower end of its 95 % interval, down to half a step"),
    steps("started_high", "Upper end of its 95 % interval, up to half a step"),
    steps("tipping", "How much less the unseen must have answered for it to vanish"),
    HOLDS,
    *SOURCE,
    IS_UNIFORM,
)  # fmt: skip


def stayers_of(ratings: Ratings) -> Figure:
    """Those who stayed, of a group of ratings."""
    return Figure(
        name="survey_change_stayers",
        frame=FRAME,
        items=item_labels(ratings),
        estimate=lambda material: estimate_stayers(
            material.change, ratings, material.edition, material.responses
        ),
        describe=partial(describe_stayers, ratings=ratings),
        plot=partial(plot_stayers, ratings=ratings),
        section="survey",
        caption_key="survey_change_label.stayers",
        of_project=True,
        needs=needs_codes,
    )


def stayers(study: Study) -> tuple[Figure, ...]:
    """Those who stayed, of each group of ratings."""
    return make_each(stayers_of, list_panels(study))
