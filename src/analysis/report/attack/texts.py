"""Words of everything that a run made: pages, notebooks, pictures, documents, metadata."""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from analysis.report.html import FACTS

UNSEEN = re.compile(r"<(style|script|template)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)
TAG = re.compile(r"<[^>]*>")
SVG_WORDS = re.compile(r"<(title|desc|text|dc:\w+)\b[^>]*>(.*?)</\1>", re.S)
SVG_DATA = re.compile(r"data:image/svg\+xml;base64,([\w+/=]+)")
SIDECAR_WORDS = ("title", "subtitle", "foot", "alt")
DRAWN = ("wide", "narrow")
PNG_WORDS = ("Title", "Description", "Source")


def read_texts(folder: Path) -> Iterator[tuple[Path, str]]:
    """The words of every file that a run made, as a reader or a program sees them.

    Parameters
    ----------
    folder : Path
        A study's folder of reports.

    Yields
    ------
    tuple of Path and str
        Files without words, and hidden ones, are left out; tables are read as tables.
    """
    for path in sorted(folder.rglob("*")):
        read = READERS.get(path.suffix)
        is_shown = not any(part.startswith(".") for part in path.relative_to(folder).parts)
        if read is not None and is_shown and path.is_file() and (text := read(path)):
            yield path, text


def strip_tags(page: str) -> str:
    """What a page says, the words of its drawings too, without its styles and programs."""
    return unescape(TAG.sub(" ", UNSEEN.sub(" ", page)))


def _read_html(path: Path) -> str:
    return strip_tags(path.read_text(encoding="utf-8"))


def _read_notebook(path: Path) -> str:
    """What cells have put out, and the markdown around them."""
    told = []
    for cell in _read_object(path).get("cells", ()):
        if cell["cell_type"] == "markdown":
            told.append("".join(cell["source"]))
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            told += ["".join(output.get("text", "")), "".join(data.get("text/plain", ""))]
            html = "".join(data.get("text/html", ""))
            told += [strip_tags(html), *map(_svg_words, _inner_pictures(html))]
            told += [strip_tags(facts.get(form, "")) for facts in _facts(output) for form in DRAWN]
    return "\n".join(told)


def _read_sidecar(path: Path) -> str:
    told = _read_object(path)
    return "\n".join(str(told[name]) for name in SIDECAR_WORDS if name in told)


def _read_object(path: Path) -> Mapping[str, Any]:
    told = json.loads(path.read_bytes())
    return told if isinstance(told, dict) else {}


def _facts(output: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What an output tells a page of its figure."""
    if facts := output.get("metadata", {}).get(FACTS):
        yield facts


def _inner_pictures(html: str) -> Iterator[str]:
    """Pictures that a notebook's output has inside."""
    for data in SVG_DATA.findall(html):
        yield b64decode(data).decode("utf-8", "replace")


def _read_svg(path: Path) -> str:
    return _svg_words(path.read_text(encoding="utf-8"))


def _svg_words(svg: str) -> str:
    found = SVG_WORDS.findall(svg)
    return unescape("\n".join(TAG.sub(" ", words) for _, words in found))


def _read_pdf(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        told = [page.get_textpage().get_text_bounded() for page in document]
        return "\n".join([*told, *document.get_metadata_dict().values()])
    finally:
        document.close()


def _read_png(path: Path) -> str:
    from PIL import Image

    with Image.open(path) as image:
        return "\n".join(str(image.info[name]) for name in PNG_WORDS if name in image.info)


READERS: Mapping[str, Callable[[Path], str]] = {
    ".html": _read_html,
    ".ipynb": _read_notebook,
    ".json": _read_sidecar,
    ".svg": _read_svg,
    ".pdf": _read_pdf,
    ".png": _read_png,
}
