"""The index of a study's reports: every page, every figure, and what failed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.findings import DESCRIBE
from analysis.pages.page import TEMPLATES
from analysis.study import ALL, LANGUAGES, Study
from analysis.wording import Wording


@dataclass(frozen=True)
class Page:
    """A page of the reports, or one that failed: then ``error`` says why."""

    topic: str
    municipality: str
    language: str
    link: str
    error: str = ""


@dataclass(frozen=True)
class Picture:
    """A saved figure: its link, the words embedded in the file, and its page."""

    link: str
    alt: str
    page: str


def write_index(study: Study, failed: Sequence[Page], reports: Path) -> Path:
    """Write ``<reports>/<study>/index.html``, which leads to all pages that are there.

    Parameters
    ----------
    study : Study
    failed : sequence of Page
        Units of the last run that went wrong.
    reports : Path
        Pages of earlier runs that still lie there are led to as well.

    Returns
    -------
    Path
        The written file.
    """
    from jinja2 import Environment, FileSystemLoader

    folder = reports / study.key
    say = Wording(study.language)
    pages = [*find_pages(study, folder), *failed]
    places = {ALL: say.text("whole_project")} | {
        key: m.name[study.language] for key, m in study.municipalities.items()
    }
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    html = environment.get_template("study_index.html.j2").render(
        say=say,
        title=study.name[study.language],
        topics=[topic for topic in study.topics if any(p.topic == topic for p in pages)],
        places={key: place for key, place in places.items() if _of(pages, key)},
        pages={key: _of(pages, key) for key in places},
        pictures={key: _pictures(folder, _of(pages, key)) for key in places},
        failed=failed,
        synthetic=_is_synthetic(folder, pages),
        done=len(pages) - len(failed),
    )
    folder.mkdir(parents=True, exist_ok=True)  # every page may have failed
    path = folder / "index.html"
    path.write_text(html, encoding="utf-8")
    return path


def find_pages(study: Study, folder: Path) -> list[Page]:
    """The pages that lie in a study's reports, the study's own language first."""
    languages = sorted(LANGUAGES, key=lambda language: language != study.language)
    return [
        Page(topic, municipality, language, link)
        for municipality in (ALL, *study.municipalities)
        for topic in study.topics
        for language in languages
        if (folder / (link := f"{municipality}/{page_stem(study, topic, language)}.html")).exists()
    ]


def page_stem(study: Study, topic: str, language: str) -> str:
    """Name of a page's files without an ending; the study's own language goes unsaid."""
    return topic if language == study.language else f"{topic}_{language}"


def _of(pages: Iterable[Page], municipality: str) -> list[Page]:
    return [page for page in pages if page.municipality == municipality]


def _pictures(folder: Path, pages: Sequence[Page]) -> list[Picture]:
    """Figures of a municipality's pages, a topic once, in the order of their captions."""
    shown: dict[str, Page] = {}
    for page in pages:
        if not page.error:
            shown.setdefault(page.topic, page)
    pictures = []
    for topic, page in shown.items():
        ending = Path(page.link).stem.removeprefix(topic)
        for name in DESCRIBE:
            link = f"{page.municipality}/figures/{name}{ending}.png"
            if name.startswith(f"{topic}_") and (folder / link).exists():
                pictures.append(Picture(link, _embedded_alt(folder / link), page.link))
    return pictures


def _is_synthetic(folder: Path, pages: Sequence[Page]) -> bool:
    """Whether any figure carries the mark of made-up data in its alt text."""
    marks = tuple(Wording(language).text("synthetic.mark") for language in LANGUAGES)
    return any(
        picture.alt.startswith(marks)
        for place in {page.municipality for page in pages}
        for picture in _pictures(folder, _of(pages, place))
    )


def _embedded_alt(path: Path) -> str:
    from PIL import Image

    with Image.open(path) as image:
        return str(image.info["Description"])
