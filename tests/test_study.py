import shutil
from pathlib import Path

import pytest

from analysis.study.declaration import StudyError
from analysis.study.project import list_studies
from analysis.study.study_file import open_edition, read_study, read_study_file


def test_a_municipality_is_found_by_its_name_and_by_its_code() -> None:
    assert open_edition("yhdessa_osallisuutta", "678").municipality == "raahe"
    assert open_edition("yhdessa_osallisuutta", 71).municipality == "haapavesi"
    assert open_edition("yhdessa_osallisuutta", "REISJÄRVI").municipality == "reisjarvi"
    assert open_edition("yhdessa_osallisuutta", "Brahestad").municipality == "raahe"
    assert open_edition("yhdessa_osallisuutta", "raahe").place("raahe") == "Raahe"
    assert open_edition("yhdessa_osallisuutta", language="sv").place("raahe") == "Brahestad"


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        (("oulu_project", "all", "fi"), "meri_lappi, yhdessa_osallisuutta"),
        (("yhdessa_osallisuutta", "Oulu", "fi"), "all, haapavesi, nivala, raahe"),
        (("yhdessa_osallisuutta", "all", "de"), "fi, sv, en"),
    ],
)
def test_an_unknown_value_is_refused_with_the_allowed_ones(
    wanted: tuple[str, str, str], named: str
) -> None:
    with pytest.raises(StudyError, match=named):
        open_edition(*wanted)


def test_codes_are_those_of_statistics_finland() -> None:
    """Statistics Finland, municipality codes, as PUBLISHED.md lists them."""
    codes = {m.key: m.code for s in list_studies() for m in read_study(s).municipalities.values()}
    assert codes == {
        "haapavesi": "071", "nivala": "535", "raahe": "678", "reisjarvi": "691", "sievi": "746",
        "utajarvi": "889", "kemi": "240", "keminmaa": "241", "simo": "751", "tervola": "845",
        "tornio": "851", "ylitornio": "976",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("there", "instead", "named"),
    [
        ('language = "fi"', "", "'language' is missing"),
        ("minimum_n = 5", 'minimum_n = "five"', "'disclosure.minimum_n'"),
        ('sv = "Brahestad", ', "", "no text in: sv"),
        ('id = "yhdessa_osallisuutta"', 'id = "other"', "the folder's name"),
        ("[disclosure]", "[disclosure", "not valid TOML"),
        ('"cost_breakdown", "project', '"costs", "project', "unknown topic 'costs'; choose from"),
        ('language = "fi"', 'language = "de"', "unknown language 'de'; choose from"),
        ('code = "535"', 'code = "071"', "code '071' is given to several"),
        ("minimum_n = 5", "minimum_n = true", "'disclosure.minimum_n'.*whole number"),
        ("minimum_n = 5", "minimum_n = 0", "'minimum_n' must be at least 1"),
        ('code = "678"', "code = 678", "'municipalities.raahe.code'.*a text"),
        ("[compared_with.meri_lappi]", "[compared_with.atlantis]", "unknown study 'atlantis'"),
    ],
)
def test_a_fault_in_study_toml_names_the_file_and_the_key(
    tmp_path: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    there: str,
    instead: str,
    named: str,
) -> None:
    shutil.copytree(root / "data", tmp_path / "data")
    path = tmp_path / "data" / "yhdessa_osallisuutta" / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert there in text
    path.write_text(text.replace(there, instead, 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError, match=named) as caught:
        read_study("yhdessa_osallisuutta")
    assert str(path) in str(caught.value)


def test_a_missing_label_says_where_to_add_it() -> None:
    edition = open_edition("yhdessa_osallisuutta")
    with pytest.raises(StudyError, match=r"\[labels.theme\]"):
        edition.label("theme", "dancing")


def test_a_study_is_found_from_a_folder_below(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.chdir(root / "notebooks")
    assert read_study("meri_lappi").folder == root / "data" / "meri_lappi"


@pytest.mark.parametrize(
    ("there", "instead", "told"),
    [
        ('kind = "scale"', 'kind = "scales"', "tables.responses.domain_rating.kind' must be one"),
        ("[tables.costs.hours]", "[tables.expenses.hours]",
         "unknown table 'expenses'"),
        ('items = "change_in"', 'items = "changes"', "names labels.changes, which are not there"),
        ("optional = true", "optionally = true", "has an unknown key 'optionally'"),
        ("spellings.work = ", "spellings.wrok = ", "domain_rating.spellings.wrok' is of no answer"),
        ('spellings.woman = ["1", "F"]', 'spellings.woman = "1"', "woman' must be a list of texts"),
        ('spellings.man = ["2", "M"]', 'spellings.man = ["1"]', "spells 'man' and 'woman' alike"),
        ('["small", "big"]', '["smal"]', "has an unknown answer 'smal'"),
        ("optional = true", 'optional = "no"', "optional' must be true or false"),
        ("largest_mb = 50", 'largest_mb = "50 MB"', "must be a whole number of megabytes"),
        ('yes = ["Kyllä"', 'yess = ["Kyllä"', "'spellings.yess' is unknown"),
        ("[tables.costs.participants]", "[tables.costs.people]",
         "'tables.costs.participants' is missing"),
        ("dont_know = [", "lost = [", "'spellings.missing.lost' is unknown"),
        ("end = 2023-09-30", "end = 2020-09-30", "must be dates, in their order"),
        ('aliases = ["Nivalan', 'aliases = ["Raahen', "is spelled like another municipality"),
        ('code = "535"', 'code = "5x5"', "municipalities.nivala.code' must be digits"),
        ('hours_a_month = "163"', 'hours_a_month = "0"', "'costing.hours_a_month' must be"),
        ("[costing]", "[prices]", "'tables.costs' needs the rates of [costing]"),
        ("variable = {", "moving = {", "unknown answers of 'cost_part': moving"),
        ("[costing.basis.hours]", "[costing.basis.hour]", "costing.basis.hours' has no text in"),
        ("[costing.basis.hours]", "[costing.basis.hour]", "costing.basis.hour' is of no range"),
        ("premises = {", "room_hire = {", "unknown answers of 'cost_kind': room_hire"),
        ('life = ["domain_rating"', 'life = ["domains"', "families.life' has an unknown question"),
        ('wants = ["change_in"', 'wants = ["change_wished"', "is in several families"),
        ("neither = [3]", "neither = [3, 4]", "rating_groups' must have each rating once"),
        ("poor = [4, 5]", "poor = [5, 4]", "rating_groups' must have each rating once"),
        ('item = "hobbies"', 'item = "hobby"', "names an unknown answer 'invest_in.hobby'"),
        ('group = "man"', 'group = "men"', "contrasts.men_hobbies' names unknown groups"),
        ('group = "man"', 'group = "woman"', "compares a group with itself"),
        ('by = "gender"\n', "", "contrasts.men_hobbies' must have: question, item, by"),
        ('wave = "start"', 'wave = "begin"', "young_relationships.wave' must be one of"),
        ("[0.3, 0.8]", "[0.8, 0.3]", "plausible_correlations' must be two numbers"),
        ("[survey]", "[survey]\ncontrast = 1", "survey.contrast' is unknown"),
    ],
)  # fmt: skip
def test_faults_of_the_codebook_are_named(
    tmp_path: Path, root: Path, there: str, instead: str, told: str
) -> None:
    folder = tmp_path / "yhdessa_osallisuutta"
    folder.mkdir()
    text = (root / "data/yhdessa_osallisuutta/study.toml").read_text(encoding="utf-8")
    assert there in text
    (folder / "study.toml").write_text(text.replace(there, instead, 1), encoding="utf-8")
    with pytest.raises(StudyError) as raised:
        read_study_file(folder)
    assert told in str(raised.value)
