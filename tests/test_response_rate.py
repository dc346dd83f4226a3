"""Who answered of how many, beside the first figure of the survey."""

import pandas as pd
import pytest

from analysis.inputs.printed.headcounts import public_participants
from analysis.release.rules import release_table
from analysis.study.instrument import list_families
from analysis.study.study import Study
from analysis.study.study_file import open_edition, read_study
from analysis.topics.survey_change.forest import forests
from analysis.topics.survey_change.material import read_material
from analysis.topics.survey_change.paragraph import write_paragraph


def say_published(language: str, participants: int | None, place: str = "all") -> str:
    edition = open_edition("yhdessa_osallisuutta", place, language, "published")
    material = read_material(edition)
    forest = [release_table(figure, material) for figure in forests(edition.study)]
    return write_paragraph(list_families(edition.study), forest, [], [], participants)


@pytest.mark.parametrize(
    ("language", "told"),
    [("fi", "Osallistujia oli 107; heistä vastasi alussa 48\xa0% ja lopussa 30\xa0%."),
     ("sv", "Deltagarna var 107; av dem svarade 48\xa0% i början och 30\xa0% i slutet."),
     ("en", "There were 107 participants, of whom 48% answered at the start and 30% at the end.")],
)  # fmt: skip
def test_the_publication_prints_51_and_32_of_107(language: str, told: str) -> None:
    edition = open_edition("yhdessa_osallisuutta", "all", language, "published")
    assert read_material(edition).participants == 107
    assert told in say_published(language, 107)


@pytest.mark.parametrize("participants", [None, 50])
def test_no_rate_is_told_without_participants_or_of_fewer_than_answered(
    participants: int | None,
) -> None:
    assert "participants" not in say_published("en", participants)


def not_public(study: Study) -> Study:
    rule = study.disclosure.model_copy(update={"public": ()})
    return study.model_copy(update={"disclosure": rule})


def test_a_cost_sheet_counts_participants_where_they_are_public() -> None:
    """Each pilot once, however many rows repeat it; else what a document prints."""
    study = read_study("yhdessa_osallisuutta")
    costs = pd.DataFrame({"municipality": ["raahe", "raahe", "nivala"], "pilot": ["a", "a", "b"],
                          "participants": [8, 8, 5]})  # fmt: skip
    assert public_participants(study, costs) == 13
    assert public_participants(not_public(study), costs) == 107
    assert public_participants(study, None) == 107
    assert public_participants(read_study("grona_timmar"), None) is None
