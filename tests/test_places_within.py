"""How exactly the spread of both waves is told leaves open the answers of each place, too."""

from collections.abc import Sequence

import numpy as np
from test_listed import FIVE, tell

from analysis.release.attack.pooled import fit_together, spread_window
from analysis.release.rounding import round_evenly
from analysis.release.spreads import Spread, tell_spread
from analysis.release.sums import Cell
from analysis.release.wave_sets import WaveSets
from analysis.release.within import PlacesKnown, find_open_within
from analysis.topics.survey_change.project_answers import COUNTS

START = [1, 1, 1, 2, 2, 2, 2, 2, 2, 5, 1, 1, 5, 2, 5, 2], [1, 2, 2, 5, 2, 1, 2, 2, 1, 1]
END = [4, 4, 4, 4, 4, 5, 5, 4], [1, 5, 3, 4, 3, 3, 5, 3]
"""Answers of two places at each wave."""


def know(places: Sequence[Sequence[int]]) -> PlacesKnown:
    """What is told of places: bands of five people, and means to a tenth."""
    cells = []
    for answers in places:
        fewest, mean = len(answers) // 5 * 5, round_evenly(sum(answers) / len(answers) - 1, 0.1)
        given = tuple(sorted({answer - 1 for answer in answers}))
        cells.append(Cell(5, (fewest, fewest + 4), (mean - 0.05, mean + 0.05), given))
    bounds = np.sum([cell.hull for cell in cells], axis=0)
    people = sum(map(len, places))
    bounds[:, 0] = people
    bounds[1, COUNTS:] = np.minimum(bounds[1, COUNTS:], people)
    return PlacesKnown(bounds, cells)


def test_a_spread_that_would_list_a_places_answers_is_rounded_up_to_half_steps() -> None:
    answers = [first + second for first, second in (START, END)]
    waves, told = [np.array(wave, dtype="float64") for wave in answers], [*map(tell, answers)]
    known = [know(START), know(END)]
    alone = [PlacesKnown(places.bounds) for places in known]
    assert tell_spread(waves, told, FIVE, (), alone) == Spread(1.2, 0.1)
    assert tell_spread(waves, told, FIVE, (), known) == Spread(1.4, 0.2)
    sets = WaveSets.of(waves, told, FIVE, (), known).sets
    left = {
        spread: fit_together(sets, (1.0, 1.0), spread_window(*spread))
        for spread in (Spread(1.2, 0.1), Spread(1.4, 0.2))
    }
    are_open = {
        spread: [
            bool(find_open_within(places.cells, of).all())
            for places, of in zip(known, both, strict=True)
            if of is not None
        ]
        for spread, both in left.items()
    }
    assert are_open == {Spread(1.2, 0.1): [True, False], Spread(1.4, 0.2): [True, True]}
