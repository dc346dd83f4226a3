"""What an attacker reads besides tables: where marks stand in pictures, numbers in texts."""

import json
from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from analysis.drawing.forms import Words, draw_forms
from analysis.report.attack.drawn import compare_drawn, find_drawn
from analysis.report.attack.spreads import read_own_spreads
from analysis.report.attack.svg import read_series
from analysis.report.attack.tables import RunTable, read_tables
from analysis.report.attack.unexplained import find_unexplained
from analysis.study.study_file import read_study

MEANS = np.array([2.0833333333, 2.3636363636, 2.4166666667, 2.25, 2.5416666667])
INNER = b64encode(b"<svg><text>Home 2.088</text></svg>").decode()
LOW, HIGH = MEANS - 0.6871231, MEANS + 0.7123987


def save(folder: Path, decimals: int, drawn: np.ndarray) -> None:
    """A table of rounded means and intervals, and a picture of means as they are given."""
    path = folder / "raahe" / "figures"
    path.mkdir(parents=True)
    rows = np.round(np.column_stack([MEANS, LOW, HIGH]), decimals)
    lines = ["start,start_low,start_high", *(",".join(map(str, row)) for row in rows)]
    (path / "survey_change_forest.csv").write_text("\n".join(lines), "utf-8")
    figure = Figure()
    axes = figure.add_axes((0, 0, 1, 1)).inset_axes((0.1, 0.1, 0.8, 0.8))
    low, high = (np.round(ends, 1) if drawn is not MEANS else ends for ends in (LOW, HIGH))
    axes.hlines(range(len(drawn)), low, high)
    axes.plot(drawn, range(len(drawn)), "o")
    forms = draw_forms(figure, Words("survey_change_forest", "", "", "", "fi"))
    (path / "survey_change_forest.svg").write_text(forms.svg, "utf-8")
    wide, narrow = forms.fragments
    exhibit = f'<article class="exhibit" id="survey_change_forest">{wide}{narrow}</article>'
    (folder / "raahe" / "survey_change_sv.html").write_text(exhibit, "utf-8")


def test_a_picture_of_exact_numbers_tells_more_than_its_rounded_table(tmp_path: Path) -> None:
    save(tmp_path, 1, MEANS)
    (table,) = read_tables(tmp_path)
    series = read_series(tmp_path / "raahe/figures/survey_change_forest.svg")
    told = compare_drawn(series, table)
    assert len(told.finer) >= len(MEANS)
    found = [broken.group.place for broken in find_drawn(tmp_path, [table])]
    page = "raahe/survey_change_sv.html"
    assert found == ["raahe/figures/survey_change_forest.svg", page, page]


@pytest.mark.parametrize(
    ("low", "high", "is_finer"),
    [
        ((0.1, 0.1), (0.8, 0.7), False),
        ((0.1, 0.1), (0.8, 0.8), False),
        ((0.14, 0.06), (0.8, 0.7), True),
    ],
)
def test_two_intervals_that_begin_alike_tell_their_own_scale(
    tmp_path: Path, low: tuple[float, float], high: tuple[float, float], is_finer: bool
) -> None:
    """The ends of the means beside them differ all, and lie near a line with these."""
    path = tmp_path / "raahe/figures"
    path.mkdir(parents=True)
    rows = [
        "end_low,end_high,estimate,ci_low,ci_high",
        f"2.7,3.3,0.5,0.1,{high[0]}",
        f"2.6,3.2,0.4,0.1,{high[1]}",
    ]
    (path / "survey_change_forest.csv").write_text("\n".join(rows), "utf-8")
    figure = Figure()
    axes = figure.add_axes((0, 0, 1, 1)).inset_axes((0.1, 0.1, 0.8, 0.8))
    axes.hlines([0, 1], low, high)
    axes.plot([0.5, 0.4], [0, 1], "o")
    forms = draw_forms(figure, Words("survey_change_forest", "", "", "", "fi"))
    (path / "survey_change_forest.svg").write_text(forms.svg, "utf-8")
    (table,) = read_tables(tmp_path)
    assert bool(compare_drawn(read_series(path / "survey_change_forest.svg"), table).finer) == (
        is_finer
    )


@pytest.mark.parametrize(("more", "is_finer"), [(0.0, False), (0.032, True)])
def test_an_end_beyond_the_axis_stands_at_its_edge(
    tmp_path: Path, more: float, is_finer: bool
) -> None:
    """It lies as near to a line with the others as rounding would leave it."""
    low = np.array([-0.8, -1.1, -0.9, -1.0, -0.6, -0.3, -0.7, -0.9, -1.3, -1.0, -0.9, -0.7])
    high = np.array([0.4, 0.5, 0.5, 0.4, 0.6, 0.9, 0.7, 0.3, 0.4, 0.2, 0.3, 1.3])
    path = tmp_path / "raahe" / "figures"
    path.mkdir(parents=True)
    rows = ["ci_low,ci_high", *(f"{first},{last}" for first, last in zip(low, high, strict=True))]
    (path / "survey_change_forest.csv").write_text("\n".join(rows), "utf-8")
    figure = Figure()
    axes = figure.add_axes((0, 0, 1, 1)).inset_axes((0.1, 0.1, 0.8, 0.8))
    exact = high + more * np.cos(np.arange(len(high)))
    axes.hlines(range(len(low)), low.clip(-1.2, 1.2), exact.clip(-1.2, 1.2))
    forms = draw_forms(figure, Words("survey_change_forest", "", "", "", "fi"))
    (path / "survey_change_forest.svg").write_text(forms.svg, "utf-8")
    (table,) = read_tables(tmp_path)
    found = compare_drawn(read_series(path / "survey_change_forest.svg"), table)
    assert bool(found.finer) == is_finer
    assert found.explained > 0


@pytest.mark.parametrize("decimals", [1, 9])
def test_a_picture_of_the_tables_own_numbers_tells_no_more(tmp_path: Path, decimals: int) -> None:
    save(tmp_path, decimals, np.round(MEANS, 1) if decimals == 1 else MEANS)
    (table,) = read_tables(tmp_path)
    series = read_series(tmp_path / "raahe/figures/survey_change_forest.svg")
    assert compare_drawn(series, table).finer == ()
    assert compare_drawn(series, table).explained > 0
    assert list(find_drawn(tmp_path, [table])) == []


def test_marks_of_one_column_are_not_taken_for_a_wide_one_beside_it(tmp_path: Path) -> None:
    """Means of the end are told to half a step; those of the start lie as near to them."""
    save(tmp_path, 1, np.round(MEANS, 1))
    path = tmp_path / "raahe/figures/survey_change_forest.csv"
    heading, *rows = path.read_text("utf-8").splitlines()
    ends = ("2.0", "2.5", "2.5", "2.3", "2.4")
    wide = [f"{row},{end},0.5" for row, end in zip(rows, ends, strict=True)]
    path.write_text("\n".join([f"{heading},end,end_step", *wide]), "utf-8")
    assert list(find_drawn(tmp_path, read_tables(tmp_path))) == []


def test_columns_a_constant_apart_are_not_taken_for_each_other(tmp_path: Path) -> None:
    """Lower ends lie 0.3 below each mean, upper ends as far above all but one."""
    means = np.array([3.7, 3.7, 3.8, 3.8, 3.9, 3.9, 4.0])
    low, high = means - 0.3, np.minimum(means + 0.3, 4.2)
    path = tmp_path / "raahe" / "figures"
    path.mkdir(parents=True)
    rows = [
        ",".join(f"{number:.1f}" for number in row) for row in zip(means, low, high, strict=True)
    ]
    (path / "means.csv").write_text("\n".join(["start,start_low,start_high", *rows]), "utf-8")
    figure = Figure()
    axes = figure.add_axes((0, 0, 1, 1)).inset_axes((0.1, 0.1, 0.8, 0.8))
    axes.hlines(range(len(means)), low, high)
    axes.plot(means, range(len(means)), "o")
    forms = draw_forms(figure, Words("means", "", "", "", "fi"))
    (path / "means.svg").write_text(forms.svg, "utf-8")
    assert list(find_drawn(tmp_path, read_tables(tmp_path))) == []


def test_a_picture_that_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.svg").write_text("<svg", "utf-8")
    assert read_series(tmp_path / "broken.svg") == []


def write_files(folder: Path) -> None:
    """A run with one table and words about it in every kind of file."""
    path = folder / "raahe" / "figures"
    path.mkdir(parents=True)
    (path / "means.csv").write_text("item,start,n\nhome,2.1,12\n", "utf-8")
    (path / "means.json").write_text(json.dumps({"alt": "Koti 2,08 (n = 12)"}), "utf-8")
    (path / "means.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><title>Koti 2,083</title></svg>', "utf-8"
    )
    figure = Figure()
    figure.savefig(path / "means.png", metadata={"Description": "Hem \N{MINUS SIGN}2,09"})
    figure.savefig(
        path / "means.pdf",
        metadata={"Title": "Home 2.087", "Creator": None, "Producer": None, "CreationDate": None},
    )
    page = '<style>p{top:3.33px}</style><p title="x">Koti 2,1, n = 13</p>'
    (folder / "raahe" / "survey.html").write_text(page, "utf-8")
    drawing = '<svg class="narrow"><g class="words"><text x="3.33">Hem 2,085</text></g></svg>'
    (folder / "raahe" / "drawn.html").write_text(drawing, "utf-8")
    outputs = {
        "survey": {"data": {"text/plain": "2.0833"}},
        "inner": {"data": {"text/html": f'<img src="data:image/svg+xml;base64,{INNER}">'}},
        "drawn": {"metadata": {"analysis": {"narrow": "<svg><text>Koti 2,086</text></svg>"}}},
    }
    for name, output in outputs.items():
        cell = {"cell_type": "code", "outputs": [output]}
        notebook = json.dumps({"cells": [cell]})
        (folder / "raahe" / f"{name}.ipynb").write_text(notebook, "utf-8")


def test_numbers_that_no_table_has_are_found_in_every_kind_of_file(tmp_path: Path) -> None:
    write_files(tmp_path)
    found = find_unexplained(tmp_path, read_tables(tmp_path))
    assert {(Path(f.file).suffix, f.number) for f in found} == {
        (".json", "Koti 2,08 (n = 12)"),
        (".svg", "Koti 2,083"),
        (".png", "Hem \N{MINUS SIGN}2,09"),
        (".pdf", "Home 2.087"),
        (".html", "Koti 2,1, n = 13"),
        (".html", "Hem 2,085"),
        (".ipynb", "2.0833"),
        (".ipynb", "Home 2.088"),
        (".ipynb", "Koti 2,086"),
    }


def coarse_table(place: str, mean: float, half: float) -> RunTable:
    """One rating of a place, told in a band of people."""
    told = {"start": mean, "start_low": mean - half, "start_high": mean + half}
    row = {name: f"{value:.1f}" for name, value in told.items()}
    row |= {"question": "domain_rating", "item": "home", "n_start": "10", "n_start_most": "14"}
    return RunTable(place, f"{place}/figures/survey_change_forest.csv", (row,))


def test_intervals_of_one_spread_tell_nothing_and_of_own_spreads_are_read() -> None:
    study = read_study("yhdessa_osallisuutta")
    common = [coarse_table("raahe", 2.4, 0.6), coarse_table("nivala", 3.1, 0.6)]
    assert list(read_own_spreads(common, study)) == []
    own = [coarse_table("raahe", 2.4, 0.3), coarse_table("nivala", 3.1, 0.9)]
    assert {fact.group.place for fact in read_own_spreads(own, study)} == {"raahe", "nivala"}
