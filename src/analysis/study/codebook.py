"""The codebook: which columns a study's exports have, and how their cells are spelled."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, Field

from analysis.study.scale import BETTER, Scale, scale_of_numbers
from analysis.study.section import Ends, Listing, Section, Texts, Titles, one_of
from analysis.study.spelling import LETTER, Spellings, forms, normal

KINDS = (
    "code",
    "municipality",
    "choice",
    "scale",
    "multiple",
    "number",
    "date",
    "text",
    "flag",
    "free_text",
)
"""What a column can hold; described in ``study.toml``."""
QUESTION_KINDS = ("scale", "choice", "multiple", "flag")
"""Kinds of what a survey asks that figures tell of; of a number too, whose ends are declared."""
PARTS = {"choice": "labels", "scale": "labels", "multiple": "items"}
"""What a column of a kind must declare besides its titles."""
NEEDED = {
    "responses": ("municipality", "wave"),
    "costs": ("municipality", "cost_kind", "unit_price_eur"),
    "registrations": ("date", "theme", "attended"),
}
"""Columns that the estimates know by name, and that a table must have."""
TABLES = tuple(NEEDED)
REASONS = ("dont_know", "no_answer", "not_asked")
"""Why an answer is missing; a file can say the first two."""
ELSEWHERE = "elsewhere"
"""Key of municipalities outside the study, where a column allows them."""


ORDERS = ("day_month", "month_day")
"""In which order 3/4/2025 has day and month; no cell tells it of itself."""


class DeclaredColumn(Section):
    """A column of an input table, or a question with a column an item, as the file has it."""

    kind: Annotated[str, one_of(KINDS)]
    titles: Titles
    """As they stand in exports, by language."""
    answer_labels: str = Field("", alias="labels")
    """Where the study's labels have the texts of the answers."""
    item_labels: str = Field("", alias="items")
    """Where they have the texts of the items, if the question has a column each."""
    better: Annotated[str, one_of(BETTER)] = ""
    """Of a scale, which answers are the better ones; a scale must say it."""
    ends: Ends | None = None
    """Of a number, the smallest and the largest that can be said; one without is no question."""
    per_place: bool = False
    """Of codes, whether each place has its own: the same code elsewhere is somebody else."""
    none_counts: bool = False
    """Of several answers, whether who chose none of them has answered."""
    order: Annotated[str, one_of(ORDERS)] = ""
    """Of days that are written as 3/4/2025, whether the day or the month stands first."""
    spellings: Mapping[str, Listing] = {}
    """Further texts or codes of an answer or item."""
    optional: bool = False
    """Whether the column may be missing."""
    filled: bool = False
    """Whether its cells may not be empty."""
    elsewhere: bool = False
    """Whether municipalities outside the study are allowed."""
    summed: bool = False
    """Whether a row of totals has the column's sum."""
    asked_if: Mapping[str, Listing] = {}
    """The answers to another question that let this one be asked."""


class Column(DeclaredColumn):
    """A column with its name, and the texts of its answers and items where it has any."""

    name: str
    is_question: bool = True
    """Whether figures tell of its answers."""
    is_background: bool = False
    """Whether it tells whom the answers are of."""
    answer_texts: Mapping[str, Texts]
    item_texts: Mapping[str, Texts]

    @cached_property
    def answers(self) -> Spellings:
        """Key of an answer by each of its spellings."""
        return self._spell(self.answer_texts)

    @cached_property
    def items(self) -> Spellings:
        """Key of an item by each of its spellings."""
        return self._spell(self.item_texts)

    def _spell(self, labels: Mapping[str, Texts]) -> Spellings:
        """Key by its spellings: itself, its texts, both together, and what is added.

        What is both together of one, and by itself another, is the other.
        """
        spelled: dict[str, str] = {}
        for key, texts in labels.items():
            words = [text for text in texts.values() if LETTER.search(text)]
            behind = [f"{text} {key}" for text in words if key.isdecimal()]
            coded = [f"{key} {text}" for text in texts.values()]
            spelled |= {normal(text): key for text in (*coded, *behind)}
        for key, texts in labels.items():
            spellings = (key, *texts.values(), *self.spellings.get(key, ()))
            spelled |= {normal(text): key for text in spellings}
        return spelled

    @cached_property
    def allowed(self) -> tuple[str, ...]:
        """Keys of the answers, in order."""
        return tuple(self.answer_texts)

    @cached_property
    def item_keys(self) -> tuple[str, ...]:
        """Keys of the items, in order."""
        return tuple(self.item_texts)

    def answers_among(self, given: Iterable[str]) -> tuple[str, ...]:
        """Answers that rows tell of: of a choice all, as one that nobody gave follows from them."""
        return self.allowed if self.kind == "choice" else tuple(given)

    @property
    def title(self) -> str:
        """Its first title, in the first language that it has one in."""
        return next(iter(self.titles.values()))[0]

    @property
    def item_words(self) -> tuple[str, ...]:
        """How the first language calls the items."""
        return tuple(next(iter(texts.values())) for texts in self.item_texts.values())

    index_scale: Scale | None = None
    """Of an index, which no export has, what its numbers are on."""

    @cached_property
    def scale(self) -> Scale | None:
        """What it is rated on; None of another kind."""
        if self.index_scale is not None:
            return self.index_scale
        if self.ends is not None:
            return scale_of_numbers(*self.ends, self.better)
        if self.kind != "scale":
            return None
        return Scale(self.answer_labels, tuple(sorted(map(int, self.answer_texts))), self.better)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """What a cell may say, as a message lists it, by language."""
        if self.ends is not None:
            return dict.fromkeys(self.titles, "–".join(f"{end:g}" for end in self.ends))
        if self.kind == "scale":
            return dict.fromkeys(self.titles, ", ".join(self.answer_texts))
        texts = (self.answer_texts or self.item_texts).values()
        return {key: "; ".join(text[key] for text in texts) for key in self.titles}

    def headings(self) -> dict[str, str]:
        """Item (empty for the column itself) by each heading in normal form."""
        everywhere = [title for titles in self.titles.values() for title in titles]
        titles = [normal(title) for title in (*everywhere, self.name)]
        own = dict.fromkeys(titles, "")
        if not self.items:
            return own
        joined = {
            f"{title} {words}": item for title in titles for words, item in self.items.items()
        }
        # Ratings may stand under the item's words alone; of several answers that would be a guess.
        alone = dict(self.items) if self.kind == "scale" else {}
        return alone | joined | (own if self.kind == "multiple" else {})


Forms = Annotated[frozenset[str], Field(strict=False), AfterValidator(forms)]


class Words(Section):
    """How exports spell what all their columns share."""

    yes: Forms = frozenset()
    no: Forms = frozenset()
    total: Forms = frozenset()
    elsewhere: Forms = frozenset()


class DeclaredWords(Words):
    """These, and which answers are none."""

    missing: Mapping[Annotated[str, one_of(REASONS[:-1])], Forms] = {}
    """Spellings of an answer that is none, by reason."""


class Limits(Section):
    """The largest file that is read, as it is and unpacked."""

    largest_mb: Annotated[int, Field(ge=1)] = 50
    largest_unpacked_mb: Annotated[int, Field(ge=1)] = 500


class Days(Section):
    """The project's first and last day; dates outside are refused in exports."""

    start: date | None = None
    end: date | None = None


class Codebook(Words, Limits, Days):
    """Everything that reading a study's exports needs to know."""

    tables: Mapping[str, Mapping[str, Column]]
    """``tables[table][column]``; empty if the study reads no exports."""
    municipalities: Spellings
    """Key by spelling."""
    missing: Spellings
    """Reason by spelling of an answer that is none."""

    @property
    def only_place(self) -> str | None:
        """Key of the place of a study that is made in one; its survey need not tell it."""
        places = {*self.municipalities.values()}
        return places.pop() if len(places) == 1 else None
