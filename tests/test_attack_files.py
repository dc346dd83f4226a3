"""What an attacker reads besides tables: where marks stand in pictures, numbers in texts."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from analysis.report.attack.drawn import compare_drawn, find_drawn
from analysis.report.attack.svg import read_series
from analysis.report.attack.tables import read_tables

MEANS = np.array([2.0833333333, 2.3636363636, 2.4166666667, 2.25, 2.5416666667])
LOW, HIGH = MEANS - 0.6871231, MEANS + 0.7123987


def save(folder: Path, decimals: int, drawn: np.ndarray) -> None:
    """A table of rounded means and intervals, and a picture of means as they are given."""
    path = folder / "raahe" / "figures"
    path.mkdir(parents=True)
    rows = np.round(np.column_stack([MEANS, LOW, HIGH]), decimals)
    lines = ["start,start_low,start_high", *(",".join(map(str, row)) for row in rows)]
    (path / "survey_change_forest.csv").write_text("\n".join(lines), "utf-8")
    figure = Figure()
    axes = figure.add_subplot()
    low, high = (np.round(ends, 1) if drawn is not MEANS else ends for ends in (LOW, HIGH))
    axes.hlines(range(len(drawn)), low, high)
    axes.plot(drawn, range(len(drawn)), "o")
    figure.savefig(path / "survey_change_forest.svg")


def test_a_picture_of_exact_numbers_tells_more_than_its_rounded_table(tmp_path: Path) -> None:
    save(tmp_path, 1, MEANS)
    (table,) = read_tables(tmp_path)
    series = read_series(tmp_path / "raahe/figures/survey_change_forest.svg")
    told = compare_drawn(series, table)
    assert len(told.finer) >= len(MEANS)
    assert len(list(find_drawn(tmp_path, [table]))) == 1


@pytest.mark.parametrize("decimals", [1, 9])
def test_a_picture_of_the_tables_own_numbers_tells_no_more(tmp_path: Path, decimals: int) -> None:
    save(tmp_path, decimals, np.round(MEANS, 1) if decimals == 1 else MEANS)
    (table,) = read_tables(tmp_path)
    series = read_series(tmp_path / "raahe/figures/survey_change_forest.svg")
    assert compare_drawn(series, table).finer == ()
    assert compare_drawn(series, table).explained > 0


def test_a_picture_that_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.svg").write_text("<svg", "utf-8")
    assert read_series(tmp_path / "broken.svg") == []
