"""How much more a group changed than the one that it is compared with."""

from collections.abc import Sequence
from dataclasses import replace
from math import nan

import numpy as np
import pandas as pd

from analysis.drawing.words.columns import (
    IS_UNIFORM,
    ITEM,
    METHOD,
    P_ADJUSTED,
    P_VALUE,
    QUESTION,
    SOURCE,
    banded,
)
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.coarse import CoarseNumbers
from analysis.release.columns import Column, Frame, Role
from analysis.statistics.inference import Estimate, difference_of_changes
from analysis.study.edition import Edition
from analysis.study.scale import STEPS
from analysis.study.survey import Trial
from analysis.topics.survey_change.clear import HOLDS, TESTS, mark_holding, p_of_dropout
from analysis.topics.survey_change.columns import POINTS, change_columns
from analysis.topics.survey_change.intervals import change_of_means, hide_few_who_changed
from analysis.topics.survey_change.linking import Overlap, overlaps
from analysis.topics.survey_change.place_trial import coarse_changes, coarse_sizes
from analysis.topics.survey_change.trial_answers import lists_answers
from analysis.topics.survey_change.waves import SIDES
from analysis.topics.survey_change.whole_places import Asked, list_whole_places, trial_leaves_open

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
        least="linked",
        or_none=True,
        decides_only=True,
    )
    for side in SIDES
)
"""Who is in neither group follows from the project's numbers: a group as well."""
COUNTS = tuple(
    Column(
        f"count_{group}_{side}",
        "Int64",
        f"People of {whom} who said yes at the {side}",
        "people",
        Role.ANSWERS,
        of=f"n_{group}_{side}",
        least="n" if group == "rest" else "",
        or_none=group == "rest",
        decides_only=True,
    )
    for group, whom in (
        ("group", "the group"), ("against", "the other group"), ("rest", "neither group"),
    )
    for side in SIDES
)  # fmt: skip


def _columns(unit: str) -> tuple[Column, ...]:
    """The columns of a trial whose changes are in a unit."""
    estimate, *interval = change_columns(unit)
    return (
        QUESTION,
        ITEM,
        *(column for size in SIZES for column in banded(size)),
        *RESTS,
        replace(estimate, name="change_group", meaning="Change of the group"),
        replace(estimate, name="change_against", meaning="Change of the other group"),
        estimate,
        *interval,
        P_VALUE,
        P_ADJUSTED,
        TESTS,
        HOLDS,
        METHOD,
        *SOURCE,
        IS_UNIFORM,
    )


FRAME = Frame(*_columns(STEPS))
SHARES = Frame(*_columns(POINTS), *COUNTS)
"""Of a yes or no."""


def frame_of(edition: Edition, trial: Trial) -> Frame:
    """Of a trial of a rating or of a yes or no."""
    return SHARES if edition.study.columns[trial.question].kind == "flag" else FRAME


def estimate_trial(
    responses: pd.DataFrame | None,
    trial: Trial,
    edition: Edition,
    coarse: CoarseNumbers | None = None,
) -> pd.DataFrame:
    """How much more a group changed than the one that it is compared with.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        Of the compared waves; without them there are no rows.
    trial : Trial
    edition : Edition
        Whose answers.
    coarse : CoarseNumbers, optional
        Needed where a group's people are all of one place, or are all people of several.

    Returns
    -------
    pandas.DataFrame
        A row an item: the changes of both groups, each of `partially_overlapping_t`,
        and their difference (`difference_of_changes`), in steps of the scale; of a yes or
        no in percentage points. Below the study's minimum n nothing is tested; p is adjusted
        over the items. Where a group is one place, everything is computed from coarse numbers
        (`coarse_changes`), and of a yes or no there are no rows. Where it is several whole places,
        rows are left out whose exact numbers tell how many people are of each.
    """
    frame = frame_of(edition, trial)
    if responses is None or responses.empty:
        return frame.empty()
    groups = [responses[responses[trial.by] == key] for key in (trial.group, trial.against)]
    neither = responses[~responses[trial.by].isin([trial.group, trial.against])]
    wholes = [list_whole_places(rows, responses, edition) for rows in (*groups, neither)]
    is_place = any(len(places) == 1 for places in wholes)
    if frame is SHARES and is_place:  # of which no change of a share is computed
        return frame.empty()
    items = edition.study.columns[trial.question].item_keys or ("",)
    *told, rest = (overlaps(rows, trial.question, items, edition)
                   for rows in (*groups, responses, neither))  # fmt: skip
    fewest = edition.study.disclosure.minimum_n
    answers = [_in_points(of, left, fewest) if frame is SHARES else of
               for *of, left in zip(*told, rest, strict=True)]  # fmt: skip
    table = _tabulate(answers, items, trial, coarse, is_place=is_place)
    if is_place:  # the band of a group of several would tell of its places
        table["is_uniform"] |= max(map(len, wholes[:2])) > 1
    elif frame is FRAME:
        rows = zip(answers, table.itertuples(), strict=True)
        table["is_uniform"] |= np.array([lists_answers(*row, trial, edition) for row in rows])
    if any(wholes) and not is_place:
        parts = [[*of[:2], left] for of, left in zip(answers, rest, strict=True)]
        table["is_uniform"] |= _tell_of_places(parts, items, wholes, trial, edition, coarse)
    table = _test(table, trial.question, fewest)
    if is_place:  # of which nothing is decided by exact answers
        table["holds"] = False
    origin = origin_of(responses)
    table = table.assign(question=trial.question, document=OWN_DOCUMENT[origin], origin=origin)
    return table[frame.names]


def _tabulate(
    answers: Sequence[Sequence[Overlap]],
    items: Sequence[str],
    trial: Trial,
    coarse: CoarseNumbers | None,
    *,
    is_place: bool,
) -> pd.DataFrame:
    """A row an item; where a group is one place, of coarse numbers alone."""
    if is_place and coarse is not None:
        changes = coarse_changes(answers, trial.question, items, coarse)
    else:
        changes = [(_change(group), _change(against)) for group, against, _ in answers]
    table = pd.DataFrame([_row(*each) for each in zip(items, answers, changes, strict=True)])
    if not is_place:
        return table
    return table[:0] if coarse is None else table.assign(**coarse_sizes(answers, coarse))


def _tell_of_places(
    parts: Sequence[Sequence[Overlap]],
    items: Sequence[str],
    wholes: Sequence[Sequence[str]],
    trial: Trial,
    edition: Edition,
    coarse: CoarseNumbers | None,
) -> np.ndarray:
    """Of which items exact numbers of groups that are made of places tell how many are of each."""
    waves = edition.study.compared_waves
    asked = (Asked(trial.question, item, "") for item in items)
    return np.array([not trial_leaves_open(coarse, wholes, of_item, of_whom, waves)
                     for of_item, of_whom in zip(parts, asked, strict=True)])  # fmt: skip


def _in_points(answers: Sequence[Overlap], rest: Overlap, fewest: int) -> list[Overlap]:
    """Yes as 100 and no as 0: their mean is the share; how many changed their answer is hidden."""
    group, against, everyone = answers
    told = hide_few_who_changed((group, against, rest), fewest)[:2]
    return [Overlap(*(100 * part for part in of)) for of in (*told, everyone)]


def _row(item: str, answers: Sequence[Overlap], changes: Sequence[Estimate]) -> dict[str, object]:
    group, against, everyone = answers
    change, change_against = changes
    difference = difference_of_changes(change, change_against)
    sizes = [len(answers) for pair in (group, against) for answers in (pair.start, pair.end)]
    rests = [len(everyone.start) - sizes[0] - sizes[2], len(everyone.end) - sizes[1] - sizes[3]]
    counts = [np.count_nonzero(answers) for pair in (group, against, everyone)
              for answers in (pair.start, pair.end)]  # fmt: skip
    counts[4:] = [counts[4] - counts[0] - counts[2], counts[5] - counts[1] - counts[3]]
    parts = ("estimate", "ci_low", "ci_high", "p_value", "method")
    return {
        "item": item,
        **{size.name: n for size, n in zip((*SIZES, *RESTS), (*sizes, *rests), strict=True)},
        **{f"{size.name}_most": n for size, n in zip(SIZES, sizes, strict=True)},
        **{count.name: n for count, n in zip(COUNTS, counts, strict=True)},
        "change_group": change.estimate,
        "change_against": change_against.estimate,
        **{part: getattr(difference, part) for part in parts},
        "p_dropout": p_of_dropout(group, difference, against),
        "is_uniform": group.is_uniform
        or against.is_uniform
        or difference.ci_low != difference.ci_low,
    }


def _test(table: pd.DataFrame, family: str, minimum_n: int) -> pd.DataFrame:
    """Adjust p-values over the items; of fewer people than the minimum nothing is tested."""
    people = {name: "Int64" for name in FRAME.names if name.startswith("n_")}
    table = table.astype(people)
    least = table[[size.name for size in SIZES]].fillna(0).min(axis=1)
    table["p_value"] = table["p_value"].mask(least < minimum_n)
    return mark_holding(table.assign(family=family))


def _change(answers: Overlap) -> Estimate:
    if not answers.is_enough(2):
        return Estimate(nan, nan, nan, nan, "overlapping_welch", len(answers.start))
    return change_of_means(answers)
