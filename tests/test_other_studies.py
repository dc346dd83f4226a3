"""Studies unlike the committed ones: what their pages say, and say that they lack."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from asked import FOLDER, HOBBY, LADDER, ROLE, SEVEN, paragraph, plain, release_all
from instruments import Instrument, Question, answer

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption
from analysis.inputs.frames import NUMBERS, STATEMENTS
from analysis.inputs.only_place import find_only_place
from analysis.release.attack.facts import PROJECT, Fact, Group, Quantity, Source
from analysis.release.attack.relations import relate
from analysis.release.attack.system import ContradictionError, System
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.attack.evidence import places_of
from analysis.report.attack.questions import Questions
from analysis.report.attack.tables import RunTable
from analysis.report.pages.summaries import label
from analysis.report.rests import show_places
from analysis.report.tables import say_nothing
from analysis.run.plan import plan_units
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.study_file import build_study
from analysis.topics import cost_breakdown
from analysis.topics.survey_change import list_figures, list_tables
from analysis.topics.survey_change.material import Material, make_material

WORSE = Question("worry", "scale", ("exams", "money", "health"), (0, 4), "low")


def edition_of(instrument: Instrument, place: str = ALL) -> Edition:
    """Of a study's own files: published numbers lack other things."""
    return Edition(instrument.study(FOLDER), place, "en", "raw")


def material_of(edition: Edition, responses: pd.DataFrame) -> Material:
    return make_material(edition, responses, NUMBERS.empty(), STATEMENTS.empty())


def caption_of(released: Released) -> Caption:
    assert isinstance(released.of, Figure)
    return released.of.caption(released)


def certain(responses: pd.DataFrame) -> pd.DataFrame:
    """The same answers of forty times as many people, whose codes link nobody."""
    copies = [responses.assign(form=responses["form"] + 10_000 * k) for k in range(40)]
    return pd.concat(copies, ignore_index=True).assign(respondent_id=None)


def test_of_unlinked_answers_nothing_is_said_of_who_is_the_same() -> None:
    instrument = Instrument((SEVEN, HOBBY))
    for coded, is_said in ((True, True), (False, False)):
        responses = answer(instrument, 5, forms=40, coded=coded)
        made = release_all(instrument, responses, ("forest", "hobby"))
        for released in made.values():
            foot = caption_of(released).foot
            assert ("partly the same people answered" in foot) == is_said, foot


def test_nothing_is_concluded_of_unlinked_answers_without_a_declared_assumption() -> None:
    responses = answer(Instrument((SEVEN, HOBBY)), 5, coded=False)
    for assumed, is_told in (([0.3, 0.8], True), ([0.0, 0.0], False)):
        instrument = Instrument((SEVEN, HOBBY), survey={"plausible_correlations": assumed})
        made = release_all(instrument, responses, ("pairing",))
        assert {not released.table.empty for released in made.values()} == {is_told}
        if not is_told:
            assert {say_nothing(released).plain for released in made.values()} == {
                "The study does not declare how alike one person's answers may be."
            }


def test_what_a_study_lacks_is_the_reason_that_is_given() -> None:
    instrument = Instrument((SEVEN, HOBBY, ROLE))
    edition, responses = edition_of(instrument), answer(instrument, 5, coded=False)
    material = material_of(edition, responses)
    told = {
        table.name: say_nothing(released).facts["reason"]
        for table in (*list_figures(edition.study), *list_tables(edition.study))
        if (released := release_table(table, material)).table.empty
    }
    codes = "The survey has no column of respondents' codes, so answers cannot be linked"
    assert told["survey_change_retention"] == told["survey_change_stayers"] == codes
    assert told["links"] == codes
    assert told["survey_change_groups"].startswith("The study declares no groups")
    assert told["joint"] == "No question allows several answers"


def test_what_may_be_due_to_who_answered_is_told_in_the_scales_own_words() -> None:
    """Smaller is better: a mean that rises is worse, and no plus sign stands for it."""
    instrument = Instrument((WORSE,))
    responses = certain(answer(instrument, 5, coded=False))
    words = paragraph(instrument, release_all(instrument, responses, ("forest", "detectable")))
    assert "it may be due to who answered" in words
    assert "(+" not in words
    assert "worse\N{NO-BREAK SPACE}" in words


def test_what_is_significant_and_not_clear_is_not_told_as_unchanged() -> None:
    instrument = Instrument((SEVEN,))
    made = release_all(instrument, answer(instrument, 5, forms=40), ("forest", "detectable"))
    (name,) = (name for name in made if "forest" in name)
    table = made[name].table.assign(
        p_adjusted=0.001, ci_low=0.2, estimate=0.5, ci_high=0.8, holds=[True, False, False]
    )
    made[name] = replace(made[name], table=table)
    words = paragraph(instrument, made)
    assert "No clear change: " not in words
    assert words.count("it may be due to who answered: ") == 1
    foot = caption_of(made[name]).foot
    assert "Only a change that is as clear with those who left counted" in foot


def test_the_least_visible_change_is_told_of_each_scale_once() -> None:
    instrument = Instrument((SEVEN, LADDER))
    made = release_all(instrument, answer(instrument, 5), ("forest", "detectable"))
    words = paragraph(instrument, made)
    assert words.count("a change usually shows only if") == 1
    assert "(Statements)" in words
    assert "(Ladder)" in words


def test_people_are_those_of_the_question_that_most_answered() -> None:
    instrument = Instrument((SEVEN, LADDER))
    responses = answer(instrument, 5)
    is_left_out = (responses["question"] == "statements") & (responses["form"] % 4 == 0)
    given = responses[~is_left_out]
    words = paragraph(instrument, release_all(instrument, given, ("forest", "detectable")))
    assert "22 (Before) and 22 people (After)" in words


def test_a_single_test_is_counted_as_none_of_several() -> None:
    instrument = Instrument((LADDER,))
    (detectable,) = release_all(instrument, answer(instrument, 5), ("detectable",)).values()
    assert "comparisons" not in plain(detectable)
    assert "The level is 5%;" in caption_of(detectable).foot


@pytest.mark.parametrize("moved", [0, 4])
def test_a_place_with_one_question_is_not_told_of_many_comparisons(moved: int) -> None:
    instrument = Instrument((LADDER, HOBBY))
    responses = answer(instrument, 5, forms=30)
    is_rated = (responses["question"] == "ladder") & (responses["wave"] == "after")
    responses["response"] = responses["response"].where(~is_rated, moved)
    responses.loc[is_rated, "response"] += responses["form"] % 5
    edition = edition_of(instrument, "north")
    material = material_of(edition, responses)
    titles = {
        figure.name: figure.caption(released).title
        for figure in list_figures(edition.study)
        if not (released := release_table(figure, material)).table.empty
    }
    forest = titles["survey_change_forest"]
    assert "comparisons" not in forest
    assert "largest" not in forest
    assert forest.startswith("North: ")
    assert titles["survey_change_hobby"].endswith("people said yes: Hobby")


def test_the_only_place_of_a_study_is_the_project(tmp_path: Path) -> None:
    instrument = Instrument((SEVEN, HOBBY), places=("north",))
    study = instrument.study(FOLDER)
    assert {unit.municipality for unit in plan_units(study)} == {ALL}
    assert plan_units(study, municipalities=["north"])[0].municipality == "north"
    assert not [f for f in list_figures(study) if "municipalities" in f.name]
    edition = edition_of(instrument)
    told = show_places(edition, ["north"], "responses")
    assert told is not None
    assert told.plain == (
        "The study has one place, North: the whole project's numbers are its numbers."
    )
    (note,) = find_only_place(study)
    assert note.rule == "only-place"
    assert places_of(tmp_path, study) == ()
    fact = Fact(Group(PROJECT, "before", "hobby."), Quantity.SIZE, 9.0, 9.0, Source("x"))
    assert not [p for p in relate([fact], (), (), {}).partitions if p.source.where == "places"]
    two = Instrument((SEVEN,)).study(FOLDER)
    assert not [*find_only_place(two)]
    assert {unit.municipality for unit in plan_units(two)} == {ALL, "north", "south"}


def test_any_number_may_be_given_between_a_numbers_ends() -> None:
    """Its axis has five points, which are not the answers: 4.8 hours of six people contradict it.

    Of a fact that contradicts others its place is told, and not what it is made of.
    """
    table = Instrument((SEVEN,)).declare(FOLDER.name)
    table["tables"]["responses"]["hours"] = {
        "kind": "number", "ends": [0, 40], "better": "neither", "titles": {"en": ["Hours"]},
    }  # fmt: skip
    asked = Questions(build_study(table, FOLDER)).of(
        RunTable(ALL, "survey_change_means_hours.csv", ()), {"question": "hours", "item": ""}
    )
    assert asked is not None
    assert asked.points == ()
    fact = Fact(Group(PROJECT, "before", "hours"), Quantity.MEAN, 4.75, 4.85, Source("a.csv", "2"))
    with pytest.raises(ContradictionError, match=r"^no numbers fit: a\.csv \[2\]$"):
        System.of(1).contradict(fact)


def test_what_a_cost_sheet_lacks_is_the_reason_that_is_given() -> None:
    """A sheet of what was bought, from `tests/test_plain_cost_sheets.py`'s kind of project."""
    table = Instrument((HOBBY,)).declare(FOLDER.name)
    table["topics"] = ["cost_breakdown"]
    table["labels"]["cost_kind"] = {"purchase": {"en": "Materials"}}
    table["tables"]["costs"] = {
        "municipality": {"kind": "municipality", "titles": {"en": ["Place"]}},
        "cost_kind": {"kind": "choice", "labels": "cost_kind", "titles": {"en": ["Item"]}},
        "unit_price_eur": {"kind": "number", "titles": {"en": ["Price"]}},
    }
    edition = Edition(build_study(table, FOLDER), ALL, "en", "raw")
    told = {
        of.name: say_nothing(Released(of, edition, of.frame.empty())).facts["reason"]
        for of in (cost_breakdown.PER_PARTICIPANT, cost_breakdown.UNIT_COSTS)
    }
    assert told == {
        "cost_breakdown_per_participant": "The cost sheet has no number of participants",
        "cost_breakdown_unit_costs": "The cost sheet has no hours of work",
    }


def test_a_full_stop_in_a_name_ends_no_sentence() -> None:
    """The front page calls a figure by the first sentence of its subtitle."""
    table = Instrument((LADDER,)).declare(FOLDER.name)
    table["labels"]["wave"] = {"before": {"en": "1. round"}, "after": {"en": "2. round"}}
    table["municipalities"]["north"]["name"] = {"en": "St. Mary's"}
    edition = Edition(build_study(table, FOLDER), "north", "en", "raw")
    (forest,) = (f for f in list_figures(edition.study) if "forest" in f.name)
    material = material_of(edition, answer(Instrument((LADDER,)), 5, forms=30))
    caption = forest.caption(release_table(forest, material))
    told = label({"subtitle": caption.subtitle, "mark": ""})
    assert told.startswith("Ladder: change of the mean (1.")
    assert told.endswith(")")
    assert ". " not in edition.place("north")
