"""Saving what the explorer and the workbench show, beside what runs make and never over it."""

import re
import unicodedata
from dataclasses import dataclass
from html import escape
from pathlib import Path

from analysis.drawing.forms import Forms
from analysis.inputs.own_files import data_label
from analysis.report.desk.workbook import make_workbook
from analysis.report.exhibit import Exhibit
from analysis.report.html import Output, Shown
from analysis.report.pages.files import page_stem
from analysis.report.whole import write_whole
from analysis.study.declaration import StudyError, check_choice
from analysis.study.edition import Edition
from analysis.study.project import find_project_root

DRAFTS = "drafts"
"""Folder in a study's reports, apart from what a run makes."""
PRINT_DPI = 300
PICTURES = ("svg", "png", "pdf")
KINDS = (*PICTURES, "csv", "xlsx")


def drafts_folder(edition: Edition) -> Path:
    """Where what is saved at the desk goes: apart by study, data and place."""
    place = () if edition.is_whole_project else (edition.municipality,)
    drafts = find_project_root() / "reports" / edition.study.key / DRAFTS
    return drafts.joinpath(data_label(edition.data), *place)


@dataclass(frozen=True)
class Saved(Shown):
    """A file that was saved; a notebook shows where, by its place in the repository."""

    path: Path
    edition: Edition

    @property
    def sentence(self) -> str:
        """Where it is."""
        root = find_project_root()
        inside = self.path.is_relative_to(root)
        shown = self.path.relative_to(root) if inside else self.path
        return self.edition.say.text("explore.saved", file=shown.as_posix())

    def output(self) -> Output:
        """The sentence as a notebook shows it."""
        return Output(f"<p>{escape(self.sentence)}</p>", self.sentence)


def write(path: Path, content: bytes, edition: Edition) -> Saved:
    """Write a file, and the folder that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return Saved(path, edition)


def slug(label: str) -> str:
    """A label as a file's name can have it.

    Examples
    --------
    >>> slug("Naiset, 18–29-vuotiaat")
    'naiset_18_29_vuotiaat'
    """
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "replace").decode()
    return re.sub("[^a-z0-9]+", "_", plain).strip("_")


def save_exhibit(shown: Exhibit, kind: str, folder: Path | None = None, label: str = "") -> Saved:
    """Save a figure, or the table behind it, as one file.

    Parameters
    ----------
    shown : Exhibit
    kind : str
        ``"svg"``, ``"png"`` (300 dots an inch), ``"pdf"``, ``"csv"`` or ``"xlsx"``.
    folder : Path, optional
        Default: the study's drafts.
    label : str
        Ends the file's name.

    Returns
    -------
    Saved
        The file. One of the same name is replaced.

    Raises
    ------
    StudyError
        If nothing may be shown of it; the message says why.
    """
    check_choice("kind", kind, KINDS)
    released = shown.released
    edition = released.edition
    if shown.caption is None:
        raise StudyError(shown.output().plain)
    if shown.forms is None and kind in PICTURES:
        raise StudyError(edition.say.text("explore.in_words"))
    stem = page_stem(edition.study, released.name, edition.language)
    name = f"{stem}_{label}" if label else stem
    path = (folder or drafts_folder(edition)) / f"{name}.{kind}"
    return write(path, _make(kind, shown), edition)


def _make(kind: str, shown: Exhibit) -> bytes:
    """A file of a kind."""
    match kind, shown.forms:
        case "svg", Forms(svg=svg):
            return svg.encode()
        case "png", Forms() as forms:
            return forms.rasterise(PRINT_DPI)
        case "pdf", Forms(pdf=pdf):
            return pdf
        case "csv", _:
            return shown.csv
        case _:
            return make_workbook([shown.released])
