"""How far unlinked changes could move, were the same people behind both waves."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.edges import mark_far_ends
from analysis.drawing.rows import HEADING_PT, body_in, draw_column, draw_labels
from analysis.drawing.sheet import Sheet, open_sheet, width_in
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import ITEM, QUESTION
from analysis.drawing.words.numbers import in_sentence
from analysis.release.columns import Column
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import Estimate
from analysis.study.edition import Edition
from analysis.study.scale import Scale
from analysis.topics.survey_change.axis import EDGE_IN, LABEL_RIGHT_IN, change_panel
from analysis.topics.survey_change.columns import N_END, N_START, change_columns
from analysis.topics.survey_change.phrases import (
    answered_sentence,
    change_interval,
    change_text,
    is_apart,
    signed,
    signed_interval,
)

PANEL_IN = (2.3, 5.2)
NESTED = (("ci", style.RING, 1.8), ("weak", style.TEAL_LIGHT, 4.5), ("strong", style.TEAL, 9.0))
"""Intervals of the same change: assumption, colour and width; each lies within the one before."""
ASSUMED = {
    "weak": "lowest plausible correlation",
    "strong": "highest plausible correlation",
}


TICK_PT = 13.0
KEY_IN, KEY_OUT_IN, KEY_GAP_IN, SAMPLE_IN = 0.26, 1.4, 0.2, 0.3
"""Height of the key, how far left of the panel it begins, between its parts, and a sample."""


def range_columns(unit: str) -> tuple[Column, ...]:
    """A change as if of different people, and with a weak and a strong link between answers."""
    change, *interval = change_columns(unit)
    # Two exact intervals would tell the spread of either wave.
    ranges = (
        replace(column, name=column.name.replace("ci", name), meaning=f"{which} end at the {of}")
        for name, of in ASSUMED.items()
        for column, which in zip(interval, ("Lower", "Upper"), strict=True)
    )
    return (QUESTION, ITEM, N_START, N_END, change, *interval, *ranges)


def is_unlinked(change: pd.DataFrame) -> pd.Series:
    """Rows of which nobody is linked, as codes or the documents tell."""
    return change["n_pairs"].fillna(0) == 0


def is_assumed(edition: Edition) -> bool:
    """Whether the study declares how alike one person's answers may be; else none is assumed."""
    return edition.study.survey.plausible_correlations[1] > 0


def with_ranges(
    table: pd.DataFrame, edition: Edition, estimate: Callable[[float], list[Estimate]]
) -> pd.DataFrame:
    """A table with the intervals at the lowest and highest plausible correlation.

    Parameters
    ----------
    table : pandas.DataFrame
    edition : Edition
        Its study declares the plausible correlations.
    estimate : callable
        A correlation in, an estimate a row out.
    """
    for name, correlation in zip(ASSUMED, edition.study.survey.plausible_correlations, strict=True):
        estimates = estimate(correlation)
        table = table.assign(**{
            f"{name}_low": [e.ci_low for e in estimates],
            f"{name}_high": [e.ci_high for e in estimates],
        })  # fmt: skip
    return table


def describe_range(
    released: Released, unit: str, labels: Sequence[str], scale: Scale | None = None
) -> Caption:
    """Whether the conclusions depend on who is the same.

    Parameters
    ----------
    released : Released
    unit : str
        A sentence on what is measured.
    labels : sequence of str
        Of the rows in the alt text.
    scale : Scale, optional
        Of ratings.
    """
    write, write_ends = _writers(released, scale)
    say, table = released.say, released.table
    pairs = zip(released.labels, _is_moved(table), strict=True)
    moved = [in_sentence(say, label) for label, is_moved in pairs if is_moved]
    title = say.text("survey_change_pairing.title")
    if moved:
        title = say.text("survey_change_pairing.title_moved", labels=say.some(moved))
    weak, strong = released.edition.study.survey.plausible_correlations
    low, high = say.number(weak, 1), say.number(strong, 1)
    subtitle = say.text("survey_change_pairing.subtitle", low=low, high=high)
    rows = [
        say.text(
            "survey_change_pairing.alt_row",
            label=label,
            change=write(row.estimate),
            ci=write_ends(row.ci_low, row.ci_high),
            weak=write_ends(row.weak_low, row.weak_high),
            strong=write_ends(row.strong_low, row.strong_high),
        )
        for label, row in zip(labels, table.itertuples(), strict=True)
    ]
    foot = say.text("survey_change_pairing.foot", assumed=say.interval(low, high))
    parts = (unit, subtitle, "" if _differ_in_n(released) else answered_sentence(released))
    subtitle = " ".join(filter(None, parts))
    return write_caption(released, title, subtitle, foot, rows)


def _writers(
    estimates: Estimates, scale: Scale | None
) -> tuple[Callable[[float], str], Callable[[float, float], str]]:
    """What writes a change and its interval: of ratings on a scale, or of shares."""
    say = estimates.say
    if scale is None:
        return partial(signed, say), partial(signed_interval, say)
    return partial(change_text, say, scale=scale), partial(change_interval, say, scale=scale)


def _differ_in_n(estimates: Estimates) -> bool:
    """Whether rows rest on different numbers of people, which then stand beside each."""
    return len(estimates.table[["n_start", "n_end"]].drop_duplicates()) > 1


def _is_moved(table: pd.DataFrame) -> pd.Series:
    """Rows that reach zero under one assumption on who is the same, and not under another."""
    apart, weak, strong = (is_apart(table, assumed) for assumed, _, _ in NESTED)
    return (apart != weak) | (weak != strong)


def draw_range(
    estimates: Estimates,
    caption: Caption,
    ax: Axes | None,
    reach: float,
    notes: Sequence[str] | None = None,
    scale: Scale | None = None,
) -> Sheet:
    """Intervals that narrow, the more alike a person's answers; notes stand below the labels."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.3 + KEY_IN)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN, notes=notes)
    panel = change_panel(sheet, PANEL_IN, len(table), reach, say, scale)
    for row, ends in enumerate(table.itertuples()):
        for assumed, color, width in NESTED:
            span = [getattr(ends, f"{assumed}_low"), getattr(ends, f"{assumed}_high")]
            panel.plot(span, [row, row], color=color, linewidth=width, solid_capstyle="butt",
                       zorder=2)  # fmt: skip
    rows = range(len(table))
    mark_far_ends(panel, table["ci_low"], table["ci_high"], rows, [style.RING] * len(rows))
    panel.plot(table["estimate"], rows, "|", markersize=TICK_PT, markeredgewidth=2.2,
               color=style.INK, zorder=3)  # fmt: skip
    _draw_key(sheet, estimates)
    people = [say.text("size", n=f"{say.number(row.n_start)} / {say.number(row.n_end)}")
              for row in table.itertuples()] if _differ_in_n(estimates) else None  # fmt: skip
    changes = [*map(_writers(estimates, scale)[0], table["estimate"])]
    draw_column(sheet, EDGE_IN, changes, notes=people)
    return sheet


def _draw_key(sheet: Sheet, estimates: Estimates) -> None:
    """Above the headings, each width of line and the assumption that it stands for."""
    say, survey = estimates.say, estimates.edition.study.survey
    weak, strong = (say.number(value, 1) for value in survey.plausible_correlations)
    names = (
        say.text("survey_change_pairing.different"),
        say.text("survey_change_pairing.same", correlation=weak),
        say.text("survey_change_pairing.same", correlation=strong),
    )
    x_in, y_in = LABEL_RIGHT_IN - KEY_OUT_IN, sheet.top_in - 0.1 - KEY_IN
    for name, (_, color, width) in zip(names, NESTED, strict=True):
        sheet.ax.plot([x_in, x_in + SAMPLE_IN], [y_in, y_in], color=color, linewidth=width,
                      solid_capstyle="butt")  # fmt: skip
        sheet.text(x_in + SAMPLE_IN + 0.06, y_in, name, fontsize=HEADING_PT, color=style.SOFT)
        x_in += SAMPLE_IN + 0.06 + width_in(name, HEADING_PT) + KEY_GAP_IN
