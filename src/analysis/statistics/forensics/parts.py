"""Whether any true values, headcounts whole, print like a table of parts, wholes and shares.

Each printed number bounds what is behind it: an amount lies in its rounding
interval, and a share of a whole in a cone, ``low * whole <= 100 * part <= high
* whole``, which is linear since `low` and `high` are known. With the sums these
are the constraints of a mixed-integer linear program; the table is consistent
if the program has a solution.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np

from analysis.statistics.forensics.printed import Printed

FEASIBLE, INFEASIBLE = 0, 2  # status of scipy.optimize.milp


@dataclass(frozen=True)
class Amount:
    """A number that is not negative: its name, what is printed of it, whether it is whole.

    ``printed`` is None for one that is not printed, such as an unknown total.
    """

    name: str
    printed: Printed | None = None
    is_whole: bool = False


@dataclass(frozen=True)
class Share:
    """A printed percentage and the names of the amounts whose ratio it is."""

    name: str
    printed: Printed
    part: str
    whole: str


@dataclass(frozen=True)
class Sum:
    """The names of an amount and of its parts."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What one printed number would have to be for all the others to stand.

    Attributes
    ----------
    name : str
    printed : str
        The nearest number in print that fits.
    digits : float
        How many last digits it is away.
    """

    name: str
    printed: str
    digits: float


@dataclass(frozen=True)
class Parts:
    """Whether a table can be, and the readings that would make it so.

    Attributes
    ----------
    consistent : bool
    readings : tuple of Reading
        One a printed number that could be the only one amiss, nearest first;
        empty if the table is consistent, or if no single number mends it.
    """

    consistent: bool
    readings: tuple[Reading, ...] = ()


def part_whole(
    amounts: Sequence[Amount], shares: Sequence[Share] = (), sums: Sequence[Sum] = ()
) -> Parts:
    """Solve a table of amounts, shares and sums.

    Parameters
    ----------
    amounts : sequence of Amount
    shares : sequence of Share
    sums : sequence of Sum

    Raises
    ------
    ValueError
        If a share or sum names an amount that is not among them, or a name is twice.

    Examples
    --------
    >>> from analysis.statistics.forensics.printed import read_printed
    >>> one = read_printed("1")
    >>> amounts = [Amount("all", read_printed("3"), True), Amount("a", one, True),
    ...            Amount("b", one, True)]
    >>> part_whole(amounts, sums=[Sum("all", ("a", "b"))]).readings[0]
    Reading(name='all', printed='2', digits=1.0)
    """
    _check_names(amounts, shares, sums)
    return _solve(_Program(tuple(amounts), tuple(shares), tuple(sums)))


@lru_cache(maxsize=256)
def _solve(program: "_Program") -> Parts:
    """A program's result, kept: a table is tried under each way that it may be printed in."""
    if program.solve(None) is not None:
        return Parts(True)
    readings = list(program.readings())
    return Parts(False, tuple(sorted(readings, key=lambda r: r.digits)))


def _check_names(amounts: Sequence[Amount], shares: Sequence[Share], sums: Sequence[Sum]) -> None:
    names = [a.name for a in amounts] + [s.name for s in shares]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"named twice: {', '.join(twice)}")
    known = {amount.name for amount in amounts}
    used = {name for s in shares for name in (s.part, s.whole)}
    used |= {name for s in sums for name in (s.total, *s.parts)}
    if unknown := sorted(used - known):
        raise ValueError(f"no such amount: {', '.join(unknown)}")


@dataclass(frozen=True)
class _Program:
    """The constraints; the last variable is the slack of the one figure that is relaxed."""

    amounts: tuple[Amount, ...]
    shares: tuple[Share, ...]
    sums: tuple[Sum, ...]

    def solve(self, relaxed: str | None) -> np.ndarray | None:
        """Values of the amounts with the least slack for one figure; None if there are none."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # here: it takes long to load

        size = len(self.amounts) + 1
        rows = list(self._rows(relaxed))
        limits = np.full(size, np.inf if relaxed else 0.0)
        limits[:-1] = np.inf
        found = milp(
            np.eye(size)[-1],
            integrality=np.array([*(int(a.is_whole) for a in self.amounts), 0]),
            bounds=Bounds(self._least(), limits),
            constraints=LinearConstraint(
                np.array([row for row, _, _ in rows]).reshape(-1, size),
                np.array([low for _, low, _ in rows]),
                np.array([high for _, _, high in rows]),
            ),
        )
        if found.status not in (FEASIBLE, INFEASIBLE):
            raise ArithmeticError(f"the table could not be solved: {found.message}")
        return None if found.x is None else np.asarray(found.x[:-1])

    def readings(self) -> Iterator[Reading]:
        """For each printed number the nearest one with which all the others fit."""
        figures: list[Amount | Share] = [*self.amounts]
        figures += self.shares
        for figure in figures:
            if figure.printed is None:
                continue
            values = self.solve(figure.name)
            if values is None:
                continue
            text = figure.printed.like(self._value(figure, values))
            away = abs(Fraction(text) - Fraction(figure.printed.value))
            yield Reading(figure.name, text, float(away / Fraction(figure.printed.unit)))

    def _least(self) -> np.ndarray:
        """No amount is negative, and a whole that shares are taken of is not nought."""
        wholes = {share.whole for share in self.shares}
        # Without headcounts, an unknown whole has no scale: 1 is as good as any.
        return np.array(
            [float(a.name in wholes and a.printed is None) for a in self.amounts] + [0.0]
        )

    def _rows(self, relaxed: str | None) -> Iterator[tuple[np.ndarray, float, float]]:
        """Weights, lowest and highest value of each constraint."""
        for amount in self.amounts:
            if amount.printed is not None:
                low, high = (float(end) for end in amount.printed.ends)
                yield from self._bounded({amount.name: 1.0}, low, amount.name == relaxed, 1)
                yield from self._bounded({amount.name: 1.0}, high, amount.name == relaxed, -1)
        for share in self.shares:
            for end, side in zip(share.printed.ends, (1, -1), strict=True):
                weights = {share.part: 100.0, share.whole: -float(end)}
                if share.part == share.whole:
                    weights = {share.part: 100.0 - float(end)}
                yield from self._bounded(weights, 0.0, share.name == relaxed, side)
        for addition in self.sums:
            row = self._row({addition.total: -1.0})
            for part in addition.parts:
                row += self._row({part: 1.0})
            yield row, 0.0, 0.0

    def _bounded(
        self, weights: dict[str, float], end: float, is_relaxed: bool, side: int
    ) -> Iterator[tuple[np.ndarray, float, float]]:
        """At least (side 1) or at most (side -1) `end`, give or take the slack."""
        row = self._row(weights)
        row[-1] = side if is_relaxed else 0
        yield (row, end, np.inf) if side > 0 else (row, -np.inf, end)

    def _row(self, weights: dict[str, float]) -> np.ndarray:
        return np.array([*(weights.get(a.name, 0.0) for a in self.amounts), 0.0])

    def _value(self, figure: Amount | Share, values: np.ndarray) -> Fraction:
        by_name = {a.name: float(v) for a, v in zip(self.amounts, values, strict=True)}
        if isinstance(figure, Amount):
            return Fraction(by_name[figure.name])
        whole = by_name[figure.whole]
        return Fraction(100 * by_name[figure.part] / whole) if whole else Fraction(0)
