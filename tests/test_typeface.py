"""The cut-down typeface draws what the whole one draws."""

import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from matplotlib.ft2font import FT2Font, LoadFlags

from analysis import typeface
from analysis.inputs import find_project_root


def whole(weight: str) -> FT2Font:
    folder = files("font_source_sans_pro").joinpath("files")
    return FT2Font(str(folder.joinpath(f"SourceSansPro-{weight}.ttf")))


def said() -> str:
    """All words that figures can show, and names of Sámi and Baltic places."""
    texts = [(find_project_root() / "src/analysis/wording.toml").read_text(encoding="utf-8")]
    studies = sorted(find_project_root().glob("data/*/study.toml"))
    texts += [str(tomllib.loads(p.read_text(encoding="utf-8"))) for p in studies]
    return "".join(texts) + "Ohcejohka Čáhput Eanodat ŋ đ ŧ ž Võru Šiauliai Łódź Reykjavík"


@pytest.mark.parametrize(
    ("weight", "path"), list(zip(typeface.WEIGHTS, typeface.prepare(), strict=True))
)
def test_it_draws_what_is_said_as_the_whole_typeface_does(weight: str, path: Path) -> None:
    full, cut = whole(weight), FT2Font(str(path))
    letters = {c for c in said() if c.isprintable() and full.get_char_index(ord(c))}
    assert len(letters) > 100
    assert {c for c in letters if not cut.get_char_index(ord(c))} == set()
    for words in ("Tavoite AV To. fi ffl", "Väli 95 %: −0,3–1,2 €", "".join(sorted(letters))):
        drawn = []
        for font in (full, cut):
            font.set_size(10, 200)
            font.set_text(words, flags=LoadFlags.NO_HINTING)
            font.draw_glyphs_to_bitmap()
            drawn.append(font.get_image())
        assert np.array_equal(drawn[0], drawn[1]), words


def test_it_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matplotlib.get_cachedir", lambda: str(tmp_path))
    first = {path: path.stat().st_mtime_ns for path in typeface.prepare()}
    assert {path: path.stat().st_mtime_ns for path in typeface.prepare()} == first
    assert sorted(tmp_path.iterdir()) == sorted(first), "nothing unfinished is left behind"
