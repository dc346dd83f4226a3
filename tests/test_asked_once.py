"""A question that one of the compared waves lacks has no change, and its readers are told why."""

from pathlib import Path

import pandas as pd
import pytest
from asked import HOBBY, LADDER, PLANS, ROLE, SEVEN
from exports import write_csv
from instruments import Instrument, Question, answer, caption_of, material_of

from analysis.inputs.asked_once import find_asked_once
from analysis.inputs.folder import read_folder
from analysis.inputs.frames import NUMBERS, STATEMENTS
from analysis.release.rules import release_table
from analysis.report.publication.summary import write_summary
from analysis.study.edition import Edition
from analysis.study.study import Study
from analysis.study.study_file import build_study
from analysis.topics.survey_change.levels_asked import levels
from analysis.topics.survey_change.material import make_material, read_material
from analysis.topics.survey_change.nonresponse import estimate_nonresponse
from analysis.topics.survey_change.once import find_once, once_sentence
from analysis.topics.survey_change.paragraph import write_paragraph

USEFUL = Question("useful", "flag")
FOLDER = Path("/nowhere/made_up")
BOTH = "No change can be told of these, as the compared waves do not both have answers to them"


def say_once(instrument: Instrument, responses: pd.DataFrame, place: str = "all") -> str:
    study = instrument.study(FOLDER)
    edition = Edition(study, place, "en", "raw")
    numbers, statements = NUMBERS.empty(), STATEMENTS.empty()
    material = make_material(edition, responses, numbers, statements)
    return once_sentence(material.asked_once, edition)


def ask_at(responses: pd.DataFrame, question: str, *waves: str, reason: str) -> pd.DataFrame:
    """The same answers, but for a question that other waves leave unanswered."""
    is_left = (responses["question"] == question) & ~responses["wave"].isin(waves)
    rows = responses.copy()
    rows["missing"] = rows["missing"].astype("object").mask(is_left, reason)
    rows["response"] = rows["response"].mask(is_left)
    return rows


@pytest.mark.parametrize("place", ["all", "north"])
@pytest.mark.parametrize(
    ("wave", "reason", "told"),
    [("after", "not_asked", "Useful (asked only: After)"),
     ("before", "not_asked", "Useful (asked only: Before)"),
     ("before", "no_answer", "Useful (answers only: Before)")],
)  # fmt: skip
def test_of_a_question_of_one_wave_readers_are_told_when(
    wave: str, reason: str, told: str, place: str
) -> None:
    instrument = Instrument((LADDER, USEFUL))
    responses = ask_at(answer(instrument, 3, 20), "useful", wave, reason=reason)
    assert say_once(instrument, responses, place) == f"{BOTH}: {told}."


def test_a_question_of_a_middle_wave_is_told_of_too() -> None:
    instrument = Instrument((LADDER, USEFUL, HOBBY), waves=("before", "middle", "after"))
    responses = ask_at(answer(instrument, 3, 20), "useful", "middle", reason="not_asked")
    responses = ask_at(responses, "hobby", "before", "after", reason="not_asked")
    assert say_once(instrument, responses) == f"{BOTH}: Useful (asked only: Middle)."


def test_an_item_that_one_wave_adds_is_told_by_its_name() -> None:
    instrument = Instrument((LADDER, SEVEN))
    responses = answer(instrument, 3, 20)
    is_new = (responses["item"] == "rest") & (responses["wave"] == "before")
    assert say_once(instrument, responses[~is_new]) == (
        f"{BOTH}: Statements: Rest (asked only: After)."
    )


def test_a_survey_that_was_made_once_lacks_no_question() -> None:
    instrument = Instrument((LADDER, USEFUL))
    responses = answer(instrument, 3, 20)
    assert say_once(instrument, responses[responses["wave"] == "before"]) == ""
    few = responses[(responses["wave"] == "before") | (responses["form"] > 78)]
    assert say_once(instrument, ask_at(few, "useful", "before", reason="no_answer")) == ""


def test_that_few_answered_is_not_told() -> None:
    """Whether nobody answered or too few did has one silence."""
    instrument = Instrument((LADDER, USEFUL))
    responses = ask_at(answer(instrument, 3, 20), "useful", reason="no_answer")
    some = (responses["question"] == "useful") & (responses["form"] <= 4)
    responses.loc[some, ["missing", "response"]] = ["", 1]
    assert say_once(instrument, responses) == ""
    found = find_asked_once(responses, instrument.study(FOLDER))
    assert [once.question for once in found] == ["useful"]


def test_what_nobody_had_to_answer_was_not_left_unasked() -> None:
    """That a question was asked of nobody would tell that everyone answered another alike."""
    instrument = Instrument((ROLE, USEFUL))
    table = instrument.declare(FOLDER.name)
    table["tables"]["responses"]["useful"]["asked_if"] = {"role": ["pupil"]}
    responses = ask_at(answer(instrument, 3, 20), "useful", "after", reason="not_asked")
    assert find_asked_once(responses, build_study(table, FOLDER)) == []


def test_the_paragraph_ends_in_it_even_where_nothing_else_is_told() -> None:
    assert write_paragraph([], [], [], [], once="Told.") == "Told."


@pytest.mark.parametrize("reason", ["not_asked", "no_answer"])
def test_an_unasked_question_is_no_question_that_everybody_left_out(reason: str) -> None:
    """Empty cells of one file look the same where a question was asked of nobody."""
    instrument = Instrument((LADDER, USEFUL))
    responses = ask_at(answer(instrument, 3, 20), "useful", "after", reason=reason)
    material = material_of(instrument.study(FOLDER), responses)
    missing = estimate_nonresponse(material.responses, material.edition)
    assert missing["question"].to_list() == ["ladder"]


@pytest.mark.parametrize("asked", ["ladder", "useful"])
def test_of_one_wave_no_other_is_spoken_of(asked: str) -> None:
    instrument = Instrument((LADDER, USEFUL))
    table = instrument.declare(FOLDER.name)
    table["tables"]["responses"][asked]["optional"] = True
    study = build_study(table, FOLDER)
    responses = ask_at(answer(instrument, 3, 20), asked, "after", reason="not_asked")
    (figure,) = levels(study)
    told = caption_of(release_table(figure, material_of(study, responses)))
    assert "each wave" not in told.subtitle
    assert "rings" not in told.foot
    assert told.subtitle.startswith({"ladder": "Mean (", "useful": "Useful. Share of"}[asked])


def declare(folder: Path) -> Study:
    table = Instrument((HOBBY, USEFUL)).declare(folder.name)
    table["spellings"] = {"yes": ["Yes"], "no": ["No"]}
    table["tables"]["responses"]["useful"]["optional"] = True
    study = build_study(table, folder)
    for wave, more in (("Before", []), ("After", ["Yes"])):
        rows = [[("North", "South")[k % 2], wave, ("No", "Yes")[k % 3 % 2], *more]
                for k in range(40)]  # fmt: skip
        titles = ["Place", "Wave", "Hobby", *["Useful"][: len(more)]]
        write_csv(folder / "raw", f"{wave}.csv", [titles, *rows])
    return study


def test_check_says_of_which_question_no_change_can_be_told(tmp_path: Path) -> None:
    found = read_folder(declare(tmp_path), tmp_path / "raw")
    told = [note.line("en") for note in found.notes if note.rule == "asked-once"]
    assert told == ["raw: rule asked-once: the question “Useful” was not asked at both of the "
                    "compared waves (asked: After), so no change of it can be told"]  # fmt: skip


def test_an_answer_that_one_form_does_not_offer_was_not_chosen_by_nobody(tmp_path: Path) -> None:
    """Nobody could tick "work" before: it did not rise from 0 %."""
    table = Instrument((PLANS,)).declare(tmp_path.name)
    table["spellings"] = {"yes": ["x"], "no": ["-"]}
    table["tables"]["responses"]["plans"]["optional"] = True
    study, answers = build_study(table, tmp_path), ("Travel", "Study", "Work")
    for wave, offered in (("Before", 2), ("After", 3)):
        rows = [[("North", "South")[k % 2], wave, *("x-"[(k + at) % 2] for at in range(offered))]
                for k in range(40)]  # fmt: skip
        titles = ["Place", "Wave", *(f"Plans: {answer}" for answer in answers[:offered])]
        write_csv(tmp_path / "raw", f"{wave}.csv", [titles, *rows])
    found = read_folder(study, tmp_path / "raw")
    assert found.faults == []
    (note,) = [note.line("en") for note in found.notes if note.rule == "asked-once"]
    assert "“Plans: Work” was not asked at both" in note
    material = read_material(Edition(study, language="en", data=str(tmp_path / "raw")))
    assert [*material.change["item"]] == ["travel", "study"]
    assert material.coarse is not None
    counted = material.coarse.counts
    assert set(counted.loc[counted["item"] == "work", "wave"]) == {"after"}


def test_the_publication_says_it_too(tmp_path: Path) -> None:
    from analysis.report.exhibit import make_exhibits

    edition = Edition(declare(tmp_path), language="en", data=str(tmp_path / "raw"))
    (summary,) = write_summary(edition, make_exhibits(edition))
    assert f"{BOTH}: Useful (asked only: After)." in summary["findings"]
    assert "“Hobby”:" in summary["findings"], "the questions of no study are known by name"


def test_a_document_that_prints_one_wave_has_no_change() -> None:
    study = Instrument((HOBBY, USEFUL)).study(FOLDER)
    rows = [("hobby", "before", 40.0), ("hobby", "after", 50.0), ("useful", "after", 80.0)]
    printed = pd.DataFrame(
        [{"id": f"{q}.{w}", "question": q, "item": "", "municipality": "all", "wave": w,
          "value": value, "printed": f"{value:.0f}", "unit": "pct", "n": 40, "bound": "",
          "document": "d", "note": "", "origin": "published"} for q, w, value in rows]
    ).reindex(columns=NUMBERS.names).astype(NUMBERS.dtypes)  # fmt: skip
    edition = Edition(study, language="en")
    material = make_material(edition, None, printed, STATEMENTS.empty())
    assert [*material.change["question"]] == ["hobby"]
    found = find_once(None, printed, edition)
    assert once_sentence(found, edition) == f"{BOTH}: Useful (answers only: After)."


def test_material_of_answers_at_both_waves_has_none() -> None:
    instrument = Instrument((LADDER, USEFUL))
    assert material_of(instrument.study(FOLDER), answer(instrument, 3)).asked_once == []
