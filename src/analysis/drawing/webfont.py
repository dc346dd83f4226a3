"""The typeface as a page and a file bring it along: its Latin letters, as CSS.

Letters keep their widths and how close they stand, by which figures are laid out. The format is
WOFF, which fontTools makes by itself; WOFF2 would need one more library for a fifth of the size.
"""

import io
import tempfile
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import matplotlib

from analysis.drawing import typeface

FAMILY = typeface.FAMILIES[0]
STACK = f'"{FAMILY}", "Source Sans 3", system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif'
"""The typeface, and what stands in for it where a program takes none along."""
SIGNS = (*range(0x2007, 0x200A), *range(0x2010, 0x2027), 0x202F, 0x20AC, 0x2212, 0x2260, 0x2264,
         0x2265, *range(0x2190, 0x2194))  # fmt: skip
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *SIGNS)
"""Letters of the languages of Europe that are written in Latin ones."""
RARE = "$*@[\\]^_`{|}~"
NORDIC = (*(c for c in range(0x20, 0x7F) if chr(c) not in RARE),
          *map(ord, "\N{NO-BREAK SPACE}§°±·×ÄÅÖÆØÉÜäåöæøéü–”“’…−→\N{NARROW NO-BREAK SPACE}€"),
          )  # fmt: skip
"""Letters of Finnish, Swedish and English, with the signs that most texts have: half the size."""


def letters_for(text: str) -> tuple[int, ...]:
    """Nordic letters, and what else of the Latin ones a text has."""
    return (*NORDIC, *sorted({*map(ord, text)}.intersection(LATIN).difference(NORDIC)))


@cache
def face_rules(letters: tuple[int, ...] = LATIN) -> str:
    """CSS by which a page or a picture has the typeface without asking for it.

    Parameters
    ----------
    letters : tuple of int
        Code points.
    """
    regular, semibold, _ = typeface.find_files()
    digest = sha256(b"".join([*map(Path.read_bytes, (regular, semibold)), repr(letters).encode()]))
    kept = Path(matplotlib.get_cachedir(), f"webfont-{digest.hexdigest()[:16]}.css")
    if kept.is_file():
        return kept.read_text("ascii")
    faces = ((regular, typeface.REGULAR), (semibold, typeface.SEMIBOLD))
    rules = "".join(_face(_subset(path, letters), weight) for path, weight in faces)
    with tempfile.NamedTemporaryFile("w", dir=kept.parent, delete=False) as aside:
        aside.write(rules)
    Path(aside.name).replace(kept)  # whole, whoever else makes it at the same time
    return rules


def _face(font: bytes, weight: int) -> str:
    data = b64encode(font).decode("ascii")
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
        f'src:url(data:font/woff;base64,{data}) format("woff")}}'
    )


def _subset(path: Path, letters: Iterable[int]) -> bytes:
    """A file of the typeface with some of its letters."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    # Ligatures would change widths: words are measured letter by letter.
    options = Options(hinting=False, layout_features=["kern"], notdef_outline=True, name_IDs=[])
    options.drop_tables += ["BASE", "GDEF"]  # what is left of them serves other scripts
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
