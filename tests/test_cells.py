"""Numbers of shown tables: an estimate and its interval to as many decimals, in every table."""

import pytest
from conftest import draw_edition

from analysis.drawing.words.cells import write_cells
from analysis.release.spreads import NO_SPREAD
from analysis.report.exhibit import make_exhibits
from analysis.study.study_file import open_edition
from analysis.topics.survey_change import spread

pytestmark = pytest.mark.slow

ENDS = ("ci_low", "ci_high")


def decimals_of(cells: list[str]) -> set[int]:
    numbers = (cell for cell in cells if any(sign.isdigit() for sign in cell))
    return {len(cell.partition(",")[2]) for cell in numbers}


@pytest.mark.parametrize("data", ["published", "example"])
@pytest.mark.parametrize("place", ["all", "raahe"])
def test_an_interval_has_the_decimals_of_its_estimate(place: str, data: str) -> None:
    found = 0
    for name, exhibit in draw_edition("yhdessa_osallisuutta", place, "fi", data).items():
        released = exhibit.released
        columns = ("estimate", *ENDS)
        kinds = [released.table.get(column) for column in columns]
        if any(kind is None or kind.dtype != "float64" for kind in kinds):
            continue
        if len({released.of.frame.columns[column].unit for column in columns}) > 1:
            continue
        told = [decimals_of(write_cells(released, column)) for column in columns]
        if "unit" not in released.table:
            assert len(set.union(*told)) <= 1, name
            found += 1
    assert found > 4


def test_shares_that_are_whole_by_chance_keep_the_decimal_of_the_others() -> None:
    exhibits = draw_edition("yhdessa_osallisuutta", "all", "fi", "published")
    released = exhibits["survey_change_change_in"].released
    assert write_cells(released, "start")[:2] == ["55,3", "39,5"]
    assert write_cells(released, "end")[:2] == ["40,0", "40,0"]


def test_what_is_printed_to_a_tenth_has_no_interval_of_hundredths() -> None:
    exhibits = draw_edition("yhdessa_osallisuutta", "all", "fi", "published")
    released = exhibits["survey_change_forest"].released
    assert decimals_of([cell for end in ENDS for cell in write_cells(released, end)]) == {1}


def test_a_mean_may_stand_without_its_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the spread behind a place's intervals would list answers of the project."""
    monkeypatch.setattr(spread, "tell_spread", lambda *_: NO_SPREAD)
    made = make_exhibits(
        open_edition("yhdessa_osallisuutta", "raahe", "en", "example"), ["survey_change"]
    )
    means = made["survey_change_means"]
    assert means.released.table["start"].notna().any()
    assert means.released.table[["start_low", "end_low"]].isna().all(axis=None)
    assert means.caption is not None
    assert "(interval not shown)" in means.caption.description
