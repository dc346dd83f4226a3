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
from analysis.drawing.words.columns import (
    BY,
    ITEM,
    METHOD,
    P_ADJUSTED,
    P_VALUE,
    QUESTION,
    SOURCE,
)
from analysis.drawing.words.labels import of_any_question
from analysis.drawing.words.numbers import lower_first, p_text
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import difference_of_proportions, holm
from analysis.study.edition import Edition
from analysis.study.survey import Contrast
from analysis.topics.survey_change.axis import EDGE_IN, WIDE_TICKS, change_panel
from analysis.topics.survey_change.columns import POINTS, change_columns
from analysis.topics.survey_change.intervals import in_points
from analysis.topics.survey_change.linking import of_municipality
from analysis.topics.survey_change.phrases import holm_sentence, is_clear, signed, signed_interval

MOST_WITH_SHARES = 2
"""Contrasts whose shares a title has room for."""
LABEL_RIGHT_IN = 2.6
SHARES_IN, DIFFERENCE_IN = (2.75, 4.3), (4.5, 5.65)
NAMES_IN = 0.17
"""How far below a row's middle its two groups are named."""


def estimate_contrasts(responses: pd.DataFrame | None, edition: Edition) -> pd.DataFrame:
    """Differences of shares between the groups that the study declares.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose answers; its study declares the contrasts.

    Returns
    -------
    pandas.DataFrame
        A row a contrast, in the declared order: shares of the two groups
        (0-100), their difference in percentage points with the score interval
        of Miettinen and Nurminen, its p-value, and Holm's over the contrasts.
        Below the study's minimum n nothing is tested.
    """
    if responses is None or responses.empty:
        return GROUPS.frame.empty()
    answered = of_municipality(responses[responses["missing"] == ""], edition.municipality)
    contrasts = edition.study.survey.contrasts.values()
    rows = [row for contrast in contrasts if (row := _contrast(answered, contrast, edition))]
    if not rows:
        return GROUPS.frame.empty()
    table = pd.DataFrame(rows)
    few = table[["n_group", "n_against"]].min(axis=1) < edition.study.disclosure.minimum_n
    table["p_value"] = table["p_value"].mask(few)
    table["p_adjusted"] = holm(list(table["p_value"]))
    origin = origin_of(responses)
    return table.assign(document=OWN_DOCUMENT[origin], origin=origin)[GROUPS.frame.names]


def _contrast(
    answered: pd.DataFrame, contrast: Contrast, edition: Edition
) -> dict[str, object] | None:
    """One row; None where a group has nobody."""
    of_question = answered[answered["question"] == contrast.question]
    rows = of_question[of_question["wave"] == contrast.wave]
    gave = rows["item"] == contrast.item
    if edition.study.columns[contrast.question].kind in ("multiple", "flag"):
        gave &= rows["response"] == 1
    sizes = rows.groupby(contrast.by, observed=True)["form"].nunique()
    counts = rows[gave].groupby(contrast.by, observed=True)["form"].nunique()
    keys = (contrast.group, contrast.against)
    n_group, n_against = (int(sizes.get(key, 0)) for key in keys)
    if not (n_group and n_against):
        return None
    count_group, count_against = (int(counts.get(key, 0)) for key in keys)
    difference = in_points(
        difference_of_proportions(
            count_group, n_group, count_against, n_against, method="miettinen_nurminen"
        )
    )
    declared = ("question", "item", "by", "group", "against", "wave")
    estimated = ("estimate", "ci_low", "ci_high", "p_value", "method")
    return {
        **{part: getattr(contrast, part) for part in declared},
        **{part: getattr(difference, part) for part in estimated},
        "share": 100 * count_group / n_group,
        "share_against": 100 * count_against / n_against,
        "n_group": n_group,
        "n_against": n_against,
        "count_group": count_group,
        "count_against": count_against,
    }


def group_labels(estimates: Estimates) -> list[tuple[str, str]]:
    """Labels of the two groups of each row."""
    pairs = (cells.groups(estimates, column) for column in ("group", "against"))
    return list(zip(*pairs, strict=True))


def describe_groups(released: Released) -> Caption:
    """Which of the declared contrasts are clear."""
    say = released.say
    rows = []
    pairs = zip(released.labels, group_labels(released), released.table.itertuples(), strict=True)
    for label, (group, against), row in pairs:
        phrase = say.text(
            "survey_change_groups.alt_row",
            label=_with_question(released, row.question, label),
            group=lower_first(group),
            against=lower_first(against),
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
    say, clear = released.say, is_clear(released.table)
    if not clear.any():
        return say.text("survey_change_groups.title")
    rows = zip(released.labels, group_labels(released), released.table.itertuples(), strict=True)
    named = []
    for (label, (group, against), row), is_named in zip(rows, clear, strict=True):
        if is_named and clear.sum() > MOST_WITH_SHARES:
            named.append(lower_first(label))
        elif is_named:
            shares = (f"{lower_first(group)} {say.percent(row.share)}, "
                      f"{lower_first(against)} {say.percent(row.share_against)}")  # fmt: skip
            named.append(f"{lower_first(label)} ({shares})")
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
    panel = change_panel(sheet, DIFFERENCE_IN, table[["ci_low", "ci_high"]], WIDE_TICKS, say)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    draw_column(sheet, EDGE_IN, [signed(say, value, 0) for value in table["estimate"]])
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
    frame=Frame(
        QUESTION,
        ITEM,
        BY,
        Column("group", "str", "Key of the group", cells=cells.groups),
        Column("against", "str", "Key of the group that it is compared with", cells=cells.groups),
        Column("wave", "str", "Key of the wave whose answers they are", is_shown=False),
        Column("share", "float64", "Share of the group", "%"),
        Column("share_against", "float64", "Share of the other group", "%"),
        Column("n_group", "int64", "People of the group who answered", "people", Role.PEOPLE),
        Column(
            "n_against", "int64", "People of the other group who answered", "people", Role.PEOPLE
        ),
        *change_columns(POINTS),
        P_VALUE,
        P_ADJUSTED,
        METHOD,
        *SOURCE,
        Column(
            "count_group",
            "int64",
            "People of the group who gave the answer",
            "people",
            Role.ANSWERS,
            of="n_group",
            decides_only=True,
        ),
        Column(
            "count_against",
            "int64",
            "People of the other group who gave the answer",
            "people",
            Role.ANSWERS,
            of="n_against",
            decides_only=True,
        ),
    ),
    items=of_any_question,
    estimate=lambda material: estimate_contrasts(material.all_responses, material.edition),
    describe=describe_groups,
    plot=plot_groups,
    section="survey",
)
