"""Faults that folders of other projects showed: what is read, what is written, what is told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from exports import write_csv
from instruments import Instrument, Question, answer, caption_of, material_of
from pypdf import PdfReader
from test_instruments import (
    FOLDER,
    HOBBY,
    LADDER,
    PAIN,
    SEVEN,
    paragraph,
    plain,
    release_all,
    texts,
)

from analysis.drawing.typeface import without_unknown
from analysis.drawing.words.cells import write_cells
from analysis.drawing.words.numbers import in_sentence
from analysis.inputs.draft.codes import is_running_number
from analysis.inputs.draft.folder import draft_study
from analysis.inputs.draft.hints import recognise
from analysis.inputs.folder import read_folder
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.brief import write_columns
from analysis.report.worked import show_worked
from analysis.run.cli import main
from analysis.study.edition import Edition
from analysis.study.instrument import list_families
from analysis.study.scale import Scale, scale_of_numbers
from analysis.study.study import Study
from analysis.study.study_file import build_study
from analysis.study.wording import Wording
from analysis.topics.survey_change import list_figures
from analysis.topics.survey_change.paragraph import write_paragraph
from analysis.topics.survey_change.phrases import linked_sentence, scale_ends
from analysis.topics.survey_change.retention import share_texts
from analysis.topics.survey_change.worked import share_changes

WAVES = {"start": {"en": "Spring 2024"}, "late": {"en": "Late"}}


def figure_of(study: Study, responses: pd.DataFrame, stem: str, place: str = "all") -> Released:
    """The first figure whose name has a stem, as an edition releases it."""
    material = replace(material_of(study, responses), edition=Edition(study, place, "en", "raw"))
    figure = next(figure for figure in list_figures(study) if stem in figure.name)
    return release_table(figure, material)


# -- numbers of any width


@pytest.mark.parametrize(
    ("scale", "decimals"),
    [(Scale("points", (1, 2, 3, 4, 5), "high"), 2), (scale_of_numbers(1, 7, "high", "steps"), 2),
     (scale_of_numbers(0, 10, "low", "steps"), 1), (scale_of_numbers(0, 100, "high", "points"), 0),
     (scale_of_numbers(0, 168, "high"), 1), (scale_of_numbers(0, 20_000, "high"), -1)],
)  # fmt: skip
def test_means_are_written_as_exactly_as_their_range_asks(scale: Scale, decimals: int) -> None:
    assert scale.decimals(2) == decimals


def test_wide_numbers_are_written_to_tens_everywhere() -> None:
    table = Instrument((LADDER,)).declare(FOLDER.name)
    table["tables"]["responses"]["ladder"] = {
        "kind": "number", "ends": [0, 20_000], "better": "high", "titles": {"en": ["Steps a day"]},
    }  # fmt: skip
    study = build_study(table, FOLDER)
    responses = answer(Instrument((LADDER,)), 3, forms=40)
    responses["response"] = responses["response"] * 617 + responses["form"]
    for stem in ("forest", "means", "detectable", "municipalities"):
        released = figure_of(study, responses, stem)
        shown = [text for head, cells in write_columns(released) if head[:2] != "p,"
                 for text in cells]  # fmt: skip
        told = re.sub(r"p \(Holm\) [<\s]*[\d.]+", "", plain(released))
        assert not re.search(r"\d\.\d", " ".join((told, *shown))), stem


def test_a_mean_that_is_whole_has_its_decimal_in_the_table() -> None:
    responses = answer(Instrument((LADDER,)), 3, forms=40)
    is_later = responses["wave"] == "after"
    responses["response"] = 4 + 2 * (responses["form"] % 2) + is_later.astype("Int64")
    released = figure_of(Instrument((LADDER,)).study(FOLDER), responses, "means")
    assert [write_cells(released, name) for name in ("start", "end")] == [["5.0"], ["6.0"]]


def test_less_is_better_stands_at_the_scales_of_which_it_is_true() -> None:
    responses = answer(Instrument((PAIN, LADDER)), 4, forms=40)
    made = release_all(Instrument((PAIN, LADDER)), responses, ("forest",))
    heads = {name: [head for head, _ in write_columns(one)] for name, one in made.items()}
    marked = {name for name, texts in heads.items() if any("better)" in text for text in texts)}
    assert len(made) == 2
    assert marked == {"survey_change_forest"}, "of pain, which is first, and not of the ladder"


# -- what is read


def read_flags(tmp_path: Path, rows: list[list[str]], **more: Any) -> pd.DataFrame:
    study = Instrument((HOBBY, Question("garden", "flag"))).declare(tmp_path.name)
    study |= {"spellings": {"yes": ["Yes"], "no": ["No"]}, **more}
    head = ["Place", "Wave", "Hobby", "Garden"]
    folder = write_csv(tmp_path / "raw", "a.csv", [head, *rows])
    found = read_folder(build_study(study, tmp_path), folder)
    assert [fault.line("en") for fault in found.faults] == []
    return found.tables["responses"]


def test_a_form_that_says_no_to_everything_is_an_answer(tmp_path: Path) -> None:
    rows = [["North", "Before", "No", "No"]] * 4 + [["North", "Before", "Yes", "No"]] * 6
    read = read_flags(tmp_path, [*rows, ["North", "Before", "", ""]])
    assert read["form"].nunique() == 10
    assert read.loc[read["question"] == "hobby", "response"].mean() == 0.6


def test_points_of_a_scale_may_stand_in_any_order() -> None:
    table = Instrument((LADDER,)).declare(FOLDER.name)
    points = table["labels"]["ladder_points"]
    table["labels"]["ladder_points"] = dict(sorted(points.items(), reverse=True))
    column = build_study(table, FOLDER).columns["ladder"]
    assert column.allowed == tuple(map(str, range(11)))


def test_a_short_sheet_of_costs_is_drafted_with_its_kinds_and_places(project: Path) -> None:
    rows = [["Ort", "Kostnadsslag", "Belopp"], ["Sjöby", "Hyra", "90"], ["Sjöby", "Lön", "900"],
            ["Bergby", "Hyra", "70"], ["Bergby", "Lön", "800"]]  # fmt: skip
    draft = draft_study("kort", write_csv(project / "costs", "utgifter.csv", rows), "sv")
    text = (draft.folder / "study.toml").read_text("utf-8")
    for name in ("Hyra", "Lön", "Sjöby", "Bergby"):
        assert f'sv = "{name}"' in text
    assert "färre än fem personer" not in text


@pytest.mark.parametrize("title", ["Saapui", "Mukana", "Läsnäolo", "Deltagande", "Attendance"])
def test_who_came_is_recognised_by_many_words(title: str) -> None:
    assert recognise(title, "registrations") == "attended"


@pytest.mark.parametrize(
    ("numbers", "is_running"),
    [(range(7, 30), True), (range(30, 7, -1), True), ([*range(10, 20), *range(1, 10)], True),
     ([4000 + 37 * (k * 7 % 23) for k in range(23)], False)],
)  # fmt: skip
def test_numbers_that_differ_are_not_numbers_of_rows(
    numbers: Sequence[int], is_running: bool
) -> None:
    assert is_running_number([str(number) for number in numbers]) == is_running


# -- what is told of a survey


@pytest.mark.parametrize(
    ("better", "ends"), [("high", "1 = word 0, 7 = word 6"), ("low", "1 to 7")]
)
def test_a_mean_of_answers_has_its_items_words_unless_they_are_turned(
    better: str, ends: str
) -> None:
    index = {"of": "statements", "rule": "mean", "minimum_answered": 2, "better": better}
    study = Instrument((SEVEN,), survey={"indices": {"mood": index}}).study(FOLDER)
    scale = study.columns["mood"].scale
    assert scale is not None
    assert scale_ends(Edition(study, "all", "en", "raw"), scale) == ends


def test_a_level_at_a_wave_is_no_change_for_the_better() -> None:
    instrument = Instrument((PAIN,), waves=("before", "after", "later"))
    released = figure_of(instrument.study(FOLDER), answer(instrument, 3, forms=40), "levels")
    assert not any("better" in head for head, _ in write_columns(released))


def test_a_tie_is_worked_in_the_open_as_it_was_released() -> None:
    rows = answer(Instrument((HOBBY,)), 1, forms=40, coded=False)
    rows["response"] = ((rows["form"] - 1) % 80 < 40 + 3 * (rows["wave"] == "after")).astype(
        "Int64"
    )
    study = Instrument((HOBBY,)).study(FOLDER)
    released = figure_of(study, rows, "hobby")
    assert released.table["estimate"].tolist() == [3.8], "of 3.75"
    show_worked(released, share_changes(released, material_of(study, rows)), ["n_start"], scale=100)


def test_a_waves_name_is_written_as_the_study_spells_it() -> None:
    table = Instrument((LADDER, HOBBY), waves=("start", "late")).declare(FOLDER.name)
    table["labels"]["wave"] = WAVES
    study = build_study(table, FOLDER)
    responses = answer(Instrument((LADDER, HOBBY), waves=("start", "late")), 5, forms=40)
    told = plain(figure_of(study, responses, "means", "north"))
    assert "Spring 2024" in told
    assert "spring 2024" not in told


def test_groups_are_written_as_the_study_spells_them() -> None:
    contrast = {"question": "hobby", "item": "", "by": "arm", "group": "vappu", "against": "none",
                "wave": "before"}  # fmt: skip
    instrument = Instrument(
        (HOBBY,), background={"arm": ("vappu", "none")}, survey={"contrasts": {"one": contrast}}
    )
    made = release_all(instrument, answer(instrument, 2, forms=60), ("groups",))
    assert "Vappu" in plain(made["survey_change_groups"])


def test_nobody_is_said_to_be_reached_the_last_time_where_it_was_not_the_last() -> None:
    waves = ("before", "after", "later")
    instrument = Instrument((LADDER,), waves=waves, survey={"compare": ["before", "after"]})
    responses = answer(instrument, 3, forms=60)
    left = (responses["wave"] == "after") & (responses["form"] * 7 % 11 < 5)
    released = figure_of(instrument.study(FOLDER), responses[~left], "retention")
    assert "last" not in plain(released)
    assert "(Ladder)" in caption_of(released).foot, "of which rating the starting level is"


def test_how_many_are_linked_is_not_told_by_those_of_another_question() -> None:
    made = release_all(
        Instrument((LADDER,)), answer(Instrument((LADDER,)), 1, forms=40), ("forest",)
    )
    (forest,) = made.values()
    for pairs, told in (([30], "At most 30"), ([30, None], "is not told beside these numbers")):
        rows = pd.concat([forest.table] * len(pairs), ignore_index=True)
        rows["n_pairs"] = pd.array(pairs, dtype="Int64")
        assert told in linked_sentence(replace(forest, table=rows))
    assert "is not told" not in paragraph(Instrument((LADDER,)), made)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Are you tense? (1–7)", "“Are you tense? (1–7)”"),
        ("Steps (a day)", "steps (a day)"),
        ("Alone? 0 = never", "“Alone? 0\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}never”"),
    ],
)
def test_a_question_with_its_answers_behind_it_is_a_question(label: str, told: str) -> None:
    assert in_sentence(Wording("en"), label) == told


def test_a_places_sentence_that_begins_with_a_question_quotes_it() -> None:
    table = Instrument((LADDER,)).declare(FOLDER.name)
    table["questions"] = {"ladder": {"en": "How are you?"}}
    study = build_study(table, FOLDER)
    responses = answer(Instrument((LADDER,)), 5, forms=40)
    later = responses["wave"] == "after"
    responses["response"] = (responses["form"] % 4 + 4 * later).astype("Int64")
    forest = figure_of(study, responses, "forest", "north")
    told = write_paragraph(list_families(study), [forest], [], [])
    assert "How are you?" in told
    assert "?:" not in told


def test_a_hidden_rating_is_not_said_to_be_all_of_them() -> None:
    """The first of two scales has no rows in a place; the other's people are told all the same."""
    instrument = Instrument((LADDER, SEVEN))
    study = instrument.study(FOLDER)
    responses = answer(instrument, 5, forms=40)
    is_lost = (responses["question"] == "ladder") & (responses["municipality"] == "north")
    material = replace(
        material_of(study, responses[~is_lost]), edition=Edition(study, "north", "en", "raw")
    )
    forest = [release_table(f, material) for f in list_figures(study) if "forest" in f.name]
    assert [released.table.empty for released in forest] == [True, False]
    told = write_paragraph(list_families(study), forest, [], [])
    assert "there are no figures on the ratings" not in told
    assert told.startswith("In North, 35–44 (Before)")
    none = [replace(each, table=each.table[:0]) for each in forest]
    assert "there are no figures on the ratings" in write_paragraph(
        list_families(study), none, [], []
    )


def test_a_share_in_a_title_has_its_unit() -> None:
    responses = answer(Instrument((HOBBY,)), 1, forms=60)
    late = responses["wave"] == "after"
    responses["response"] = (late | (responses["form"] % 5 == 0)).astype("Int64")
    responses.loc[responses["form"] % 7 == 0, "response"] = 0
    assert (
        " pp)"
        in caption_of(figure_of(Instrument((HOBBY,)).study(FOLDER), responses, "hobby")).title
    )


def test_limits_of_a_places_shares_are_no_confidence_interval() -> None:
    waves = ("before", "after", "later")
    instrument = Instrument((HOBBY,), waves=waves)
    released = figure_of(
        instrument.study(FOLDER), answer(instrument, 3, forms=40), "levels", "north"
    )
    assert "no confidence intervals" in caption_of(released).foot
    assert "Limits" in [head for head, _ in write_columns(released)]


def test_a_letter_that_no_face_has_is_left_out_of_pictures() -> None:
    pets = Question("pets", "choice", ("cats", "dogs", "none"))
    table = Instrument((pets,)).declare(FOLDER.name)
    table["labels"]["pets_items"]["dogs"] = {"en": "Dogs \N{DOG FACE} & \N{HOT BEVERAGE}"}
    study = build_study(table, FOLDER)
    released = figure_of(study, answer(Instrument((pets,)), 3, forms=60), "pets")
    assert "Dogs  & \N{HOT BEVERAGE}" in texts(released)
    assert without_unknown("Łódź, Århus \N{DOG FACE}\n") == "Łódź, Århus \n"


def test_a_letter_that_no_face_has_is_left_out_of_print(project: Path) -> None:
    assert main(["new", "choir", "--language", "en"]) == 0
    path = project / "data/choir/study.toml"
    text = path.read_text("utf-8").replace('en = "choir"', 'en = "Sing \N{DOG FACE} \N{PIG FACE}"')
    path.write_text(text, "utf-8")
    assert main(["publication", "choir", "--language", "en", "--output", str(project)]) == 0
    (printed,) = project.glob("publication_*.pdf")
    told = PdfReader(printed).pages[0].extract_text()
    assert "Sing" in told
    assert "Municipalities" not in told, "of a study without places"


def test_the_first_answer_of_a_choice_stands_behind_its_question() -> None:
    role = Question("role", "choice", ("pupil", "worker"))
    study = Instrument((role,)).study(FOLDER)
    released = figure_of(study, answer(Instrument((role,)), 3, forms=60), "role")
    assert "“Role: Pupil”:" in write_paragraph([], [], [], [released])


def test_shares_found_again_are_per_cent_in_the_table_as_in_the_figure() -> None:
    instrument = Instrument((LADDER,))
    responses = answer(instrument, 3, forms=60)
    left = (responses["wave"] == "after") & (responses["form"] * 7 % 11 < 5)
    released = figure_of(instrument.study(FOLDER), responses[~left], "retention")
    shares = share_texts(released)
    assert shares
    assert write_cells(released, "estimate") == shares
    assert all(end.endswith("%") for end in write_cells(released, "ci_low"))
