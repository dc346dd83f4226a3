"""A survey of yes or no alone: what changed is its answer, in whole sentences."""

from types import SimpleNamespace
from typing import Any

from asked import FOLDER, HOBBY, LADDER, release_all
from instruments import Instrument, Question, answer, caption_of

from analysis.report.pages.front import choose_answer
from analysis.report.publication.summary import write_messages
from analysis.study.edition import Edition
from analysis.topics.catalogue import list_figures

SAFE = Question("safe", "flag")
WAVES = ("september", "january", "may")
TOPIC = "survey_change"


def test_the_answer_of_a_survey_without_ratings_is_what_changed() -> None:
    """With three waves, how people answered at each stands before it in the notebook."""
    for questions, told in (((SAFE, HOBBY), "survey_change_safe"),
                            ((SAFE, LADDER), "survey_change_forest")):  # fmt: skip
        study = Instrument(questions, waves=WAVES).study(FOLDER)
        figures = [figure.name for figure in list_figures(TOPIC, study)]
        assert any("levels" in name for name in figures)
        chosen = choose_answer(TOPIC, study, figures)
        assert chosen is not None
        assert chosen.name == told
        assert chosen.caution == "survey_change_forest.caution"


def test_a_message_that_ends_in_a_question_has_no_full_stop_behind_it() -> None:
    instrument = Instrument((SAFE,), waves=WAVES)
    made = release_all(instrument, answer(instrument, 3, forms=40), ("levels",))
    study = instrument.study(FOLDER)
    for ending, told in (("safe?", "safe?"), ("safe", "safe.")):
        exhibits: Any = {name: SimpleNamespace(caption=SimpleNamespace(
            title=f"How people answered: {ending}", subtitle=caption_of(released).subtitle, mark=""
        )) for name, released in made.items()}  # fmt: skip
        (message,) = write_messages(Edition(study, language="en"), exhibits)
        assert message["finding"].endswith(f": {told}")
