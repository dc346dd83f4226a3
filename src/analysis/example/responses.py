"""Made-up answers to the survey."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import pandas as pd

from analysis.example.chance import apportion, bell, draw, highest, ratings_of_mean
from analysis.study.codebook import Column
from analysis.study.declaration import ALL

WAVES = ("start", "end")
"""Of the study that the answers are made up for, in their order."""
FIRST_SIZES = {"start": (4, 10, 12, 6, 7, 12), "end": (3, 6, 8, 4, 4, 7)}
"""Forms of six municipalities, 51 and 32 in all; more municipalities repeat them."""
AGES = {"18_29": 0.26, "30_49": 0.32, "50_64": 0.3, "65_": 0.12}
GENDERS = {"woman": 0.56, "man": 0.4, "other": 0.04}
WITHOUT_CODE, NEWCOMERS, DONT_KNOW, NO_ANSWER = 0.1, 0.1, 0.03, 0.02
MEANS = {
    # Not printed; the best and the worst domains are those that the publication names.
    "relationships": (2.4, 2.2),
    "leisure": (2.6, 2.5),
    "mental_wellbeing": (2.6, 2.4),
    "functional_ability": (2.5, 2.3),
    "health": (2.6, 2.6),
    "safety": (1.8, 1.8),
    "home": (2.0, 2.0),
    "living_environment": (1.8, 1.9),
    "help_and_services": (2.4, 2.3),
    "": (2.4, 2.3),  # life as a whole
}
SHARES_PCT = {
    # Not printed either.
    "change_in": {"relationships": 24, "leisure": 21, "mental_wellbeing": 26, "health": 18,
                  "functional_ability": 13, "remote_services": 13, "home": 8,
                  "help_and_services": 11, "safety": 3, "living_environment": 5},
    "invest_in": {"meeting_places": 22, "transport": 16, "housing": 8, "safety": 6},
}  # fmt: skip
ANSWERED = {
    # Of all forms: the n that the printed shares fit, and the printed n of the follow-up.
    "change_wished": {"start": 47 / 51, "end": 1.0},
    "change_in": {"start": 38 / 51, "end": 25 / 32},
}
INCLINED = {
    # What the publication tells in words of the young, the older, men and women.
    ("change_in", "relationships"): ("age_group", "18_29"),
    ("change_in", "remote_services"): ("age_group", "50_64"),
    ("invest_in", "hobbies"): ("gender", "man"),
    ("invest_in", "help_and_services"): ("gender", "woman"),
}
INCLINATION = 1.0
"""By how many standard deviations they are the likelier to choose it."""
IMPROVED = ("relationships", "leisure", "mental_wellbeing", "functional_ability")
"""Domains in which single municipalities saw clearer improvements."""
IMPROVING = (1, 3)
"""Which of every six municipalities those are."""


@dataclass
class Form:
    """One filled-in form.

    ``answers`` holds ratings and choices by question and item, a reason where
    one is missing; ``chosen`` the items of questions with several answers.
    """

    person: "Person"
    wave: str
    code: str
    answers: dict[tuple[str, str], int | str] = field(default_factory=dict)
    chosen: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """A made-up person; ``burden`` is how life goes, higher for worse."""

    number: int
    municipality: str
    age_group: str
    gender: str
    burden: float
    is_improving: bool


def make_forms(
    columns: Mapping[str, Column],
    printed: pd.DataFrame,
    municipalities: Sequence[str],
    size: int,
    chance: Random,
) -> list[Form]:
    """Forms of both waves that lead to the printed shares and means.

    Parameters
    ----------
    columns : mapping
        The codebook's columns of the table ``responses``.
    printed : pandas.DataFrame
        ``read_published(study, "survey_change")``.
    municipalities : sequence of str
        Keys.
    size : int
        Number of forms, both waves together.
    chance : random.Random
    """
    forms = _hand_out(municipalities, size, chance)
    for wave in WAVES:
        own = [form for form in forms if form.wave == wave]
        targets = _targets(printed, wave)
        for column in columns.values():
            if column.kind == "scale":
                _rate(own, column, targets, chance)
        _wish(own, targets, chance)
        for column in columns.values():
            if column.kind == "multiple":
                _choose(own, column, targets, chance)
    return forms


def _targets(printed: pd.DataFrame, wave: str) -> dict[tuple[str, str], float]:
    rows = printed[(printed["wave"] == wave) & (printed["municipality"] == ALL)]
    stated = zip(rows["question"], rows["item"], rows["value"], strict=True)
    return {(question, item): value for question, item, value in stated}


def _hand_out(municipalities: Sequence[str], size: int, chance: Random) -> list[Form]:
    """Empty forms: at the end most people are those of the start, and some are new."""
    per_wave = dict(zip(WAVES, apportion(size, [sum(FIRST_SIZES[w]) for w in WAVES]), strict=True))
    counts = {w: _counts(len(municipalities), per_wave[w], FIRST_SIZES[w]) for w in WAVES}
    people: list[Person] = []
    forms: list[Form] = []
    for k, municipality in enumerate(municipalities):
        place = (municipality, k % len(FIRST_SIZES["start"]) in IMPROVING)
        starters = [_person(people, place, chance) for _ in range(counts["start"][k])]
        stayers = sorted(starters, key=lambda _: chance.random())
        forms += [Form(p, "start", _code(p, chance)) for p in starters]
        for _ in range(counts["end"][k]):
            is_new = not stayers or chance.random() < NEWCOMERS
            person = _person(people, place, chance) if is_new else stayers.pop()
            forms.append(Form(person, "end", _code(person, chance)))
    return forms


def _counts(municipalities: int, forms: int, first: Sequence[int]) -> list[int]:
    return apportion(forms, [first[k % len(first)] for k in range(municipalities)])


def _person(people: list[Person], place: tuple[str, bool], chance: Random) -> Person:
    municipality, is_improving = place
    traits = (draw(chance, AGES), draw(chance, GENDERS), bell(chance))
    people.append(Person(len(people) + 1, municipality, *traits, is_improving))
    return people[-1]


def _code(person: Person, chance: Random) -> str:
    return "" if chance.random() < WITHOUT_CODE else f"SYN-{person.number:05d}"


def _rate(
    forms: Sequence[Form], column: Column, targets: Mapping[tuple[str, str], float], chance: Random
) -> None:
    wave = WAVES.index(forms[0].wave) if forms else 0
    for item in column.item_keys or ("",):
        key = (column.name, item)
        answering = []
        for form in forms:
            reason = draw(chance, {"dont_know": DONT_KNOW, "no_answer": NO_ANSWER, "": 0.95})
            if reason and key not in targets:
                form.answers[key] = reason
            else:
                answering.append(form)
        mean = targets.get(key, MEANS.get(item, (2.5, 2.5))[wave])
        ranked = sorted(answering, key=_burden(item, wave, chance))
        for form, rating in zip(ranked, ratings_of_mean(len(ranked), mean), strict=True):
            form.answers[key] = rating


def _burden(item: str, wave: int, chance: Random) -> Callable[[Form], float]:
    def burden(form: Form) -> float:
        is_relieved = wave == 1 and item in IMPROVED and form.person.is_improving
        return form.person.burden + 0.8 * bell(chance) - (0.7 if is_relieved else 0.0)

    return burden


def _wish(forms: Sequence[Form], targets: Mapping[tuple[str, str], float], chance: Random) -> None:
    """Who longs for no, a small or a big change; a few do not say."""
    if not forms:
        return
    share = ANSWERED["change_wished"][forms[0].wave]
    ranked = sorted(forms, key=lambda f: f.person.burden + 0.8 * bell(chance))
    silent = highest([chance.random() for _ in ranked], round((1 - share) * len(ranked)))
    for k in silent:
        ranked[k].answers["change_wished", ""] = "no_answer"
    answering = [form for k, form in enumerate(ranked) if k not in silent]
    wishes = ("none", "small", "big")
    weights = [targets.get(("change_wished", wish), 1.0) for wish in wishes]
    counts = apportion(len(answering), weights)
    given = [w for wish, count in zip(wishes, counts, strict=True) for w in [wish] * count]
    for form, wish in zip(answering, given, strict=True):
        form.answers["change_wished", ""] = wish


def _choose(
    forms: Sequence[Form], column: Column, targets: Mapping[tuple[str, str], float], chance: Random
) -> None:
    answering = _answering(forms, column, chance)
    for form in forms:
        form.chosen[column.name] = set()
    for item in column.item_keys:
        share = targets.get((column.name, item), SHARES_PCT[column.name].get(item, 5)) / 100
        trait, value = INCLINED.get((column.name, item), ("age_group", ""))
        inclinations = [
            bell(chance) + (INCLINATION if getattr(form.person, trait) == value else 0.0)
            for form in answering
        ]
        for k in highest(inclinations, round(share * len(answering))):
            answering[k].chosen[column.name].add(item)
    free = [i for i in column.item_keys if (column.name, i) not in targets]
    for form in answering:  # who answers, chooses something
        if not form.chosen[column.name]:
            form.chosen[column.name].add(draw(chance, dict.fromkeys(free, 1.0)))


def _answering(forms: Sequence[Form], column: Column, chance: Random) -> list[Form]:
    """Who answers: those who are asked and, as the printed n tell, some who are not."""
    if column.name not in ANSWERED or not forms:
        return list(forms)
    wanted = round(ANSWERED[column.name][forms[0].wave] * len(forms))
    rank = {"big": 0, "small": 0, "no_answer": 1, "none": 2}
    order = {id(form): (rank[str(form.answers["change_wished", ""])], chance.random())
             for form in forms}  # fmt: skip
    chosen = {id(form) for form in sorted(forms, key=lambda f: order[id(f)])[:wanted]}
    return [form for form in forms if id(form) in chosen]
