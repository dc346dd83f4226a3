"""The waves of a survey: the column that tells them, or names of files, and their order."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import PurePath

from analysis.inputs.draft.people import Answers, People, find_answers
from analysis.inputs.draft.questions import keep_answers
from analysis.inputs.draft.shape import find_order
from analysis.inputs.draft.tables import FoundColumn, Table
from analysis.inputs.exports.numerals import read_day
from analysis.study.spelling import LETTER, WORD, YEAR, normal

MOST_WAVES = 12
OF_FIRST = re.compile(
    r"pre|before|baseline|first|start\w*|ennen|alussa|alku\w*|ensimmäinen|före|första"
)
OF_LAST = re.compile(
    r"post|after|endline|end|last|follow(?:up)?|jälkeen|lopussa|loppu\w*|viimeinen|seuranta\w*"
    r"|efter|slut\w*|sista|uppföljning\w*"
)
"""Words of a first wave and of a later one: of files, "After" stands above "Before"."""
FEWEST_LINKED = 5
"""Codes on several forms, from which they show which column is the wave or a background."""
OCCASION = re.compile(
    r"(?:t ?\d{1,2}|pre|post|before|after|baseline|midterm|midline|endline|follow ?up|first|last"
    r"|start|end|ennen|jälkeen|alussa|lopussa|alku\w*|loppu\w*|väli(?:kysely|mittaus)"
    r"|seuranta\w*|ensimmäinen|viimeinen|före|efter|start\w*|slut\w*|mellan(?:enkät|mätning)"
    r"|uppföljning\w*|första|sista"
    r")(?: (?:kysely|mittaus|survey|measurement|questionnaire|enkät|mätning|session|meeting|time"
    r"|visit|kerta|käynti|tapaaminen|gången|tillfället|träffen|besöket))?"
)
"""Words by which people name a wave: with nothing else in its cells, a column tells it."""
SEASON = (
    r"kevät|kesä|syksy|talvi|vår|våren|sommar|sommaren|höst|hösten|vinter|vintern|spring|summer"
    r"|autumn|fall|winter"
)
IN_YEAR = (("kevät", "vår", "våren", "spring"), ("kesä", "sommar", "sommaren", "summer"),
           ("syksy", "höst", "hösten", "autumn", "fall"))  # fmt: skip
"""Seasons in their order within a year; a winter may be at either end of it."""
YEAR_OR_SEASON = re.compile(rf"(?:(?:{SEASON}) )?(?:19|20)\d\d")
COUNTED = (
    r"mittaus|mittauskerta|kysely|kierros|kerta|mätning|enkät|omgång|wave|round|survey|measurement"
)
BESIDE = re.compile(
    rf"{OCCASION.pattern}|{YEAR_OR_SEASON.pattern}|{SEASON}|\d ?(?:{COUNTED})|(?:{COUNTED}) ?\d"
    r"|w ?\d|\d{1,2} (?:months?|weeks?|kk|kuukautta|viikkoa|mån|månader|veckor)"
)
"""What names a wave at either end of a heading, where the waves stand side by side."""
NAMED = re.compile(rf"(?:{BESIDE.pattern})(?: (?:{BESIDE.pattern}|\d{{1,4}}))*")
"""What names a wave in the name of a file or sheet, alone or beside a place."""
ARM = re.compile(
    r"\b(?:intervention|interventio|control|kontroll|kontrolli|comparison|vertailu|jämförelse"
    r"|waiting(?: ?list)?|waitlist|väntelista|väntande|odottavat|jonotuslista|treatment|behandling"
    r"|placebo|usual|arm|group|\w*grupp(?:en)?|\w*ryhmä)$",
    re.I,
)
"""What the name of a group in a trial ends with; a "Control Street" is a place."""
GROUP_OF = re.compile(r"(?:group|arm|grupp|ryhmä) \w$", re.I)
"""Such as "Group B"."""
STAMP = re.compile(
    r" ?\(\d+-\d+\)|_[A-Z][a-z]+ \d{1,2}, \d{4}_\d\d\.\d\d|[_-]\d{4}(?:-\d\d){2}[_-]?\d\d-?\d\d"
    r"(?:-\d\d)?(?= ?(?:\(\d+\))?$)"
)
"""What tools add to the names of files: which answers are in it, or the minute of the export."""
YEARS = frozenset((
    "vuosi", "mittausvuosi", "kyselyvuosi", "lukuvuosi", "lukukausi", "år", "mätår", "enkätår",
    "läsår", "termin", "year", "survey year", "school year", "term",
))  # fmt: skip
"""Headings of a column whose years or seasons are those in which people were asked."""
OFTEN_ONCE = 0.95
"""Part of people with a form at each wave, at the least: a few fill in a form twice."""


def find_waves(rows: Sequence[str], people: People, columns: Sequence[FoundColumn]) -> Answers:
    """The waves in the order of their first days, of their names, or of the forms."""
    found = keep_answers(find_answers([rows], people))
    days = next((column.cells for column in columns if column.kind == "date"), [""] * len(rows))
    order = find_order(days) or ""
    later = _count_later(rows, people.codes)
    first: dict[str, tuple[date, int, int, int, float, int]] = {}
    for at, (row, cell) in enumerate(zip(rows, days, strict=True)):
        day, usual = read_day(cell, order)[0] or date.max, later.get(normal(row), 0.0)
        start = (day, _year(row), _season(row), _side(row), usual, at)
        first[normal(row)] = min(first.get(normal(row), start), start)
    return replace(found, texts=sorted(found.texts, key=lambda text: first[normal(text)]))


def _year(wave: str) -> int:
    """The only year in the name of a wave: files of "Autumn 2024" stand below "Spring 2025"."""
    years = YEAR.findall(wave)
    return int(years[0]) if len(years) == 1 else 0


def _season(wave: str) -> int:
    """Which season of its year the name of a wave tells; -1 if it tells none, or a winter."""
    words = {*normal(wave).split()}
    of = (number for number, season in enumerate(IN_YEAR) if words & {*season})
    return next(of, -1) if _year(wave) else -1


def _side(wave: str) -> int:
    """Below 0 of a name that says it is the first, above 0 of one that says it is later."""
    words = normal(wave).split()
    is_first, is_last = (any(map(of.fullmatch, words)) for of in (OF_FIRST, OF_LAST))
    return is_last - is_first


def _count_later(rows: Sequence[str], codes: Sequence[str]) -> dict[str, float]:
    """Of each wave, how much more often it stands below another form of its person than above.

    The first row of a file can be of somebody who missed the first wave.
    """
    forms: dict[str, list[str]] = defaultdict(list)
    for row, code in zip(rows, codes, strict=True):
        if row and code:
            forms[normal(code)].append(normal(row))
    pairs = [pair for own in forms.values() for pair in combinations(own, 2)]
    above, below = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    return {wave: (below[wave] - above[wave]) / (below[wave] + above[wave])
            for wave in above | below}  # fmt: skip


def of_people(column: FoundColumn, codes: Sequence[str]) -> list[list[str]]:
    """The answers of each person whose code stands on several forms."""
    answers: dict[str, list[str]] = defaultdict(list)
    for code, cell in zip(codes, column.cells, strict=True):
        if code and cell:
            answers[normal(code)].append(normal(cell))
    return [own for own in answers.values() if len(own) > 1]


def find_wave(
    columns: Sequence[FoundColumn], codes: Sequence[str], roles: Mapping[str, FoundColumn]
) -> dict[str, FoundColumn]:
    """The column that tells the waves, by its cells alone: those of codes, else their words.

    Its few values stand once each with the same code, all with some of them; or
    each of them is what people call a wave; or it has a heading of years and nothing else.
    """
    few = {column.title: {normal(cell) for cell in column.cells if cell}
           for column in columns if column not in roles.values()}  # fmt: skip
    few = {title: distinct for title, distinct in few.items() if 1 < len(distinct) <= MOST_WAVES}
    possible = [column for column in columns if column.title in few]
    told = (c for c in possible if _is_once_each(of_people(c, codes), len(few[c.title])))
    named = (c for c in possible if all(map(OCCASION.fullmatch, few[c.title])))
    of_years = (c for c in possible if normal(c.title) in YEARS)
    years = (c for c in of_years if all(map(YEAR_OR_SEASON.fullmatch, few[c.title])))
    found = next(told, None) or next(named, None) or next(years, None)
    return {"wave": found} if found else {}


def _is_once_each(linked: Sequence[Sequence[str]], distinct: int) -> bool:
    """Whether everybody with several forms has another value on each, and some have all."""
    once = sum(len({*own}) == len(own) for own in linked)
    has_all = any(len({*own}) == distinct for own in linked)
    return len(linked) >= FEWEST_LINKED and once >= OFTEN_ONCE * len(linked) and has_all


def find_names(table: Table) -> tuple[list[str], list[str]]:
    """What the names of files and sheets may say of each sheet: its wave, and its place.

    Where only files or only sheets have names of their own, these may be either, or both:
    "Before Mill" beside "After Mill". Where both have, those are waves that are called as
    waves are, else the files.
    """
    if any(not sheet.name for sheet in table.sheets):  # a name of few people is not written
        return [""] * len(table.sheets), [""] * len(table.sheets)
    files = _tell_apart([PurePath(sheet.file).stem for sheet in table.sheets])
    sheets = _tell_apart([sheet.sheet for sheet in table.sheets])
    if len({*files}) < 2 or len({*sheets}) < 2:
        names = files if len({*files}) > 1 else sheets
        return _part_names(names) or (names, names)
    return (sheets, files) if are_wave_names(sheets) else (files, sheets)


def are_wave_names(names: Sequence[str]) -> bool:
    """Whether all of some names are what people call waves."""
    return all(NAMED.fullmatch(normal(name)) or _year(name) for name in names)


def are_arm_names(names: Sequence[str]) -> bool:
    """Whether names of files or sheets are of groups, and not of places.

    Examples
    --------
    >>> are_arm_names(["Intervention", "Waiting list"]), are_arm_names(["Ryhmäkoti A", "Bay"])
    (True, False)
    """
    return any(ARM.search(name) or GROUP_OF.match(name) for name in names)


def _part_names(names: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Waves and places, if each name is a wave with a place before or after it."""
    waves, places = [], []
    for name in names:
        words = name.split()
        cuts = [(words[:n], words[n:]) for n in range(len(words) - 1, 0, -1)]
        cuts += [(after, before) for before, after in reversed(cuts)]
        found = next(((w, p) for w, p in cuts if NAMED.fullmatch(normal(" ".join(w)))), None)
        if found is None:
            return None
        waves.append(_capital(" ".join(found[0])))
        places.append(_capital(" ".join(found[1])))
    waves, places = _tell_apart(waves), _tell_apart(places)
    is_both = all(1 < len({*map(normal, own)}) < len(names) for own in (waves, places))
    # "Autumn 2023", "Spring 2024", "Autumn 2024" are three waves, and no place is called 2023.
    return (waves, places) if is_both and not are_wave_names(places) else None


def _tell_apart(names: Sequence[str]) -> list[str]:
    """The words of names that not all of them have, as they are spelled there.

    Words that all have are kept between others, and beside mere numbers: reading looks for a
    wave as it is written, and takes no number for one.
    """
    bare = [STAMP.sub("", name) for name in names]
    words = [WORD.findall(name) for name in (bare if len({*bare}) == len(names) else names)]
    common = set.intersection(*({*map(normal, own)} for own in words)) if words else set()
    return [_capital(_without(common, own)) for own in words]


def _without(common: Collection[str], words: Sequence[str]) -> str:
    own = [at for at, word in enumerate(words) if normal(word) not in common]
    told = words[own[0] : own[-1] + 1] if own else []
    is_told = not told or any(map(LETTER.search, told)) or YEAR.fullmatch(" ".join(told))
    return " ".join(told if is_told else words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
