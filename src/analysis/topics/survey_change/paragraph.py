"""The findings of the survey as one paragraph, for readers who read nothing else."""

from collections.abc import Sequence
from itertools import compress

import pandas as pd

from analysis.drawing.words.caption import hidden_sentence, synthetic_mark
from analysis.drawing.words.numbers import lower_first
from analysis.drawing.words.places import place_inside
from analysis.release.estimates import Released
from analysis.study.instrument import Ratings
from analysis.study.scale import Scale
from analysis.study.wording import Wording
from analysis.topics.survey_change.phrases import (
    change_interval,
    change_text,
    changes_in_words,
    is_apart,
    is_clear,
    is_largest,
    is_significant,
    linked_sentence,
    named_changes,
    people_text,
    plain_interval,
    signed,
    signed_interval,
)
from analysis.topics.survey_change.waves import SIDES


def write_paragraph(
    ratings: Sequence[Ratings],
    forests: Sequence[Released],
    detectables: Sequence[Released],
    shares: Sequence[Released],
    participants: int | None = None,
) -> str:
    """What changed, by how much, how sure, for how many; no more than the intervals allow.

    Parameters
    ----------
    ratings : sequence of Ratings
        Of `list_families`.
    forests : sequence of Released
        Of `forests`, for each of these.
    detectables : sequence of Released
        Of `detectables`; may be without rows.
    shares : sequence of Released
        Of `shares`; may be without rows.
    participants : int, optional
        Of the whole project, whether they answered or not.

    Returns
    -------
    str
        Sentences in the edition's language. A change is called one only if its
        interval leaves out zero, its adjusted p is below 0.05, and it holds where leaving counts.
    """
    first = next(iter((*forests, *shares)), None)
    if first is None:
        return ""
    mark = synthetic_mark(first)
    sentences = (
        mark and f"{mark}.",
        _people(first),
        _response(first, participants),
        *(_changes(forest, of.scale) for forest, of in zip(forests, ratings, strict=True)),
        *map(_least, detectables),
        *map(_first_answer, shares),
    )
    return " ".join(filter(None, sentences))


def _people(forest: Released) -> str:
    """How many answered and were linked; without rows, that there is nothing to show."""
    say, table = forest.say, forest.table
    inside = place_inside(forest.edition)
    place = inside[:1].upper() + inside[1:]
    if table.empty:
        sentences = (say.text("survey_change_words.nothing", place=place), hidden_sentence(forest))
    else:
        start, end = (people_text(forest, wave) for wave in SIDES)
        people = say.text("survey_change_words.people", place=place, start=start, end=end)
        sentences = (people, linked_sentence(forest))
    return " ".join(filter(None, sentences))


def _response(forest: Released, participants: int | None) -> str:
    """Which share of all participants answered at each wave; of the whole project alone."""
    say, table = forest.say, forest.table
    if participants is None or table.empty or not forest.edition.is_whole_project:
        return ""
    people = [int(table[f"n_{wave}"].max()) for wave in SIDES]
    if max(people) > participants:  # not only participants were asked
        return ""
    start, end = (say.percent(100 * n / participants) for n in people)
    total = say.number(participants)
    return say.text("survey_change_words.response", participants=total, start=start, end=end)


def _changes(forest: Released, scale: Scale) -> str:
    """The clear changes; else the largest that was seen, and what else the answers allow."""
    say, table, labels = forest.say, forest.table, forest.labels
    if table.empty:
        return ""
    if is_clear(table).any():
        return _clear(forest, scale)
    if is_significant(table).any():
        named, _ = named_changes(forest)
        return say.text("survey_change_words.unclear_who", labels=say.some(named))
    largest = is_largest(say, table["estimate"])
    if largest.sum() > 1:
        tied = say.some(list(compress(changes_in_words(forest, scale), largest)))
        tests = say.number(len(table))
        return say.text("survey_change_words.unclear_tied", tests=tests, labels=tied)
    at = int(largest.to_numpy().argmax())
    row = table.iloc[at]
    values = {
        "label": lower_first(labels[at]),
        "tests": say.number(len(table)),
        "change": change_text(say, row["estimate"], scale),
        "interval": change_interval(say, row["ci_low"], row["ci_high"], scale),
    }
    # An interval apart from zero is not "no change" either: among many it may be chance.
    if is_apart(table).iloc[at]:
        return say.text("survey_change_words.unclear_of_many", **values)
    is_one = len(table) == 1
    key = "survey_change_words.unclear_one" if is_one else "survey_change_words.unclear"
    return say.text(key, **values)


def _clear(forest: Released, scale: Scale) -> str:
    """The clear changes, and what else was asked."""
    say, clear = forest.say, is_clear(forest.table)
    rows = list(zip(forest.labels, forest.table.itertuples(), clear, strict=True))
    named = [_change(say, label, row, scale) for label, row, is_named in rows if is_named]
    sentences = [say.text("survey_change_words.clear", changes=say.listing(named))]
    if others := [lower_first(label) for label, _, is_named in rows if not is_named]:
        sentences.append(say.text("survey_change_words.others", labels=say.some(others)))
    return " ".join(sentences)


def _change(say: Wording, label: str, row: pd.Series, scale: Scale) -> str:
    ends = sorted((abs(row.ci_low), abs(row.ci_high)))
    values = {
        "label": lower_first(label),
        "size": say.number(abs(row.estimate), 1),
        "interval": plain_interval(say, *ends),
    }
    if not scale.is_judged:
        rose = row.estimate > 0
        return say.text(
            "survey_change_words.more" if rose else "survey_change_words.less", **values
        )
    if row.estimate * scale.gain > 0:
        return say.text("survey_change_words.better", **values)
    return say.text("survey_change_words.worse", **values)


def _least(detectable: Released) -> str:
    say, sizes = detectable.say, detectable.table["detectable"]
    if sizes.empty:
        return ""
    least, most = (say.number(size, 1) for size in (sizes.min(), sizes.max()))
    ends = least if least == most else say.interval(least, most)
    return say.text("survey_change_words.least", range=ends)


def _first_answer(shares: Released) -> str:
    """How many gave the first answer, or said yes; nothing where several may be given."""
    say, question = shares.say, shares.edition.study.columns
    first = shares.table.iloc[:1]
    if first.empty or shares.is_coarse or question[first["question"].iloc[0]].kind == "multiple":
        return ""
    row = first.iloc[0]
    values = {
        "label": shares.labels[0],
        "start": say.percent(row["start"]),
        "end": say.percent(row["end"]),
        "change": signed(say, row["estimate"]),
        "interval": signed_interval(say, row["ci_low"], row["ci_high"]),
    }
    if is_clear(first).iloc[0]:
        return say.text("survey_change_words.wished_clear", **values)
    if is_significant(first).iloc[0]:
        return say.text("survey_change_words.wished_who", **values)
    return say.text("survey_change_words.wished", **values)
