"""Cost sheets that tell little: what was paid for, where, and how much it was."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from exports import write_csv

from analysis.inputs.folder import Folder, read_folder
from analysis.report.exhibit import Exhibit, make_exhibits
from analysis.report.tables import say_nothing
from analysis.run.cli import main
from analysis.study.study import Study
from analysis.study.study_file import open_edition, read_study

STUDY = """
id = "allotments"
language = "en"
languages = ["en"]
topics = ["cost_breakdown"]
[name]
en = "Allotments"
[compared_with]
[disclosure]
minimum_n = 5
minimum_count = 3
public = ["participants"]
[municipalities.north]
code = "1"
name = { en = "North" }
[municipalities.south]
code = "2"
name = { en = "South" }
[region]
en = "Region"
[documents]
[remarks]
[labels.cost_kind]
paid_work = { en = "Salaries" }
volunteer_work = { en = "Volunteers" }
purchase = { en = "Purchases" }
travel = { en = "Travel" }
premises = { en = "Premises" }
[tables.costs.municipality]
kind = "municipality"
titles = { en = ["Place"] }
[tables.costs.cost_kind]
kind = "choice"
labels = "cost_kind"
titles = { en = ["Category"] }
[tables.costs.unit_price_eur]
kind = "number"
titles = { en = ["Amount"] }
"""
PARTICIPANTS = '[tables.costs.participants]\nkind = "number"\ntitles = { en = ["Participants"] }\n'
HOURS = '[tables.costs.hours]\nkind = "number"\ntitles = { en = ["Hours"] }\n'
COSTING = """
[costing]
hours_a_month = "160"
volunteer_hour_eur = "12"
volunteer_base_year = 2020
target_year = 2024
index_base = "1"
index_target = "1"
on_cost_pct = "22"
overhead_pct = "20"
"""
HEADINGS = ["Place", "Category", "Amount"]
ENTRIES = [
    ["North", "Salaries", 9000],
    ["North", "Purchases", 1000],
    ["South", "Salaries", 2500.5],
    ["South", "Travel", 199.5],
    ["South", "Volunteers", 300],
]


def write(
    folder: Path, form: str, headings: Sequence[str], rows: Sequence[Sequence[object]]
) -> Path:
    sheets = write_csv(folder / f"sheets_{form}", "costs.csv", [headings, *rows])
    if form == "xlsx":
        book = openpyxl.Workbook()
        for row in (headings, *rows):
            book.active.append(row)
        (sheets / "costs.csv").unlink()
        book.save(sheets / "costs.xlsx")
    return sheets


@pytest.fixture
def declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project, where commands run; its study asks for three columns."""
    (tmp_path / "data" / "allotments").mkdir(parents=True)
    (tmp_path / "data" / "allotments" / "study.toml").write_text(STUDY, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(study: Study, folder: Path) -> Folder:
    found = read_folder(study, folder)
    assert [fault.line("en") for fault in found.faults] == []
    return found


def draw(folder: Path, place: str = "all") -> dict[str, Exhibit]:
    return make_exhibits(open_edition("allotments", place, "en", str(folder)), ["cost_breakdown"])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_it_is_checked_and_says_what_cannot_be_told(
    declare: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(declare, form, HEADINGS, ENTRIES)
    assert main(["check", "allotments", "--data", str(folder)]) == 0
    told = capsys.readouterr().out
    for words in ("costs per participant cannot be told", "the cost of an hour of work cannot be",
                  "each place counts as one pilot"):  # fmt: skip
        assert told.count(words) == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_kinds_of_cost_are_told_of_it_and_nothing_per_participant(declare: Path, form: str) -> None:
    made = draw(write(declare, form, HEADINGS, ENTRIES))
    caption = made["cost_breakdown_by_kind"].caption
    assert caption is not None
    assert "Costs are the amounts that the cost sheet has" in caption.foot
    by_kind = made.pop("cost_breakdown_by_kind").released.table
    amounts = by_kind.set_index(["municipality", "item"])["estimate_eur"]
    assert amounts["north"].sum() == 10_000
    assert amounts["south"].to_dict() == {
        "paid_work": 2500.5, "volunteer_work": 300, "purchase": 0, "travel": 199.5, "premises": 0,
    }  # fmt: skip
    assert amounts["all"].sum() == 13_000
    assert by_kind["n"].isna().all()
    assert by_kind["municipality"].unique().tolist() == ["north", "south", "all"]
    for name, exhibit in made.items():
        assert exhibit.released.table.empty, name


def test_with_participants_costs_are_told_by_participant(declare: Path) -> None:
    path = declare / "data" / "allotments" / "study.toml"
    path.write_text(STUDY + PARTICIPANTS, "utf-8")
    people = {"North": 20, "South": 10}
    rows = [[*entry, people[str(entry[0])]] for entry in ENTRIES]
    made = draw(write(declare, "csv", [*HEADINGS, "Participants"], rows), "south")
    table = made["cost_breakdown_per_participant"].released.table.set_index("municipality")
    assert table["estimate_eur"].to_dict() == {"north": 500, "south": 300, "all": 13_000 / 30}
    units = made["cost_breakdown_unit_costs"].released.table
    assert units["hour_eur"].isna().all()
    assert units["participant_eur"].tolist() == [500, 300, 13_000 / 30]
    assert made["cost_breakdown_sensitivity"].released.table.empty  # no rate, no range of one


def test_work_of_which_the_sheet_tells_hours_and_no_pay_costs_its_amount(declare: Path) -> None:
    more = (
        '[costing]\nhours_a_month = "163"\nvolunteer_hour_eur = "10"\nvolunteer_base_year = 2020\n'
    )
    more += 'index_base = "1"\nindex_target = "1.2"\ntarget_year = 2024\non_cost_pct = "20"\n'
    more += (
        'overhead_pct = "17"\n[tables.costs.hours]\nkind = "number"\ntitles = { en = ["Hours"] }'
    )
    (declare / "data" / "allotments" / "study.toml").write_text(STUDY + more, "utf-8")
    hours = {"Salaries": 100, "Volunteers": 8}
    rows = [[*entry, hours.get(str(entry[1]), "")] for entry in ENTRIES]
    folder = write(declare, "csv", [*HEADINGS, "Hours"], rows)
    amounts = draw(folder)["cost_breakdown_by_kind"].released.table.groupby("item")["estimate_eur"]
    assert amounts.max()["paid_work"] == 11_500.5
    assert amounts.max()["volunteer_work"] == 96  # eight hours at the declared value


def test_an_entry_without_its_amount_is_a_fault(declare: Path) -> None:
    folder = write(declare, "csv", HEADINGS, [*ENTRIES, ["North", "Salaries", ""]])
    found = read_folder(read_study("allotments"), folder)
    assert [(fault.rule, fault.row) for fault in found.faults] == [("entry-incomplete", 7)]


def test_what_it_does_not_tell_is_missing_and_nothing_is_made_up(declare: Path) -> None:
    folder = write(declare, "xlsx", HEADINGS, ENTRIES)
    costs = read(read_study("allotments"), folder).tables["costs"]
    assert costs["unit_price_eur"].tolist() == [Decimal(str(entry[2])) for entry in ENTRIES]
    empty = ["hours", "hourly_pay_eur", "monthly_pay_eur", "quantity", "participants", "job_title"]
    assert costs[empty].isna().all(axis=None)
    assert "date" not in costs


def test_kinds_are_those_of_the_study_in_its_words(declare: Path) -> None:
    """A study that pays for two things has no row of what it never bought."""
    path = declare / "data" / "allotments" / "study.toml"
    kinds = 'purchase = { en = "Seeds" }\ntravel = { en = "Buses" }\n'
    text = re.sub(r"(?s)(\[labels.cost_kind\]\n).*?(?=\[)", rf"\1{kinds}", STUDY)
    path.write_text(text, "utf-8")
    rows = [["North", "Seeds", 900], ["South", "Buses", 100], ["South", "Seeds", 50]]
    folder = write(declare, "csv", HEADINGS, rows)
    exhibit = draw(folder)["cost_breakdown_by_kind"]
    assert exhibit.released.labels == ["Seeds", "Buses"] * 3
    assert exhibit.caption is not None
    assert "seeds" in exhibit.caption.title
    path.write_text(text + '[terms.cost_kind]\npurchase = { en = "Garden" }\n', "utf-8")
    assert draw(folder)["cost_breakdown_by_kind"].released.labels == ["Garden", "Buses"] * 3


def test_where_no_ranges_are_declared_no_cost_moves_with_assumptions(declare: Path) -> None:
    path = declare / "data" / "allotments" / "study.toml"
    path.write_text(STUDY + PARTICIPANTS + HOURS + COSTING, "utf-8")
    rows = [[*entry, 20 if entry[0] == "North" else 10, 40] for entry in ENTRIES]
    made = draw(write(declare, "csv", [*HEADINGS, "Participants", "Hours"], rows))
    for name in ("ranges", "sensitivity"):
        told = say_nothing(made[f"cost_breakdown_{name}"].released).plain
        assert told == "The study declares no ranges of its assumptions."
    caption = made["cost_breakdown_unit_costs"].caption
    assert caption is not None
    assert caption.subtitle == "All costs over participants, euros."
