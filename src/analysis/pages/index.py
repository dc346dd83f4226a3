"""The index of a study's reports: every page, every figure, and what failed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.findings import DESCRIBE
from analysis.pages.page import TEMPLATES
from analysis.study import ALL, Edition, Study
from analysis.wording import Wording


@dataclass(frozen=True)
class IndexEntry:
    """One unit of a run: its topic, edition, file stem, and error if it failed."""

    topic: str
    edition: Edition
    stem: str
    error: str


@dataclass(frozen=True)
class Picture:
    """A saved figure: its link and the words embedded in the file."""

    link: str
    alt: str
    page: str


def write_index(study: Study, entries: Sequence[IndexEntry], reports: Path) -> Path:
    """Write ``<reports>/<study>/index.html``, which leads to all pages of a run.

    Parameters
    ----------
    study : Study
    entries : sequence of IndexEntry
        The units of the run.
    reports : Path

    Returns
    -------
    Path
        The written file.
    """
    from jinja2 import Environment, FileSystemLoader

    folder = reports / study.key
    language = study.language
    say = Wording(language)
    places = {ALL: say.text("whole_project")} | {
        key: m.name[language] for key, m in study.municipalities.items()
    }
    shown = dict.fromkeys(e.edition.municipality for e in entries)
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    page = environment.get_template("study_index.html.j2").render(
        say=say,
        language=language,
        title=study.name[language],
        topics=list(dict.fromkeys(e.topic for e in entries)),
        rows={m: places[m] for m in shown},
        cells={m: _by_topic(entries, m) for m in shown},
        pictures={m: _pictures(folder, entries, m) for m in shown},
        failed=[e for e in entries if e.error],
        count=len(entries),
    )
    path = folder / "index.html"
    path.write_text(page, encoding="utf-8")
    return path


def _by_topic(entries: Iterable[IndexEntry], municipality: str) -> dict[str, list[IndexEntry]]:
    own = [e for e in entries if e.edition.municipality == municipality]
    return {
        topic: [e for e in own if e.topic == topic] for topic in dict.fromkeys(e.topic for e in own)
    }


def _pictures(folder: Path, entries: Sequence[IndexEntry], municipality: str) -> list[Picture]:
    """Figures of the pages in the study's own language, in the order of their captions."""
    pages = {
        entry.topic: f"{municipality}/{entry.stem}.html"
        for entry in entries
        if entry.edition.municipality == municipality
        and entry.edition.language == entry.edition.study.language
        and not entry.error
    }
    return [
        Picture(link=f"{municipality}/figures/{path.name}", alt=_embedded_alt(path), page=page)
        for topic, page in pages.items()
        for name in DESCRIBE
        if name.startswith(f"{topic}_")
        and (path := folder / municipality / "figures" / f"{name}.png").exists()
    ]


def _embedded_alt(path: Path) -> str:
    from PIL import Image

    with Image.open(path) as image:
        return str(image.info["Description"])
