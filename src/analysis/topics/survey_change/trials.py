"""Trials: the change of a group beside that of another, as the study declares them."""

from functools import partial
from math import nan

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_intervals, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.columns import (
    IS_UNIFORM,
    ITEM,
    METHOD,
    P_ADJUSTED,
    P_VALUE,
    QUESTION,
    SOURCE,
)
from analysis.drawing.words.labels import group_label, of_any_question
from analysis.drawing.words.numbers import lower_first, p_text
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import Estimate, difference_of_changes, holm
from analysis.study.edition import Edition
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.study.survey import Trial
from analysis.topics.survey_change.axis import (
    LABEL_RIGHT_IN,
    change_panel,
    rating_ticks,
    write_columns,
    write_directions,
    write_legend,
)
from analysis.topics.survey_change.columns import STEPS, change_columns, steps
from analysis.topics.survey_change.intervals import change_of_means
from analysis.topics.survey_change.linking import Overlap, is_of_one_place, overlaps
from analysis.topics.survey_change.phrases import (
    holm_sentence,
    is_clear,
    of_place,
    scale_ends,
    signed,
    signed_interval,
)
from analysis.topics.survey_change.waves import SIDES

PANEL_IN = (2.3, 4.85)
SIZES = tuple(
    Column(f"n_{group}_{side}", "Int64", f"People of {whom} at the {side}", "people", Role.PEOPLE)
    for group, whom in (("group", "the group"), ("against", "the other group"))
    for side in SIDES
)
RESTS = tuple(
    Column(
        f"n_rest_{side}",
        "Int64",
        f"People of neither group at the {side}",
        "people",
        Role.PEOPLE,
        or_none=True,
        decides_only=True,
    )
    for side in SIDES
)
"""Who is in neither group follows from the project's numbers: a group as well."""
FRAME = Frame(
    QUESTION,
    ITEM,
    *SIZES,
    *RESTS,
    steps("change_group", "Change of the group"),
    steps("change_against", "Change of the other group"),
    *change_columns(STEPS),
    P_VALUE,
    P_ADJUSTED,
    METHOD,
    *SOURCE,
    IS_UNIFORM,
)


def estimate_trial(responses: pd.DataFrame | None, trial: Trial, edition: Edition) -> pd.DataFrame:
    """How much more a group changed than the one that it is compared with.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        Of the compared waves; without them there are no rows.
    trial : Trial
    edition : Edition
        Whose answers.

    Returns
    -------
    pandas.DataFrame
        A row an item: the changes of both groups, each of `partially_overlapping_t`,
        and their difference (`difference_of_changes`), in steps of the scale. Below
        the study's minimum n nothing is tested; p is adjusted over the items.
    """
    if responses is None or responses.empty:
        return FRAME.empty()
    items = edition.study.columns[trial.question].item_keys or ("",)
    groups = [responses[responses[trial.by] == key] for key in (trial.group, trial.against)]
    answers = [overlaps(rows, trial.question, items, edition) for rows in (*groups, responses)]
    rows = [_row(item, *parts) for item, *parts in zip(items, *answers, strict=True)]
    table = pd.DataFrame(rows).astype({column.name: "Int64" for column in (*SIZES, *RESTS)})
    if any(is_of_one_place(group, edition) for group in groups):
        table[[size.name for size in SIZES]] = pd.NA  # exact numbers of a place
    few = (
        table[[size.name for size in SIZES]].fillna(0).min(axis=1)
        < edition.study.disclosure.minimum_n
    )
    table["p_value"] = table["p_value"].mask(few)
    table["p_adjusted"] = holm(list(table["p_value"]))
    origin = origin_of(responses)
    table = table.assign(question=trial.question, document=OWN_DOCUMENT[origin], origin=origin)
    return table[FRAME.names]


def _row(item: str, group: Overlap, against: Overlap, everyone: Overlap) -> dict[str, object]:
    changes = [_change(answers) for answers in (group, against)]
    difference = difference_of_changes(*changes)
    sizes = [len(answers) for pair in (group, against) for answers in (pair.start, pair.end)]
    rests = [len(everyone.start) - sizes[0] - sizes[2], len(everyone.end) - sizes[1] - sizes[3]]
    parts = ("estimate", "ci_low", "ci_high", "p_value", "method")
    return {
        "item": item,
        **{size.name: n for size, n in zip((*SIZES, *RESTS), (*sizes, *rests), strict=True)},
        "change_group": changes[0].estimate,
        "change_against": changes[1].estimate,
        **{part: getattr(difference, part) for part in parts},
        "is_uniform": group.is_uniform
        or against.is_uniform
        or difference.ci_low != difference.ci_low,
    }


def _change(answers: Overlap) -> Estimate:
    if not answers.is_enough(2):
        return Estimate(nan, nan, nan, nan, "overlapping_welch", len(answers.start))
    return change_of_means(answers)


def _names(edition: Edition, trial: Trial) -> tuple[str, str]:
    return group_label(edition, trial.by, trial.group), group_label(
        edition, trial.by, trial.against
    )


def describe_trial(released: Released, trial: Trial, scale: Scale) -> Caption:
    """Whether either group clearly changed more than the other."""
    say, table = released.say, released.table
    group, against = _names(released.edition, trial)
    values = {"group": group, "against": against}
    named = [
        f"{lower_first(label)} ({signed(say, change)})"
        for label, change, is_named in zip(released.labels, table["estimate"], is_clear(table),
                                           strict=True) if is_named
    ]  # fmt: skip
    title = say.text("survey_change_trial.title", **values)
    if named:
        title = say.text("survey_change_trial.title_clear", labels=say.some(named), **values)
    subtitle = say.text("survey_change_trial.subtitle", ends=scale_ends(released.edition, scale),
                        sizes=_sizes(released), **values)  # fmt: skip
    foot = " ".join(filter(None, (method_sentence(released), holm_sentence(released))))
    rows = [
        say.text("survey_change_trial.alt_row", label=label, **values,
                 change_group=signed(say, row.change_group),
                 change_against=signed(say, row.change_against), change=signed(say, row.estimate),
                 interval=signed_interval(say, row.ci_low, row.ci_high),
                 p=p_text(say, row.p_adjusted))
        for label, row in zip(released.labels, table.itertuples(), strict=True)
    ]  # fmt: skip
    return write_caption(released, title, of_place(released, subtitle), foot, rows)


def _sizes(released: Released) -> str:
    """How many people of each group there are at each wave."""
    most = [released.say.number(released.table[size.name].max()) for size in SIZES]
    return f"{most[0]} / {most[1]}, {most[2]} / {most[3]}"


def plot_trial(
    estimates: Estimates, caption: Caption, *, trial: Trial, scale: Scale, ax: Axes | None = None
) -> Axes:
    """The difference of the two changes and its interval a row; both changes in figures."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.55)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN)
    ends = table[["ci_low", "ci_high"]]
    panel = change_panel(sheet, PANEL_IN, ends, rating_ticks(ends), say)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    write_directions(sheet, PANEL_IN, say, scale)
    group, against = _names(estimates.edition, trial)
    write_legend(sheet, PANEL_IN[0], against, group, lines=1)
    pale, teal = ([signed(say, change) for change in table[column]]
                  for column in ("change_against", "change_group"))  # fmt: skip
    write_columns(sheet, (lower_first(against), lower_first(group)), pale, teal)
    return sheet.ax


def trials(study: Study) -> tuple[Figure, ...]:
    """A figure for each trial that the study declares."""
    return tuple(_trial_of(name, trial, study) for name, trial in study.survey.trials.items())


def _trial_of(name: str, trial: Trial, study: Study) -> Figure:
    scale = study.columns[trial.question].scale
    if scale is None:
        raise ValueError(f"{trial.question} is not rated: `check` refuses such a trial")
    return Figure(
        name=f"survey_change_trial_{name}",
        frame=FRAME,
        items=of_any_question,
        estimate=lambda material: estimate_trial(material.responses, trial, material.edition),
        describe=partial(describe_trial, trial=trial, scale=scale),
        plot=partial(plot_trial, trial=trial, scale=scale),
        section="survey",
        of_project=True,
    )
