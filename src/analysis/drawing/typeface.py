"""The typeface of the figures: its files, a folder that holds just these, and its measures."""

import hashlib
import shutil
import tempfile
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import matplotlib
from matplotlib.font_manager import fontManager, get_font
from matplotlib.ft2font import FT2Font, LoadFlags

FAMILIES = ("Source Sans Pro", "DejaVu Sans")
"""The typeface, and one for letters that it lacks."""
WEIGHTS = ("Regular", "Semibold", "It")
REGULAR, SEMIBOLD = 400, 600
SUBPIXELS = 64
"""FreeType measures in 64ths of a pixel."""
POINTS_AN_INCH = 72
MEASURED_PT = 100


def find_files() -> list[Path]:
    """Files of the typeface, one a weight."""
    folder = files("font_source_sans_pro").joinpath("files")
    return [Path(str(folder.joinpath(f"SourceSansPro-{weight}.ttf"))) for weight in WEIGHTS]


def find_spare() -> Path:
    """File of the typeface for letters that the first one lacks."""
    return Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


def gather() -> Path:
    """A folder of the typeface's files and of one for the letters that it lacks.

    typst takes folders only, and of the same weight in two formats, as the
    package has them, the one that the disk names first.
    It lies in Matplotlib's cache; processes that make it at the same time make the same one.
    Each process looks for itself: where no home can be written to, the cache is a folder that
    the first process to end takes along.
    """
    wanted = [*find_files(), find_spare()]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in wanted)).hexdigest()
    cached = Path(matplotlib.get_cachedir())
    folder = cached / f"typeface-{digest[:16]}"
    if not all((folder / path.name).exists() for path in wanted):
        shutil.rmtree(folder, ignore_errors=True)  # a cleaner of caches has been there
        with tempfile.TemporaryDirectory(dir=cached) as aside:
            unfinished = Path(aside, folder.name)
            unfinished.mkdir()
            for path in wanted:
                shutil.copyfile(path, unfinished / path.name)
            try:
                unfinished.replace(folder)
            except OSError:  # another process was faster
                if not folder.exists():
                    raise
    return folder


@cache
def _letters() -> frozenset[int]:
    fonts = (get_font(path) for path in (find_files()[0], find_spare()))
    return frozenset(letter for font in fonts for letter in font.get_charmap())


def without_unknown(text: str) -> str:
    """A text without letters that no face has, such as most pictures in questions and answers.

    Examples
    --------
    >>> without_unknown("Pets \N{DOG FACE} & Łódź")
    'Pets  & Łódź'
    """
    return "".join(letter for letter in text if ord(letter) in _letters() or letter.isspace())


@cache
def register() -> None:
    """Make the typeface known to Matplotlib."""
    for path in find_files():
        fontManager.addfont(path)


@cache
def width_em(words: str, weight: int = REGULAR, slant: str = "normal") -> float:
    """Width of a line of text, in its size.

    Each letter is measured once, alone and with its neighbour, which tells how close they
    stand. Measuring lines as wholes took a tenth of the time of a notebook.
    """
    if len(words) < 2:
        return _advance_em(words, weight, slant)
    pairs = sum(_advance_em(a + b, weight, slant) for a, b in pairwise(words))
    return pairs - sum(_advance_em(between, weight, slant) for between in words[1:-1])


@cache
def heights_em(weight: int = REGULAR, slant: str = "normal") -> tuple[float, float]:
    """How far a line of text reaches above and below its baseline, in its size."""
    font = _font(weight, slant)
    table = font.get_sfnt_table("OS/2")
    if table is None:
        raise ValueError(f"the typeface {font.family_name} does not tell its heights")
    return table["sTypoAscender"] / font.units_per_EM, -table["sTypoDescender"] / font.units_per_EM


def measure_ahead(text: str) -> None:
    """Measure all letters that meet in a text, in the weights that charts use."""
    for weight in (REGULAR, SEMIBOLD):
        heights_em(weight)
    line = text.translate(dict.fromkeys(map(ord, "\n\r\t"), " "))
    for letters in {*line, *map("".join, pairwise(line))}:
        for weight in (REGULAR, SEMIBOLD):
            _advance_em(letters, weight, "normal")


@cache
def _advance_em(letters: str, weight: int, slant: str) -> float:
    """How much longer a line becomes by a letter or two, those that show nothing too."""
    known = without_unknown(letters)
    return _ink_em(f"|{known}|", weight, slant) - _bars_em(weight, slant)


@cache
def _bars_em(weight: int, slant: str) -> float:
    return _ink_em("||", weight, slant)


def _ink_em(letters: str, weight: int, slant: str) -> float:
    font = _font(weight, slant)
    font.set_size(MEASURED_PT, POINTS_AN_INCH)  # whoever used it last may have set another one
    font.set_text(letters, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / SUBPIXELS / MEASURED_PT


def _font(weight: int, slant: str) -> FT2Font:
    """The typeface in the nearest of its weights, and the other one for letters that it lacks.

    Not kept here: an open font reads its file as it goes, and processes forked from one that
    has it open would move each other's place in it. Matplotlib keeps fonts, a process its own.
    """
    return get_font(_font_files(weight, slant))


@cache
def _font_files(weight: int, slant: str) -> list[Path]:
    regular, semibold, italic = find_files()
    upright = semibold if weight > (REGULAR + SEMIBOLD) / 2 else regular
    return [upright if slant == "normal" else italic, find_spare()]
