"""The typeface of the figures, for Matplotlib and for typst."""

from pathlib import Path

import pytest
import typst

from analysis import typeface


def test_the_folder_holds_each_weight_once_and_a_typeface_for_all_other_letters() -> None:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(typeface.gather())],
    )
    found = sorted((font.family, font.weight, font.style) for font in fonts.fonts())
    assert found == [
        ("DejaVu Sans", 400, "normal"),
        ("Source Sans Pro", 400, "italic"),
        ("Source Sans Pro", 400, "normal"),
        ("Source Sans Pro", 600, "normal"),
    ]


def test_it_is_gathered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matplotlib.get_cachedir", lambda: str(tmp_path))
    folder = typeface.gather()
    made = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert typeface.gather() == folder
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == made
    assert list(tmp_path.iterdir()) == [folder], "nothing unfinished is left behind"


def test_what_a_cleaner_of_caches_took_is_gathered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matplotlib.get_cachedir", lambda: str(tmp_path))
    taken = sorted(typeface.gather().iterdir())[1]
    whole = taken.read_bytes()
    taken.unlink()
    typeface.gather()
    assert taken.read_bytes() == whole
