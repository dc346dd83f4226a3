"""How exactly means of places may be told."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, isnan, nan
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.release.gate import UNBOUNDED
from analysis.release.levels import Levels
from analysis.release.rounding import NEAR, WIDE_STEP, finest_step, has_mirror, round_evenly
from analysis.release.sums import Cell, find_open
from analysis.release.wave_sets import Beside
from analysis.release.within import PlacesKnown
from analysis.study.study import DisclosureRule, Study
from analysis.topics.survey_change.index_items import hide_telling_indices
from analysis.topics.survey_change.project_answers import ProjectAnswers

WITHHELD = (nan, nan)
Ends = tuple[float, float]


class RoundedMeans(NamedTuple):
    """Means of places at one wave, and what they leave of the whole project's answers.

    Attributes
    ----------
    table : pandas.DataFrame
        With ``n, n_most, mean, step``, missing where nothing is told.
    known : dict
        By question and item; of answers whose levels can be counted.
    """

    table: pd.DataFrame
    known: dict[tuple[str, str], PlacesKnown]


def round_means(
    table: pd.DataFrame,
    study: Study,
    headcounts: Mapping[str, int],
    beside: Mapping[tuple[str, str], Beside],
) -> RoundedMeans:
    """Round means of places, and withhold those that would give answers away.

    Parameters
    ----------
    table : pandas.DataFrame
        Of one wave, by place, question and item: bands of people, ``n, n_most`` and how the
        project's totals narrow them, ``least, most``; ``exact_n, exact_total, exact_answers``.
    study : Study
    headcounts : mapping
        Public number of people by place.
    beside : mapping
        By question and item, what is told of the other wave and the change.

    Returns
    -------
    RoundedMeans
        A mean is told of enough people, which enough sets of answers fit (`is_open`), also beside
        the project's sum, and if those together leave enough sets of the project's answers.
    """
    rule = study.disclosure
    known: dict[tuple[str, str], PlacesKnown] = {}
    table = table.reset_index()
    table[["mean", "step"]] = nan
    for (question, item), rows in table.groupby(["question", "item"], sort=False, observed=True):
        if (scale := study.columns[str(question)].scale) is not None:
            people = [(row.least, min(row.most, headcounts.get(row.municipality, row.most)))
                      for row in rows.itertuples()]  # fmt: skip
            everyone = np.concatenate(rows["exact_answers"].dropna().to_list())
            levels = Levels.of(everyone, scale)
            choices = [_list_choices(row, ends, levels, rule)
                       for row, ends in zip(rows.itertuples(), people, strict=True)]  # fmt: skip
            if levels.are_counted:
                key = str(question), str(item)
                groups = study.survey.rating_groups.values()
                project = ProjectAnswers(everyone, scale, rule.decimals, groups, beside.get(key))
                choices, known[key] = _choose(rows, people, choices, levels, project)
            table.loc[rows.index, ["mean", "step"]] = [of_place[0] for of_place in choices]
    table = hide_telling_indices(table, study)
    for name in ("n", "n_most"):
        table[name] = table[name].astype("Int64").where(table["mean"].notna())
    return RoundedMeans(table, known)


def _list_choices(
    row: Any, people: tuple[int, int], levels: Levels, rule: DisclosureRule
) -> list[tuple[float, float]]:
    """Means that enough sets of answers fit, the most exact first, and what each is rounded to."""
    found = []
    if row.n >= rule.minimum_n and row.n_most != UNBOUNDED:
        exact = float(row.exact_total / row.exact_n)
        finest = finest_step(rule.decimals, floor(row.n / levels.step))
        for step in sorted({finest, WIDE_STEP}):
            mean = round_evenly(exact, step)
            # About the end of the scale would say of nearly everyone what they answered.
            is_end = step == WIDE_STEP and mean in levels.ends
            ends = _ends_of(round(mean / step), step)
            finer = _windows_within(ends, finest) if step > finest else []
            is_told = has_mirror(exact, step, levels.ends) and not is_end
            if is_told and levels.leave_open(people, ends, finer, row.exact_answers):
                found.append((mean, step))
    return [*found, WITHHELD]


def _ends_of(number: int, step: float) -> Ends:
    """Ends, neither of which it reaches, of what is rounded to a number of steps."""
    half = step / 2 + (NEAR if _takes_ties(number) else 0)
    return number * step - half, number * step + half


def _takes_ties(number: int) -> bool:
    """Whether what is half a step from a number of steps is rounded to it (`round_evenly`)."""
    return number % 2 == 0


def _windows_within(ends: Ends, step: float) -> list[Ends]:
    """Ends of the means to a step that reach into a wider one."""
    numbers = range(floor(ends[0] / step), ceil(ends[1] / step) + 1)
    windows = (_ends_of(number, step) for number in numbers)
    return [
        (low, high) for low, high in windows if min(high, ends[1]) - max(low, ends[0]) > 3 * NEAR
    ]


def _choose(
    rows: pd.DataFrame,
    people: Sequence[tuple[int, int]],
    choices: list[list[tuple[float, float]]],
    levels: Levels,
    project: ProjectAnswers,
) -> tuple[list[list[tuple[float, float]]], PlacesKnown]:
    """The most exact means that leave open each place's answers, and the project's."""
    n, total = len(project.answers), int(levels.steps_above(project.answers).sum())
    answers = rows["exact_answers"].where(rows["exact_n"].notna(), None).to_list()
    given = [() if of_place is None else tuple(np.unique(levels.steps_above(of_place)).tolist())
             for of_place in answers]  # fmt: skip
    smallest_first = rows["n_most"].argsort(kind="stable").to_list()
    while True:
        told = [of_place[0] for of_place in choices]
        windows = [None if isnan(mean) else levels.window((mean - step / 2, mean + step / 2))
                   for mean, step in told]  # fmt: skip
        ties = [not isnan(mean) and _takes_ties(round(mean / step)) for mean, step in told]
        cells = [Cell(levels.count, *of_place)
                 for of_place in zip(people, windows, given, ties, strict=True)]  # fmt: skip
        is_open = find_open(cells, n, total)
        bounds = project.bounds(cells)
        is_open &= project.find_open(cells, bounds)
        coarser = [at for at in np.flatnonzero(~is_open).tolist() if len(choices[at]) > 1]
        # What is withheld is hidden by its smallest neighbours.
        coarser = coarser or [at for at in smallest_first if len(choices[at]) > 1][:1]
        if not coarser or (is_open.all() and project.are_open(bounds)):
            return choices, PlacesKnown(bounds, cells)
        for at in coarser:
            choices[at].pop(0)
