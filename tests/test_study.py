from pathlib import Path

import pytest

from analysis.study.declaration import StudyError
from analysis.study.project import list_studies
from analysis.study.study_file import open_edition, read_study


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
    codes = {
        key: municipality.code
        for study in list_studies()
        if not read_study(study).unit_word  # places of other kinds have numbers of their own
        for key, municipality in read_study(study).municipalities.items()
    }
    assert codes == {
        "haapavesi": "071", "nivala": "535", "raahe": "678", "reisjarvi": "691", "sievi": "746",
        "utajarvi": "889", "kemi": "240", "keminmaa": "241", "simo": "751", "tervola": "845",
        "tornio": "851", "ylitornio": "976",
    }  # fmt: skip


def test_a_missing_label_says_where_to_add_it() -> None:
    edition = open_edition("yhdessa_osallisuutta")
    with pytest.raises(StudyError, match=r"\[labels.theme\]"):
        edition.label("theme", "dancing")


def test_a_study_is_found_from_a_folder_below(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.chdir(root / "notebooks")
    assert read_study("meri_lappi").folder == root / "data" / "meri_lappi"
