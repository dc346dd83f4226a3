"""A survey's answers made coarse: the one place where numbers of places are made of answers."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.inputs.printed.shape import origin_of
from analysis.release.coarse import COUNTS, MEANS, CoarseNumbers
from analysis.release.fits import ENOUGH, count_splits
from analysis.release.gate import UNBOUNDED, choose_bands, narrow
from analysis.release.rounding import round_evenly
from analysis.release.wave_sets import Beside
from analysis.release.within import PlacesKnown
from analysis.study.instrument import list_shares
from analysis.study.study import DisclosureRule, Study
from analysis.topics.survey_change.closing import withhold_closing
from analysis.topics.survey_change.coarse_bands import keep_bands_open
from analysis.topics.survey_change.coarse_means import round_means
from analysis.topics.survey_change.coarse_people import band_people, count_linked, list_persons
from analysis.topics.survey_change.spread import estimate_spreads
from analysis.topics.survey_change.told_ratings import list_beside, tell_ratings

KEY = ["municipality", "wave", "question", "item"]


def make_coarse(
    responses: pd.DataFrame, study: Study, headcounts: Mapping[str, int] | None = None
) -> CoarseNumbers:
    """Everything that may be known of places, made of a survey's answers.

    Parameters
    ----------
    responses : pandas.DataFrame
        From `read_inputs`, of all waves, indices among them.
    study : Study
        Its disclosure rule says how coarse.
    headcounts : mapping, optional
        Public number of people by place, of whom those who answered are a part.

    Returns
    -------
    CoarseNumbers
        Bands of people from which no total of the project gives a number away (`choose_bands`),
        and means that enough sets of answers fit (`is_open`); the rest is missing.
    """
    rule = study.disclosure
    answered = responses[responses["missing"] == ""]
    rated = [c.name for c in study.columns.values() if c.is_question and c.scale is not None]
    cells = _cells(answered[answered["question"].isin(rated)])
    persons = list_persons(answered, study)
    linked = count_linked(persons, ["question", "item"])
    ratings = tell_ratings(responses, study)
    means, known = _means(cells, study, headcounts or {}, linked, list_beside(ratings, study))
    spreads = estimate_spreads(ratings, study, known)
    means, left = withhold_closing(means, ratings, spreads, study, known)
    if left.keys() != known.keys():
        spreads = estimate_spreads(ratings, study, left)
    counts = pd.concat([COUNTS.empty(), *_counts(answered, study, persons)], ignore_index=True)
    return CoarseNumbers(
        rule,
        origin_of(responses),
        *keep_bands_open(means, counts, responses, rule),
        _project(cells, rule),
        spreads,
    )


def _cells(rated: pd.DataFrame) -> pd.DataFrame:
    """People, sum and answers of each place, wave and item."""
    by = rated.astype({"response": "float64"}).groupby(KEY, sort=False)["response"]
    return by.agg(n="size", total="sum", answers=lambda answers: answers.to_numpy())


def _project(cells: pd.DataFrame, rule: DisclosureRule) -> pd.DataFrame:
    """The project's own people and rounded means."""
    table = cells[["n", "total"]].groupby(level=KEY[1:], sort=False).sum()
    exact = (table["total"] / table["n"]).to_numpy()
    means = pd.Series(round_evenly(exact, 10.0**-rule.decimals), table.index)
    means = means.where(table["n"] >= rule.minimum_n)
    people = table["n"].astype("Int64").where(means.notna())
    whole = pd.DataFrame({"n": people, "n_most": people, "mean": means}).reset_index()
    return whole.assign(municipality="all", step=10.0**-rule.decimals)[MEANS.names]


def _means(
    cells: pd.DataFrame,
    study: Study,
    headcounts: Mapping[str, int],
    linked: Mapping[Any, int],
    beside: Mapping[tuple[str, str, str], Beside],
) -> tuple[pd.DataFrame, dict[tuple[str, str, str], PlacesKnown]]:
    """Bands of people and rounded means, a row a place whether anything is told of it or not.

    And what is told of them, by wave, question and item.
    """
    parts, people = [MEANS.empty()], {}
    known: dict[tuple[str, str, str], PlacesKnown] = {}
    rows = {wave: cells[cells.index.get_level_values("wave") == wave].droplevel("wave")
            for wave in study.waves or cells.index.unique("wave")}  # fmt: skip
    for wave, of_wave in rows.items():
        if not of_wave.empty:
            counts = of_wave["n"].unstack(["question", "item"], fill_value=0)
            people[wave] = counts.reindex(list(study.municipalities), fill_value=0)
    for wave, ends in band_people(people, linked, study).items():
        index = pd.MultiIndex.from_tuples(
            [(place, *key) for place in people[wave].index for key in people[wave].columns],
            names=["municipality", "question", "item"],
        )
        names = ("n", "n_most", "least", "most")
        bands = pd.DataFrame(dict(zip(names, map(np.ravel, ends), strict=True)), index)
        exact = rows[wave].add_prefix("exact_")
        of_other = {key[1:]: other for key, other in beside.items() if key[0] == wave}
        means = round_means(bands.join(exact), study, headcounts, of_other)
        parts.append(means.table.assign(wave=wave)[MEANS.names])
        known |= {(wave, *key): places for key, places in means.known.items()}
    return pd.concat(parts, ignore_index=True), known


def _counts(answered: pd.DataFrame, study: Study, persons: pd.DataFrame) -> list[pd.DataFrame]:
    """Bands of people by answer, for each question whose answers are chosen."""
    parts = []
    places, items = list(study.municipalities), answered["item"].cat.categories
    linked = count_linked(persons, ["question"])
    for column in list_shares(study):
        rows = answered[answered["question"] == column.name]
        by_wave = {str(wave): rows[rows["wave"] == wave] for wave in rows["wave"].unique()}
        people = {wave: of_wave.groupby("municipality")["form"].nunique()
                  .reindex(places, fill_value=0).to_frame(column.name)
                  for wave, of_wave in by_wave.items()}  # fmt: skip
        for wave, ends in band_people(people, linked, study).items():
            chosen = (
                by_wave[wave]
                .astype({"response": "int64"})
                .pivot_table(
                    index="municipality",
                    columns="item",
                    values="response",
                    aggfunc="sum",
                    fill_value=0,
                )
            )
            order = column.answers_among(i for i in items if i in set(chosen.columns))
            chosen = chosen.reindex(index=places, columns=order, fill_value=0)
            asked = np.hstack([ends.low, ends.high])
            told = _tell_counts(asked, chosen, study.disclosure, column.kind)
            parts.append(told.assign(wave=wave, question=column.name)[COUNTS.names])
    return parts


def _tell_counts(
    people: np.ndarray, chosen: pd.DataFrame, rule: DisclosureRule, kind: str
) -> pd.DataFrame:
    """Bands of those asked and of each answer; of one-answer questions they belong together."""
    counts, asked = chosen.to_numpy(), people if kind == "choice" else None
    low, high = choose_bands(counts, rule, asked)
    is_told = (people[:, 0] >= rule.minimum_n) & (people[:, 1] != UNBOUNDED)
    least, most = narrow(low, high, counts.sum(axis=0), asked)
    is_told[is_told] = _leave_ways(people[is_told], least[is_told], most[is_told], kind)
    shown = is_told[:, None] & (high != UNBOUNDED)
    index = pd.MultiIndex.from_product(
        [chosen.index, chosen.columns], names=["municipality", "item"]
    )
    size = chosen.shape[1]
    ends = {"n": np.repeat(people[:, 0], size), "n_most": np.repeat(people[:, 1], size),
            "count": low.ravel(), "count_most": high.ravel()}  # fmt: skip
    table = pd.DataFrame(ends, index, dtype="Int64").where(pd.Series(shown.ravel(), index), axis=0)
    return table.reset_index()


def _leave_ways(people: np.ndarray, low: np.ndarray, high: np.ndarray, kind: str) -> np.ndarray:
    """Of each place, whether its people can have answered in enough ways."""
    if kind == "multiple":
        # Several answers do not add up: no band says more of another, and each of them leaves
        # five whole numbers by itself.
        return np.full(len(people), True)
    if kind != "choice":  # a yes leaves the others to a no
        low, high = np.hstack([low, 0 * low]), np.hstack([high, people[:, 1:]])
    return np.array(
        [
            count_splits((asked[0], asked[1]), *ends) >= ENOUGH
            for asked, *ends in zip(people, low, high, strict=True)
        ],
        dtype="bool",
    )
