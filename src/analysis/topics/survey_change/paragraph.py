"""The findings of the survey as one paragraph, for readers who read nothing else."""

from collections.abc import Sequence
from itertools import compress

import pandas as pd

from analysis.drawing.words.caption import hidden_sentence, synthetic_mark
from analysis.drawing.words.numbers import in_sentence
from analysis.drawing.words.places import place_inside
from analysis.release.estimates import Released
from analysis.study.instrument import Ratings
from analysis.study.scale import Scale
from analysis.topics.survey_change.phrases import (
    change_interval,
    change_text,
    changes_in_words,
    is_apart,
    is_clear,
    is_largest,
    is_significant,
    linked_sentence,
    mean_text,
    named_changes,
    people_text,
    plain_interval,
    questions_in_words,
    signed,
    signed_interval,
)
from analysis.topics.survey_change.units import size_text
from analysis.topics.survey_change.waves import SIDES

UNTESTED = ("survey_change_words.untested_place", "survey_change_words.untested_one")
UNCLEAR_APART = ("survey_change_words.unclear_of_many", "survey_change_words.unclear_one")
UNCLEAR = ("survey_change_words.unclear", "survey_change_words.unclear_one")
"""Keys of the largest change of several ratings, and of the change of one."""


def write_paragraph(
    ratings: Sequence[Ratings],
    forests: Sequence[Released],
    detectables: Sequence[Released],
    shares: Sequence[Released],
    participants: int | None = None,
    once: str = "",
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
    once : str, optional
        Of which questions no change can be told (`once_sentence`).

    Returns
    -------
    str
        Sentences in the edition's language. A change is called one only if its
        interval leaves out zero, its adjusted p is below 0.05, and it holds where leaving counts.
    """
    first = next(iter((*forests, *shares)), None)
    if first is None:
        return once
    mark = synthetic_mark(first)
    sentences = (
        mark and f"{mark}.",
        _people(forests, shares),
        _response((*forests, *shares), participants),
        *(_changes(forest, of.scale) for forest, of in zip(forests, ratings, strict=True)),
        _least(detectables, ratings),
        *map(_first_answer, shares),
        once,
    )
    return " ".join(filter(None, sentences))


def _people(forests: Sequence[Released], shares: Sequence[Released]) -> str:
    """How many answered and were linked; where no rating has rows, that there is none to show."""
    figures = (*forests, *shares)
    first = figures[0]
    say, inside = first.say, place_inside(first.edition)
    place = inside[:1].upper() + inside[1:]
    if all(figure.table.empty for figure in forests or shares):
        sentences = (say.text("survey_change_words.nothing", place=place), hidden_sentence(first))
    else:
        start, end = (people_text(_fullest(figures, f"n_{wave}"), wave) for wave in SIDES)
        people = say.text("survey_change_words.people", place=place, start=start, end=end)
        blanked = [figure for figure in figures if figure.table["n_pairs"].isna().any()]
        linked = blanked[0] if blanked else _fullest(figures, "n_pairs")
        sentences = (people, linked_sentence(linked))
    return " ".join(filter(None, sentences))


def _fullest(figures: Sequence[Released], people: str) -> Released:
    """The figure whose rows rest on most people: of another, some may have answered nothing."""
    most = [figure.table[people].max() for figure in figures]
    return figures[int(pd.Series(most, dtype="Int64").fillna(-1).argmax())]


def _response(figures: Sequence[Released], participants: int | None) -> str:
    """Which share of all participants answered at each wave; of the whole project alone."""
    say, edition = figures[0].say, figures[0].edition
    is_told = any(not figure.table.empty for figure in figures)
    if participants is None or not is_told or not edition.is_whole_project:
        return ""
    columns = [f"n_{wave}" for wave in SIDES]
    people = [int(_fullest(figures, column).table[column].max()) for column in columns]
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
    clear = is_clear(table)
    if clear.any():
        return _clear_changes(forest, scale, clear)
    if is_significant(table).any():
        named, _ = named_changes(forest, scale)
        return say.text("survey_change_words.unclear_who", labels=say.some(named))
    largest = is_largest(forest)
    if largest.sum() > 1:
        tied = say.some(list(compress(changes_in_words(forest, scale), largest)))
        tests = say.number(len(table))
        return say.text("survey_change_words.unclear_tied", tests=tests, labels=tied)
    at = int(largest.to_numpy().argmax())
    row = table.iloc[at]
    values = {
        "label": in_sentence(say, labels[at]),
        "tests": say.number(len(table)),
        "change": size_text(say, change_text(say, row["estimate"], scale), scale),
        "interval": change_interval(say, row["ci_low"], row["ci_high"], scale),
    }
    # An interval apart from zero is not "no change" either: among many it may be chance.
    seen = UNTESTED if forest.is_coarse else UNCLEAR_APART
    keys = seen if is_apart(table).iloc[at] else UNCLEAR
    key = keys[len(table) == 1]
    if key == UNTESTED[True] and "?" not in labels[at]:  # its sentence begins with the name
        values["label"] = labels[at]
    return say.text(key, **values)


def _clear_changes(forest: Released, scale: Scale, clear: pd.Series) -> str:
    """The clear changes, those that may be due to who answered, and the rest."""
    say, labels = forest.say, forest.labels
    is_unsure = is_significant(forest.table) & ~clear
    rows = zip(labels, forest.table.itertuples(), clear, strict=True)
    named = [_change(forest, label, row, scale) for label, row, is_named in rows if is_named]
    unsure = list(compress(changes_in_words(forest, scale), is_unsure))
    names = [in_sentence(say, label) for label in labels]
    others = list(compress(names, ~clear & ~is_unsure))
    sentences = [say.text("survey_change_words.clear", changes=say.listing(named))]
    if unsure:
        sentences.append(say.text("survey_change_words.unclear_who", labels=say.listing(unsure)))
    if others:
        sentences.append(say.text("survey_change_words.others", labels=say.some(others)))
    return " ".join(sentences)


def _change(forest: Released, label: str, row: pd.Series, scale: Scale) -> str:
    say = forest.say
    ends = sorted((abs(row.ci_low), abs(row.ci_high)))
    values = {
        "label": in_sentence(say, label),
        "size": size_text(say, mean_text(forest, abs(row.estimate)), scale),
        "interval": plain_interval(forest, *ends),
    }
    if not scale.is_judged:
        rose = row.estimate > 0
        return say.text(
            "survey_change_words.more" if rose else "survey_change_words.less", **values
        )
    if row.estimate * scale.gain > 0:
        return say.text("survey_change_words.better", **values)
    return say.text("survey_change_words.worse", **values)


def _least(detectables: Sequence[Released], ratings: Sequence[Ratings]) -> str:
    """How large a change had to be to show; of several scales, what each is of."""
    sizes = [(each, of) for each, of in zip(detectables, ratings, strict=False)
             if not each.table.empty]  # fmt: skip
    if not sizes:
        return ""
    say, ranges = sizes[0][0].say, []
    is_one_unit = len({of.scale.unit for _, of in sizes}) == 1
    for each, of in sizes:
        ends = each.table["detectable"].agg(["min", "max"])
        least, most = (mean_text(each, end) for end in ends)
        text = least if least == most else say.interval(least, most)
        text = text if is_one_unit else size_text(say, text, of.scale)
        questions = questions_in_words(each.edition, of)
        ranges.append(f"{text} ({questions})" if len(sizes) > 1 else text)
    listed = say.listing(ranges)
    listed = size_text(say, listed, sizes[0][1].scale) if is_one_unit else listed
    return say.text("survey_change_words.least", range=listed)


def _first_answer(shares: Released) -> str:
    """How many gave the first answer, or said yes; nothing where several may be given."""
    say, question = shares.say, shares.edition.study.columns
    first = shares.table.iloc[:1]
    if first.empty or shares.is_coarse or question[first["question"].iloc[0]].kind == "multiple":
        return ""
    row, asked = first.iloc[0], shares.edition.question(first["question"].iloc[0])
    values = {
        "question": "" if shares.labels[0] == asked else f"{asked}{_behind(asked)} ",
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


def _behind(question: str) -> str:
    """What stands between a question and its answer: a mark of its own is enough."""
    return "" if question.endswith(("?", "!", ".", ":", "…")) else ":"
