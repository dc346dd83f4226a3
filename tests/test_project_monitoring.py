from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from analysis.inputs.printed.published import read_all_published, read_published
from analysis.study.study_file import read_study
from analysis.topics.project_monitoring.communication import estimate_communication
from analysis.topics.project_monitoring.partner_survey import estimate_partner_survey
from analysis.topics.project_monitoring.parts import estimate_parts
from analysis.topics.project_monitoring.pilots import estimate_pilots
from analysis.topics.project_monitoring.planned_reached import estimate_planned_reached
from analysis.topics.project_monitoring.sustainability import estimate_sustainability
from analysis.topics.project_monitoring.timeline import estimate_timeline


@pytest.fixture(scope="module")
def printed() -> pd.DataFrame:
    return read_published(read_study("yhdessa_osallisuutta"), "project_monitoring")


def test_parts_add_up_to_the_printed_total(printed: pd.DataFrame) -> None:
    """Funding decision: total 473 908; financing shares 79,66, 2,53, 17,81 and 0,00."""
    for question in ("budget", "financing"):
        table = estimate_parts(printed, question)
        assert table["estimate_eur"].sum() == 473908
        assert table["share_pct"].sum() == pytest.approx(100)
    financing = estimate_parts(printed, "financing")
    assert (financing["share_pct"].round(2) == financing["share_printed"]).all()


def test_planned_and_reached_of_both_studies() -> None:
    study = read_study("yhdessa_osallisuutta")
    table = estimate_planned_reached(
        read_all_published(study), indicators=study.labels["indicator"]
    ).set_index(["study", "item"])
    firms = table.loc[("meri_lappi", "firms")]
    assert (firms["planned_high"], firms["reached"]) == (9, 5)
    persons = table.loc[("yhdessa_osallisuutta", "persons")]
    assert (persons["planned_high"], persons["reached"]) == (393, 107 + 235)
    assert persons["reached_bound"] == "participations"
    assert pd.isna(persons["reached_pct"])
    assert firms["reached_pct"] == pytest.approx(100 * 5 / 9)
    assert pd.isna(table.loc[("meri_lappi", "persons"), "reached"])
    # 9 trainings from 1.8.2021 to 30.9.2023, 790 days
    trainings = table.loc[("yhdessa_osallisuutta", "trainings_per_year"), "reached"]
    assert trainings == pytest.approx(9 / (790 / 365.25))


def test_the_timeline_is_in_order_of_time() -> None:
    events = estimate_timeline(read_published(read_study("yhdessa_osallisuutta"), "events"))
    assert events["date"].is_monotonic_increasing
    assert events["kind"].value_counts()["peer_meeting"] == 7
    assert events["kind"].value_counts()["training"] == 4


def test_the_partner_survey_has_intervals_but_for_its_full_count(printed: pd.DataFrame) -> None:
    """Sent to 13, answered by 6; half (3) had new knowledge, 2 learned of evaluation."""
    answers = estimate_partner_survey(printed).set_index("item")
    assert answers["estimate"].to_dict() == {"answered": 6, "new_knowledge": 3, "evaluation": 2}
    assert answers["n"].to_dict() == {"answered": 13, "new_knowledge": 6, "evaluation": 6}
    assert pd.isna(answers["ci_low"]["answered"])
    # Wilson's limits for 3 of 6: (3 + z^2/2 -+ z sqrt(6/4 + z^2/4)) / (6 + z^2)
    assert answers["ci_low"]["new_knowledge"] == pytest.approx(0.1876, abs=1e-4)
    assert answers["ci_high"]["new_knowledge"] == pytest.approx(0.8124, abs=1e-4)


def test_counts_are_as_printed(printed: pd.DataFrame) -> None:
    counts = estimate_communication(printed).set_index("item")["outputs"]
    assert counts.to_dict() == {
        "project_blogs": 17, "tip_lists": 6, "web_magazine": 2, "yearbook_article": 1,
        "wellbeing_county_blog": 1,
    }  # fmt: skip


def test_sustainability_is_as_assessed() -> None:
    """Meri-Lappi: 10/8, 10/8, 4/4, 5/5 and eleven rows of 0/0."""
    printed = read_published(read_study("meri_lappi"), "project_monitoring")
    table = estimate_sustainability(printed)
    assert len(table) == 15
    assert ((table["direct"] == 0) & (table["indirect"] == 0)).sum() == 11
    assert list(table["direct"][:4]) == [10, 10, 5, 4]


def test_the_pilots_carry_their_participants() -> None:
    pilots = read_published(read_study("yhdessa_osallisuutta"), "pilots")
    heads = pd.DataFrame(
        {"municipality": ["raahe"], "n": pd.array([30], dtype="Int64"),
         "document": ["final_publication"], "origin": ["published"]}
    )  # fmt: skip
    table = estimate_pilots(pilots, heads).set_index("municipality")
    assert table.loc["raahe", "n"] == 30
    assert pd.isna(table.loc["sievi", "n"])
    kept = table.index[table["continued"] == "continued"]
    assert set(kept) == {"reisjarvi", "sievi", "utajarvi"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("raahe", "Raahe: lähteet eivät kerro, jatkuiko toiminta"),
        ("sievi", "Sievi: toiminta jatkui tai kehittyi"),
        ("all", "Toiminta jatkui ainakin: Reisjärvi, Sievi ja Utajärvi"),
    ],
)
def test_a_places_page_says_whether_its_own_pilot_went_on(
    place: str, title: str, exhibits: Callable[..., Any]
) -> None:
    caption = exhibits("yhdessa_osallisuutta", place)["project_monitoring_pilots"].caption
    assert caption.title == title
