"""What was not asked at both of the compared waves, in words."""

from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from analysis.drawing.words.numbers import in_list
from analysis.inputs.asked_once import AskedOnce, find_asked_once, name_once, name_waves_of
from analysis.inputs.chosen import read_inputs
from analysis.inputs.own_files import reads_own_files
from analysis.inputs.printed.published import read_published
from analysis.study.edition import Edition
from analysis.topics.survey_change.waves import SIDES


def find_once(
    responses: pd.DataFrame | None, printed: pd.DataFrame, edition: Edition
) -> list[AskedOnce]:
    """Questions of which no change can be told, as each of the compared waves is needed for it.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        Of the whole project and all waves, for a place's edition too: which questions a form
        has is told of the project alone. None where published numbers are asked for.
    printed : pandas.DataFrame
        What the documents print.
    edition : Edition

    Returns
    -------
    list of AskedOnce
        Of responses, those that enough people answered for anything to be told of them.
    """
    study = edition.study
    if responses is not None:
        return find_asked_once(responses, study, study.disclosure.minimum_n)
    rows = printed[printed["municipality"] == edition.municipality]
    rows = rows[rows["wave"].isin(study.waves)]
    found = []
    for (question, item), own in rows.groupby(["question", "item"], sort=False):
        waves = tuple(wave for wave in study.waves if wave in set(own["wave"]))
        if not {*study.compared_waves} <= {*waves}:
            found.append(AskedOnce(str(question), str(item), waves, is_unasked=False))
    return found


def read_once(edition: Edition) -> list[AskedOnce]:
    """The same of the data that an edition names."""
    own = None
    if reads_own_files(edition.study, edition.data):
        own = read_inputs(edition.study, edition.data, edition.language).responses
    return find_once(own, read_published(edition.study, "survey_change"), edition)


def keep_compared(printed: pd.DataFrame) -> pd.DataFrame:
    """Published numbers without items that a place's documents print of one compared wave alone."""
    at_side = printed["wave"].isin(SIDES)
    by = [printed[name] for name in ("question", "item", "municipality")]
    waves = printed["wave"].where(at_side).groupby(by).transform("nunique")
    return printed[~at_side | (waves == len(SIDES))]


def once_sentence(found: Sequence[AskedOnce], edition: Edition) -> str:
    """Which questions have no change, and when they were asked; empty if all have one."""
    say, parts = edition.say, []
    in_order = sorted(found, key=lambda once: (not once.is_unasked, once.waves))
    for (is_unasked, _), group in groupby(in_order, lambda once: (once.is_unasked, once.waves)):
        same = [*group]
        parts.append(
            say.text(
                "survey_change_once.asked" if is_unasked else "survey_change_once.answered",
                questions=say.listing([in_list(say, name_once(once, edition)) for once in same]),
                waves=name_waves_of(same[0], edition),
            )
        )
    return say.text("survey_change_once.none", questions="; ".join(parts)) if parts else ""
