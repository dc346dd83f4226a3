"""What means of indices tell of a place's items that are told less exactly, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan, nan
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from analysis.release.levels import Levels
from analysis.release.rounding import NEAR, WIDE_STEP
from analysis.study.index import Index
from analysis.study.study import Study

Item = tuple[str, str]
Ends = tuple[float, float]


def hide_telling_indices(table: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Withhold means of indices from which a place's item follows that is not told so exactly.

    Parameters
    ----------
    table : pandas.DataFrame
        Of one wave, by place, question and item: ``mean, step``, missing where nothing is told;
        ``least, most`` people, and ``exact_answers``.
    study : Study

    Returns
    -------
    pandas.DataFrame
        With fewer means of indices.

    Notes
    -----
    All items and indices of a place are taken together, as if the same people had answered them:
    the least and the most that an item's mean can be are found by linear programming. If that is
    narrower than the half step that the item is told to, or is not even told to, or if it leaves
    too few sets of answers, nothing is told of the index of the fewest items that it is in.
    """
    table, indices = table.copy(), study.survey.indices
    items = {name: index.items(study.columns) for name, index in indices.items()}
    fewest_first = sorted(indices, key=lambda name: len(items[name]))
    levels = {item: _levels_of(table, item, study) for of in items.values() for item in of}
    for _, rows in table.groupby("municipality", sort=False) if indices else ():
        cells = {(str(row.question), str(row.item)): row for row in rows.itertuples()}
        told = [name for name in fewest_first if (name, "") in cells
                and not isnan(cells[name, ""].mean)]  # fmt: skip
        while told:
            place = _Place(cells, {name: indices[name] for name in told}, study)
            closed = {item for name in told for item in items[name]
                      if item in cells and not place.leaves_open(item, levels[item])}  # fmt: skip
            telling = [name for name in told if closed & {*items[name]}]
            if not telling:
                break
            table.loc[cells[telling[0], ""].Index, ["mean", "step"]] = nan
            told.remove(telling[0])
    return table


def _levels_of(table: pd.DataFrame, item: Item, study: Study) -> Levels | None:
    """Levels of everyone's answers to an item; None where nobody answered it."""
    is_item = (table["question"] == item[0]) & (table["item"].astype("str") == item[1])
    answers = table.loc[is_item, "exact_answers"].dropna().to_list()
    scale = study.columns[item[0]].scale
    return Levels.of(np.concatenate(answers), scale) if answers and scale else None


@dataclass(frozen=True)
class _Place:
    """What is told of a place at one wave: its items, and indices of them."""

    cells: Mapping[Item, Any]
    indices: Mapping[str, Index]
    study: Study

    def leaves_open(self, item: Item, levels: Levels | None) -> bool:
        """Whether an item that is told to half steps, or not at all, does not follow."""
        cell = self.cells[item]
        if levels is None or not isinstance(cell.exact_answers, np.ndarray):
            return True
        if cell.step < WIDE_STEP - NEAR:
            return True
        low, high = self._reach(item)
        people = [self.cells[name, ""] for name in self.indices]
        band = max(of.least for of in people), min(of.most for of in people)
        ends = low - NEAR, high + NEAR
        is_wide = high - low > WIDE_STEP - NEAR
        return is_wide and levels.leave_open(band, ends, (), cell.exact_answers)

    def _reach(self, item: Item) -> Ends:
        """Least and most that an item's mean can be."""
        sums = [self._sum_of(name, index) for name, index in self.indices.items()]
        items = sorted({part for signs, _ in sums for part in signs})
        weights = np.array([[signs.get(part, 0.0) for part in items] for signs, _ in sums])
        low, high = np.array([ends for _, ends in sums]).T
        aim = np.array([float(part == item) for part in items])
        found = [
            linprog(sign * aim, np.vstack([weights, -weights]), np.concatenate([high, -low]),
                    bounds=[self._own_ends(part) for part in items])
            for sign in (1, -1)
        ]  # fmt: skip
        if not all(result.success for result in found):  # answers are missing: nothing follows
            return self._own_ends(item)
        return float(found[0].fun), float(-found[1].fun)

    def _own_ends(self, item: Item) -> Ends:
        """Ends of what is told of an item's mean, else of its scale."""
        scale, cell = self.study.columns[item[0]].scale, self.cells.get(item)
        if scale is None:
            raise ValueError(f"{item[0]} is not rated: `check` refuses it in an index")
        if cell is None or isnan(cell.mean):
            return scale.ends
        return cell.mean - cell.step / 2, cell.mean + cell.step / 2

    def _sum_of(self, name: str, index: Index) -> tuple[dict[Item, float], Ends]:
        """Signs of the items' means in a sum, which the mean of an index bounds, and its ends."""
        columns, cell = self.study.columns, self.cells[name, ""]
        signs, turned = dict[Item, float](), 0.0
        for item in index.items(columns):
            scale = columns[item[0]].scale
            is_turned = scale is not None and {scale.better, index.better} == {"high", "low"}
            signs[item] = -1.0 if is_turned else 1.0
            turned += sum(scale.ends) if scale is not None and is_turned else 0.0
        ends = np.array([cell.mean - cell.step / 2, cell.mean + cell.step / 2])
        if index.stretch is not None:
            (low, high), (first, last) = index.reach(columns), index.stretch
            ends = np.sort(low + (ends - first) / (last - first) * (high - low))
        ends *= (len(signs) if index.rule == "mean" else 1) / index.factor
        return signs, (float(ends[0] - turned), float(ends[1] - turned))
