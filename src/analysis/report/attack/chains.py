"""Derivations in words: each as a chain that a person can follow."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isinf

from analysis.release.attack.chain import Step
from analysis.release.attack.facts import PROJECT, Group, Source
from analysis.release.attack.limits import Break, Kind
from analysis.release.attack.relations import CODED, LINKED
from analysis.report.attack.trainings import TIMES
from analysis.study.declaration import StudyError
from analysis.study.edition import Edition

DIGITS = 6
KINDS = {
    Kind.SIZE: "attack.kind_size",
    Kind.COUNT: "attack.kind_count",
    Kind.SUM: "attack.kind_sum",
    Kind.SETS: "attack.kind_sets",
    Kind.INSIDER: "attack.kind_insider",
    Kind.GUESS: "attack.kind_guess",
    Kind.DRAWN: "attack.kind_drawn",
    Kind.PAY: "attack.kind_pay",
    Kind.MISREAD: "attack.kind_misread",
}
STEPS = {
    "fact": "attack.step_fact",
    "sum": "attack.step_sum",
    "linear": "attack.step_linear",
    "listed": "attack.step_listed",
    "subtracted": "attack.step_subtracted",
    "pooled": "attack.step_pooled",
    "changed": "attack.step_changed",
    "solved": "attack.step_solved",
}
QUANTITIES = {
    "size": "attack.what_size",
    "count": "attack.what_count",
    "sum": "attack.what_sum",
    "squares": "attack.what_squares",
    "mean": "attack.what_mean",
    "sd": "attack.what_sd",
    "t_low": "attack.what_low",
    "t_high": "attack.what_high",
    "wilson_low": "attack.what_low",
    "wilson_high": "attack.what_high",
    "sets": "attack.what_sets",
}


@dataclass(frozen=True)
class Chains:
    """Breaks in the words of an edition.

    Attributes
    ----------
    edition : Edition
        Its language, and what its study calls places and questions.
    """

    edition: Edition

    def tell(self, found: Sequence[Break]) -> Iterator[str]:
        """Each derivation, its result first, and how many there are of each kind."""
        for number, broken in enumerate(found, start=1):
            yield self._result(number, broken)
            yield from (self._step(step) for step in broken.steps)
        kinds = Counter(broken.kind for broken in found)
        for kind in Kind:
            if kinds[kind]:
                count = self.edition.say.number(kinds[kind])
                yield self._text("attack.counted", kind=self._text(KINDS[kind]), count=count)

    def _text(self, key: str, **values: object) -> str:
        return self.edition.say.text(key, **values)

    def _result(self, number: int, broken: Break) -> str:
        group, value = self.group(broken.group), self._value(broken.low, broken.high)
        if broken.kind is Kind.SETS:
            return self._text("attack.result_sets", number=number, group=group, value=value)
        if broken.kind is Kind.INSIDER:
            return self._text("attack.result_insider", number=number, group=group, value=value)
        if broken.kind in (Kind.GUESS, Kind.DRAWN, Kind.PAY, Kind.MISREAD):
            what = self._text(KINDS[broken.kind])
            return self._text(
                "attack.result_text", number=number, what=what, value=broken.group.place
            )
        answer = "" if broken.answer is None else f" {broken.answer:g}"
        what = self._what(broken.kind.value + answer, broken.group)
        return self._text(
            "attack.result_number", number=number, group=group, what=what, value=value
        )

    def _step(self, step: Step) -> str:
        source = self._source(step.source)
        if step.group is None:
            return self._text("attack.step_text", source=source, text=step.text)
        total, *parts = (self.group(part) for part in (step.parts or (step.group,)))
        return self._text(
            STEPS[step.kind],
            source=source,
            group=self.group(step.group),
            what=self._what(step.what, step.group),
            value=self._value(step.low, step.high),
            total=total,
            parts=" + ".join(parts) or total,
        )

    def _source(self, source: Source) -> str:
        return f"{source.file} [{source.where}]" if source.where else source.file

    def _what(self, what: str, group: Group) -> str:
        name, _, answers = what.partition(" ")
        told = ", ".join(self._answer(group, answer) for answer in answers.split(", ") if answer)
        return self._text(QUANTITIES[name], answer=told)

    def _answer(self, group: Group, answer: str) -> str:
        """An answer: of a choice by its label, else the number itself."""
        column = self.edition.study.columns.get(group.variable)
        if column is not None and column.kind == "choice":
            return self.edition.label(column.name, column.allowed[int(float(answer))])
        return answer

    def _value(self, low: float, high: float) -> str:
        ends = [self._number(end) for end in (low, high)]
        if isinf(high):
            return self._text("attack.from", low=ends[0])
        return (
            ends[0] if ends[0] == ends[1] else self._text("attack.range", low=ends[0], high=ends[1])
        )

    def _number(self, value: float) -> str:
        if isinf(value):
            return ""
        decimals = next(d for d in range(DIGITS + 1) if abs(value - round(value, d)) < 1e-6
                        or d == DIGITS)  # fmt: skip
        return self.edition.say.number(value + 0.0, decimals)

    def group(self, group: Group) -> str:
        """A group in words: place, wave, question and part."""
        parts = (self._place(group.place), self._wave(group.wave),
                 self._variable(group.variable), self._part(group.part))  # fmt: skip
        return " · ".join(part for part in parts if part)

    def _place(self, place: str) -> str:
        if place.startswith(PROJECT):
            return self._text("attack.project") + place.removeprefix(PROJECT)
        known = place in self.edition.study.municipalities
        return self.edition.place(place) if known else place

    def _wave(self, wave: str) -> str:
        texts = self.edition.study.labels.get("wave", {}).get(wave)
        return texts[self.edition.language] if texts else wave

    def _variable(self, variable: str) -> str:
        question, _, item = variable.partition(".")
        if variable == TIMES:
            return self._text("attack.times")
        if question not in self.edition.study.columns:
            return self._text("attack.people")
        column = self.edition.study.columns[question]
        return self.edition.label(question, item) if item or column.item_texts else question

    def _part(self, part: str) -> str:
        """A part of a wave's people; what its words do not know stays as it is."""
        words = {LINKED: "attack.linked", CODED: "attack.coded"}
        if part.startswith("rest of ") or " − rest of " in part:
            whole, _, named = part.rpartition("rest of ")
            whole = self._part(whole.removesuffix(" − "))
            rest = f"{self._text('attack.rest')} ({self._part(named)})"
            return f"{whole}: {rest}" if whole else rest
        if "=" in part:
            whole, _, named = part.rpartition(" ")
            by, _, key = named.partition("=")
            return f"{self._part(whole)} {self._label(by, key)}".strip()
        return self._text(words[part]) if part in words else part

    def _label(self, by: str, key: str) -> str:
        try:
            return self.edition.label(by, key)
        except StudyError:
            return f"{by} = {key}"
