"""Who of those who answered at the start is found again at the end."""

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_column, draw_heading, draw_intervals, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words import cells
from analysis.drawing.words.caption import Caption, method_sentence, write_caption
from analysis.drawing.words.columns import (
    ADDS_UP,
    BY,
    ESTIMATE,
    INTERVAL,
    ITEM,
    METHOD,
    SOURCE,
    N,
)
from analysis.drawing.words.labels import of_group
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import proportion
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings, list_panels
from analysis.study.study import Study
from analysis.topics.survey_change.axis import EDGE_IN, LABEL_RIGHT_IN
from analysis.topics.survey_change.form_means import means_of_forms
from analysis.topics.survey_change.linking import list_forms, of_municipality
from analysis.topics.survey_change.needs import needs_codes
from analysis.topics.survey_change.phrases import of_place, questions_in_words
from analysis.topics.survey_change.whole_places import list_whole_places

EVERYONE, START_LEVEL = "everyone", "start_level"
PANEL_IN = (2.3, 4.9)
SHARES_RIGHT_IN = 5.5
TICKS_PCT = (0, 25, 50, 75, 100)


def estimate_retention(responses: pd.DataFrame | None, edition: Edition) -> pd.DataFrame:
    """Of those who answered at the start, the share that is found again at the end.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    edition : Edition
        Whose people. Its study declares the background variables and the ratings,
        the first of which are a person's starting level.

    Returns
    -------
    pandas.DataFrame
        Rows for everyone, the groups of each background variable, and those who
        were better and worse off at the start than half of the people: ``by, item,
        n, returned, n_new, n_rest, returned_rest, estimate, ci_low, ci_high,
        method, document, origin, adds_up``, the share 0-1 with Wilson's
        interval. Only people whose code can be found again are counted. A group
        that all of them belong to tells nothing more and has no row.
    """
    if responses is None or responses.empty:
        return RETENTION.frame.empty()
    forms = of_municipality(list_forms(responses), edition.municipality)
    start = forms[(forms["wave"] == "start") & forms["is_coded"]]
    end = forms[forms["wave"] == "end"]
    returned = start["person"].isin(set(end["person"]))
    n_new = len(end) - int(returned.sum())
    groups = _list_groups(responses, start, edition)
    origin = origin_of(responses)
    rows = [
        [
            by,
            item,
            *_found_again(returned[people.index]),
            OWN_DOCUMENT[origin],
            origin,
            by,
            n_new,
            int(group.isna().sum()),
            int(returned[group.isna()].sum()),
        ]
        for by, group in groups.items()
        for item, people in group.dropna().groupby(group.dropna(), sort=True)
        if by == EVERYONE or len(people) < len(start)
    ]
    last = ["n_new", "n_rest", "returned_rest"]
    names = [name for name in RETENTION.frame.names if name not in last]
    return pd.DataFrame(rows, columns=[*names, *last])[RETENTION.frame.names]


def _list_groups(
    responses: pd.DataFrame, start: pd.DataFrame, edition: Edition
) -> dict[str, pd.Series]:
    """What people are told apart by: the group of each form of the start."""
    groups = {
        EVERYONE: pd.Series(EVERYONE, index=start.index),
        **{
            by: start[by].astype("object")
            for by in edition.study.background
            if not _are_places(responses, by, edition)
        },
    }
    if judged := _judged(edition.study):
        groups[START_LEVEL] = _halves(responses, start.index, judged[0])
    return groups


def _are_places(responses: pd.DataFrame, by: str, edition: Edition) -> bool:
    """Whether a group of a background variable is made of whole places."""
    groups = (rows for _, rows in responses.groupby(responses[by].astype("object")))
    return any(list_whole_places(rows, responses, edition) for rows in groups)


def _judged(study: Study) -> list[Ratings]:
    """Ratings of which one end is the better; of the first a starting level is."""
    return [ratings for ratings in list_panels(study) if ratings.scale.is_judged]


def _halves(responses: pd.DataFrame, forms: pd.Index, ratings: Ratings) -> pd.Series:
    """Whether each form's mean is on the better side of the median, or on it."""
    means = means_of_forms(responses, ratings.questions).set_index("form")["response"]
    known = ratings.scale.gain * means.reindex(forms).dropna().astype("float64")
    halves = pd.Series(np.where(known >= known.median(), "better", "worse"), known.index)
    return halves.reindex(forms)


def _found_again(returned: pd.Series) -> tuple[int, int, float, float, float, str]:
    """From ``n`` to ``method`` of a row."""
    count, n = int(returned.sum()), len(returned)
    rate = proportion(count, n)
    return n, count, rate.estimate, rate.ci_low, rate.ci_high, rate.method


def share_texts(estimates: Estimates) -> list[str]:
    """Each row's share."""
    return [estimates.say.percent(100 * share) for share in estimates.table["estimate"]]


def describe_retention(released: Released) -> Caption:
    """How many were reached at the end, of everyone or of the first group that is shown."""
    say, table = released.say, released.table
    first, shares = table.iloc[0], share_texts(released)
    counts = {"returned": say.number(first["returned"]), "n": say.number(first["n"])}
    title = say.text("survey_change_retention.title", share=shares[0], **counts)
    if first["by"] != EVERYONE:  # which may be hidden
        label = released.labels[0]
        title = say.text(
            "survey_change_retention.title_part", label=label, share=shares[0], **counts
        )
    subtitle = of_place(released, say.text("survey_change_retention.subtitle"))
    foot = f"{method_sentence(released)} {say.text('survey_change_retention.foot')}"
    if (table["by"] == START_LEVEL).any():
        questions = questions_in_words(released.edition, _judged(released.edition.study)[0])
        level = say.text("survey_change_retention.level", questions=questions)
        foot = f"{foot} {level}"
    rows = []
    for label, share, row in zip(released.labels, shares, table.itertuples(), strict=True):
        interval = say.interval(say.percent(100 * row.ci_low), say.percent(100 * row.ci_high))
        rows.append(f"{label}: {share}, {say.text('size', n=say.number(row.n))} ({interval})")
    return write_caption(released, title, subtitle, foot, rows)


def plot_retention(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """The share of each group that is found again, with its interval."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.3)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN, bold=[0])
    panel = sheet.panel(*PANEL_IN, len(table), (0, 1))
    panel.set_xticks([tick / 100 for tick in TICKS_PCT], [say.percent(tick) for tick in TICKS_PCT])
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    draw_column(sheet, SHARES_RIGHT_IN, share_texts(estimates))
    draw_column(sheet, EDGE_IN, [say.number(n) for n in table["n"]], color=style.SOFT)
    draw_heading(sheet, PANEL_IN[0], say.text("survey_change_retention.heading"))
    draw_heading(sheet, EDGE_IN, say.text("column.n"), ha="right")
    return sheet.ax


_OF_NO_GROUP = tuple(
    Column(
        name,
        "int64",
        meaning,
        "people",
        Role.PEOPLE,
        least="linked",
        or_none=True,
        decides_only=True,
    )
    for name, meaning in (
        ("n_rest", "People of whom it is not known which group they are of"),
        ("returned_rest", "How many of those are found again at the end"),
    )
)
RETENTION = Figure(
    name="survey_change_retention",
    frame=Frame(
        BY,
        ITEM,
        N,
        Column(
            "returned",
            "int64",
            "How many of them are found again at the end",
            "people",
            Role.ANSWERS,
            least="linked",
            of="n",
        ),
        Column(
            "n_new",
            "int64",
            "People of the group who are seen at the end only",
            "people",
            Role.PEOPLE,
            least="linked",
            or_none=True,
            decides_only=True,
        ),
        *_OF_NO_GROUP,
        *(replace(column, cells=cells.shares) for column in (ESTIMATE, *INTERVAL)),
        METHOD,
        *SOURCE,
        ADDS_UP,
    ),
    items=of_group,
    estimate=lambda material: estimate_retention(material.responses, material.edition),
    describe=describe_retention,
    plot=plot_retention,
    section="survey",
    caption_key="survey_change_label.retention",
    of_project=True,
    needs=needs_codes,
)
