"""Phrases that the captions of the survey share."""

import pandas as pd

from analysis.drawing.words.numbers import band_text, in_sentence, lower_first
from analysis.release.estimates import Estimates, Released
from analysis.release.rounding import WIDE_STEP
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings
from analysis.study.scale import Scale
from analysis.study.wording import Wording
from analysis.topics.survey_change.waves import SIDES

CHANGED = ("survey_change.worse", "survey_change.better")
"""Keys of a change for the worse and for the better."""
SIGNIFICANT = 0.05
"""An adjusted p-value below which a difference is named in a title."""
ONE_WAVE = {"start": "survey_change.ns_start", "end": "survey_change.ns_end"}
"""What says how many answered, where that is told of one wave alone."""


def is_apart(table: pd.DataFrame, interval: str = "ci") -> pd.Series:
    """Rows whose interval, of columns ``<interval>_low`` and ``_high``, does not reach zero."""
    return (table[f"{interval}_low"] > 0) | (table[f"{interval}_high"] < 0)


def is_significant(table: pd.DataFrame) -> pd.Series:
    """Rows whose interval does not reach zero, and whose adjusted p does not say chance.

    What was not tested has no p and is not significant.
    """
    return is_apart(table) & (table["p_adjusted"] < SIGNIFICANT)


def is_clear(table: pd.DataFrame) -> pd.Series:
    """Rows of a significant change that does not hang on who left."""
    return is_significant(table) & table["holds"]


def scale_ends(edition: Edition, scale: Scale) -> str:
    """What the ends of a scale stand for, as its labels say it."""
    words = scale.labels or scale.end_words
    if not words:  # a number, or an index that is on no scale of its items
        low, high = (edition.say.number(end, 0 if end == int(end) else 1) for end in scale.ends)
        return edition.say.interval(low, high)
    labels = edition.study.labels[words]
    ends = [f"{end:g}" for end in scale.ends]
    texts = (lower_first(labels[end][edition.language]) for end in ends)
    return ", ".join(f"{end} = {text}" for end, text in zip(ends, texts, strict=True))


def questions_in_words(edition: Edition, ratings: Ratings) -> str:
    """What the questions of a group are called."""
    return edition.say.listing([edition.question(question) for question in ratings.questions])


def signed(say: Wording, value: float, decimals: int = 1) -> str:
    """A change with its sign."""
    return say.number(value, decimals, signed=True)


def mean_text(estimates: Estimates, mean: float) -> str:
    """A mean, or a share, to a tenth; on a wide scale less exactly."""
    scale = estimates.of.scale
    return estimates.say.number(mean, 1 if scale is None else scale.decimals(1))


def rounded_text(estimates: Estimates, mean: float, step: float) -> str:
    """A mean as it is written: with "about" where it is rounded to half steps."""
    say = estimates.say
    text = mean_text(estimates, mean)
    is_wide = step > max(WIDE_STEP / 2, 10.0**-estimates.edition.study.disclosure.decimals)
    return say.text("bound.about", value=text) if is_wide else text


def change_text(
    say: Wording,
    value: float,
    scale: Scale,
    decimals: int = 1,
    words: tuple[str, str] = CHANGED,
) -> str:
    """A change: for the better or the worse as the scale judges it, else with its sign.

    ``words`` are the keys of what is for the worse and for the better; ``decimals`` are at most
    those that the scale asks for.
    """
    decimals = scale.decimals(decimals)
    size = say.number(abs(value), decimals)
    if not scale.is_judged or size == say.number(0, decimals):
        return signed(say, value, decimals)
    return say.text(words[bool(value * scale.gain > 0)], size=size)


def change_interval(
    say: Wording,
    low: float,
    high: float,
    scale: Scale,
    decimals: int = 1,
    words: tuple[str, str] = CHANGED,
) -> str:
    """The interval of a change, from the worse end to the better one."""
    if not scale.is_judged:
        return signed_interval(say, low, high, scale.decimals(decimals))
    worst, best = (low, high) if scale.gain > 0 else (high, low)
    ends = (change_text(say, end, scale, decimals, words) for end in (worst, best))
    return say.text("survey_change.ends", worst=next(ends), best=next(ends))


def signed_interval(say: Wording, low: float, high: float, decimals: int = 1) -> str:
    """The interval of a change."""
    return say.interval(signed(say, low, decimals), signed(say, high, decimals))


def change_texts(estimates: Estimates, column: str, scale: Scale, decimals: int = 1) -> list[str]:
    """Changes of a column in words; the symbol where one is withheld."""
    say = estimates.say
    return [
        say.text("withheld.symbol") if pd.isna(value) else change_text(say, value, scale, decimals)
        for value in estimates.table[column]
    ]


def size_texts(estimates: Estimates, column: str) -> list[str]:
    """Sizes of changes of a column without their direction; the symbol where one is missing."""
    say = estimates.say
    return [
        say.text("withheld.symbol") if pd.isna(value) else mean_text(estimates, abs(value))
        for value in estimates.table[column]
    ]


def interval_texts(
    estimates: Estimates, scale: Scale, interval: str = "ci", decimals: int = 1
) -> list[str]:
    """Each row's interval, of columns ``<interval>_low`` and ``_high``; empty where withheld."""
    say, table = estimates.say, estimates.table
    pairs = zip(table[f"{interval}_low"], table[f"{interval}_high"], strict=True)
    return [
        "" if pd.isna(low) else change_interval(say, low, high, scale, decimals)
        for low, high in pairs
    ]


def plain_interval(estimates: Estimates, low: float, high: float) -> str:
    """The interval of a level."""
    return estimates.say.interval(mean_text(estimates, low), mean_text(estimates, high))


def changes_in_words(
    estimates: Estimates, scale: Scale | None = None, words: tuple[str, str] = CHANGED
) -> list[str]:
    """Label and change of each row, as a title names them; ratings have a scale."""

    def written(change: float) -> str:
        if scale is None:
            return say.text("survey_change.percentage_points", change=signed(say, change))
        return change_text(say, change, scale, words=words)

    say = estimates.say
    pairs = zip(estimates.labels, estimates.table["estimate"], strict=True)
    return [
        in_sentence(say, label) if pd.isna(change)
        else f"{in_sentence(say, label)} ({written(change)})"
        for label, change in pairs
    ]  # fmt: skip


def clear_title(released: Released, scale: Scale | None = None) -> str:
    """Names the rows that clearly changed, else those that differ, perhaps by who answered."""
    named, is_sure = named_changes(released, scale)
    key = "survey_change.clear" if is_sure else "survey_change.who"
    return released.say.text(key, labels=released.say.some(named)) if named else ""


def named_changes(
    released: Released, scale: Scale | None = None, words: tuple[str, str] = CHANGED
) -> tuple[list[str], bool]:
    """Changes that a title names, and whether they are clear: else they are significant alone."""
    clear = is_clear(released.table)
    chosen = clear if clear.any() else is_significant(released.table)
    changes = zip(changes_in_words(released, scale, words), chosen, strict=True)
    return [change for change, is_named in changes if is_named], bool(clear.any())


def is_largest(estimates: Estimates) -> pd.Series:
    """Rows whose change is the largest as a title writes it, whatever its sign."""
    sizes = estimates.table["estimate"].abs()
    largest = mean_text(estimates, sizes.max())
    return sizes.map(lambda size: bool(pd.notna(size)) and mean_text(estimates, size) == largest)


def largest_difference(released: Released) -> str:
    """How a title begins that names the largest difference: of all, or of those shown."""
    if released.hidden or released.is_published:  # documents print a selection
        return released.say.text("survey_change.largest_shown")
    return released.say.text("survey_change.largest_all")


def answered_sentence(released: Released) -> str:
    """How many answered at each wave."""
    say, symbol = released.say, released.say.text("withheld.symbol")
    people = {wave: people_text(released, wave) for wave in SIDES}
    known = {wave: text for wave, text in people.items() if text != symbol}
    if len(known) == len(SIDES):
        sentence = say.text("survey_change.ns", **known)
    else:  # the study's own words may say "n = "
        key = next((ONE_WAVE[wave] for wave in known), "survey_change.ns_none")
        sentence = say.text(key, symbol=symbol, **known)
    return of_place(released, sentence)


def people_text(released: Released, wave: str) -> str:
    """How many answered at a wave, of the item that most answered; of a place, in a band."""
    people = released.table[f"n_{wave}"]
    most = released.table.get(f"n_{wave}_most", people)
    return band_text(released.say, people.max(), most.max())


def of_place(released: Released, sentence: str) -> str:
    """A sentence that begins with the municipality that it is of."""
    edition = released.edition
    if edition.is_whole_project:
        return sentence
    asked = tuple(map(edition.question, edition.study.columns))
    told = sentence if sentence.startswith(asked) else lower_first(sentence, edition.language)
    return f"{edition.place(edition.municipality)}: {told}"


def are_same_people(table: pd.DataFrame, linked: str) -> bool:
    """Whether everyone answered at both waves, by how many are told to be linked."""
    return all(bool(table[linked].eq(table[n]).fillna(False).all()) for n in ("n_start", "n_end"))


def linked_sentence(released: Released) -> str:
    """Which case it is: answers linked, in part, hardly or not at all; empty if published."""
    say, table = released.say, released.table
    if released.is_published or released.is_coarse:
        return ""
    pairs = table["n_pairs"]
    if pairs.isna().any():  # so few that their number is blanked: it may be the largest
        return say.text("survey_change.few_linked")
    most = int(pairs.max())
    if not most:
        has_codes = "respondent_id" in released.edition.study.columns
        return say.text("survey_change.none_linked" if has_codes else "survey_change.unlinked")
    if are_same_people(table, "n_pairs"):
        return say.text("survey_change.all_linked", n=say.number(most))
    return say.text("survey_change.linked", n=say.number(most))
