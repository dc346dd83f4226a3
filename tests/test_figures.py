"""The committed figures: all there, in every form, and the same bytes when made anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.report.exhibit import Exhibit
from analysis.report.saving import save_exhibits
from analysis.study.study_file import read_study
from analysis.topics.catalogue import TOPICS, list_figures

pytestmark = pytest.mark.slow

PUBLICATION = [
    # in the order of the final publication
    "training_attendance_per_year", "training_attendance_totals", "training_attendance_by_group",
    "training_attendance_by_theme", "project_monitoring_timeline",
    "project_monitoring_partner_survey", "survey_change_means",
    "survey_change_change_wished", "survey_change_change_in", "survey_change_invest_in",
    "cost_breakdown_per_participant", "cost_breakdown_shares", "project_monitoring_pilots",
    "project_monitoring_communication", "project_monitoring_vision",
]  # fmt: skip
STUDY = read_study("yhdessa_osallisuutta")
FORMS = (".svg", ".png", ".pdf", ".csv", ".json")
IN_WORDS = {figure.name for topic in TOPICS for figure in list_figures(topic, STUDY)
            if figure.plot is None}  # fmt: skip
"""Two or three numbers, and words: their sentence and their table are saved."""


@pytest.mark.parametrize("name", PUBLICATION)
def test_every_figure_of_the_publication_is_there_in_every_form(root: Path, name: str) -> None:
    saved = root / "figures" / STUDY.key
    for form in (".csv", ".json") if name in IN_WORDS else FORMS:
        assert (saved / f"{name}{form}").stat().st_size > 100


def test_no_more_is_drawn_than_a_reader_looks_at(
    exhibits: Callable[..., dict[str, Exhibit]],
) -> None:
    """And every sentence that needs no picture keeps its table and its alt text's words."""
    made = exhibits(STUDY.key, data="example")
    drawn = {name for name, shown in made.items() if shown.figure}
    told = {name: shown for name, shown in made.items() if shown.caption and not shown.figure}
    assert len(drawn) <= 28
    assert IN_WORDS & made.keys() <= told.keys()
    for shown in told.values():
        facts = shown.output().facts
        assert facts["rows"]
        assert facts["title"]
        assert facts["wide"] == ""


@pytest.mark.parametrize("study", ["yhdessa_osallisuutta", "meri_lappi"])
def test_figures_made_anew_are_the_same_bytes(
    study: str, root: Path, tmp_path: Path, exhibits: Callable[..., dict[str, Exhibit]]
) -> None:
    save_exhibits(exhibits(study).values(), str(tmp_path))
    committed = root / "figures" / study
    assert {p.name for p in tmp_path.iterdir()} == {p.name for p in committed.iterdir()}
    changed = [p.name for p in tmp_path.iterdir()
               if p.read_bytes() != (committed / p.name).read_bytes()]  # fmt: skip
    assert changed == [], "run `make figures` and look at what changed"


@pytest.mark.parametrize("name", ["survey_change_forest", "training_attendance_per_year"])
def test_where_nothing_can_be_shown_a_figure_is_its_words(
    name: str, exhibits: Callable[..., dict[str, Exhibit]]
) -> None:
    shown = exhibits()[name]
    assert shown.caption is not None
    assert repr(shown) == f"<{name}: {shown.caption.description}>"
