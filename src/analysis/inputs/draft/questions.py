"""The questions of a survey: columns under a common stem together, each with its kind."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.inputs.draft.hints import NO, NOT_AN_ANSWER, YES
from analysis.inputs.draft.people import NO_ANSWERS, Answers, People, find_answers
from analysis.inputs.draft.points import find_points, is_above_one
from analysis.inputs.draft.shape import OF_TOOL, find_split, point, points_in
from analysis.inputs.draft.stated import stated_ends, without_ends
from analysis.inputs.draft.tables import FoundColumn
from analysis.inputs.draft.toml_text import make_key
from analysis.study.spelling import normal

STEMS = (
    re.compile(r"(?P<stem>.+?)\s*\[(?P<item>.+)\]"),
    re.compile(r"(?P<stem>.+?)\s*:\s+(?:[-\N{EN DASH}]\s+)?(?P<item>.+)"),
    re.compile(r"(?P<stem>.+?)\s+[-\N{EN DASH}]\s+(?P<item>.+)"),
    re.compile(r"(?P<stem>[a-z_][\w./-]*)/(?P<item>[\w.-]+)"),
    re.compile(r"(?P<stem>\w+?)___(?P<item>\w+)"),
    re.compile(r"(?P<stem>[^\W_]+)_(?P<item>[^\s_]+)"),
)
"""Question and item in one heading, such as ``question [item]`` or ``question: item``."""
FEWEST_ALONE = 3
"""Ratings side by side without a stem, from which they are taken for one question."""


@dataclass(frozen=True)
class Question:
    """A question as found.

    Attributes
    ----------
    key : str
    kind : str
        As a study's column has it.
    title : str
        Empty where its items stand without a stem.
    items : mapping
        Words of each item by its key.
    answers : Answers
        Of a choice, of several, or of a scale in words.
    points : mapping
        Words of each point of a scale; empty where they are not in the data.
    columns : sequence of FoundColumn
    scale : str
        Key of the question whose points it has, if they are another's.
    """

    key: str
    kind: str
    title: str
    columns: Sequence[FoundColumn]
    scale: str = ""
    items: Mapping[str, str] = field(default_factory=dict)
    answers: Answers = NO_ANSWERS
    points: Mapping[int, str] = field(default_factory=dict)

    @property
    def has_unmarked(self) -> bool:
        """Of several answers, whether some forms have none of them marked."""
        rows = zip(*(column.cells for column in self.columns), strict=True)
        return any(all(not cell or normal(cell) in NO for cell in row) for row in rows)

    @property
    def name(self) -> str:
        """What a codebook calls it; else its title, without what a tool adds, or a scale's ends."""
        told = self.columns[0].told
        name = (told.stem if self.items else told.text) or OF_TOOL.sub("", self.title)
        return without_ends(name) if self.kind == "scale" else name

    @property
    def letters(self) -> str:
        """Of its columns, as the spreadsheet calls them."""
        first, last = self.columns[0].letter, self.columns[-1].letter
        return first if first == last else f"{first}\N{EN DASH}{last}"


def find_questions(
    columns: Sequence[FoundColumn], people: People, taken: Sequence[str]
) -> list[Question]:
    """Questions in the order of their columns; empty columns are none.

    Parameters
    ----------
    columns : sequence of FoundColumn
    people : People
    taken : sequence of str
        Keys that are in use.
    """
    questions: list[Question] = []
    for title, group in _group(columns):
        key = make_key(title or "statements", [*taken, *(q.key for q in questions)])
        questions.append(_describe(key, title, group, people))
    return [_with_scale(question, questions) for question in questions]


def _with_scale(question: Question, questions: Sequence[Question]) -> Question:
    """A choice among the words of another question's scale is a rating on the same scale."""
    words = _words(question)
    for other in questions if question.kind == "choice" and len(words) > 2 else ():
        if other.kind == "scale" and not other.points and words <= _words(other):
            return replace(question, kind="scale", scale=other.key, answers=NO_ANSWERS)
    return question


def _words(question: Question) -> set[str]:
    return {word for column in question.columns for word in _answered(column)}


def _answered(column: FoundColumn) -> set[str]:
    return {normal(cell) for cell in column.cells if cell} - NOT_AN_ANSWER


def split_title(title: str) -> tuple[str, str]:
    """Question and item of a heading; the item is empty if it is a question of its own.

    Examples
    --------
    >>> split_title("The last two weeks: I slept well")
    ('The last two weeks', 'I slept well')
    """
    found = next((m for m in (stem.fullmatch(title) for stem in STEMS) if m), None)
    return (found["stem"], found["item"]) if found else (title, "")


def find_items(columns: Sequence[FoundColumn]) -> list[FoundColumn]:
    """Columns that are items of a question: several have a stem, told apart from the item."""
    titles = {c.title: next((m for m in (s.fullmatch(c.title) for s in STEMS[:-1]) if m), None)
              for c in columns}  # fmt: skip
    stems = Counter(found["stem"] for found in titles.values() if found)
    return [c for c in columns if (found := titles[c.title]) and stems[found["stem"]] > 1]


def _group(columns: Sequence[FoundColumn]) -> Iterator[tuple[str, list[FoundColumn]]]:
    """Title and columns of each question."""
    filled = [column for column in columns if column.kind != "empty"]
    stems = Counter(stem for stem, item in (split_title(c.title) for c in filled) if item)
    by_stem: dict[str, list[FoundColumn]] = {}
    for column in filled:
        stem, item = split_title(column.title)
        is_item = bool(item) and stems[stem] > 1
        by_stem.setdefault(stem if is_item else column.title, []).append(column)
    alone: list[FoundColumn] = []
    for title, group in by_stem.items():
        fitting = _fitting(group)
        if len(fitting) > 1:
            yield from _without_stem(alone)
            yield title, fitting
            alone = []
        alone += [column for column in group if len(fitting) < 2 or column not in fitting]
    yield from _without_stem(alone)


def _fitting(group: Sequence[FoundColumn]) -> list[FoundColumn]:
    """Columns of a stem that are items of one question: most often all of them."""
    kinds = [_item_kind(column) for column in group]
    common = Counter(kind for kind in kinds if kind).most_common(1)
    if not common:
        return []
    return [c for c, kind in zip(group, kinds, strict=True) if kind == common[0][0]]


def _item_kind(column: FoundColumn) -> str:
    """What an item's column makes of its question: ``scale``, ``multiple``, ``words`` or neither.

    Of a scale some item may lack so many points that alone it looks otherwise.
    """
    kind, item = column.kind, split_title(column.title)[1]
    distinct = {normal(cell) for cell in column.cells if cell}
    if kind == "flag" or distinct == {normal(item)}:
        return "multiple"
    if kind in ("scale", "coded"):
        return "scale"
    if kind == "choice":
        return "scale" if all(point(cell) is not None for cell in distinct) else "words"
    return ""


def _without_stem(columns: Sequence[FoundColumn]) -> Iterator[tuple[str, list[FoundColumn]]]:
    """Ratings of one scale side by side as one question, everything else by itself."""
    runs: list[list[FoundColumn]] = []
    for column in columns:
        if runs and all(_are_alike(other, column) for other in runs[-1]):
            runs[-1].append(column)
        else:
            runs.append([column])
    for run in runs:
        if len(run) >= FEWEST_ALONE:
            yield "", run
        else:
            for column in run:
                yield column.title, [column]


def _are_alike(one: FoundColumn, other: FoundColumn) -> bool:
    """Whether two columns are ratings of about the same length, or in the same words.

    Few may have chosen an answer, so that it is missing from one of them.
    """
    if one.kind != other.kind or stated_ends(one.title) or stated_ends(other.title):
        return False
    if is_above_one(other.title, other.cells):
        return False
    if one.kind == "scale":
        return max(points_in(one.cells)) == max(points_in(other.cells))
    words = sorted((_answered(one), _answered(other)), key=len)
    return one.kind in ("coded", "choice") and len(words[0]) > 2 and words[0] <= words[1]


def _describe(key: str, title: str, group: Sequence[FoundColumn], people: People) -> Question:
    first, cells = group[0], [column.cells for column in group]
    items = _items(group, title) if len(group) > 1 or not title else {}
    kind = _item_kind(first) if items else first.kind
    if kind == "scale" and not items and is_above_one(title, first.cells):
        return Question(key, "number", title, group)
    if kind in ("scale", "coded"):
        points = find_points(group, people, title)
        return Question(key, "scale", title, group, items=items, points=points)
    if kind in ("words", "choice", "joined"):
        split = find_split(first.cells) if kind == "joined" else lambda cell: (cell,)
        found = tell_codes(keep_answers(find_answers(cells, people, split)), first)
        shown = {"words": "scale", "choice": "choice", "joined": "multiple"}[kind]
        return Question(key, shown, title, group, items=items, answers=found)
    return Question(key, kind, title, group, items=items)


def keep_answers(found: Answers) -> Answers:
    """Answers without those that may be none."""
    kept = [text for text in found.texts if normal(text) not in NOT_AN_ANSWER - YES - NO]
    return Answers(kept, found.rare)


def tell_codes(found: Answers, column: FoundColumn) -> Answers:
    """All answers that a codebook lists, where it lists those that were found."""
    told = column.told.values
    if not found.texts or not {*found.texts} <= told.keys():
        return found
    cells = {cell for cell in column.cells if cell} - {*found.texts}
    return Answers([*told], len({c for c in cells if normal(c) not in NOT_AN_ANSWER} - told.keys()))


def _items(group: Sequence[FoundColumn], title: str) -> dict[str, str]:
    items: dict[str, str] = {}
    for column in group:
        words = split_title(column.title)[1] if title else column.title
        items[make_key(words, items)] = column.told.text or words
    return items
