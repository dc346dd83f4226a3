"""Sentences that a study of any size prints say nothing of its being small."""

from pathlib import Path

import pytest

WORDS = Path(__file__).parents[1] / "src/analysis/topics/survey_change/words.toml"


@pytest.mark.parametrize("said", ["so few answers", "näin harvoilla vastauksilla", "så få svar"])
def test_a_change_that_would_show_is_not_said_of_few_answers(said: str) -> None:
    """The same sentence is printed of twelve people and of hundreds."""
    assert said not in WORDS.read_text(encoding="utf-8").lower()
