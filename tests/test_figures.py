"""The committed figures: all there, in every form, and the same bytes when made anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.report.exhibit import Exhibit
from analysis.report.saving import save_exhibits

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
FORMS = (".svg", ".png", ".pdf", ".csv", ".json")


@pytest.mark.parametrize("name", PUBLICATION)
def test_every_figure_of_the_publication_is_there_in_every_form(root: Path, name: str) -> None:
    for form in FORMS:
        assert (root / "figures" / "yhdessa_osallisuutta" / f"{name}{form}").stat().st_size > 100


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
