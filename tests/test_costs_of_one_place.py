"""Costs of an only place are the project's, and are told once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from asked import texts

from analysis.drawing.figure import Figure
from analysis.inputs.chosen import read_inputs
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.tables import say_nothing
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.study_file import read_study
from analysis.topics import cost_breakdown as topic
from analysis.topics.cost_breakdown.material import read_material

BESIDE = ("averages", "shares", "break_even", "against_others", "beside_effect")
"""Figures that set places beside each other."""


def costs_of(place: str, *, only: bool) -> dict[str, Released]:
    """The released cost figures where Raahe alone has costs; it may be the study's only place."""
    study = read_study("yhdessa_osallisuutta")
    inputs = read_inputs(study, "example")
    assert inputs.costs is not None
    costs = inputs.costs[inputs.costs["municipality"] == "raahe"].reset_index(drop=True)
    if only:
        study = study.model_copy(update={"municipalities": {
            key: named for key, named in study.municipalities.items() if key == "raahe"
        }})  # fmt: skip
    edition = Edition(study, place, "en", "example")
    material = read_material(edition, None, replace(inputs, costs=costs))
    return {figure.name.removeprefix("cost_breakdown_"): release_table(figure, material)
            for figure in topic.FIGURES}  # fmt: skip


def figures(made: dict[str, Released], *names: str) -> Iterator[tuple[Released, Figure]]:
    for name in names:
        of = made[name].of
        assert isinstance(of, Figure)
        yield made[name], of


@pytest.mark.parametrize(
    ("place", "only", "row"), [(ALL, True, ALL), (ALL, False, ALL), ("raahe", False, "raahe")]
)
def test_no_number_stands_in_two_rows(place: str, row: str, *, only: bool) -> None:
    made = costs_of(place, only=only)
    for released, of in figures(made, "per_participant", "by_kind", "unit_costs", "group_size"):
        assert {*released.table["municipality"]} == {row}, released.name
        drawn = texts(released)
        name = "Whole project" if row == ALL else "Raahe"
        labels = [text for text in drawn if text == name or text.startswith(f"{name}: €")]
        assert len(labels) == 1, (of.name, drawn)


@pytest.mark.parametrize("only", [True, False])
def test_nothing_is_set_beside_an_only_place(*, only: bool) -> None:
    made = costs_of(ALL, only=only)
    assert all(made[name].table.empty for name in BESIDE)
    if only:
        told = {say_nothing(made[name]).plain for name in BESIDE}
        assert told == {"The study has one place only."}


def test_titles_tell_a_number_and_no_range_of_one() -> None:
    for place, where in ((ALL, "the whole project"), ("raahe", "Raahe")):
        made = costs_of(place, only=False)
        named = ("per_participant", "unit_costs", "group_size")
        titles = [of.caption(released).title for released, of in figures(made, *named)]
        assert titles[0] == f"In {where} the cost per participant was €68.52"
        assert titles[1] == f"In {where} a meeting cost €685.20"
        assert "in a group twice as large (60 participants)" in titles[2]
        ((_, size),) = figures(made, "group_size")
        assert "too few" not in size.caption(made["group_size"]).foot, "no law is looked for"


def test_a_place_without_costs_is_not_given_those_of_another() -> None:
    made = costs_of("haapavesi", only=False)
    for released, of in figures(made, "per_participant", "by_kind", "unit_costs", "group_size"):
        assert "Haapavesi is missing" in of.caption(released).title


def test_places_that_differ_keep_the_mean_beside_them() -> None:
    edition = Edition(read_study("yhdessa_osallisuutta"), language="en", data="example")
    released = release_table(topic.PER_PARTICIPANT, read_material(edition, None))
    assert len(released.table) == 7
    assert any("costs / participants" in text for text in texts(released))
