"""The words of one figure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import pandas as pd

from analysis.drawing.words.labels import document_name
from analysis.release.estimates import Estimates, Released
from analysis.release.places import is_blank

METHODS = {
    "wilson": "method.wilson",
    "newcombe": "method.newcombe",
    "miettinen_nurminen": "method.miettinen_nurminen",
    "overlapping_newcombe": "method.overlapping_newcombe",
    "overlapping_welch": "method.overlapping_welch",
    "tango": "method.tango",
    "coarse": "method.coarse",
    "difference_of_changes": "method.difference_of_changes",
    "widest": "method.widest",
    "change": "method.change",
}
"""Key of the name of each method behind an interval."""
NOT_IN_PART = {"overlapping_newcombe": "change", "overlapping_welch": "change"}
"""What is said of a method where nobody is linked, or everybody: not "partly the same" then."""


MOST_ALT = 250
"""Characters of an alt text: half a minute of speech."""
HAS_DIGIT = re.compile(r"\d")
SENTENCE_END = re.compile(r"(?<=[.?!]) ")
SMALL_WORD = re.compile(r"[^\W\d_]+(?![\w-])")
"""A first word that is no code: a name or an item that a study spells small begins a title."""
AFTER_QUESTION = re.compile(r"(?<=\?)[:,] (\w)")
"""A colon or comma that a question mark makes needless, and the letter behind it."""


@dataclass(frozen=True)
class Caption:
    """Words of a figure, in the edition's language.

    The title is the finding, no more than the interval allows; the subtitle what is measured, its
    unit and n; the foot source and method. What each of the rows says may be written no sooner
    than it is read. The mark says that the data are made up; empty if they are not.
    """

    title: str
    subtitle: str
    foot: str
    rows: Iterable[str]
    mark: str = ""

    @cached_property
    def alt(self) -> str:
        """What the figure shows and of what, at most `MOST_ALT` characters; rows are elsewhere.

        Of a title without a number, the first row that has one and room is told as well.
        Sentences that have no room are left out whole, as are those behind them once a number
        is told.
        """
        title = as_sentence(self.title)
        alt = _clip(f"{self.mark}. {title}" if self.mark else title)
        sentences = SENTENCE_END.split(self.subtitle)
        if not HAS_DIGIT.search(title):
            room = MOST_ALT - len(alt) - 2
            parts = [*self._phrases, *(s for p in self._phrases for s in SENTENCE_END.split(p))]
            numbered = (p for p in parts if HAS_DIGIT.search(p) and len(p) <= room)
            sentences = [*islice(numbered, 1), *sentences]
        for sentence in map(as_sentence, filter(None, sentences)):
            if len(alt) + 1 + len(sentence) <= MOST_ALT:
                alt = f"{alt} {sentence}"
            elif HAS_DIGIT.search(alt):
                break
        return alt

    @cached_property
    def description(self) -> str:
        """All that the figure says, with the numbers of every row."""
        words = f"{as_sentence(self.title)} {self.subtitle} {'; '.join(self._phrases)}."
        return f"{self.mark}. {words}" if self.mark else words

    @cached_property
    def _phrases(self) -> list[str]:
        return list(self.rows)


def as_sentence(words: str) -> str:
    """Words that end in a full stop, or in what they end in already."""
    return words if words[-1:] in (".", "?", "!", "…") else f"{words}."


def _clip(words: str) -> str:
    """Words that are no longer than an alt text, cut between two of them where they are."""
    if len(words) <= MOST_ALT:
        return words
    head, _, _ = words[:MOST_ALT].rpartition(" ")
    return f"{head}…"


def is_own_missing(released: Estimates) -> bool:
    """Whether the edition's own municipality is not among the rows that tell something."""
    edition, table = released.edition, released.table
    if edition.is_whole_project:
        return False
    own = table[table["municipality"] == edition.municipality]
    return bool(is_blank(own, released.of.frame).all())


def missing_own_title(released: Released) -> str:
    """Title of a figure without the edition's own municipality.

    Among the released rows one that was left out and one without data look alike.
    """
    edition, say = released.edition, released.say
    what, place = say.text(released.of.caption_key), edition.place(edition.municipality)
    return say.text("hidden.own", what=what, place=place)


def synthetic_mark(released: Released) -> str:
    """The words that stand on everything that rests on made-up data."""
    return released.say.text("synthetic.mark") if released.is_synthetic else ""


def write_caption(
    released: Released,
    title: str | Callable[[Released], str],
    subtitle: str,
    foot: str,
    rows: Iterable[str],
) -> Caption:
    """Compose a caption; the source stands in the foot, the rows in the alt text.

    A figure of municipalities hands down what writes its title: where the edition's own is
    not among them, the title says so instead.
    """
    if callable(title):
        title = missing_own_title(released) if is_own_missing(released) else title(released)
    # Remarks are on what is published.
    remark = released.edition.remark(released.name) if released.is_published else ""
    parts = (
        source_sentence(released),
        foot,
        remark,
        hidden_sentence(released),
        coarse_sentence(released),
    )
    title, subtitle = (begin_sentence(_end_questions(words)) for words in (title, subtitle))
    return Caption(title, subtitle, " ".join(filter(None, parts)), rows, synthetic_mark(released))


def _end_questions(words: str) -> str:
    """Words in which a question ends a sentence: what follows begins another one."""
    return AFTER_QUESTION.sub(lambda match: f" {match[1].upper()}", words)


def begin_sentence(words: str) -> str:
    """Words that begin with a capital, as a sentence does; a code or "iPad" is left as it is."""
    first = SMALL_WORD.match(words)
    return words[0].upper() + words[1:] if first and first[0].islower() else words


def text_by_origin(released: Released, published: str, own: str, **values: str) -> str:
    """One of two texts, by their keys: on published numbers, or on a project's own."""
    return released.say.text(published if released.is_published else own, **values)


def label_rows(labels: Iterable[str], texts: Iterable[str]) -> list[str]:
    """A phrase a row for the alt text: its label, and what stands beside it."""
    return [f"{label}: {text}" for label, text in zip(labels, texts, strict=True)]


def hidden_sentence(released: Released) -> str:
    """Sentence on the rows that were left out; empty if none were."""
    if not released.hidden:
        return ""
    say, rule = released.say, released.edition.study.disclosure
    hidden, minimum = say.number(released.hidden), say.number(rule.minimum_n)
    if "private" in released.hidden_by:
        return say.text("hidden.private", count=hidden)
    least = say.number(rule.minimum_count)
    return say.text("hidden.sentence", count=hidden, minimum=minimum, least=least)


def coarse_sentence(released: Released) -> str:
    """Sentences on coarse numbers and the symbol for withheld ones; empty where there are none."""
    say, rule = released.say, released.edition.study.disclosure
    sentences = []
    if released.is_coarse and released.of.frame.of_places:
        band, decimals = say.number(rule.band), say.number(rule.decimals)
        sentences.append(say.text("withheld.coarse", band=band, decimals=decimals))
    if released.has_withheld:
        sentences.append(say.text("withheld.sentence", minimum=say.number(rule.minimum_n)))
    return " ".join(sentences)


def source_sentence(released: Released) -> str:
    """Sentence that names the documents behind the rows."""
    names = document_names(released)
    key = "source" if len(names) == 1 else "sources"
    return released.say.text(key, documents="; ".join(names))


def document_names(released: Released) -> list[str]:
    """Names of the documents behind the rows, in the edition's language."""
    cells = released.table.get("document", pd.Series(dtype="str"))
    keys = dict.fromkeys(key for cell in cells for key in cell.split(";") if key)
    return [document_name(released.edition, key) for key in keys]


def method_sentence(released: Released) -> str:
    """Sentence that names the methods behind the intervals."""
    methods = dict.fromkeys(released.table["method"])
    if not _are_partly_linked(released.table):
        methods = dict.fromkeys(NOT_IN_PART.get(method, method) for method in methods)
    return " ".join(released.say.text(METHODS[method]) + "." for method in methods)


def _are_partly_linked(table: pd.DataFrame) -> bool:
    """Whether some people may be the same at both waves, and some not."""
    if "n_pairs" not in table:
        return True
    pairs = table["n_pairs"].fillna(1)
    people = (table[side].fillna(0) for side in ("n_start", "n_end"))
    return bool(pairs.ne(0).any()) and not all((pairs == n).all() for n in people)
