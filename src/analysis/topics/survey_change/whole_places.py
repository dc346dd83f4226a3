"""Groups that are made of whole places, as the arms of a trial whose places were given to them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.release.coarse import CoarseNumbers
from analysis.release.gate import UNBOUNDED, is_safe
from analysis.study.edition import Edition
from analysis.study.study import DisclosureRule
from analysis.topics.survey_change.linking import Overlap


class Asked(NamedTuple):
    """A question, one of its items or answers, and a wave."""

    question: str
    item: str
    wave: str


def list_whole_places(group: pd.DataFrame, everyone: pd.DataFrame, edition: Edition) -> list[str]:
    """The places that a group is made of, if nobody else is of any of them; else none.

    Parameters
    ----------
    group, everyone : pandas.DataFrame
        Rows with ``form`` and ``municipality``.
    edition : Edition

    Returns
    -------
    list of str
        None of everyone, whose numbers are the project's.
    """
    places = {str(place) for place in group["municipality"].unique()}
    others = everyone[~everyone["form"].isin(group["form"])]
    if not edition.study.has_places or others.empty:
        return []
    return [] if places & {*others["municipality"].astype("str")} else sorted(places)


def leave_places_open(
    coarse: CoarseNumbers | None,
    places: Sequence[str],
    asked: Asked,
    people: int,
    yes: int | None = None,
) -> bool:
    """Whether exact numbers of some places' people together leave open how many are of each.

    Parameters
    ----------
    coarse : CoarseNumbers or None
        Without them nothing is open.
    places : sequence of str
        Of none, everything is.
    asked : Asked
    people : int
        Who answered.
    yes : int, optional
        Who gave the answer, of a question whose answers are chosen.
    """
    if not places or coarse is None:
        return not places
    frames = [frame[frame["wave"] == asked.wave] for frame in (coarse.means, coarse.counts)]
    # Nearly the same people answer all questions: what is told of another holds of this one.
    ends = pd.concat(frames).groupby("municipality").agg({"n": "max", "n_most": "min"})
    is_open = _is_open(ends, "n", places, people, coarse.rule)
    if yes is not None:
        own = frames[1]
        of_answer = (own["question"] == asked.question) & (own["item"] == asked.item)
        counts = own[of_answer].set_index("municipality")
        is_open = is_open and _is_open(counts, "count", places, yes, coarse.rule)
    return is_open


def _is_open(
    told: pd.DataFrame, name: str, places: Sequence[str], total: int, rule: DisclosureRule
) -> bool:
    """Whether a total leaves enough whole numbers of each; ``told`` has a row a place."""
    rows = told.reindex(places)
    low = rows[name].fillna(0).to_numpy("int64")[:, None]
    high = rows[f"{name}_most"].fillna(UNBOUNDED).to_numpy("int64")[:, None]
    return is_safe(low, high, np.array([total]), rule)


def trial_leaves_open(
    coarse: CoarseNumbers | None,
    wholes: Sequence[Sequence[str]],
    answers: Sequence[Overlap],
    asked: Asked,
    waves: Sequence[str],
) -> bool:
    """Whether the exact numbers of a trial's groups leave open those of places.

    Parameters
    ----------
    coarse : CoarseNumbers or None
    wholes : sequence of sequence of str
        Of each group the places that it is made of, if any.
    answers : sequence of Overlap
        Of each group; of a yes or no above 0 where it is yes.
    asked : Asked
        Of whichever wave.
    waves : sequence of str
        That are compared.
    """
    is_chosen = coarse is not None and asked.question in set(coarse.counts["question"])
    return all(
        leave_places_open(
            coarse,
            places,
            asked._replace(wave=wave),
            len(of_wave),
            int(np.count_nonzero(of_wave)) if is_chosen else None,
        )
        for places, of_group in zip(wholes, answers, strict=True)
        for wave, of_wave in zip(waves, (of_group.start, of_group.end), strict=True)
    )
