"""The smallest change that so many answers could have shown."""

from functools import partial
from math import ceil, isnan, sqrt
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import MARKER_PT, body_in, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.ticks import covering_ticks
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import IS_UNIFORM, ITEM, SOURCE
from analysis.release.attack.told_change import ANY
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.release.rounding import NOISE_DECIMALS
from analysis.release.spreads import round_spread
from analysis.statistics.inference import (
    Estimate,
    correlation_of_pairs,
    critical_t,
    detectable_difference,
    detectable_effect,
)
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings, list_panels
from analysis.study.study import Study
from analysis.topics.survey_change.axis import (
    LABEL_RIGHT_IN,
    write_columns,
    write_legend,
)
from analysis.topics.survey_change.change import select_ratings
from analysis.topics.survey_change.clear import (
    LEAVING_LEVEL,
    TESTS,
    change_of_all_who_started,
)
from analysis.topics.survey_change.columns import N_END, N_PAIRS, N_START, steps
from analysis.topics.survey_change.intervals import change_of_means
from analysis.topics.survey_change.linking import Overlap, overlaps_of
from analysis.topics.survey_change.panels import item_labels, make_each, name_items
from analysis.topics.survey_change.phrases import (
    answered_sentence,
    are_same_people,
    linked_sentence,
    mean_text,
    questions_in_words,
)
from analysis.topics.survey_change.told_levels import tell_waves
from analysis.topics.survey_change.units import measure_text, size_of_scale_text

PANEL_IN = (2.3, 5.05)
FEET = {
    (True, True): "survey_change_detectable.foot",
    (False, True): "survey_change_detectable.foot_one",
    (True, False): "survey_change_detectable.foot_alone",
    (False, False): "survey_change_detectable.foot_one_alone",
}
"""By whether there are several tests, and whether those who left are counted."""
POWER_OF_EACH = 0.9
ERROR_STEP = 0.05
"""What an error of people seen twice is rounded up to: a finer one says who answered what twice."""


def estimate_detectable_change(
    change: pd.DataFrame,
    ratings: Ratings,
    edition: Edition,
    responses: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The smallest change of each mean that a title would have called clear in 80 % of cases.

    Parameters
    ----------
    change : pandas.DataFrame
        From `estimate_change`, of the same edition and responses.
    ratings : Ratings
    edition : Edition
        Whose answers.
    responses : pandas.DataFrame, optional
        Without them there is no spread to compute from, and there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row an item, in the order of `select_ratings`: ``item, n_start, n_end, n_pairs, tests,
        detectable, observed, document, origin, is_uniform``; both changes in
        steps of the scale and without sign.
    """
    rated = select_ratings(change, ratings)
    if responses is None or rated.empty:
        return FRAME.empty()
    answers = overlaps_of(rated, responses, edition)
    table = name_items(rated, ratings).assign(
        detectable=[
            _detectable(overlap, max(int(tests), 1))
            for overlap, tests in zip(answers, rated["tests"].fillna(1), strict=True)
        ],
        observed=rated["estimate"].abs(),
    )
    told = [tell_waves(overlap, ratings.scale.points, edition.study).change for overlap in answers]
    is_closed = [change is None or change.spread == ANY for change in told]
    table["is_uniform"] |= pd.Series(is_closed, table.index)
    return table[FRAME.names].reset_index(drop=True)


def _detectable(answers: Overlap, tests: int) -> float:
    """The change that a title would have called clear: both of its tests find it.

    Each alone finds it in nine cases of ten, so that both do in eight of ten at the least. Where
    nobody is linked enough for the second, or everyone answered at both waves, the first decides.
    """
    if answers.is_same_people:
        change = change_of_means(answers)
        return detectable_effect(_told_error(change), change.df, tests=tests)
    start, end = answers.start, answers.end
    spread = (len(start) - 1) * start.var(ddof=1) + (len(end) - 1) * end.var(ddof=1)
    # As it is told behind intervals of places: a finer one would be told by this.
    sd = round_spread(sqrt(float(spread) / (len(start) + len(end) - 2)))
    correlation = correlation_of_pairs(answers.start_paired, answers.end_paired)
    sizes = len(start), len(end), len(answers.start_paired)
    started = change_of_all_who_started(answers)
    if isnan(started.df):
        return detectable_difference(sd, *sizes, correlation, tests=tests)
    return max(
        detectable_difference(sd, *sizes, correlation, power=POWER_OF_EACH, tests=tests),
        detectable_effect(
            _told_error(started), started.df, power=POWER_OF_EACH, tests=tests, level=LEAVING_LEVEL
        ),
    )


def _told_error(change: Estimate) -> float:
    """The standard error of a change of people seen twice, up to the next twentieth of a step."""
    error = (change.ci_high - change.estimate) / critical_t(change.df)
    return ceil(round(error / ERROR_STEP, NOISE_DECIMALS)) * ERROR_STEP


def describe_detectable(released: Released, ratings: Ratings) -> Caption:
    """From which least to which largest size on a change would have shown."""
    say, table = released.say, released.table
    least, most = (mean_text(released, end) for end in table["detectable"].agg(["min", "max"]))
    ends = least if least == most else say.interval(least, most)
    size = size_of_scale_text(say, ends, ratings.scale)
    title = say.text("survey_change_detectable.title", range=size)
    question = questions_in_words(released.edition, ratings)
    measure = measure_text(say, ratings.scale)
    lead = say.text("survey_change_detectable.subtitle", question=question, measure=measure)
    subtitle = f"{lead} {answered_sentence(released)}"
    tests = int(table["tests"].max())
    foot = say.text(FEET[tests > 1, _counts_leaving(released)], tests=say.number(tests))
    sentences = (foot, linked_sentence(released))
    rows = [
        say.text("survey_change_detectable.alt_row", label=label,
                 least=mean_text(released, row.detectable),
                 observed=mean_text(released, row.observed))
        for label, row in zip(released.labels, table.itertuples(), strict=True)
    ]  # fmt: skip
    return write_caption(released, title, subtitle, " ".join(filter(None, sentences)), rows)


def _counts_leaving(released: Released) -> bool:
    """Whether a change had to be found with those who left counted, too."""
    pairs = released.table["n_pairs"]  # blanked where they are few
    return not (pairs.eq(0).fillna(False).all() or are_same_people(released.table, "n_pairs"))


def plot_detectable(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar for how large a change had to be to show, and a disc for the observed one."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.55)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN)
    ticks = covering_ticks(float(table[["detectable", "observed"]].max().max()))
    panel = sheet.panel(*PANEL_IN, len(table), (0, ticks[-1]))
    rows = range(len(table))
    panel.barh(rows, table["detectable"], height=0.6, color=style.MUTED, zorder=1)
    marker: dict[str, Any] = {
        "markersize": MARKER_PT,
        "color": style.TEAL,
        "clip_on": False,
        "markeredgecolor": "white",
    }
    panel.plot(table["observed"], rows, "o", zorder=3, **marker)
    decimals = 0 if all(tick == int(tick) for tick in ticks) else 1
    panel.set_xticks(ticks, [say.number(tick, decimals) for tick in ticks])
    bar = say.text("survey_change_detectable.least")
    disc = say.text("survey_change_detectable.observed")
    write_legend(sheet, PANEL_IN[0], bar, disc, lines=1)
    heads = (
        say.text("survey_change_detectable.least_head"),
        say.text("survey_change_detectable.observed_head"),
    )
    least, observed = ([mean_text(estimates, value) for value in table[column]]
                       for column in ("detectable", "observed"))  # fmt: skip
    write_columns(sheet, heads, least, observed)
    return sheet.ax


FRAME = Frame(
    ITEM,
    N_START,
    N_END,
    N_PAIRS,
    TESTS,
    steps("detectable", "Smallest change that a title finds in 80 % of cases"),
    steps("observed", "Observed change, without sign"),
    *SOURCE,
    IS_UNIFORM,
)  # fmt: skip


def detectable_of(ratings: Ratings) -> Figure:
    """The detectable changes of a group of ratings."""
    return Figure(
        name="survey_change_detectable",
        frame=FRAME,
        items=item_labels(ratings),
        estimate=lambda material: estimate_detectable_change(
            material.change, ratings, material.edition, material.responses
        ),
        describe=partial(describe_detectable, ratings=ratings),
        plot=plot_detectable,
        section="survey",
        caption_key="survey_change_label.detectable",
        of_project=True,
    )


def detectables(study: Study) -> tuple[Figure, ...]:
    """The detectable changes of each group of ratings."""
    return make_each(detectable_of, list_panels(study))
