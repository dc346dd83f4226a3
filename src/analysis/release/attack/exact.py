"""Bounds of unknown whole numbers to the last one, by integer programming."""

from collections.abc import Sequence

import numpy as np

from analysis.release.attack.model import Solved
from analysis.release.attack.system import Row, System

MOST_UNKNOWNS = 400
"""Of a system that is solved; in larger ones bounds stay as sums narrowed them."""
MOST_TARGETS = 400
FEWEST_SUMS = 2
"""Of one sum of several unknowns alone, bounds are exact already."""
WIDEST = 60
"""Wider bounds are not looked at: nothing is near to be known."""
OPEN = 10
"""Whole numbers found to be possible of an unknown, beyond which nothing is near to be known."""
SECONDS = 2.0


def tighten(system: System, targets: Sequence[int] | None = None) -> bool:
    """Narrow unknowns that are near to be known as far as all sums together allow.

    Parameters
    ----------
    system : System
        Narrowed by `System.propagate`.
    targets : sequence of int, optional
        Which unknowns; those whose bounds are near each other by default.

    Returns
    -------
    bool
        Whether any bound moved.
    """
    free = ~system.is_pinned()
    wanted = free & (system.high - system.low <= WIDEST)
    if targets is not None:
        wanted &= np.isin(np.arange(len(free)), np.asarray(targets))
    labels, rows = _components(system, free)
    moved = False
    for label in np.unique(labels[wanted]):
        inside = np.flatnonzero((labels == label) & free)
        chosen = np.flatnonzero((labels == label) & wanted)
        sums = rows.get(int(label), [])
        joint = sum(free[list(row.columns)].sum() > 1 for row in sums)
        is_worth_it = joint >= FEWEST_SUMS and len(chosen) <= MOST_TARGETS
        if is_worth_it and len(inside) <= MOST_UNKNOWNS:
            moved |= _Program(system, inside, sums).narrow(chosen)
    return moved


def _components(system: System, free: np.ndarray) -> tuple[np.ndarray, dict[int, list[Row]]]:
    """Which unknowns hang together by sums, and the sums of each of these systems."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    left, right, firsts = [], [], []
    for row in system.rows:
        open_ones = [column for column in row.columns if free[column]]
        firsts.append(open_ones[0] if open_ones else None)
        left += open_ones[:1] * len(open_ones)
        right += open_ones
    shape = (len(free), len(free))
    graph = coo_array((np.ones(len(left)), (left, right)), shape=shape)
    labels = connected_components(graph, directed=False)[1]
    rows: dict[int, list[Row]] = {}
    for row, first in zip(system.rows, firsts, strict=True):
        if first is not None:
            rows.setdefault(int(labels[first]), []).append(row)
    return labels, rows


class _Program:
    """The sums of some unknowns as an integer program."""

    def __init__(self, system: System, inside: np.ndarray, rows: Sequence[Row]) -> None:
        from scipy.optimize import LinearConstraint
        from scipy.sparse import coo_array

        self.system, self.inside, self.rows = system, inside, rows
        # Each solution is a witness of what is possible for all unknowns at once.
        self.seen = np.full(len(inside), np.inf), np.full(len(inside), -np.inf)
        position = {int(column): place for place, column in enumerate(inside)}
        entries, known = [], np.zeros(len(rows))
        for at, row in enumerate(rows):
            for column, factor in zip(row.columns, row.factors, strict=True):
                if column in position:
                    entries.append((at, position[column], factor))
                else:
                    known[at] += factor * system.low[column]
        lines, places, factors = zip(*entries, strict=True)
        matrix = coo_array((factors, (lines, places)), shape=(len(rows), len(inside))).tocsr()
        slack = 1e-6
        self.sums = LinearConstraint(
            matrix,
            np.array([row.low for row in rows]) - known - slack,
            np.array([row.high for row in rows]) - known + slack,
        )

    def narrow(self, targets: np.ndarray) -> bool:
        """Least and most of each target that is not seen to be open; whether any bound moved."""
        moved = False
        for target in targets:
            at = int(np.searchsorted(self.inside, target))
            if self.seen[1][at] - self.seen[0][at] >= OPEN:
                continue
            ends = self._reach(at, 1.0), self._reach(at, -1.0)
            low = max(self.system.low[target], ends[0])
            high = min(self.system.high[target], -ends[1])
            if low > self.system.low[target] or high < self.system.high[target]:
                names = Solved(len(self.inside))
                self.system.narrow(int(target), np.array([low]), np.array([high]), names)
                moved = True
        return moved

    def _reach(self, at: int, sign: float) -> float:
        """A bound of the least value of an unknown, times a sign: safe if stopped early."""
        from scipy.optimize import Bounds, milp

        aim = np.zeros(len(self.inside))
        aim[at] = sign
        bounds = Bounds(self.system.low[self.inside], self.system.high[self.inside])
        found = milp(aim, constraints=self.sums, bounds=bounds,
                     integrality=np.ones(len(aim)), options={"time_limit": SECONDS})  # fmt: skip
        if found.x is not None:
            np.minimum(self.seen[0], found.x, out=self.seen[0])
            np.maximum(self.seen[1], found.x, out=self.seen[1])
        bound = found.mip_dual_bound
        return -np.inf if bound is None else float(np.ceil(bound - 1e-4))
