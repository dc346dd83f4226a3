"""Figures that a notebook shows, saved beside its page: pictures, tables, words and origin."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from html import escape
from pathlib import Path

from IPython.display import display

from analysis.drawing.forms import Forms
from analysis.release.estimates import Released
from analysis.report.exhibit import Exhibit, exhibit
from analysis.report.html import Output
from analysis.report.pages.files import default_figures_dir, page_stem
from analysis.report.provenance.sidecar import refuse_to_replace, write_sidecar
from analysis.report.tables import say_unasked
from analysis.report.whole import find_aside, is_aside, write_whole
from analysis.study.edition import Edition
from analysis.study.project import find_project_root
from analysis.study.wording import Wording

PAGE_FORMS, FORMS = ("svg",), ("svg", "png", "pdf")
"""Forms of a picture beside a page of a place, and everywhere else; its table and words always."""


class Exhibits:
    """The figures that a notebook shows, to be saved at its end.

    Parameters
    ----------
    figures_dir : str
        As of `save_exhibits`.
    """

    def __init__(self, figures_dir: str = "") -> None:
        self._figures_dir = figures_dir
        self._shown: dict[str, Exhibit] = {}
        self._drawer = ThreadPoolExecutor(max_workers=1)
        self._ahead: list[Future[None]] = []

    def show(self, released: Released) -> Exhibit:
        """Draw a figure; shown again, it takes the place of the one before."""
        shown = exhibit(released)
        self._shown[released.name] = shown
        # Typst and pdfium leave the other core to the cells that follow.
        if shown.forms and is_aside() and released.edition.is_whole_project:
            self._ahead.append(self._drawer.submit(_draw_files, shown.forms))
        return shown

    def show_all(self, released: Sequence[Released], edition: Edition) -> Exhibit | Output:
        """Draw several figures, each shown as by `show`; the last is for the cell to show.

        Without any, a sentence says that the study asks nothing of the kind.
        """
        shown: list[Exhibit | Output] = [*map(self.show, released)]
        *first, last = shown or [say_unasked(edition)]
        for each in first:
            display(each)
        return last

    def save(self) -> Output:
        """Save the figures in the order in which they were shown; names the files."""
        for drawn in self._ahead:
            drawn.result()
        return save_exhibits(self._shown.values(), self._figures_dir)


def _draw_files(forms: Forms) -> None:
    """Have the pictures ready by the time they are saved."""
    for form in FORMS:
        getattr(forms, form)


def save_exhibits(exhibits: Iterable[Exhibit], figures_dir: str = "") -> Output:
    """Save each figure as SVG, PNG and PDF, its table as CSV, its words and origin as JSON.

    Beside a municipality's page, where few ask for them, there is no PNG and no PDF.

    Parameters
    ----------
    exhibits : iterable of Exhibit
        Those of which nothing is published are passed over; what is told in words has no picture.
    figures_dir : str
        Folder, relative to the repository; empty for
        ``reports/<study>/<data>/<municipality>/figures``.

    Returns
    -------
    Output
        The names of the saved files.

    Raises
    ------
    StudyError
        If a figure of made-up data would take the place of one of real data.
    """
    saved: dict[str, list[str]] = {}
    edition: Edition | None = None
    for each in exhibits:
        edition = each.released.edition
        if each.caption is None:
            continue
        target = find_project_root() / (figures_dir or default_figures_dir(edition))
        name = page_stem(edition.study, each.released.name, edition.language)
        refuse_to_replace(target / f"{name}.json", each.released)
        folder = find_aside(target)
        folder.mkdir(parents=True, exist_ok=True)
        forms = PAGE_FORMS if folder != target and not edition.is_whole_project else FORMS
        write_sidecar(folder / f"{name}.json", each.released, each.caption)
        saved[name] = [*_save_pictures(each.forms, forms, folder / name), "csv"]
        write_whole(folder / f"{name}.csv", each.csv)
    return _list_saved(saved, edition)


def _save_pictures(drawn: Forms | None, forms: Sequence[str], stem: Path) -> Iterator[str]:
    """Write the pictures of a figure, if it is drawn; yields their forms.

    Of one that was drawn before, and is told in words now, no picture stays.
    """
    if drawn is None:
        for form in FORMS:
            stem.with_suffix(f".{form}").unlink(missing_ok=True)
        return
    for form in forms:
        content = getattr(drawn, form)
        write_whole(stem.with_suffix(f".{form}"), content.encode() if form == "svg" else content)
        yield form


def _list_saved(saved: Mapping[str, Sequence[str]], edition: Edition | None) -> Output:
    """Names of the saved figures, each with its forms."""
    say = Wording(edition.language if edition else "fi")
    if not saved:
        none = say.text("saved.none")
        return Output(f"<p>{escape(none)}</p>", none, {"kind": "saved", "files": []})
    title = say.text("saved.title")
    lines = [f"{name} ({', '.join(forms).upper()})" for name, forms in saved.items()]
    items = "".join(f"<li><code>{escape(line)}</code></li>" for line in lines)
    files = [f"{name}.{form}" for name, forms in saved.items() for form in (*forms, "json")]
    facts = {"kind": "saved", "files": files}
    return Output(f"<p>{escape(title)}</p><ul>{items}</ul>", "\n".join([title, *lines]), facts)
