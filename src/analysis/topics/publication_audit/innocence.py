"""Honest ways of computing and printing that a table may have used without saying so.

Numbers that do not fit as answers that count alike and are rounded to the last digit may fit if
digits were cut off, answers weighted and so on. Where nobody has declared which was done, a check
tries each way, then several at once; a number that any of them explains is not called
inconsistent, and the explanation names the ways.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from analysis.inputs.printed.printing import MEDIAN, OF_POPULATION, THOUSANDS, YES
from analysis.statistics.forensics.printed import DOWN
from analysis.topics.publication_audit.outcome import (
    CONSISTENT,
    INCONSISTENT,
    UNINFORMATIVE,
    Outcome,
)
from analysis.topics.publication_audit.printed_figures import (
    IN_THOUSANDS,
    Figures,
    PrintedFigure,
)

Run = Callable[[Figures], Iterable[Outcome]]
"""A check of figures."""
MANY_ITEMS = 100
"""So many questions to a mean that every printed value is possible."""
MEANS = frozenset({"rating", "points", "score"})
ROUNDINGS = frozenset({DOWN, THOUSANDS, IN_THOUSANDS})
OF_ANSWERS = frozenset({"n", "sd", "share", "filter"})
OF_MEANS = frozenset({"n", "sd"})


def run_leniently(kind: str, names: Iterable[str], figures: Figures, run: Run) -> list[Outcome]:
    """What a check says; where an undeclared way explains a misfit, that it cannot tell.

    Parameters
    ----------
    kind : str
        Of the check.
    names : iterable of str
        Ids of its figures.
    figures : mapping
        All figures.
    run : callable
        The check itself, which takes them.
    """
    outcomes = list(run(figures))
    if not _has_misfit(outcomes):
        return outcomes
    innocent = tuple(_find_innocent(kind, {name: figures[name] for name in names}, figures, run))
    return [_excused(outcome, innocent) for outcome in outcomes] if innocent else outcomes


def _find_innocent(
    kind: str, involved: Figures, figures: Figures, run: Run
) -> Iterator[tuple[str, ...]]:
    """The fewest ways at once that leave no misfit: each such set."""
    changed = {way: _under(way, kind, involved) for way in WAYS}
    open_ways = [way for way, others in changed.items() if others]
    for size in range(1, len(open_ways) + 1):
        found = False
        for ways in combinations(open_ways, size):
            if len(ROUNDINGS & {*ways}) > 1:
                continue
            world = dict(involved)
            for way in ways:
                world |= _under(way, kind, world)
            if not _has_misfit(run({**figures, **world})):
                found = True
                yield ways
        if found:
            return


def _under(way: str, kind: str, involved: Figures) -> dict[str, PrintedFigure]:
    """The figures that a way would change, as they are under it."""
    found = WAYS[way](kind, involved)
    return {name: figure for name, figure in found.items()
            if replace(figure, rounding="") != replace(involved[name], rounding="")}  # fmt: skip


def _cut_off(_: str, involved: Figures) -> dict[str, PrintedFigure]:
    return {name: f.shortened(DOWN) for name, f in involved.items() if not f.rounding}


def _to_thousands(_: str, involved: Figures) -> dict[str, PrintedFigure]:
    """Amounts and counts without decimals, where all of a unit end in three noughts."""
    by_unit: dict[str, list[PrintedFigure]] = defaultdict(list)
    for figure in involved.values():
        if figure.is_full_amount or figure.unit == "count":
            by_unit[figure.unit].append(figure)
    return {
        f.name: f.shortened(THOUSANDS)
        for group in by_unit.values()
        if all(f.is_in_thousands for f in group) and any(f.number and f.number.value for f in group)
        for f in group
        if not f.rounding
    }


def _in_thousands(_: str, involved: Figures) -> dict[str, PrintedFigure]:
    return {name: f.shortened(IN_THOUSANDS) for name, f in involved.items() if not f.rounding}


def _weighted(kind: str, involved: Figures) -> dict[str, PrintedFigure]:
    if kind not in OF_ANSWERS:
        return {}
    return {name: replace(f, weighted=YES) for name, f in involved.items()
            if f.n is not None and not f.weighted and f.unit != "count"}  # fmt: skip


def _of_items(kind: str, involved: Figures) -> dict[str, PrintedFigure]:
    return {name: replace(f, items=MANY_ITEMS) for name, f in involved.items()
            if kind in OF_MEANS and f.unit in MEANS and f.items is None}  # fmt: skip


def _median(kind: str, involved: Figures) -> dict[str, PrintedFigure]:
    return {name: replace(f, statistic=MEDIAN) for name, f in involved.items()
            if kind in OF_MEANS and f.unit in MEANS and not f.statistic}  # fmt: skip


def _of_population(kind: str, involved: Figures) -> dict[str, PrintedFigure]:
    if kind != "sd":
        return {}
    return {name: replace(f, divisor=OF_POPULATION) for name, f in involved.items()
            if f.sd and not f.divisor}  # fmt: skip


WAYS: Mapping[str, Callable[[str, Figures], dict[str, PrintedFigure]]] = {
    DOWN: _cut_off,
    THOUSANDS: _to_thousands,
    IN_THOUSANDS: _in_thousands,
    "weighted": _weighted,
    "items": _of_items,
    "median": _median,
    "population": _of_population,
}


def _has_misfit(outcomes: Iterable[Outcome]) -> bool:
    return any(outcome.verdict == INCONSISTENT for outcome in outcomes)


def _excused(outcome: Outcome, innocent: tuple[tuple[str, ...], ...]) -> Outcome:
    if outcome.verdict == CONSISTENT:
        return outcome
    return replace(outcome, verdict=UNINFORMATIVE, innocent=innocent)
