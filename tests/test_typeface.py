"""The typeface of the figures, for Matplotlib and for typst."""

from multiprocessing import get_context
from pathlib import Path

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

import analysis
from analysis.drawing import typeface
from analysis.drawing.webfont import NORDIC, letters_for
from analysis.run.workers import CAN_FORK

REGULAR = typeface.find_files()[0]


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


def whole_em(line: str) -> float:
    """A line's width as FreeType and HarfBuzz lay it out in one piece."""
    font = get_font([REGULAR, typeface.find_spare()])
    font.set_size(100, 72)
    widths = []
    for text in (f"|{line}|", "||"):
        font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        widths.append(font.get_width_height()[0] / 64 / 100)
    return widths[0] - widths[1]


@pytest.mark.slow
def test_a_line_is_as_long_as_its_pairs_of_letters_tell() -> None:
    """All lines of the catalogue, to a thousandth of the type's size a letter."""
    paths = Path(analysis.__file__).parent.rglob("words.toml")
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    assert len(lines) > 900
    for line in lines:
        assert typeface.width_em(line) == pytest.approx(whole_em(line), abs=0.001 * len(line))


@given(st.text(st.characters(codec="cp1252", exclude_categories=["C"]), max_size=60))
def test_any_line_is_as_long_as_its_pairs_of_letters_tell(line: str) -> None:
    assert typeface.width_em(line) == pytest.approx(whole_em(line), abs=0.002 * len(line) + 1e-9)


def test_what_is_wide_is_measured_so() -> None:
    assert typeface.width_em("") == 0
    assert typeface.width_em("AV") < typeface.width_em("A") + typeface.width_em("V")
    assert typeface.width_em("sana", typeface.SEMIBOLD) > typeface.width_em("sana")
    assert typeface.width_em("sana", slant="italic") != typeface.width_em("sana")


@pytest.mark.skipif(not CAN_FORK, reason="nothing forks on this system")
def test_forked_processes_measure_at_the_same_time() -> None:
    """A font that was open before the fork would be read from a place that they share."""
    letters = [chr(code) for code in (*range(0x100, 0x250), *range(0x400, 0x460))]
    typeface.width_em("open")
    with get_context("fork").Pool(4) as pool:
        measured = pool.map(measure, [letters] * 8, chunksize=1)
    assert measured == [measure(letters)] * 8


def measure(letters: list[str]) -> list[float]:
    return [typeface.width_em(letter) for letter in letters]


def test_pages_and_pictures_have_the_nordic_letters_and_the_others_that_it_uses() -> None:
    assert letters_for("Hyvää päivää → 3 – 2") == NORDIC
    assert {*letters_for("Čeavrrit, τ² ≥ 2")} - {*NORDIC} == {ord("Č"), ord("²"), ord("≥")}
