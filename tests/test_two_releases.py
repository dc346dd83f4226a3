"""Two releases of trainings and costs: nothing follows of who was added in between."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from analysis.inputs.chosen import Inputs, read_inputs
from analysis.release.attack.between import find_changed
from analysis.release.attack.facts import Evidence
from analysis.release.attack.limits import Break, Kind
from analysis.release.ledger import Ledger, Release, read_ledger, write_ledger
from analysis.release.rules import release_table
from analysis.report.attack.chains import Chains
from analysis.report.attack.evidence import limits_of, read_evidence
from analysis.study.edition import Edition
from analysis.study.origin import CONFIDENTIAL
from analysis.study.study_file import read_study
from analysis.topics import cost_breakdown, training_attendance
from analysis.topics.cost_breakdown.material import read_material as read_costs
from analysis.topics.training_attendance.material import read_material as read_trainings

STUDY = read_study("yhdessa_osallisuutta")
ALL = list(STUDY.municipalities)
Changing = Callable[[pd.DataFrame], pd.DataFrame]


def told_of(folder: Path, inputs: Inputs, language: str = "en") -> Evidence:
    """All that figures of trainings and costs tell of the project, as a run saves them."""
    edition = Edition(STUDY, language=language, data="example")
    topics = (
        (training_attendance, read_trainings(edition, inputs)),
        (cost_breakdown, read_costs(edition, None, inputs)),
    )
    figures = folder / "all" / "figures"
    figures.mkdir(parents=True)
    for topic, material in topics:
        for figure in topic.FIGURES:
            table = release_table(figure, material).table
            table.to_csv(figures / f"{figure.name}_{language}.csv", index=False)
    return read_evidence(folder, STUDY)


def conflicts(tmp_path: Path, of: str, change: Changing) -> list[Break]:
    """What a release tells of lists or sheets that were changed, beside the one before."""
    inputs = read_inputs(STUDY, "example")
    frame = getattr(inputs, of).assign(origin=CONFIDENTIAL)
    first = told_of(tmp_path / "first", replace(inputs, **{of: frame}))
    second = told_of(tmp_path / "second", replace(inputs, **{of: change(frame)}), "sv")
    write_ledger(tmp_path, Ledger((Release("first", "2026-01-01", first),)))
    (before,) = read_ledger(tmp_path).releases
    return list(find_changed(second, before.evidence, ((), ()), limits_of(STUDY)))


def added(count: int) -> Changing:
    """So many more of one organisation, who came to the training that most came to."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        fullest = frame[frame["attended"].fillna(value=False)]["training"].mode()[0]
        rows = frame[(frame["training"] == fullest) & frame["attended"]].head(count)
        codes, organisation = [f"new {k}" for k in range(count)], rows["organisation"].iloc[0]
        rows = rows.assign(registrant_id=codes, organisation=organisation)
        return pd.concat([frame, rows], ignore_index=True)

    return change


def renamed(change: Changing) -> Changing:
    """The same, with trainings under other names."""

    def rename(frame: pd.DataFrame) -> pd.DataFrame:
        names = {"training": frame["training"].astype("str") + " x"}
        return change(frame).assign(**names)

    return rename


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize("of", [added, lambda count: renamed(added(count))])
def test_a_few_more_registrations_are_refused(
    tmp_path: Path, count: int, of: Callable[[int], Changing]
) -> None:
    """His theme, organisation and that he came would follow from one total and the other."""
    found = conflicts(tmp_path, "registrations", of(count))
    assert {(broken.kind, broken.low) for broken in found} == {(Kind.SIZE, count)}
    lines = list(Chains(Edition(STUDY, language="en")).tell(found))
    assert any("training_attendance_totals" in line for line in lines)


def test_the_same_registrations_and_many_more_are_not_refused(tmp_path: Path) -> None:
    assert conflicts(tmp_path / "same", "registrations", lambda frame: frame) == []
    assert conflicts(tmp_path / "more", "registrations", added(8)) == []


def hours_of(*places: str, kind: str = "paid_work") -> Changing:
    """Two more hours of the first entry of work in each of the places."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame = frame.copy()
        for place in places:
            at = frame.index[(frame["municipality"] == place) & (frame["cost_kind"] == kind)][0]
            frame.loc[at, "hours"] += Decimal(2)
        return frame

    return change


@pytest.mark.parametrize(("change", "is_refused"), [
    (hours_of("raahe"), True), (hours_of(*ALL[:4]), True), (hours_of(*ALL[:5]), False),
    (hours_of("raahe", kind="volunteer_work"), False),
])  # fmt: skip
def test_hours_that_few_places_pay_are_refused(
    tmp_path: Path, change: Changing, *, is_refused: bool
) -> None:
    """Two more hours in all and EUR 48.12 more paid in one place are what its worker earns."""
    found = conflicts(tmp_path, "costs", change)
    assert [broken.kind for broken in found] == [Kind.PAY] * is_refused
    assert bool(list(Chains(Edition(STUDY, language="en")).tell(found))) == is_refused


def test_a_place_taken_away_is_refused_by_its_pay(tmp_path: Path) -> None:
    """Five of six places still pay: hours of six less hours of five are those of one."""

    def without(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["municipality"] != "raahe"].reset_index(drop=True)

    assert Kind.PAY in {broken.kind for broken in conflicts(tmp_path, "costs", without)}
