"""Change in a place, from coarse numbers: nothing here takes an answer."""

from collections.abc import Iterator, Mapping
from math import nan, sqrt
from typing import Any

import pandas as pd

from analysis.inputs.printed.shape import OWN_DOCUMENT
from analysis.release.coarse import CoarseNumbers, check_coarse
from analysis.statistics.inference import Estimate, critical_t
from analysis.study.edition import Edition
from analysis.study.scale import Scale
from analysis.topics.survey_change.change_columns import CHANGE
from analysis.topics.survey_change.intervals import on_scale
from analysis.topics.survey_change.place_spread import (
    PlaceMeans,
    Spread,
    read_spreads,
    spread_within,
)
from analysis.topics.survey_change.waves import SIDES, select_compared

METHOD = "coarse"
KEY = ["question", "item"]


def estimate_place_change(coarse: CoarseNumbers, edition: Edition) -> pd.DataFrame:
    """Change of every question in the edition's place, from its coarse numbers.

    Parameters
    ----------
    coarse : CoarseNumbers
    edition : Edition
        Of a place.

    Returns
    -------
    pandas.DataFrame
        With the columns of `CHANGE`. Of ratings: rounded means and their difference
        (`change_of_place`). Of chosen answers: ``start_low`` to ``start_high`` are all shares
        (0-100) that the bands allow, and so at the end; the share itself and its change are not
        told. Nothing is tested. Where nothing is told of a question at all, it has no rows.
    """
    check_coarse(coarse)
    parts = [_ratings(coarse, edition), _shares(coarse, edition)]
    table = pd.concat([CHANGE.empty(), *parts], ignore_index=True)
    table = table.assign(
        start_decimals=edition.study.disclosure.decimals,
        end_decimals=edition.study.disclosure.decimals,
        method=METHOD,
        region_bound="",
        document=OWN_DOCUMENT[coarse.origin],
        origin=coarse.origin,
        family=table["question"].map(edition.study.survey.family).astype("str"),
        adds_up="",
        is_uniform=False,
        holds=False,
        is_small=False,
    )
    kinds = {name: kind for name, kind in CHANGE.dtypes.items() if kind != "str"}
    table = table.astype(kinds)
    is_told = table[["n_start", "n_end"]].notna().any(axis=1)
    return table[is_told.groupby(table["question"]).transform("any")][CHANGE.names].reset_index(
        drop=True
    )


def change_of_place(
    start: float,
    n_start: float,
    end: float,
    n_end: float,
    spread: Spread,
    rounding: float = 0.0,
) -> Estimate:
    """Difference of two rounded means of few people, with the project's spread.

    Parameters
    ----------
    start, end : float
        Rounded means.
    n_start, n_end : float
        People: for an interval, the fewest that the bands allow.
    spread : Spread
        Of the project.
    rounding : float
        Variance that rounding adds: a twelfth of the square of what each mean is rounded to.

    Returns
    -------
    Estimate
        In steps of the scale, with Student's t; not numbers where a mean or the spread is none.

    Notes
    -----
    ``sd * sqrt(1/n_start + 1/n_end - 2 * linked / sqrt(n_start * n_end))``: the error of the
    difference of two means of partly the same people (Derrick et al. 2017), with the project's
    standard deviation, and its correlation of pairs times the share of its people who are
    linked, instead of the place's own.
    """
    variance = 1 / n_start + 1 / n_end - 2 * spread.linked / sqrt(n_start * n_end)
    error = sqrt(spread.sd**2 * max(variance, 0.0) + rounding)
    half = critical_t(spread.df) * error if error > 0 else nan
    change = end - start
    return Estimate(change, change - half, change + half, nan, METHOD, 0, df=spread.df)


def level_of_place(
    mean: float, step: float, n: Any, spread: Spread | None, scale: Scale | None
) -> Estimate:
    """A rounded mean of few people with its interval, of the project's spread, on the scale.

    Parameters
    ----------
    mean : float
        Not a number where it is withheld.
    step : float
        What it is rounded to.
    n : int or missing
        The fewest people that the band allows.
    spread : Spread or None
        Of the project.
    scale : Scale or None

    Returns
    -------
    Estimate
        ``mean -+ t sqrt(sd^2 / n + step^2 / 12)`` within the scale; not numbers where anything is
        missing.
    """
    if pd.isna(n) or spread is None or scale is None:
        return Estimate(mean, nan, nan, nan, METHOD, 0)
    half = critical_t(spread.df) * sqrt(spread.sd**2 / n + step**2 / 12)
    return on_scale(Estimate(mean, mean - half, mean + half, nan, METHOD, n), scale.ends)


def share_range(row: Any, suffix: str = "") -> tuple[float, float]:
    """The smallest and the largest share (0-100) that a cell's bands of people allow.

    Parameters
    ----------
    row : namedtuple
        Of `COUNTS`, its columns with a suffix.
    suffix : str

    Returns
    -------
    tuple of float
        Not numbers where nothing is told.
    """
    names = ("n", "n_most", "count", "count_most")
    n, most, count, count_most = (getattr(row, name + suffix) for name in names)
    if pd.isna(n):
        return nan, nan
    return 100 * count / most, min(100.0, 100 * count_most / n)


def compared_cells(frame: pd.DataFrame, edition: Edition, place: str) -> pd.DataFrame:
    """Cells of a place by question and item, those of both waves beside each other."""
    rows = select_compared(frame[frame["municipality"] == place], edition.study)
    sides = [rows[rows["wave"] == side].set_index(KEY).add_suffix(f"_{side}") for side in SIDES]
    return sides[0].join(sides[1], how="inner")


def _ratings(coarse: CoarseNumbers, edition: Edition) -> pd.DataFrame:
    spreads, columns = read_spreads(coarse), edition.study.columns
    within = _within_places(coarse, edition, spreads)
    cells = compared_cells(coarse.means, edition, edition.municipality)
    rows = [
        _rating(key, row, spreads.get(key), within.get(key), columns[key[0]].scale)
        for key, row in zip(cells.index, cells.itertuples(), strict=True)
    ]
    return pd.DataFrame(rows)


def _within_places(
    coarse: CoarseNumbers, edition: Edition, spreads: Mapping[tuple[str, str], Spread]
) -> dict[tuple[str, str], Spread]:
    """The spread of each item without what its places differ by."""
    places: dict[tuple[str, str], list[PlaceMeans]] = {key: [] for key in spreads}
    for place in edition.study.municipalities:
        cells = compared_cells(coarse.means, edition, place).dropna()
        for key, row in zip(cells.index, cells.itertuples(), strict=True):
            if key in places:
                ends = row.n_start, row.n_most_start, row.n_end, row.n_most_end
                rounding = (row.step_start**2 + row.step_end**2) / 12
                means = row.mean_start, row.mean_end
                places[key].append(PlaceMeans(place, tuple(map(int, ends)), *means, rounding))
    return {key: spread_within(spreads[key], told) for key, told in places.items()}


def _rating(
    key: tuple[str, str],
    row: Any,
    spread: Spread | None,
    within: Spread | None,
    scale: Scale | None,
) -> dict[str, object]:
    """Levels of both waves and their difference; what is withheld at a wave is missing."""
    found: dict[str, object] = dict(zip(KEY, key, strict=True))
    found["spread_step"] = spread.step if spread else nan
    for side in SIDES:
        names = ("n", "n_most", "mean", "step")
        n, most, mean, step = (getattr(row, f"{name}_{side}") for name in names)
        found |= {f"n_{side}": n, f"n_{side}_most": most, side: mean, f"{side}_step": step}
        level = level_of_place(mean, step, n, spread, scale)
        found |= {f"{side}_low": level.ci_low, f"{side}_high": level.ci_high}
    if pd.notna(row.n_start) and pd.notna(row.n_end) and within is not None:
        rounding = (row.step_start**2 + row.step_end**2) / 12
        change = change_of_place(
            row.mean_start, row.n_start, row.mean_end, row.n_end, within, rounding
        )
        found |= {"estimate": change.estimate, "ci_low": change.ci_low, "ci_high": change.ci_high}
    return found


def _shares(coarse: CoarseNumbers, edition: Edition) -> pd.DataFrame:
    cells = compared_cells(coarse.counts, edition, edition.municipality)
    return pd.DataFrame(list(_share_rows(cells)))


def _share_rows(cells: pd.DataFrame) -> Iterator[dict[str, object]]:
    for key, row in zip(cells.index, cells.itertuples(), strict=True):
        found: dict[str, object] = dict(zip(KEY, key, strict=True))
        for side in SIDES:
            n, most = (getattr(row, f"{name}_{side}") for name in ("n", "n_most"))
            low, high = share_range(row, f"_{side}")
            found |= {f"n_{side}": n, f"n_{side}_most": most}
            found |= {f"{side}_low": low, f"{side}_high": high}
        yield found
