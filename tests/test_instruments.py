"""Any instrument: nothing of how the first study's questions are named or scaled is assumed."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from asked import (
    FOLDER,
    HOBBY,
    IN_PARAGRAPH,
    LADDER,
    PAIN,
    PLANS,
    ROLE,
    SEVEN,
    paragraph,
    plain,
    release_all,
    texts,
)
from instruments import Instrument, Question, answer, material_of

from analysis.drawing.figure import Figure
from analysis.study.declaration import StudyError
from analysis.study.instrument import list_families
from analysis.study.study_file import build_study
from analysis.topics.survey_change import RETENTION
from analysis.topics.survey_change.paragraph import write_paragraph

FIRST_STUDY = re.compile(
    r"domain_rating|change_wished|change_in\b(?! *\()|invest_in|life_as_a_whole|[\"']life[\"']"
)


def answers_of(question: Question, start: int, end: int) -> pd.DataFrame:
    """Everyone's answers near one point at the first wave, and near another at the last."""
    responses = answer(Instrument((question,)), 1)
    centre = responses["wave"].map({"before": start, "after": end})
    # Nobody's second answer follows from the first.
    return responses.assign(response=(centre + responses["form"] % 3).astype("Int64"))


@pytest.mark.parametrize(
    ("better", "start", "end", "told"),
    [("high", 2, 5, "improved by"), ("high", 5, 2, "got worse by"), ("low", 5, 2, "improved by"),
     ("low", 2, 5, "got worse by"), ("neither", 2, 5, "rose by"), ("neither", 5, 2, "fell by")],
)  # fmt: skip
def test_words_follow_from_the_declared_direction(
    better: str, start: int, end: int, told: str
) -> None:
    question = Question("mood", "scale", ("one", "two"), (1, 9), better)
    instrument = Instrument((question,))
    answers = answers_of(question, start, end)
    words = paragraph(instrument, release_all(instrument, answers, IN_PARAGRAPH))
    assert told in words
    others = {"improved by", "got worse by", "rose by", "fell by"} - {told}
    assert not any(other in words for other in others)


@pytest.mark.parametrize(
    ("better", "sides"),
    [("high", ["← worse", "better →"]), ("low", ["← worse", "better →"]),
     ("neither", ["← less", "more →"])],
)  # fmt: skip
def test_the_sides_of_the_axis_follow_from_it_too(better: str, sides: list[str]) -> None:
    question = Question("mood", "scale", ("one", "two"), (1, 7), better)
    instrument = Instrument((question,))
    made = release_all(instrument, answer(instrument, 4, 120))
    for name in ("survey_change_forest", "survey_change_stayers", "survey_change_municipalities"):
        assert [text for text in texts(made[name]) if "←" in text or "→" in text] == sides


def test_each_scale_has_an_axis_with_the_words_of_its_ends() -> None:
    instrument = Instrument((SEVEN, LADDER), families={"mood": ["statements", "ladder"]})
    made = release_all(instrument, answer(instrument, 3, 15))
    seven, ladder = (
        made["survey_change_means"],
        made["survey_change_means_mood_ladder"],
    )
    assert {"1", "7"} <= set(texts(seven))
    assert {"0", "10"} <= set(texts(ladder))
    assert "1\xa0=\xa0word 0, 7\xa0=\xa0word 6; larger is better" in plain(seven)
    assert "0\xa0=\xa0word 0, 10\xa0=\xa0word 10; larger is better" in plain(ladder)


@pytest.mark.slow
@pytest.mark.parametrize(
    "questions", [(SEVEN,), (LADDER,), (HOBBY,), (ROLE,), (PLANS,), (PAIN, LADDER, HOBBY)]
)
@pytest.mark.parametrize("coded", [True, False])
def test_a_survey_of_one_kind_of_question_is_shown_or_says_what_cannot_be(
    questions: tuple[Question, ...], *, coded: bool
) -> None:
    instrument = Instrument(questions)
    made = release_all(instrument, answer(instrument, 5, coded=coded))
    study = instrument.study(FOLDER)
    for released in made.values():
        if isinstance(released.of, Figure):
            assert plain(released)
            assert released.table.empty or texts(released)
    assert write_paragraph(
        list_families(study),
        [made[f] for f in made if f.startswith("survey_change_forest")],
        [made[f] for f in made if f.startswith("survey_change_detectable")],
        [made[f"survey_change_{q.name}"] for q in questions if q.kind != "scale"],
    )


def test_a_yes_or_no_is_one_row_and_one_test() -> None:
    instrument = Instrument((HOBBY,))
    released = release_all(instrument, answer(instrument, 5, 20))["survey_change_hobby"]
    assert len(released.table) == 1
    assert released.table["p_adjusted"].to_list() == released.table["p_value"].to_list()
    assert released.labels == ["Hobby"]


def test_of_exclusive_answers_the_last_is_not_tested() -> None:
    instrument = Instrument((ROLE,), families={"all": ["role"]})
    table = release_all(instrument, answer(instrument, 5, 40))["survey_change_role"].table
    assert table["p_value"].notna().all()
    assert table["p_adjusted"].isna().to_list() == [False, False, True]
    tested = table["p_value"].iloc[:2]
    # Both are released to two decimals.
    assert table["p_adjusted"].min() == pytest.approx(min(2 * tested.min(), 1), abs=0.015)


def test_a_wave_between_is_shown_and_never_merged() -> None:
    waves = ("first_form", "middle_form", "last_form")
    instrument = Instrument((SEVEN, HOBBY), waves, background={"arm": ("tried", "not_tried")})
    responses = answer(instrument, 9)
    made = release_all(instrument, responses)
    levels = made["survey_change_levels"].table
    rows = responses[responses["question"] == "statements"]
    by_hand = rows.groupby(["item", "wave"], observed=True)["response"].mean().round(1)
    for row in levels.itertuples():
        assert row.estimate == pytest.approx(float(by_hand[row.item, row.wave]))
    assert set(levels["wave"]) == set(waves)
    without = responses[responses["wave"] != "middle_form"]
    pair = Instrument(instrument.questions, waves[::2], background=instrument.background)
    found = release_all(pair, without)
    assert (
        made.pop("forms_read").table["n_forms"] > found.pop("forms_read").table["n_forms"]
    ).all()
    for name, released in found.items():
        pd.testing.assert_frame_equal(made[name].table, released.table, obj=name)
    words = plain(made["survey_change_forest"])
    assert "First form" in words
    assert "Last form" in words
    assert "start" not in words


def test_the_compared_waves_are_declared() -> None:
    waves = ("a_form", "b_form", "c_form")
    declared = Instrument((SEVEN,), waves, survey={"compare": ["b_form", "c_form"]})
    responses = answer(declared, 9)
    later = Instrument((SEVEN,), waves[1:])
    expected = release_all(later, responses[responses["wave"] != "a_form"])["survey_change_forest"]
    found = release_all(declared, responses)["survey_change_forest"]
    pd.testing.assert_frame_equal(found.table, expected.table)


def test_groups_are_told_apart_by_any_background_but_places_are_not_compared() -> None:
    """Shares of two places, with how many answered there, are exact numbers of a place."""
    contrast = {"question": "hobby", "item": "", "wave": "before"}
    contrasts = {
        "arms": contrast | {"by": "arm", "group": "tried", "against": "waited"},
        "places": contrast | {"by": "municipality", "group": "north", "against": "south"},
    }
    instrument = Instrument(
        (HOBBY,), background={"arm": ("tried", "waited")}, survey={"contrasts": contrasts}
    )
    released = release_all(instrument, answer(instrument, 5, 40))["survey_change_groups"]
    assert released.table["by"].to_list() == ["arm"]
    assert released.hidden_by == {"people": 1}
    assert not any("North" in text for text in texts(released))
    material = material_of(instrument.study(FOLDER), answer(instrument, 5, 40))
    assert "arm" in set(RETENTION.estimate(material)["by"])


def test_a_scale_without_a_direction_is_refused() -> None:
    table = Instrument((SEVEN,)).declare(FOLDER.name)
    del table["tables"]["responses"]["statements"]["better"]
    with pytest.raises(StudyError, match=r"statements.better' is missing; say which answers"):
        build_study(table, FOLDER)


@pytest.mark.parametrize("ends", [(1, 1), (2, 5), (0, 11)])
def test_a_scale_of_other_points_is_refused(ends: tuple[int, int]) -> None:
    table = Instrument((Question("mood", "scale", (), ends, "high"),)).declare(FOLDER.name)
    with pytest.raises(StudyError, match=r"mood.labels' is of a scale; give 2 to 11 points"):
        build_study(table, FOLDER)


def test_texts_are_needed_in_the_studys_languages_only() -> None:
    table = Instrument((SEVEN,)).declare(FOLDER.name)
    assert build_study(table, FOLDER).languages == ("en",)
    table["languages"] = ["en", "sv"]
    with pytest.raises(StudyError, match=r"'name.sv' is missing; add it"):
        build_study(table, FOLDER)
    with pytest.raises(StudyError, match=r"'language' has an unknown value 'en'"):
        build_study(table | {"languages": ["sv"]}, FOLDER)


@pytest.mark.parametrize(
    ("terms", "told"),
    [({"survey_change": {"nss": {"en": "x"}}}, "terms.survey_change.nss' is the key of no text"),
     ({"survey_change": {"ns": {"en": "{n}"}}}, r"terms.survey_change.ns' has {n}, which"),
     ({"meetings": {"one": {"en": "x"}}}, "terms.meetings.one' is the key of no text")],
)  # fmt: skip
def test_terms_are_of_texts_that_are_there(terms: dict[str, object], told: str) -> None:
    table = Instrument((SEVEN,)).declare(FOLDER.name) | {"terms": terms}
    with pytest.raises(StudyError, match=told):
        build_study(table, FOLDER)


def test_no_question_of_the_first_study_is_named_in_code_or_notebooks(root: Path) -> None:
    sources = [p for kind in ("*.py", "*.toml", "*.j2") for p in (root / "src").rglob(kind)]
    sources = [p for p in sources if "example" not in p.parts]  # makes up the first study's data
    told = {path: path.read_text(encoding="utf-8") for path in sources}
    for path in (root / "notebooks").glob("*.ipynb"):
        told[path] = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    for path, text in told.items():
        found = FIRST_STUDY.findall(text)
        assert not found, f"{path.relative_to(root)}: {found}"
