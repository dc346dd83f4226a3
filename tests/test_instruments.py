"""Any instrument: nothing of how the first study's questions are named or scaled is assumed."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instruments import Instrument, Question, answer, material_of, turn
from matplotlib.figure import Figure as Drawn
from matplotlib.text import Text

from analysis.drawing.figure import Figure
from analysis.inputs.folder import read_folder
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.tables import say_nothing
from analysis.study.declaration import StudyError
from analysis.study.instrument import list_families, list_panels
from analysis.study.study_file import build_study
from analysis.topics.survey_change import RETENTION, list_figures, list_tables
from analysis.topics.survey_change.forest import forests
from analysis.topics.survey_change.indices import add_indices
from analysis.topics.survey_change.paragraph import write_paragraph
from analysis.topics.survey_change.reliability import estimate_reliability

FOLDER = Path("/nowhere/made_up")
FIRST_STUDY = re.compile(
    r"domain_rating|change_wished|change_in\b(?! *\()|invest_in|life_as_a_whole|[\"']life[\"']"
)
SEVEN = Question("statements", "scale", ("calm", "trust", "rest"), (1, 7), "high")
LADDER = Question("ladder", "scale", (), (0, 10), "high")
PAIN = Question("pain", "scale", ("back", "neck"), (1, 5), "low")
HOBBY = Question("hobby", "flag")
ROLE = Question("role", "choice", ("pupil", "worker", "neither_one"))
IN_PARAGRAPH = ("forest", "detectable")
PLANS = Question("plans", "multiple", ("travel", "study", "work"))


def release_all(
    instrument: Instrument, responses: pd.DataFrame, only: tuple[str, ...] = ("",)
) -> dict[str, Released]:
    """All tables of a survey, or only those whose names begin so after the topic's."""
    study = instrument.study(FOLDER)
    material = material_of(study, responses)
    return {table.name: release_table(table, material)
            for table in (*list_figures(study), *list_tables(study))
            if table.name.removeprefix("survey_change_").startswith(only)}  # fmt: skip


def plain(released: Released) -> str:
    """What a figure says in words; of one without rows, that there is nothing."""
    assert isinstance(released.of, Figure)
    if released.table.empty:
        return say_nothing(released).plain
    return released.of.caption(released).description


def texts(released: Released) -> list[str]:
    """What is written in a drawn figure."""
    assert isinstance(released.of, Figure)
    assert released.of.plot is not None
    drawn = released.of.plot(released, released.of.caption(released)).figure
    assert isinstance(drawn, Drawn)
    return [text.get_text() for text in drawn.findobj(Text) if isinstance(text, Text)]


def paragraph(instrument: Instrument, made: dict[str, Released]) -> str:
    study = instrument.study(FOLDER)

    forest, detectable = (
        [one for name, one in made.items() if name.startswith(f"survey_change_{stem}")]
        for stem in IN_PARAGRAPH
    )
    return write_paragraph(list_families(study), forest, detectable, [])


def rising(wave: str, start: int, end: int) -> int:
    return start if wave == "before" else end


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


KEYS = st.text("abcdefghijkmnopqrstuvw", min_size=3, max_size=8).map("x{}".format)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    questions = []
    for number in range(draw(st.integers(1, 3))):
        low = draw(st.sampled_from([0, 1]))
        ends = (low, draw(st.integers(low + 2, low + 9)))
        items = tuple(f"q{number}_{k}" for k in range(draw(st.integers(0, 3))))
        better = draw(st.sampled_from(["high", "low", "neither"]))
        questions.append(Question(f"rated_{number}", "scale", items, ends, better))
    families = {"first": [q.name for q in questions]} if draw(st.booleans()) else {}
    return Instrument((*questions, HOBBY, ROLE), families=families)


def unsigned(text: str) -> str:
    return re.sub(r"[+−]", "±", text)


@pytest.mark.slow
@settings(max_examples=12)
@given(instruments(), st.integers(0, 10**6), st.booleans())
def test_a_scale_turned_round_turns_every_sign_and_nothing_else(
    instrument: Instrument, seed: int, coded: bool
) -> None:
    responses = answer(instrument, seed, coded=coded)
    turned, reversed_ = turn(instrument, responses)
    there, back = release_all(instrument, responses), release_all(turned, reversed_)
    assert list(there) == list(back)
    assert paragraph_words(instrument, there) == paragraph_words(turned, back)
    for name, one in there.items():
        check_turned(one, back[name])


def paragraph_words(instrument: Instrument, made: dict[str, Released]) -> list[str]:
    words = paragraph(instrument, made)
    return re.findall(r"[\w ]+ (?:improved|got worse) by [\d.]+", words)


def check_turned(one: Released, other: Released) -> None:
    table, turned = one.table, other.table
    assert len(table) == len(turned), one.name
    for column in {"item", "question", "municipality", "by", "group"} & set(table.columns):
        if one.name != "survey_change_distribution":
            assert table[column].to_list() == turned[column].to_list(), one.name
    is_signed = "steps of the scale" in {column.unit for column in one.of.frame}
    for low, high in [("estimate", "estimate"), ("ci_low", "ci_high"), ("stayed", "stayed"),
                      ("stayed_low", "stayed_high"), ("started", "started"),
                      ("started_low", "started_high"), ("tipping", "tipping"),
                      ("pooled", "pooled"), ("pooled_low", "pooled_high"),
                      ("weak_low", "weak_high"), ("strong_low", "strong_high")]:  # fmt: skip
        if is_signed and low in table:
            mirrored = (-turned[high]).to_list()
            assert table[low].to_list() == pytest.approx(mirrored, nan_ok=True), one.name
    for same in {"p_value", "p_adjusted", "detectable", "observed", "probability", "n_start"}:
        if same in table:
            pair = [t[same].astype("float64").to_list() for t in (table, turned)]
            assert pair[0] == pytest.approx(pair[1], nan_ok=True), one.name
    if isinstance(one.of, Figure) and len(table) and "survey_change_means" not in one.name:
        titles = [unsigned(r.of.caption(r).title) for r in (one, other) if isinstance(r.of, Figure)]
        assert titles[0] == titles[1]


def rounded(row: list[float]) -> list[float]:
    return [round(value, 3) for value in row]


GROUPS = {"by": "arm", "group": "tried", "against": "waited"}
COMPARED: dict[str, Any] = {
    "indices": {
        "total": {"of": "statements", "rule": "sum", "minimum_answered": 2, "better": "high"}
    },
    "trials": {"activity": GROUPS | {"question": "total"}},
    "contrasts": {"hobbies": GROUPS | {"question": "hobby", "item": "", "wave": "early"}},
}
"""An index, two groups' changes of it, and two groups' shares."""


@pytest.mark.slow
@settings(max_examples=8)
@given(st.lists(KEYS, min_size=30, max_size=30, unique=True), st.integers(0, 10**6))
def test_renaming_everything_changes_no_number(names: list[str], seed: int) -> None:
    instrument = Instrument(
        (SEVEN, PAIN, HOBBY, ROLE, PLANS), ("early", "between", "late"), ("north", "south"),
        {"mood": ["statements"], "body": ["pain"]}, {"arm": ("tried", "waited")}, COMPARED,
    )  # fmt: skip
    new = dict(zip(keys_of(instrument), names, strict=False))
    assert len(new) == len(keys_of(instrument))
    responses = answer(instrument, seed)
    renamed = rename(instrument, new)
    moved = responses.rename(columns=new)
    for column in ("municipality", "wave", "question", "item", new["arm"]):
        moved[column] = moved[column].astype("object").map(lambda key: new.get(key, key))
    items = [new.get(item, item) for item in responses["item"].cat.categories]
    moved["item"] = pd.Categorical(moved["item"], items)
    there, back = release_all(instrument, responses), release_all(renamed, moved)
    assert len(there) == len(back)
    for one, other in zip(there.values(), back.values(), strict=True):
        numbers = [
            r.table.select_dtypes("number").fillna(-9).astype("float64") for r in (one, other)
        ]
        rows = [sorted(table.to_numpy().tolist(), key=rounded) for table in numbers]
        # The models are fitted by steps, whose rounding follows the order of the places.
        assert np.allclose(rows[0], rows[1], rtol=1e-4, atol=1e-7), one.name


def numbers_of(released: Released) -> list[tuple[float, ...]]:
    table = released.table.select_dtypes("number").fillna(-9).astype("float64").round(9)
    return sorted(map(tuple, table.to_numpy().tolist()))


def keys_of(instrument: Instrument) -> list[str]:
    keys = [*instrument.waves, *instrument.places, *instrument.families]
    for question in instrument.questions:
        keys += [question.name, *question.items]
    named = [name for section in COMPARED.values() for name in section]
    return list(dict.fromkeys([*keys, "arm", "tried", "waited", *named]))


def rename(instrument: Instrument, new: dict[str, str]) -> Instrument:
    def each(keys: object) -> tuple[str, ...]:
        assert isinstance(keys, tuple | list)
        return tuple(str(new.get(key, key)) for key in keys)

    return Instrument(
        tuple(Question(new[q.name], q.kind, each(q.items), q.ends, q.better)
              for q in instrument.questions),
        each(instrument.waves), each(instrument.places),
        {new[name]: list(each(questions)) for name, questions in instrument.families.items()},
        {new["arm"]: each(("tried", "waited"))}, rename_all(instrument.survey, new),
    )  # fmt: skip


def rename_all(told: Any, new: Mapping[str, str]) -> Any:
    """A section with each name in it renamed, wherever it stands."""
    if isinstance(told, Mapping):
        return {new.get(key, key): rename_all(value, new) for key, value in told.items()}
    return new.get(told, told) if isinstance(told, str) else told


def test_panels_stand_for_their_families() -> None:
    two = (
        Question("sleep", "scale", (), (1, 5), "high"),
        Question("food", "scale", (), (1, 5), "high"),
    )
    instrument = Instrument((*two, SEVEN), families={"day": ["sleep", "food"]})
    study = instrument.study(FOLDER)
    assert [panel.questions for panel in list_panels(study)] == [
        ("sleep",),
        ("food",),
        ("statements",),
    ]


@pytest.mark.parametrize(
    ("index", "ends", "by_hand"),
    [({"rule": "mean", "minimum_answered": 3, "stretch": [0, 100]}, (0, 100),
      lambda answers: (answers.mean(axis=1) - 1) / 4 * 100),
     ({"rule": "sum", "minimum_answered": 2, "factor": 4}, (12, 60),
      lambda answers: answers.mean(axis=1) * 3 * 4)],
)  # fmt: skip
def test_an_index_is_the_number_that_its_rule_says(
    index: dict[str, object], ends: tuple[int, int], by_hand: Callable[..., pd.Series]
) -> None:
    asked = Question("mood", "scale", ("one", "two", "three"), (1, 5), "high")
    declared = index | {"of": "mood", "better": "high"}
    instrument = Instrument((asked,), survey={"indices": {"overall": declared}})
    table = instrument.declare(FOLDER.name) | {"questions": {"overall": {"en": "Mood overall"}}}
    study, responses = build_study(table, FOLDER), answer(instrument, 3)
    lost = (responses["form"] == 1) & (responses["item"] == "two")
    responses.loc[lost, "missing"] = "no_answer"
    found = add_indices(responses, study)
    found = found[found["question"] == "overall"].set_index("form")
    wide = responses[~lost].pivot(index="form", columns="item", values="response")
    expected = by_hand(wide.astype("float64"))
    assert found["missing"].loc[1] == ("no_answer" if index["minimum_answered"] == 3 else "")
    assert found["response"].drop(1).to_list() == pytest.approx(expected.drop(1).to_list())
    if index["minimum_answered"] == 2:
        assert found["response"].loc[1] == pytest.approx(expected.loc[1])
    scale = study.columns["overall"].scale
    assert scale is not None
    assert list(scale.ends) == pytest.approx(ends)
    material = material_of(study, found.reset_index())
    assert release_table(next(f for f in forests(study) if "overall" in f.name), material).labels


def test_a_trial_is_the_difference_of_two_groups_changes() -> None:
    trial = {"by": "arm", "group": "tried", "against": "waited", "question": "statements"}
    instrument = Instrument(
        (SEVEN,), background={"arm": ("tried", "waited")}, survey={"trials": {"activity": trial}}
    )
    responses = answer(instrument, 8, 30, coded=False)
    material = material_of(instrument.study(FOLDER), responses)
    (trial_of,) = (t for t in list_figures(material.edition.study) if "trial" in t.name)
    table = trial_of.estimate(material)
    released = release_table(trial_of, material).table
    assert released["estimate"].to_list() == table["estimate"].round(1).to_list()
    rows = responses[responses["item"] == "calm"].astype({"response": "float64"})
    groups = {key: part["response"] for key, part in rows.groupby(["arm", "wave"])}
    means = {key: part.mean() for key, part in groups.items()}
    change = {arm: means[arm, "after"] - means[arm, "before"] for arm in ("tried", "waited")}
    error = sum(part.var() / len(part) for part in groups.values()) ** 0.5
    row = table.set_index("item").loc["calm"]
    assert row["estimate"] == pytest.approx(change["tried"] - change["waited"])
    assert (row["ci_high"] - row["estimate"]) / error == pytest.approx(1.98, abs=0.02)


def test_a_trial_of_yes_or_no_is_the_difference_of_two_groups_shares() -> None:
    """Percentage points, with the interval that the binomial variances give; few are not told."""
    trial = {"by": "arm", "group": "tried", "against": "waited", "question": "hobby"}
    instrument = Instrument(
        (HOBBY,), background={"arm": ("tried", "waited")}, survey={"trials": {"activity": trial}}
    )
    responses = answer(instrument, 8, 60, coded=False)
    name = "survey_change_trial_activity"
    released = release_all(instrument, responses)[name]
    parts = [part.astype("float64") for _, part in responses.groupby(["arm", "wave"])["response"]]
    tried_after, tried_before, waited_after, waited_before = (100 * part.mean() for part in parts)
    (row,) = released.table.itertuples()
    change = (tried_after - tried_before) - (waited_after - waited_before)
    error = 100 * sum(part.var() / len(part) for part in parts) ** 0.5
    assert row.estimate == pytest.approx(change, abs=0.05)
    assert (row.ci_high - row.estimate) / error == pytest.approx(1.97, abs=0.02)
    assert "in percentage points" in plain(released)
    assert "step" not in plain(released)
    assert texts(released)
    is_no = (responses["arm"] == "tried") & (responses["response"] == 0)
    nearly_all = responses.assign(response=responses["response"].mask(is_no, 1))
    assert release_all(instrument, nearly_all)[name].table.empty


@pytest.mark.slow
def test_a_trial_is_not_told_beside_a_rest_of_few() -> None:
    """Two people of neither group: everyone less the groups would be their answers."""
    trial = {"by": "arm", "group": "tried", "against": "waited", "question": "statements"}
    instrument = Instrument(
        (SEVEN,),
        background={"arm": ("tried", "waited", "neither")},
        survey={"trials": {"activity": trial}},
    )
    responses = answer(instrument, 8, 30, coded=False)
    nobody = responses.assign(arm=responses["arm"].replace({"neither": "tried"}))
    few = nobody.assign(arm=nobody["arm"].mask(nobody["form"] <= 2, "neither"))
    for given_, is_shown in ((nobody, True), (few, False), (responses, True)):
        released = release_all(instrument, given_)["survey_change_trial_activity"]
        assert (len(released.table) > 0) == is_shown


@pytest.mark.parametrize(
    ("section", "told"),
    [({"indices": {"x": {"of": "mood", "rule": "mean", "minimum_answered": 1, "better": "high"}}},
      "survey.indices.x.of' has an unknown value 'mood'"),
     ({"trials": {"x": {"by": "arm", "group": "a", "against": "a", "question": "role"}}},
      "survey.trials.x.question' has an unknown value 'role'; choose from: statements, hobby"),
     ({"compare": ["before", "later"]}, "survey.compare' has an unknown value 'later'"),
     ({"compare": ["after", "before"]}, "compares the wave after with before, which stands before"),
     ({"background": ["age"]}, "survey.background' has an unknown value 'age'")],
)  # fmt: skip
def test_what_the_survey_section_names_must_be_there(section: dict[str, Any], told: str) -> None:
    table = Instrument((SEVEN, HOBBY, ROLE), survey=section).declare(FOLDER.name)
    with pytest.raises(StudyError, match=told):
        build_study(table, FOLDER)


def test_a_contrast_of_a_scale_is_refused_with_what_to_write_instead() -> None:
    contrast = {"question": "statements", "item": "calm", "by": "arm", "group": "tried",
                "against": "waited", "wave": "before"}  # fmt: skip
    background = {"arm": ("tried", "waited")}
    survey = {"contrasts": {"calm": contrast}}
    table = Instrument((SEVEN, HOBBY), background=background, survey=survey).declare(FOLDER.name)
    with pytest.raises(StudyError, match=r"'statements' is a scale or a number; .*\[survey.trials"):
        build_study(table, FOLDER)
    table["survey"]["contrasts"]["calm"] |= {"question": "hobby", "item": "", "by": "statements"}
    with pytest.raises(StudyError, match=r"contrasts.calm.by' has an unknown value 'statements'"):
        build_study(table, FOLDER)


SLEEP = {"kind": "number", "ends": [0, 24], "better": "high", "titles": {"en": ["Hours of sleep"]}}


def test_a_number_between_ends_is_a_question(tmp_path: Path) -> None:
    """Means by hand: 42 hours of six before, 51.5 of six after (8.58); read from an export."""
    table = Instrument((HOBBY,)).declare(FOLDER.name)
    table["tables"]["responses"]["sleep"] = SLEEP
    table["spellings"] = {"yes": ["Yes"], "no": ["No"], "missing": {"dont_know": ["Unsure"]}}
    table["disclosure"] = {"minimum_n": 2, "minimum_count": 1}
    study = build_study(table, FOLDER)
    hours = {"Before": ["6,5", "7,5", "5", "9", "8", "6", "Unsure", ""],
             "After": ["8", "9,25", "8", "9,25", "7", "10"]}  # fmt: skip
    rows = [f"North;{wave};Yes;{told}" for wave, given in hours.items() for told in given]
    export = tmp_path / "form.csv"
    export.write_text("\n".join(["Place;Wave;Hobby;Hours of sleep", *rows]), encoding="utf-8")
    found = read_folder(study, tmp_path)
    assert not found.faults
    responses = found.tables["responses"]
    asleep = responses[responses["question"] == "sleep"]
    assert asleep["missing"].to_list() == [*[""] * 6, "dont_know", "no_answer", *[""] * 6]
    (forest,) = (f for f in forests(study) if "forest" in f.name)
    (row,) = release_table(forest, material_of(study, responses)).table.itertuples()
    assert (row.start, row.end, row.n_start, row.n_end) == (7.0, 8.6, 6, 6)
    assert list_panels(study)[0].scale.ends == (0, 24)
    export.write_text(export.read_text("utf-8").replace("9,25", "25"), encoding="utf-8")
    (fault,) = read_folder(study, tmp_path).faults
    assert fault.rule == "number-ends"
    assert "within 0–24" in fault.message("en")


@pytest.mark.parametrize(
    ("column", "told"),
    [({"kind": "number", "ends": [0, 24]}, "sleep.better' is missing; say which answers"),
     ({"kind": "flag", "ends": [0, 1], "better": "high"}, "sleep.ends' is of a number alone"),
     ({"kind": "number", "ends": [24, 0], "better": "high"}, "must have the lower number first")],
)  # fmt: skip
def test_a_number_says_its_ends_and_its_direction(column: dict[str, Any], told: str) -> None:
    table = Instrument((SEVEN,)).declare(FOLDER.name)
    table["tables"]["responses"]["sleep"] = {"titles": {"en": ["Sleep"]}} | column
    with pytest.raises(StudyError, match=told):
        build_study(table, FOLDER)


SHAPES = [
    (Question("ten", "scale", tuple(f"i{k}" for k in range(10)), (1, 5), "high"),
     {"rule": "sum", "minimum_answered": 8, "stretch": [0, 100]},
     lambda told: (10 * sum(told) / len(told) - 10) / 40 * 100, (0, 100)),
    (Question("five", "scale", tuple(f"i{k}" for k in range(5)), (0, 5), "high"),
     {"rule": "sum", "minimum_answered": 5, "factor": 4}, lambda told: 4 * sum(told), (0, 100)),
    (Question("fourteen", "scale", tuple(f"i{k}" for k in range(14)), (1, 5), "high"),
     {"rule": "sum", "minimum_answered": 14}, sum, (14, 70)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "rule", "by_hand", "ends"), SHAPES, ids=("ten", "five", "fourteen")
)
def test_shapes_of_known_instruments_can_be_said(
    asked: Question, rule: dict[str, Any], by_hand: Callable[[list[int]], float],
    ends: tuple[float, float],
) -> None:  # fmt: skip
    """Beside a ladder 0-10; the numbers are added up here form by form."""
    index = rule | {"of": asked.name, "better": "high"}
    instrument = Instrument((asked, LADDER), survey={"indices": {"total": index}})
    table = instrument.declare(FOLDER.name) | {"questions": {"total": {"en": "Total"}}}
    study, responses = build_study(table, FOLDER), answer(instrument, 11, 20)
    dropped = (responses["form"] % 4 == 0) & responses["item"].isin(["i1", "i3"])
    dropped |= (responses["form"] == 6) & responses["item"].isin(["i0", "i2", "i4"])
    responses.loc[dropped, "missing"] = "no_answer"
    found = add_indices(responses, study)
    totals = found[found["question"] == "total"].set_index("form")["response"]
    kept = responses[(responses["question"] == asked.name) & (responses["missing"] == "")]
    for form, answers in kept.groupby("form")["response"]:
        told = [int(value) for value in answers]
        if len(told) < rule["minimum_answered"]:
            assert pd.isna(totals[form])
        else:
            assert totals[form] == pytest.approx(by_hand(told))
    assert totals.isna().sum() > 0
    scales = {panel.name: panel.scale.ends for panel in list_panels(study)}
    assert scales["total"] == pytest.approx(ends)
    assert scales["ladder"] == (0, 10)


def test_reliability_is_told_of_enough_people_only() -> None:
    index = {"of": "statements", "rule": "mean", "minimum_answered": 2, "better": "high"}
    instrument = Instrument((SEVEN,), survey={"indices": {"total": index}})
    table = instrument.declare(FOLDER.name) | {"questions": {"total": {"en": "Total"}}}
    study = build_study(table, FOLDER)
    few, many = (answer(instrument, 2, forms) for forms in (14, 15))
    assert estimate_reliability(few, study).empty
    (row,) = estimate_reliability(many, study).itertuples()
    first = many[many["wave"] == "before"].pivot(index="form", columns="item", values="response")
    covariance = np.cov(first.astype("float64").to_numpy(), rowvar=False)
    k = len(covariance)
    assert row.alpha == pytest.approx(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))
    assert (row.n, row.n_items) == (30, 3)
