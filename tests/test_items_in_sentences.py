"""Items that are sentences, names in small letters, and who is the same: what captions say."""

import pandas as pd
import pytest
from asked import FOLDER, LADDER, release_all
from instruments import Instrument, Question, answer, caption_of, material_of

from analysis.drawing.words.clauses import is_clause
from analysis.drawing.words.numbers import in_list, in_sentence
from analysis.release.rules import release_table
from analysis.report.pages.summaries import label
from analysis.study.codebook import ELSEWHERE
from analysis.study.edition import Edition
from analysis.study.spelling import bind_numbers, hold_together
from analysis.study.study_file import build_study
from analysis.study.wording import Wording
from analysis.topics.survey_change import list_figures
from analysis.topics.training_attendance.coarse_places import coarsen_places

SCHOOL = Question("school", "scale", ("fun", "safe"))


@pytest.mark.parametrize(
    ("label", "language", "told"),
    [
        ("oli koulussa on kivaa", "fi", "”oli koulussa on kivaa”"),
        ("Olen nukkunut hyvin", "fi", "”Olen nukkunut hyvin”"),
        ("Avun ja palvelujen saanti", "fi", "avun ja palvelujen saanti"),
        ("Jag sover gott", "sv", "”Jag sover gott”"),
        ("Trygghet", "sv", "trygghet"),
        ("My teacher listens", "en", "“My teacher listens”"),
        ("Sleep and rest", "en", "sleep and rest"),
        ("Ingen", "sv", "”Ingen”"),
        ("Ei kukaan", "fi", "”Ei kukaan”"),
        ("None of these", "en", "“None of these”"),
        ("Noise", "en", "noise"),
    ],
)
def test_a_sentence_inside_another_is_quoted(label: str, language: str, told: str) -> None:
    assert in_sentence(Wording(language), label) == told
    is_quoted = told != told.strip("”“")
    assert in_list(Wording(language), label) == (told if is_quoted else label)
    assert not is_clause(label.split()[0], language), "one word alone is a name"


def test_a_title_begins_with_a_capital_whatever_it_begins_with() -> None:
    contrast = {"by": "arm", "group": "tried", "against": "none", "question": "ladder"}
    instrument = Instrument(
        (LADDER,), background={"arm": ("tried", "none")}, survey={"trials": {"one": contrast}}
    )
    table = instrument.declare(FOLDER.name)
    table["labels"]["arm"] = {"tried": {"en": "tried it"}, "none": {"en": "none"}}
    study = build_study(table, FOLDER)
    figure = next(figure for figure in list_figures(study) if "trial" in figure.name)
    responses = answer(instrument, 2, forms=80, coded=False)
    title = caption_of(release_table(figure, material_of(study, responses))).title
    assert title.startswith("Ladder. Tried it and none: ")


@pytest.mark.parametrize(("shift", "is_told"), [(0, False), (1, True)])
def test_partly_the_same_are_said_only_where_some_are_not(shift: int, is_told: bool) -> None:
    instrument = Instrument((SCHOOL,), places=("north",))
    responses = answer(instrument, 5, forms=60)
    later = responses["wave"] == "after"
    number = (responses["form"] - 1) % 60 + 20 * shift * later
    responses["respondent_id"] = "P" + number.astype(str).str.zfill(3)
    made = release_all(instrument, responses, ("forest",))
    foot = caption_of(made["survey_change_forest"]).foot
    assert ("partly the same" in foot) == is_told
    assert ("All respondents (60) are the same" in foot) != is_told


def test_a_title_asks_its_question_once() -> None:
    table = Instrument((LADDER, SCHOOL)).declare(FOLDER.name)
    table["questions"] = {"ladder": {"en": "How much of the time, 0–100 %?"}}
    study = build_study(table, FOLDER)
    responses = answer(Instrument((LADDER, SCHOOL)), 5, forms=40)
    later = responses["wave"] == "after"
    responses["response"] = (responses["form"] % 4 + 1 + later).astype("Int64")
    figures = [f for f in list_figures(study) if f.name in ("survey_change_means",
                                                            "survey_change_forest")]  # fmt: skip
    titles = [caption_of(release_table(f, material_of(study, responses))).title for f in figures]
    assert [title.count("How much of the time") for title in titles] == [1, 1]


def test_each_end_of_a_swedish_title_is_a_sentence() -> None:
    say = Wording("sv")
    ends = [
        say.text(f"survey_change_means.{key}", labels="sömn (2,0)") for key in ("best", "worst")
    ]
    title = say.text("survey_change_means.title_ends", ends="; ".join(ends), wave_end="Efter")
    assert title == "Medelvärdena (Efter): bäst var sömn (2,0); svagast var sömn (2,0)"


@pytest.mark.parametrize(("elsewhere", "n"), [(0, []), (10, [55, 64])])
def test_bands_of_places_that_the_sums_would_cut_are_widened(elsewhere: int, n: list[int]) -> None:
    """Sixty each and ten: bands of five, 60–64 and 10–14, would tell all three numbers.

    With nobody else wide bands would say that each place has 60, or 57 to 59.
    """
    rows = pd.DataFrame({"municipality": [*["north", "south"] * 60, *[ELSEWHERE] * elsewhere]})
    rows["attended"] = [*[0, 0, 1, 1] * 30, *[0, 1] * (elsewhere // 2)]
    table = coarsen_places(rows, Instrument((LADDER,)).study(FOLDER)).set_index("item")
    for place in ("north", "south"):
        assert table.loc[place, ["n", "n_most"]].dropna().tolist() == n
        assert table.loc[place, ["attended", "attended_most"]].notna().all() == bool(n)


def test_items_that_two_questions_share_say_of_which_they_are() -> None:
    instrument = Instrument((Question("home", "scale", ("safe", "heard")), SCHOOL))
    table = instrument.declare(FOLDER.name) | {"questions": {"home": {"en": "At home?"}}}
    edition = Edition(build_study(table, FOLDER), "all", "en", "raw")
    told = [edition.label(question, "safe") for question in ("home", "school")]
    assert told == ["At home?\N{NO-BREAK SPACE}Safe", "School: Safe"]
    assert edition.label("school", "fun") == "Fun"


def test_a_question_mark_within_a_name_ends_no_sentence() -> None:
    name = "2. Well? (0 = not, 10 = very)"
    table = Instrument((LADDER,)).declare(FOLDER.name) | {"questions": {"ladder": {"en": name}}}
    study = build_study(table, FOLDER)
    (means,) = (f for f in list_figures(study) if f.name.startswith("survey_change_means"))
    material = material_of(study, answer(Instrument((LADDER,)), 2, forms=60))
    caption = caption_of(release_table(means, material))
    held = bind_numbers(hold_together(name))
    assert held in caption.alt.replace(caption.title, "")
    assert label({"subtitle": caption.subtitle, "mark": ""}).startswith(held)


@pytest.mark.parametrize(("shares", "is_told"), [((0.04, 0.04), False), ((0.36, 0.14), True)])
def test_a_difference_of_changes_that_looks_off_is_explained(
    shares: tuple[float, float], is_told: bool
) -> None:
    """2.36 less 0.14 is 2.2, where 2.4 less 0.1 would be 2.3."""
    trial = {"by": "arm", "group": "tried", "against": "waited", "question": "ladder"}
    instrument = Instrument(
        (LADDER,), background={"arm": ("tried", "waited")}, survey={"trials": {"one": trial}}
    )
    responses = answer(instrument, 5, forms=50, coded=False)
    responses["arm"] = ["waited", "tried"] * (len(responses) // 2)
    later, number = responses["wave"] == "after", responses["form"] - 1
    place = number % 100 // 2  # of fifty people in each arm at each wave
    responses["response"] = 3 + place % 3
    for arm, by, share in zip(("tried", "waited"), (2, 0), shares, strict=True):
        rows = later & (responses["arm"] == arm)
        responses.loc[rows, "response"] += by + (place[rows] < round(50 * share))
    (made,) = release_all(instrument, responses, ("trial",)).values()
    assert ("unrounded means" in caption_of(made).foot) == is_told
