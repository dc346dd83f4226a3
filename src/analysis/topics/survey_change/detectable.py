"""The smallest change that so many answers could have shown."""

from math import sqrt
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import MARKER_PT, body_in, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import IS_UNIFORM, ITEM, SOURCE
from analysis.drawing.words.labels import of_question
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import correlation_of_pairs, detectable_difference
from analysis.study.edition import Edition
from analysis.topics.survey_change.axis import LABEL_RIGHT_IN, write_columns, write_legend
from analysis.topics.survey_change.columns import N_END, N_PAIRS, N_START, STEPS
from analysis.topics.survey_change.linking import Overlap, overlaps
from analysis.topics.survey_change.phrases import answered_sentence, linked_sentence

PANEL_IN = (2.3, 5.05)


def estimate_detectable_change(
    domains: pd.DataFrame, edition: Edition, responses: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The smallest change of each domain's mean that would have been found in 80 % of cases.

    Parameters
    ----------
    domains : pandas.DataFrame
        `select_ratings` of one rating question, of the same edition and responses.
    edition : Edition
        Whose answers.
    responses : pandas.DataFrame, optional
        Without them there is no spread to compute from, and there are no rows.

    Returns
    -------
    pandas.DataFrame
        A row a domain, in the same order: ``item, n_start, n_end, n_pairs,
        detectable, observed, document, origin, is_uniform``; both changes in
        steps of the scale and without sign.
    """
    if responses is None or domains.empty:
        return DETECTABLE.frame.empty()
    answers = overlaps(responses, domains["question"].iloc[0], list(domains["item"]), edition)
    table = domains.assign(
        detectable=[_detectable(overlap) for overlap in answers], observed=domains["estimate"].abs()
    )
    return table[DETECTABLE.frame.names].reset_index(drop=True)


def _detectable(answers: Overlap) -> float:
    start, end = answers.start, answers.end
    spread = (len(start) - 1) * start.var(ddof=1) + (len(end) - 1) * end.var(ddof=1)
    sd = sqrt(float(spread) / (len(start) + len(end) - 2))
    correlation = correlation_of_pairs(answers.start_paired, answers.end_paired)
    return detectable_difference(sd, len(start), len(end), len(answers.start_paired), correlation)


def describe_detectable(released: Released) -> Caption:
    """From which least to which largest size on a change would have shown."""
    say, table = released.say, released.table
    least, most = (say.number(end, 1) for end in table["detectable"].agg(["min", "max"]))
    ends = least if least == most else say.interval(least, most)
    title = say.text("survey_change_detectable.title", range=ends)
    subtitle = f"{say.text('survey_change_detectable.subtitle')} {answered_sentence(released)}"
    sentences = (say.text("survey_change_detectable.foot"), linked_sentence(released))
    rows = [
        say.text("survey_change_detectable.alt_row", label=label,
                 least=say.number(row.detectable, 1), observed=say.number(row.observed, 1))
        for label, row in zip(released.labels, table.itertuples(), strict=True)
    ]  # fmt: skip
    return write_caption(released, title, subtitle, " ".join(filter(None, sentences)), rows)


def plot_detectable(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar for how large a change had to be to show, and a disc for the observed one."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.55)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN)
    reach = 1.05 * float(table[["detectable", "observed"]].max().max())
    panel = sheet.panel(*PANEL_IN, len(table), (0, reach))
    rows = range(len(table))
    panel.barh(rows, table["detectable"], height=0.6, color=style.FAINT, zorder=1)
    marker: dict[str, Any] = {"markersize": MARKER_PT, "color": style.TEAL, "clip_on": False}
    panel.plot(table["observed"], rows, "o", zorder=3, **marker)
    ticks = [tick / 2 for tick in range(int(2 * reach) + 1)]
    panel.set_xticks(ticks, [say.number(tick, 1) for tick in ticks])
    bar = say.text("survey_change_detectable.least")
    disc = say.text("survey_change_detectable.observed")
    write_legend(sheet, PANEL_IN[0], bar, disc, lines=1)
    heads = (
        say.text("survey_change_detectable.least_head"),
        say.text("survey_change_detectable.observed_head"),
    )
    least, observed = ([say.number(value, 1) for value in table[column]]
                       for column in ("detectable", "observed"))  # fmt: skip
    write_columns(sheet, heads, least, observed)
    return sheet.ax


DETECTABLE = Figure(
    name="survey_change_detectable",
    frame=Frame(
        ITEM,
        N_START,
        N_END,
        N_PAIRS,
        Column("detectable", "float64", "Smallest change found in 80 % of cases", STEPS),
        Column("observed", "float64", "Observed change, without sign", STEPS),
        *SOURCE,
        IS_UNIFORM,
    ),
    items=of_question("domain_rating"),
    estimate=lambda material: estimate_detectable_change(
        material.domains, material.edition, material.responses
    ),
    describe=describe_detectable,
    plot=plot_detectable,
    section="survey",
)  # fmt: skip
