"""How many people gave an answer: of fewer than five, it is not copied into a draft."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.inputs.draft.hints import NO, NOT_AN_ANSWER, YES
from analysis.inputs.draft.tables import FoundColumn
from analysis.inputs.exports.personal import find_forbidden
from analysis.study.spelling import normal

DIGITS = re.compile(r"(\d+)")
FEWEST = 5
"""People behind an answer that a draft copies."""
FEWEST_ROWS = 2
"""Rows of a sheet of costs with a kind that a draft copies: such a row is no person."""


@dataclass(frozen=True)
class People:
    """Whose each row is.

    Attributes
    ----------
    codes : sequence of str
        Empty where a row has none.
    waves : sequence of str
        A person without a code fills in one form a wave, and is counted once.
    """

    codes: Sequence[str]
    waves: Sequence[str]

    def count(self, rows: Iterable[int]) -> int:
        """Fewest people that rows can be of."""
        coded, uncoded = set(), Counter[str]()
        for row in rows:
            if self.codes[row]:
                coded.add(normal(self.codes[row]))
            else:
                uncoded[self.waves[row]] += 1
        return len(coded) + max(uncoded.values(), default=0)


@dataclass(frozen=True)
class Answers:
    """The answers of a column that may be copied, and how many others there are.

    Attributes
    ----------
    texts : sequence of str
        As most rows spell them, in the order of their numbers and letters: that in which
        they were found would tell what the first person answered.
    rare : int
        Without those that may be none.
    """

    texts: Sequence[str]
    rare: int


NO_ANSWERS = Answers((), 0)


def find_answers(
    columns: Sequence[Sequence[str]],
    people: People,
    split: Callable[[str], Sequence[str]] = lambda cell: (cell,),
    fewest: int = FEWEST,
) -> Answers:
    """The answers of a column, or of several that have the same.

    Parameters
    ----------
    columns : sequence of sequence of str
        Their cells.
    people : People
        Whose the rows are.
    split : callable
        Answers of a cell, where it has several.
    fewest : int
        People behind an answer that is copied.
    """
    rows: dict[str, set[int]] = defaultdict(set)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for cells in columns:
        for row, cell in enumerate(cells):
            for answer in split(cell) if cell else ():
                rows[normal(answer)].add(row)
                spellings[normal(answer)][answer] += 1
    shown = {key: spellings[key].most_common(1)[0][0] for key in rows}
    often = {key for key in rows if people.count(rows[key]) >= fewest}
    often -= {key for key in often if any(find_forbidden([shown[key]]))}
    rare = rows.keys() - often - (NOT_AN_ANSWER - YES - NO)  # what is no answer is on no form
    return Answers([shown[key] for key in sorted(often, key=_order)], len(rare))


def _order(text: str) -> list[tuple[int, str]]:
    """Numbers by their size, everything else by its letters."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in DIGITS.split(text)]


def name_people(codes: Sequence[str], roles: Mapping[str, FoundColumn]) -> Sequence[str]:
    """Codes with the place before them: in many trials each centre counts from one."""
    if "municipality" not in roles:
        return codes
    places = roles["municipality"].cells
    return [code and f"{place} {code}" for place, code in zip(places, codes, strict=True)]


def are_per_place(
    waves: Sequence[str], codes: Sequence[str], roles: Mapping[str, FoundColumn]
) -> bool:
    """Whether each place has codes of its own: many come twice at a wave, and once in each place.

    Parameters
    ----------
    waves, codes : sequence of str
        Of each form.
    roles : mapping
        With the column of places.
    """

    def count_doubled(codes: Sequence[str]) -> int:
        forms = Counter((wave, normal(c)) for wave, c in zip(waves, codes, strict=True) if c)
        return sum(count - 1 for count in forms.values())

    return count_doubled(codes) >= FEWEST > count_doubled(name_people(codes, roles))
