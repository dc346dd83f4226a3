"""Setting the publication and the cards: content in, PDF/UA-1 out."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from analysis.drawing.typeface import gather, without_unknown
from analysis.report.exhibit import Exhibit
from analysis.report.publication.content import describe_card, describe_publication
from analysis.report.publication.figures import svg_name
from analysis.report.publication.poster import describe_poster
from analysis.report.publication.share import describe_share
from analysis.study.edition import Edition

TEMPLATES = Path(__file__).parent / "templates"
STANDARD: Final = "ua-1"


def write_publication(edition: Edition, exhibits: Mapping[str, Exhibit], path: Path) -> Path:
    """Write the final publication of an edition as one accessible PDF.

    Parameters
    ----------
    edition : Edition
    exhibits : mapping
        From `analysis.report.exhibits.make_exhibits`.
    path : Path
        Appears only when whole.

    Returns
    -------
    Path
        The written file.
    """
    return _typeset("publication.typ", describe_publication(edition, exhibits), exhibits, path)


def write_poster(edition: Edition, exhibits: Mapping[str, Exhibit], path: Path) -> Path:
    """Write the project and its places as one sheet of A3; as `write_publication`."""
    return _typeset("poster.typ", describe_poster(edition, exhibits), exhibits, path)


def write_card(edition: Edition, exhibits: Mapping[str, Exhibit], path: Path) -> Path:
    """Write a municipality's card, one page of A4; as `write_publication`."""
    return _typeset("card.typ", describe_card(edition, exhibits), exhibits, path)


def write_share(edition: Edition, exhibits: Mapping[str, Exhibit], path: Path) -> Path:
    """Write a municipality at a glance as a PNG of 1200 × 630 pixels; as `write_publication`."""
    return _typeset("share.typ", describe_share(edition, exhibits), exhibits, path)


def _typeset(
    template: str, content: dict[str, Any], exhibits: Mapping[str, Exhibit], path: Path
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".setting-", dir=path.parent) as setting:
        folder = Path(setting)
        _lay_out(folder, content, exhibits)
        made = folder / path.name
        compiled = draw_page(folder, template) if path.suffix == ".png" else compile_pages(
            folder, template)  # fmt: skip
        made.write_bytes(compiled)
        made.replace(path)
    return path


def _lay_out(folder: Path, content: dict[str, Any], exhibits: Mapping[str, Exhibit]) -> None:
    """Templates, content and pictures in one folder, which is all that typst can see.

    The standard refuses a document with a letter that cannot be shown.
    """
    for source in TEMPLATES.glob("*.typ"):
        shutil.copy(source, folder)
    text = without_unknown(json.dumps(content, ensure_ascii=False))
    (folder / "content.json").write_text(text, encoding="utf-8")
    wanted = {f["svg"] for f in _figures(content)}
    for shown in exhibits.values():
        if shown.forms and svg_name(shown) in wanted:
            picture = without_unknown(shown.forms.svg)
            (folder / svg_name(shown)).write_text(picture, encoding="utf-8")


def _figures(content: dict[str, Any]) -> list[dict[str, Any]]:
    of_card = [{"figures": content.get("figures", [])}]
    sections = [*content.get("sections", of_card), *content.get("appendices", [])]
    return [figure for section in sections for figure in section["figures"]]


def draw_page(folder: Path, template: str) -> bytes:
    """Let typst draw a folder's one page, a point a pixel."""
    import typst

    drawn: bytes = typst.compile(folder / template, format="png", ppi=72.0, **_options(folder))
    return drawn


def _options(folder: Path) -> dict[str, Any]:
    """What typst may read: the folder, and no typeface but those of the figures."""
    return {"root": folder, "font_paths": [gather()], "ignore_system_fonts": True}


def compile_pages(folder: Path, template: str) -> bytes:
    """Let typst set a folder as a tagged PDF; it refuses what breaks the standard."""
    import typst

    compiled: bytes = typst.compile(folder / template, pdf_standards=[STANDARD], **_options(folder))
    return compiled
