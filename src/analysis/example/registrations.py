"""Made-up registrations that lead to the printed attendance of each theme."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import cycle
from random import Random
from typing import Any

from analysis.example.chance import apportion, draw
from analysis.study.codebook import ELSEWHERE

Entry = dict[str, Any]
RETURNING = 0.35
"""Probability that a registrant has registered before."""
FROM_ELSEWHERE = 0.2
STAND_INS = ("2021-11-18", "2022-05-31", "2022-09-20", "2022-11-09", "2023-03-22")
"""Of trainings whose day is not published."""


def make_registrations(
    themes: Mapping[str, tuple[str, int, int]],
    days: Mapping[str, date],
    groups: Mapping[str, float],
    municipalities: Sequence[str],
    chance: Random,
) -> list[Entry]:
    """Registrations to every training.

    Parameters
    ----------
    themes : mapping
        ``(name, registered, attended)`` by theme.
    days : mapping
        Published day by theme.
    groups : mapping
        Share of each kind of organisation among those who attended.
    municipalities : sequence of str
    chance : random.Random
    """
    stand_ins = cycle(map(date.fromisoformat, STAND_INS))
    dated = {theme: days.get(theme) or next(stand_ins) for theme in themes}
    attended = sum(count for _, _, count in themes.values())
    organisations = _shuffled(groups, attended, chance)
    entries: list[Entry] = []
    people: list[Entry] = []
    for theme in sorted(themes, key=lambda t: dated[t]):
        name, registered, came = themes[theme]
        training = {"training": name, "theme": theme, "date": dated[theme], "registered": True}
        here: set[str] = set()
        for k in range(registered):
            is_attending = k < came
            kind = organisations.pop() if is_attending else draw(chance, groups)
            person = _registrant(people, here, kind, municipalities, chance)
            here.add(person["registrant_id"])
            entries.append({**training, **person, "attended": is_attending})
    return entries


def _shuffled(groups: Mapping[str, float], count: int, chance: Random) -> list[str]:
    counts = apportion(count, list(groups.values()))
    kinds = [g for group, c in zip(groups, counts, strict=True) for g in [group] * c]
    return sorted(kinds, key=lambda _: chance.random())


def _registrant(
    people: list[Entry], here: set[str], kind: str, municipalities: Sequence[str], chance: Random
) -> Entry:
    """Someone of an organisation of this kind, who may have registered before."""
    known = [p for p in people if p["organisation"] == kind and p["registrant_id"] not in here]
    if known and chance.random() < RETURNING:
        return known[int(chance.random() * len(known))]
    place = ELSEWHERE
    if chance.random() >= FROM_ELSEWHERE:
        place = municipalities[int(chance.random() * len(municipalities))]
    code = f"SYN-R{len(people) + 1:04d}"
    people.append({"registrant_id": code, "organisation": kind, "municipality": place})
    return people[-1]
