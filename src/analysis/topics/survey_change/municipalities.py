"""Municipalities beside each other and beside the project."""

from functools import partial
from math import isnan, nan

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import REFERENCE, body_in, draw_intervals, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, is_own_missing, missing_own_title, write_caption
from analysis.drawing.words.columns import IS_UNIFORM, MUNICIPALITY, SOURCE
from analysis.drawing.words.labels import place_name
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import Estimate, critical_t, partial_pooling
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings, list_panels
from analysis.study.study import Study
from analysis.topics.survey_change.axis import (
    LABEL_RIGHT_IN,
    SHIFT,
    change_panel,
    rating_ticks,
    write_columns,
    write_directions,
    write_legend,
)
from analysis.topics.survey_change.columns import N_END, N_PAIRS, N_START, STEPS, change_columns
from analysis.topics.survey_change.form_means import means_of_forms
from analysis.topics.survey_change.intervals import change_of_means
from analysis.topics.survey_change.linking import (
    Overlap,
    list_forms,
    persons_waves_numbers,
    split_by_person,
)
from analysis.topics.survey_change.order import by_change
from analysis.topics.survey_change.panels import make_each
from analysis.topics.survey_change.phrases import (
    is_apart,
    questions_in_words,
    signed,
    signed_interval,
)

DECIMALS = 2
"""Of the change of a mean over several items, which moves less than each of them."""
SAME = 1e-9
"""Pooled estimates no further apart are one: the municipalities differ no more than chance."""
SPREAD_BETWEEN = 0.3
"""How far municipalities' true changes plausibly lie apart, in steps of the scale."""
PANEL_IN = (2.3, 4.85)


def estimate_by_municipality(
    responses: pd.DataFrame | None, edition: Edition, ratings: Ratings
) -> pd.DataFrame:
    """Change of the mean over all items, by municipality: raw, and partially pooled.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Of the study; all its municipalities are estimated.
    ratings : Ratings
        A form's value is the mean of its answers, if it has at least half of them.

    Returns
    -------
    pandas.DataFrame
        A row a municipality, the largest improvement first, and last the
        project (``"all"``): change of the mean in steps of the scale with its
        interval (`partially_overlapping_t`, Welch), and ``pooled`` with its
        own (`partial_pooling`): the less a municipality's answers tell, the
        nearer to the common mean. Below the study's minimum n nothing is
        estimated.
    """
    if responses is None or responses.empty:
        return FRAME.empty()
    forms, means = list_forms(responses), means_of_forms(responses, ratings.questions)
    minimum_n = edition.study.disclosure.minimum_n
    arrays = persons_waves_numbers(means, forms["person"])
    places = list(edition.study.municipalities)
    rows_of = {**means.groupby("municipality").indices, ALL: slice(None)}
    answers = {
        key: split_by_person(*(array[rows_of.get(key, slice(0))] for array in arrays))
        for key in (*places, ALL)
    }
    changes = {key: _change(overlap, minimum_n) for key, overlap in answers.items()}
    pooled = partial_pooling(
        [changes[key].estimate for key in places],
        [_error(changes[key]) for key in places],
        [changes[key].df for key in places],
        [changes[key].n for key in places],
        spread=SPREAD_BETWEEN,
    )
    pooled_of = dict(zip(places, pooled, strict=True))
    rows = [_row(key, answers[key], changes[key], pooled_of.get(key)) for key in answers]
    origin = origin_of(responses)
    table = pd.DataFrame(rows).assign(document=OWN_DOCUMENT[origin], origin=origin)
    is_all = table["municipality"] == ALL
    ordered = [by_change(table[~is_all], "estimate", ratings.scale), table[is_all]]
    return pd.concat(ordered, ignore_index=True)[FRAME.names]


def _change(answers: Overlap, minimum_n: int) -> Estimate:
    if not answers.is_enough(minimum_n):
        people = len(answers.start) + len(answers.end_only)
        return Estimate(nan, nan, nan, nan, "overlapping_welch", people)
    return change_of_means(answers)


def _error(change: Estimate) -> float:
    """Standard error behind an interval of Student's t."""
    return (change.ci_high - change.estimate) / critical_t(change.df)


def _row(
    key: str, answers: Overlap, change: Estimate, pooled: Estimate | None
) -> dict[str, object]:
    pooled = pooled or Estimate(nan, nan, nan, nan, "", 0)
    return {
        "municipality": key,
        "n_start": len(answers.start),
        "n_end": len(answers.end),
        "n_pairs": len(answers.start_paired),
        "estimate": change.estimate,
        "ci_low": change.ci_low,
        "ci_high": change.ci_high,
        "pooled": pooled.estimate,
        "pooled_low": pooled.ci_low,
        "pooled_high": pooled.ci_high,
        "is_uniform": isnan(change.ci_low) or answers.is_uniform,
    }


def municipality_labels(table: pd.DataFrame, edition: Edition) -> list[str]:
    """Name of each row's municipality, or of the project."""
    return [place_name(edition, key) for key in table["municipality"]]


def describe_municipalities(released: Released, ratings: Ratings) -> Caption:
    """Which municipalities clearly changed; of one's own edition, whether it did."""
    question = questions_in_words(released.edition, ratings)
    subtitle = released.say.text("survey_change_municipalities.subtitle", question=question)
    foot = released.say.text("survey_change_municipalities.foot")
    pairs = zip(released.labels, released.table.itertuples(), strict=True)
    rows = (_alt_row(released, label, row) for label, row in pairs)
    return write_caption(released, _title(released), subtitle, foot, rows)


def _alt_row(released: Released, label: str, row: pd.Series) -> str:
    say = released.say
    raw = signed(say, row.estimate, DECIMALS)
    raw_interval = signed_interval(say, row.ci_low, row.ci_high, DECIMALS)
    if row.municipality == ALL:
        return say.text("survey_change_municipalities.alt_project", label=label, raw=raw,
                        raw_interval=raw_interval)  # fmt: skip
    pooled = interval = ""
    if not pd.isna(row.pooled):
        pooled = signed(say, row.pooled, DECIMALS)
        interval = signed_interval(say, row.pooled_low, row.pooled_high, DECIMALS)
    return say.text("survey_change_municipalities.alt_row", label=label, raw=raw,
                    raw_interval=raw_interval, pooled=pooled, interval=interval)  # fmt: skip


def _title(released: Released) -> str:
    if is_own_missing(released):
        return missing_own_title(released)
    say, table = released.say, released.table
    pooled, clear = table["pooled"].dropna(), is_apart(table, "pooled")
    is_shared = len(pooled) > 1 and pooled.max() - pooled.min() < SAME
    if is_shared and clear[pooled.index].all():
        common = signed(say, pooled.iloc[0], DECIMALS)
        return say.text("survey_change_municipalities.title_same", pooled=common)
    if not released.edition.is_whole_project and ALL in set(table["municipality"]):
        return _own_title(released)
    if released.edition.is_whole_project and clear.any():
        pairs = zip(released.labels, table["pooled"], clear, strict=True)
        named = [f"{label} ({signed(say, change, DECIMALS)})"
                 for label, change, is_named in pairs if is_named]  # fmt: skip
        return say.text("survey_change_municipalities.title_clear", labels=say.some(named))
    if released.hidden:
        return say.text("survey_change_municipalities.title_shown")
    return say.text("survey_change_municipalities.title")


def _own_title(released: Released) -> str:
    """The edition's municipality beside the project."""
    say, edition = released.say, released.edition
    by_place = released.table.set_index("municipality")
    values = {
        "place": edition.place(edition.municipality),
        "own": signed(say, by_place["pooled"][edition.municipality], DECIMALS),
        "project": signed(say, by_place["estimate"][ALL], DECIMALS),
    }
    if is_apart(by_place, "pooled")[edition.municipality]:
        return say.text("survey_change_municipalities.title_own_clear", **values)
    return say.text("survey_change_municipalities.title_own", **values)


def plot_municipalities(
    estimates: Estimates, caption: Caption, *, ratings: Ratings, ax: Axes | None = None
) -> Axes:
    """Each municipality's change, its own and drawn to the common mean, and the project's."""
    say, table, edition = estimates.say, estimates.table, estimates.edition
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.55)
    shown = [row for row, key in enumerate(table["municipality"]) if key == edition.municipality]
    notes = [f"n = {say.number(row.n_start)} / {say.number(row.n_end)}"
             for row in table.itertuples()]  # fmt: skip
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN, notes=notes, bold=shown)
    ends = table[["ci_low", "ci_high", "pooled_low", "pooled_high"]]
    panel = change_panel(sheet, PANEL_IN, ends, rating_ticks(ends), say)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"], shift=-SHIFT,
                   is_ring=True)  # fmt: skip
    draw_intervals(panel, table["pooled"], table["pooled_low"], table["pooled_high"], shift=SHIFT,
                   highlight=[] if edition.is_whole_project else shown)  # fmt: skip
    for change in table[table["municipality"] == ALL]["estimate"]:
        panel.axvline(change, zorder=0.5, **REFERENCE)
    write_directions(sheet, PANEL_IN, say, ratings.scale)
    ring = say.text("survey_change_municipalities.raw")
    disc = say.text("survey_change_municipalities.pooled")
    write_legend(sheet, PANEL_IN[0], ring, disc, lines=1)
    heads = (
        say.text("survey_change_municipalities.raw_head"),
        say.text("survey_change_municipalities.pooled_head"),
    )
    raw, pooled = (["" if pd.isna(v) else signed(say, v, DECIMALS) for v in table[column]]
                   for column in ("estimate", "pooled"))  # fmt: skip
    write_columns(sheet, heads, raw, pooled)
    return sheet.ax


FRAME = Frame(
    MUNICIPALITY,
    N_START,
    N_END,
    N_PAIRS,
    *change_columns(STEPS),
    Column("pooled", "float64", "Change drawn to the common mean", STEPS),
    Column("pooled_low", "float64", "Lower end of its 95 % interval", STEPS),
    Column("pooled_high", "float64", "Upper end of its 95 % interval", STEPS),
    *SOURCE,
    IS_UNIFORM,
)  # fmt: skip


def municipalities_of(ratings: Ratings) -> Figure:
    """The municipalities by a group of ratings."""
    return Figure(
        name="survey_change_municipalities",
        frame=FRAME,
        items=municipality_labels,
        estimate=lambda material: estimate_by_municipality(
            material.responses, material.edition, ratings
        ),
        describe=partial(describe_municipalities, ratings=ratings),
        plot=partial(plot_municipalities, ratings=ratings),
        section="survey",
    )


def municipalities(study: Study) -> tuple[Figure, ...]:
    """The municipalities by each group of ratings."""
    return make_each(municipalities_of, list_panels(study))
