"""Change of those who are seen at both waves, and what the others could hide."""

from functools import partial
from math import nan

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_intervals, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import IS_UNIFORM, ITEM, SOURCE
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import partially_overlapping_t
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings, list_panels
from analysis.study.study import Study
from analysis.topics.survey_change.axis import (
    LABEL_RIGHT_IN,
    SHIFT,
    WHOLE,
    change_panel,
    rating_reach,
    write_columns,
    write_directions,
    write_legend,
)
from analysis.topics.survey_change.change import select_ratings
from analysis.topics.survey_change.columns import (
    N_BOTH,
    N_END,
    N_START,
    STEPS,
    change_columns,
    steps,
)
from analysis.topics.survey_change.linking import Overlap, overlaps_of
from analysis.topics.survey_change.panels import item_labels, make_each, name_items
from analysis.topics.survey_change.phrases import (
    answered_sentence,
    change_interval,
    change_text,
    is_apart,
    questions_in_words,
)

PANEL_IN = (2.3, 4.4)


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
        A row an item: ``estimate`` of everyone; ``stayed`` of the linked
        ``n_both`` with the paired t interval; ``bound_low, bound_high``, the
        smallest and largest mean change that everyone who answered at the
        start can have had, whatever those who are not seen at the end would
        have answered (no assumption at all; Manski 2003, Partial Identification
        of Probability Distributions).
    """
    rated = select_ratings(change, ratings)
    if responses is None or rated.empty:
        return FRAME.empty()
    scale = ratings.scale.ends
    answers = overlaps_of(rated, responses, edition)
    names = ["stayed", "stayed_low", "stayed_high", "bound_low", "bound_high"]
    found = pd.DataFrame(
        [[*_paired(overlap), *_bounds(overlap, scale)] for overlap in answers],
        index=rated.index,
        columns=names,
    )
    table = (
        name_items(rated, ratings)
        .join(found)
        .assign(
            n_both=[len(overlap.start_paired) for overlap in answers],
            # Stayers who all changed alike are known one by one, and have no interval.
            is_uniform=rated["is_uniform"].astype("bool") | found["stayed_low"].isna(),
        )
    )
    return table[FRAME.names]


def _paired(answers: Overlap) -> tuple[float, float, float]:
    if len(answers.start_paired) < 2:
        return nan, nan, nan
    change = partially_overlapping_t(
        [], [], answers.end_paired, answers.start_paired, equal_variances=False
    )
    return change.estimate, change.ci_low, change.ci_high


def _bounds(answers: Overlap, scale: tuple[float, float]) -> tuple[float, float]:
    """Mean change of all who answered at the start, the unseen ends at best and at worst."""
    known = float((answers.end_paired - answers.start_paired).sum())
    low, high = (known + float((end - answers.start_only).sum()) for end in scale)
    return low / len(answers.start), high / len(answers.start)


def describe_stayers(released: Released, ratings: Ratings) -> Caption:
    """Which changes keep their direction whatever the unseen would have answered."""
    say, table = released.say, released.table
    certain = is_apart(table, "bound")
    title = say.text("survey_change_stayers.title")
    if certain.any():
        pairs = zip(released.labels, certain, strict=True)
        named = say.some([label for label, is_certain in pairs if is_certain])
        title = say.text("survey_change_stayers.title_certain", labels=named)
    scale = ratings.scale
    rows = [
        say.text("survey_change_stayers.alt_row", label=label,
                 everyone=change_text(say, row.estimate, scale),
                 stayed=change_text(say, row.stayed, scale),
                 interval=change_interval(say, row.stayed_low, row.stayed_high, scale),
                 bounds=change_interval(say, row.bound_low, row.bound_high, scale))
        for label, row in zip(released.labels, table.itertuples(), strict=True)
    ]  # fmt: skip
    question = questions_in_words(released.edition, ratings)
    fewest, most = (say.number(end) for end in table["n_both"].agg(["min", "max"]))
    n_both = fewest if fewest == most else say.interval(fewest, most)
    subtitle = " ".join([
        say.text("survey_change_stayers.subtitle", question=question),
        say.text("survey_change_stayers.both", n=n_both),
        answered_sentence(released),
    ])  # fmt: skip
    return write_caption(released, title, subtitle, say.text("survey_change_stayers.foot"), rows)


def plot_stayers(
    estimates: Estimates, caption: Caption, *, ratings: Ratings, ax: Axes | None = None
) -> Axes:
    """Everyone's change and that of those seen twice, over what the others could hide."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.55)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN)
    ends = table[["bound_low", "bound_high", "ci_low", "ci_high", "stayed_low", "stayed_high"]]
    reach = rating_reach(ratings.scale, WHOLE)
    panel = change_panel(sheet, PANEL_IN, ends, reach, say, ratings.scale)
    panel.barh(range(len(table)), table["bound_high"] - table["bound_low"],
               left=table["bound_low"], height=0.75, facecolor=style.FAINT,
               edgecolor=style.RING, linewidth=0.8, zorder=0)  # fmt: skip
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"], shift=-SHIFT,
                   is_ring=True)  # fmt: skip
    draw_intervals(panel, table["stayed"], table["stayed_low"], table["stayed_high"], shift=SHIFT)
    write_directions(sheet, PANEL_IN, say, ratings.scale)
    ring, disc = (
        say.text("survey_change_stayers.everyone"),
        say.text("survey_change_stayers.stayed"),
    )
    write_legend(sheet, PANEL_IN[0], ring, disc, lines=1)
    heads = (
        say.text("survey_change_stayers.everyone_head"),
        say.text("survey_change_stayers.stayed_head"),
    )
    everyone, stayed = ([change_text(say, value, ratings.scale) for value in table[column]]
                        for column in ("estimate", "stayed"))  # fmt: skip
    write_columns(sheet, heads, everyone, stayed)
    return sheet.ax


FRAME = Frame(
    ITEM,
    N_START,
    N_END,
    N_BOTH,
    *change_columns(STEPS),
    steps("stayed", "Change of those seen at both waves"),
    steps("stayed_low", "Lower end of its 95 % interval"),
    steps("stayed_high", "Upper end of its 95 % interval"),
    steps("bound_low", "Smallest possible mean change of all of the start"),
    steps("bound_high", "Largest possible mean change of all of the start"),
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
        of_project=True,
    )


def stayers(study: Study) -> tuple[Figure, ...]:
    """Those who stayed, of each group of ratings."""
    return make_each(stayers_of, list_panels(study))
