"""Two releases through the command line: a place taken away, or added, is refused in words."""

import shutil
from pathlib import Path

import pytest

from analysis.release.attack.limits import Kind
from analysis.release.ledger import read_ledger
from analysis.report.attack.evidence import read_evidence
from analysis.report.attack.printed import find_all_conflicts, read_printed
from analysis.run.cli import main
from analysis.study.study_file import read_study

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("derived_once")]

KEY = "yhdessa_osallisuutta"
PEOPLE = {"raahe": (12, 9), "sievi": (9, 8), "utajarvi": (11, 7), "nivala": (8, 4),
          "haapavesi": (6, 2), "reisjarvi": (5, 2)}  # fmt: skip
"""Who rated work at start and end: as many as the publication prints, 51 and 32."""
COLUMNS = "question,item,start,end,n_start,n_start_most,n_end,n_end_most,estimate,origin\n"


@pytest.fixture
def study_folder(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own with one study, whose ledger may be written."""
    folder = tmp_path / "data" / KEY
    shutil.copytree(root / "data" / KEY, folder)
    shutil.copytree(root / "data" / "meri_lappi", tmp_path / "data" / "meri_lappi")
    monkeypatch.chdir(tmp_path)
    return folder


def write_run(folder: Path, places: tuple[str, ...]) -> Path:
    """The project's exact people, and places whose band or symbol tells their own."""
    total = [sum(PEOPLE[place][wave] for place in places) for wave in (0, 1)]
    rows = {"all": f"domain_rating,work,2.9,3.0,{total[0]},{total[0]},{total[1]},{total[1]},0.1"}
    for place in places:
        bands = [(n - n % 5, n - n % 5 + 4) for n in PEOPLE[place]]
        told = ",".join(f"{low},{high}" if low else "," for low, high in bands)
        rows[place] = f"domain_rating,work,,,{told},"
    for place, row in rows.items():
        figures = folder / place / "figures"
        figures.mkdir(parents=True)
        table = f"{COLUMNS}{row},confidential\n"
        (figures / "survey_change_forest.csv").write_text(table, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("first", "second"), [(6, 5), (5, 6)], ids=["taken away", "added"])
def test_a_release_of_other_places_is_refused_and_says_what_to_do(
    study_folder: Path, capsys: pytest.CaptureFixture[str], first: int, second: int
) -> None:
    shutil.rmtree(study_folder / "published")  # what the documents print is another test's
    (study_folder / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    runs = [write_run(Path(f"run_{n}").resolve(), tuple(PEOPLE)[:n]) for n in (first, second)]
    asked = ["release", "--language", "en"]
    assert main([*asked, str(runs[0]), "--record", "spring"]) == 0
    assert [release.name for release in read_ledger(study_folder).releases] == ["spring"]
    capsys.readouterr()
    assert main([*asked, str(runs[1]), "--record", "autumn"]) == 1
    told = capsys.readouterr().out
    assert "Release for the same municipalities as before" in told
    assert "Reisjärvi" in told
    assert [release.name for release in read_ledger(study_folder).releases] == ["spring"]
    assert main([*asked, str(runs[0]), "--record", "again"]) == 0


def test_the_publication_is_the_first_release(study_folder: Path, tmp_path: Path) -> None:
    """It prints 51 and 32 people of six places: five of them leave the sixth's."""
    study = read_study(KEY)
    five, six = (read_evidence(write_run(tmp_path / f"run_{n}", tuple(PEOPLE)[:n]), study)
                 for n in (5, 6))  # fmt: skip
    assert find_all_conflicts(study, six) == []
    found = find_all_conflicts(study, five)
    assert {(b.kind, b.group.place, b.low, b.high) for b in found} >= {
        (Kind.SIZE, "reisjarvi", 5, 5)
    }


def test_printed_numbers_whose_n_no_share_fits_tell_nothing() -> None:
    """No number of 51 people is 31.9, 48.9 or 19.2 per cent, nor of 31 is 31, 44 or 25."""
    printed = read_printed(read_study(KEY))
    assert printed is not None
    told = {fact.group.variable for fact in printed.evidence.facts}
    assert "change_wished" not in told
    assert {"domain_rating.work", "invest_in.hobbies"} <= told
    assert read_printed(read_study("meri_lappi")) is None
