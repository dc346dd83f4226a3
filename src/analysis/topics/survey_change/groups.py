"""Groups of respondents beside each other: the declared contrasts and no others."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import (
    body_in,
    draw_column,
    draw_heading,
    draw_intervals,
    draw_labels,
    draw_pairs,
)
from analysis.drawing.sheet import Sheet, open_sheet
from analysis.drawing.words import cells
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.labels import of_any_question
from analysis.drawing.words.numbers import in_sentence, p_text
from analysis.release.estimates import Estimates, Released
from analysis.topics.survey_change.adjusted import holm_sentence
from analysis.topics.survey_change.axis import EDGE_IN, POINTS_REACH, change_panel
from analysis.topics.survey_change.contrasts import FRAME, estimate_contrasts
from analysis.topics.survey_change.needs import needs_contrasts
from analysis.topics.survey_change.phrases import (
    is_significant,
    signed,
    signed_interval,
)

MOST_WITH_SHARES = 2
"""Contrasts whose shares a title has room for."""
LABEL_RIGHT_IN = 2.6
SHARES_IN, DIFFERENCE_IN = (2.75, 4.25), (4.4, 5.5)
NAMES_IN = 0.17
"""How far below a row's middle its two groups are named."""


SIDES_OF_CONTRAST = (
    ("group", "against"),
    ("share", "share_against"),
    ("n_group", "n_against"),
    ("count_group", "count_against"),
)
"""Columns of a contrast's first group, and of its other one."""


def group_labels(estimates: Estimates) -> list[tuple[str, str]]:
    """Labels of the two groups of each row."""
    pairs = (cells.groups(estimates, column) for column in ("group", "against"))
    return list(zip(*pairs, strict=True))


def keep_sides(contrasts: pd.DataFrame) -> pd.DataFrame:
    """Contrasts in which a pair of groups has the same one first in all rows.

    Parameters
    ----------
    contrasts : pandas.DataFrame
        From `estimate_contrasts`; where a later row has the groups of an earlier one the other
        way round, it is turned.
    """
    pairs = list(zip(contrasts["by"], contrasts["group"], contrasts["against"], strict=True))
    first: dict[tuple[str, frozenset[str]], str] = {}
    is_turned = [first.setdefault((by, frozenset((group, against))), group) != group
                 for by, group, against in pairs]  # fmt: skip
    rows = pd.Series(is_turned, contrasts.index, dtype="bool")
    table = contrasts.copy()
    for one, other in (*SIDES_OF_CONTRAST, ("ci_low", "ci_high")):
        table[one] = contrasts[one].mask(rows, contrasts[other])
        table[other] = contrasts[other].mask(rows, contrasts[one])
    for column in ("estimate", "ci_low", "ci_high"):
        table[column] = table[column].mask(rows, -table[column])
    return table


def describe_groups(released: Released) -> Caption:
    """Which of the declared contrasts are clear."""
    say = released.say
    rows = []
    pairs = zip(released.labels, group_labels(released), released.table.itertuples(), strict=True)
    for label, (group, against), row in pairs:
        phrase = say.text(
            "survey_change_groups.alt_row",
            label=_with_question(released, row.question, label),
            group=group,
            against=against,
            share=say.percent(row.share),
            share_against=say.percent(row.share_against),
            n_group=say.number(row.n_group),
            n_against=say.number(row.n_against),
            change=signed(say, row.estimate, 0),
            interval=signed_interval(say, row.ci_low, row.ci_high, 0),
            p=p_text(say, row.p_adjusted),
        )
        rows.append(phrase)
    foot = [method_sentence(released), holm_sentence(released),
            say.text("survey_change_groups.foot", waves=say.listing(_waves(released)))]  # fmt: skip
    subtitle = say.text("survey_change_groups.subtitle")
    return write_caption(released, _title(released), subtitle, " ".join(filter(None, foot)), rows)


def _waves(released: Released) -> list[str]:
    """Names of the waves whose answers are compared."""
    return [released.edition.label("wave", wave) for wave in released.table["wave"].unique()]


def _with_question(released: Released, question: str, label: str) -> str:
    """An answer after its question; of a yes or no, the question alone."""
    text = released.edition.question(question)
    return label if label == text else f"{text} {label}"


def _title(released: Released) -> str:
    say, clear = released.say, is_significant(released.table)
    if not clear.any():
        return say.text("survey_change_groups.title")
    rows = zip(released.labels, group_labels(released), released.table.itertuples(), strict=True)
    named = []
    for (label, (group, against), row), is_named in zip(rows, clear, strict=True):
        if is_named and clear.sum() > MOST_WITH_SHARES:
            named.append(in_sentence(say, label))
        elif is_named:
            shares = (f"{group} {say.percent(row.share)}, "
                      f"{against} {say.percent(row.share_against)}")  # fmt: skip
            named.append(f"{in_sentence(say, label)} ({shares})")
    return say.text("survey_change_groups.title_clear", labels=say.some(named))


def plot_groups(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """The shares of the two groups of each contrast, and their difference."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.3)
    pairs = zip(map(estimates.edition.question, table["question"]), estimates.labels, strict=True)
    notes = ["" if question == label else question for question, label in pairs]
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN, notes=notes)
    low, high = (f(table[["share", "share_against"]].to_numpy().ravel()) for f in (min, max))
    room = 0.45 * max(high - low, 15.0)
    panel = sheet.panel(*SHARES_IN, len(table), (low - room, high + room))
    panel.set_xticks([])
    ring, disc = ([say.percent(share) for share in table[column]]
                  for column in ("share_against", "share"))  # fmt: skip
    draw_pairs(panel, table["share_against"], table["share"], ring, disc)
    _name_groups(sheet, estimates)
    panel = change_panel(sheet, DIFFERENCE_IN, len(table), POINTS_REACH, say)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    intervals = [signed_interval(say, row.ci_low, row.ci_high, 0) for row in table.itertuples()]
    differences = [signed(say, value, 0) for value in table["estimate"]]
    draw_column(sheet, EDGE_IN, differences, notes=intervals)
    draw_heading(sheet, SHARES_IN[0], say.text("survey_change_groups.shares"))
    draw_heading(sheet, EDGE_IN, say.text("survey_change_groups.difference"), ha="right")
    return sheet.ax


def _name_groups(sheet: Sheet, estimates: Estimates) -> None:
    """Say below each pair of shares whose they are, and of how many."""
    say = estimates.say
    rows = zip(group_labels(estimates), estimates.table.itertuples(), strict=True)
    for row, ((group, against), sizes) in enumerate(rows):
        n_group, n_against = say.number(sizes.n_group), say.number(sizes.n_against)
        sheet.text(SHARES_IN[0], sheet.row_in(row) + NAMES_IN,
                   f"{group} ({n_group}), {against} ({n_against})",
                   fontsize=style.SMALL_PT, color=style.SOFT)  # fmt: skip


GROUPS = Figure(
    name="survey_change_groups",
    frame=FRAME,
    items=of_any_question,
    estimate=lambda material: keep_sides(
        estimate_contrasts(material.all_responses, material.edition, material.coarse)
    ),
    describe=describe_groups,
    plot=plot_groups,
    section="survey",
    caption_key="survey_change_label.groups",
    of_project=True,
    needs=needs_contrasts,
)
