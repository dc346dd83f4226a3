"""Trials: the change of a group beside that of another, as the study declares them."""

from dataclasses import replace
from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_intervals, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import (
    Caption,
    as_sentence,
    begin_sentence,
    method_sentence,
    write_caption,
)
from analysis.drawing.words.labels import group_label, of_any_question
from analysis.drawing.words.numbers import band_text, p_text
from analysis.release.estimates import Estimates, Released
from analysis.study.edition import Edition
from analysis.study.scale import Scale, scale_of_numbers
from analysis.study.study import Study
from analysis.study.survey import Trial
from analysis.topics.survey_change.adjusted import holm_sentence
from analysis.topics.survey_change.axis import (
    LABEL_RIGHT_IN,
    POINTS_REACH,
    change_panel,
    rating_reach,
    write_columns,
    write_directions,
    write_legend,
)
from analysis.topics.survey_change.phrases import (
    change_interval,
    change_text,
    named_changes,
    of_place,
    scale_ends,
)
from analysis.topics.survey_change.trial_change import FRAME, SHARES, SIZES, estimate_trial
from analysis.topics.survey_change.units import measure_of_scale_text
from analysis.topics.survey_change.unrounded import unrounded_sentence

PANEL_IN = (2.3, 4.4)
DIFFERS = ("survey_change_trial.worse", "survey_change_trial.better")
"""Keys of a difference of changes for the worse and for the better."""
SIDES = ("survey_change_trial.left_worse", "survey_change_trial.right_better")

SUBTITLES = ("survey_change_trial.subtitle", "survey_change_trial.subtitle_points")
"""Keys of the subtitle of a rating, and of a yes or no."""
PER_CENT = scale_of_numbers(0, 100, "neither")
"""What shares are on: whether yes is the better answer is not declared."""


def _names(edition: Edition, trial: Trial) -> tuple[str, str]:
    return group_label(edition, trial.by, trial.group), group_label(
        edition, trial.by, trial.against
    )


def describe_trial(released: Released, trial: Trial, scale: Scale) -> Caption:
    """Whether either group clearly changed more than the other."""
    say, table = released.say, released.table
    group, against = _names(released.edition, trial)
    values = {"group": group, "against": against}
    named, is_sure = named_changes(released, None if scale is PER_CENT else scale, DIFFERS)
    question = released.edition.question(trial.question)
    title = say.text("survey_change_trial.title", **values)
    if named:
        key = "survey_change_trial.title_clear" if is_sure else "survey_change_trial.title_who"
        title = say.text(key, labels=say.some(named), **values)
    key = SUBTITLES[released.of.frame is SHARES]
    subtitle = say.text(key, question=question, ends=scale_ends(released.edition, scale),
                        sizes=_sizes(released), measure=measure_of_scale_text(say, scale),
                        **values)  # fmt: skip
    foot = _foot(released, scale)
    rows = [
        say.text("survey_change_trial.alt_row", label=label, **values,
                 change_group=change_text(say, row.change_group, scale),
                 change_against=change_text(say, row.change_against, scale),
                 change=change_text(say, row.estimate, scale, words=DIFFERS), interval=interval,
                 p=p_text(say, row.p_adjusted))
        for label, interval, row in zip(released.labels, _intervals(released, scale),
                                        table.itertuples(), strict=True)
    ]  # fmt: skip
    caption = write_caption(released, title, of_place(released, subtitle), foot, rows)
    # Items that differ say what they are of; that nothing does needs the question.
    if named:
        return caption
    return replace(caption, title=f"{begin_sentence(as_sentence(question))} {caption.title}")


def _foot(released: Released, scale: Scale) -> str:
    """How it was computed, and what is taken into account; of shares, that few are hidden."""
    of = "shares" if scale is PER_CENT else "means"
    is_shares = released.of.frame is SHARES
    return " ".join(filter(None, (
        method_sentence(released),
        unrounded_sentence(released, ("change_against", "change_group"), of=of),
        released.say.text("survey_change.hides_few") if is_shares else "",
        holm_sentence(released),
    )))  # fmt: skip


def _intervals(estimates: Estimates, scale: Scale) -> list[str]:
    """The interval of each row's difference; the symbol where it is withheld."""
    say, table = estimates.say, estimates.table
    return [
        say.text("withheld.symbol") if pd.isna(row.estimate)
        else change_interval(say, row.ci_low, row.ci_high, scale, words=DIFFERS)
        for row in table.itertuples()
    ]  # fmt: skip


def _sizes(released: Released) -> str:
    """How many people of each group there are at each wave."""
    table = released.table
    most = [
        band_text(released.say, table[size.name].max(), table[f"{size.name}_most"].max())
        for size in SIZES
    ]
    return f"{most[0]} / {most[1]}, {most[2]} / {most[3]}"


def plot_trial(
    estimates: Estimates, caption: Caption, *, trial: Trial, scale: Scale, ax: Axes | None = None
) -> Axes:
    """The difference of the two changes and its interval a row; both changes in figures."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.55)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN, notes=_intervals(estimates, scale))
    reach = rating_reach(scale, table["estimate"])
    reach = max(POINTS_REACH, reach) if scale is PER_CENT else reach
    panel = change_panel(sheet, PANEL_IN, len(table), reach, say, scale)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    write_directions(sheet, PANEL_IN, say, scale, SIDES)
    group, against = _names(estimates.edition, trial)
    write_legend(sheet, PANEL_IN[0], against, group, lines=1)
    pale, teal = ([change_text(say, change, scale) for change in table[column]]
                  for column in ("change_against", "change_group"))  # fmt: skip
    write_columns(sheet, (against, group), pale, teal)
    return sheet.ax


def trials(study: Study) -> tuple[Figure, ...]:
    """A figure for each trial that the study declares."""
    return tuple(_trial_of(name, trial, study) for name, trial in study.survey.trials.items())


def _trial_of(name: str, trial: Trial, study: Study) -> Figure:
    is_yes_or_no = study.columns[trial.question].kind == "flag"
    scale = PER_CENT if is_yes_or_no else study.columns[trial.question].scale
    if scale is None:
        raise ValueError(f"{trial.question} is not rated: `check` refuses such a trial")
    return Figure(
        name=f"survey_change_trial_{name}",
        frame=SHARES if is_yes_or_no else FRAME,
        items=of_any_question,
        scale=scale,
        estimate=lambda material: estimate_trial(
            material.responses, trial, material.edition, material.coarse
        ),
        describe=partial(describe_trial, trial=trial, scale=scale),
        plot=partial(plot_trial, trial=trial, scale=scale),
        section="survey",
        caption_key="survey_change_label.trials",
        of_project=True,
    )
