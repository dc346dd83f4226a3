"""What pages say of surveys in which nobody is the same, no place is told, or names are short."""

from typing import Any

import pytest
from asked import FOLDER, LADDER, SEVEN, plain, release_all
from instruments import Instrument, Question, answer, material_of

from analysis.drawing.words.numbers import lower_first
from analysis.inputs.two_points import find_two_points
from analysis.release.rules import release_table
from analysis.report.pages.executed import sort_cells
from analysis.report.pages.prose import say_prose
from analysis.study.study_file import build_study
from analysis.study.wording import Wording
from analysis.topics.survey_change import levels, list_figures


@pytest.mark.parametrize("has_codes", [True, False])
def test_that_nobody_is_the_same_is_told_as_the_study_knows_it(has_codes: bool) -> None:
    """Where codes are all of one wave, they may be of other people, and the interval right."""
    instrument = Instrument((LADDER,))
    table = instrument.declare(FOLDER.name)
    if has_codes:
        table["tables"]["responses"]["respondent_id"] = {"kind": "code", "titles": {"en": ["Code"]}}
    study = build_study(table, FOLDER)
    responses = answer(instrument, 5, forms=40)
    own = responses["wave"].astype(str) + responses["respondent_id"].astype(str)
    responses["respondent_id"] = own.where(responses["respondent_id"].notna() & has_codes)
    (forest,) = (figure for figure in list_figures(study) if "forest" in figure.name)
    released = release_table(forest, material_of(study, responses))
    told = forest.caption(released).foot
    assert ("No code is among the answers of both waves" in told) == has_codes
    assert ("Answers cannot be linked" in told) != has_codes


def test_places_of_which_none_is_told_have_no_figure() -> None:
    """“None of the places shown” would be said of none."""
    instrument = Instrument((LADDER,), places=("north", "south", "east"))
    (made,) = release_all(instrument, answer(instrument, 5, forms=5), ("municipalities",)).values()
    assert made.table.empty
    assert made.hidden == len(instrument.places)
    assert "None of the" not in plain(made)


def test_a_short_name_inside_another_word_names_no_question() -> None:
    """“n” is in every title, and “change” in the first words of many."""
    short = (Question("n", "scale", (), (1, 7)), Question("s", "scale", (), (1, 7), "low"))
    instrument = Instrument((*short, SEVEN))
    made = release_all(instrument, answer(instrument, 5, forms=40), ("detectable",))
    told = [plain(each) for each in made.values()]
    assert [words.split(".")[0] for words in told[:2]] == ["N", "S"]


@pytest.mark.parametrize(
    ("label", "told"), [("T: I sleep", "T: I sleep"), ("C-vitamiini", "C-vitamiini"), ("B", "B")]
)
def test_a_letter_that_is_no_word_keeps_its_capital(label: str, told: str) -> None:
    assert lower_first(label, "fi") == told


def test_of_a_scale_of_two_points_the_check_says_what_can_be_told() -> None:
    two = Question("lamp", "scale", (), (1, 2))
    study = Instrument((two, LADDER)).study(FOLDER)
    (note,) = find_two_points(study)
    assert "tables.responses.lamp" in note.message("en")
    assert "about 220 people" in note.message("en")


@pytest.mark.parametrize("is_once", [True, False])
def test_what_one_wave_alone_asks_has_a_figure_of_its_own(is_once: bool) -> None:
    useful, again = Question("useful", "scale", (), (1, 5)), Question("again", "flag")
    instrument = Instrument((LADDER, useful, again))
    table = instrument.declare(FOLDER.name)
    for name in ("useful", "again"):
        table["tables"]["responses"][name]["optional"] = True
    study = build_study(table, FOLDER)
    responses = answer(instrument, 5, forms=40)
    is_early = (responses["wave"] == "before") & responses["question"].isin(["useful", "again"])
    material = material_of(study, responses[~is_early] if is_once else responses)
    told = [release_table(figure, material) for figure in levels(study)]
    assert [[*each.table["wave"]] for each in told] == [["after"] if is_once else []] * 2
    if is_once:
        late = responses[(responses["wave"] == "after") & (responses["question"] == "useful")]
        assert told[0].table["estimate"][0] == round(late["response"].mean(), 1)
        assert told[0].table["n"][0] == len(late)
        assert "How people answered (After): Useful" in plain(told[0])
        assert plain(told[1]).startswith("How people answered (After): Again")


def test_two_waves_that_ask_the_same_have_no_figure_of_levels() -> None:
    assert levels(Instrument((LADDER, SEVEN)).study(FOLDER)) == ()


@pytest.mark.parametrize(("language", "told"), [("fi", "väli on liian kapea"),
                                                ("sv", "intervallet är för smalt"),
                                                ("en", "the interval is too narrow")])  # fmt: skip
def test_limits_tell_what_an_interval_of_whole_places_in_one_group_leaves_out(
    language: str, told: str
) -> None:
    assert told in Wording(language).text("prose_survey_change.limits")


def test_how_to_read_a_figure_stands_where_there_is_one() -> None:
    def shows(*kinds: str) -> dict[str, Any]:
        facts = [{"kind": kind, "name": f"{kind}_{n}"} for n, kind in enumerate(kinds)]
        outputs = [{"data": {}, "metadata": {"analysis": fact}} for fact in facts]
        return {"cell_type": "code", "source": "", "outputs": outputs}

    def says(name: str, text: str) -> dict[str, Any]:
        return {"cell_type": "markdown", "id": name, "source": text}

    cells = [
        says("a-text", "## A"), shows("figure", "nothing"), shows("table"),
        says("reading-a", "a"), says("reading-a2", "nor of the figure before"),
        says("b-text", "## B"), shows("nothing"), says("reading-b", "b"),
        says("c-text", "## C"), shows("table"), says("reading-c", "c"), says("limits", "limits"),
    ]  # fmt: skip
    prose = sort_cells({"metadata": {}, "cells": cells}).prose
    assert [*prose] == ["a-text", "reading-a", "b-text", "c-text", "limits"]
    assert say_prose(prose, "own", Wording("en")) == ["## A", "a", "## C", "limits"]
