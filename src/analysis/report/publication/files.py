"""The publication and the poster as files of a run."""

from collections.abc import Mapping
from pathlib import Path

from analysis.inputs.own_files import MADE_UP, data_label
from analysis.report.exhibit import Exhibit
from analysis.report.pages.files import POSTER, PUBLICATION
from analysis.report.publication.content import is_synthetic
from analysis.report.publication.document import write_poster, write_publication
from analysis.report.publication.poster import has_poster
from analysis.study.edition import Edition


def write_documents(edition: Edition, exhibits: Mapping[str, Exhibit], folder: Path) -> list[Path]:
    """Write the publication of the whole project and, of what is at a glance, its poster.

    Parameters
    ----------
    edition : Edition
    exhibits : mapping
        From `make_exhibits`.
    folder : Path

    Returns
    -------
    list of Path
        The written files.
    """
    publication = folder / name_document(PUBLICATION, edition, exhibits)
    written = [write_publication(edition, exhibits, publication)]
    if has_poster(exhibits):
        poster = folder / name_document(POSTER, edition, exhibits)
        written.append(write_poster(edition, exhibits, poster))
    return written


def name_document(kind: str, edition: Edition, exhibits: Mapping[str, Exhibit]) -> str:
    """A file's name; it says which data are shown, and made-up ones of any folder are called so."""
    label = data_label(edition.data)
    if is_synthetic(exhibits.values()) and label != MADE_UP:
        label = f"{label}_{MADE_UP}"
    return f"{kind}_{label}_{edition.language}.pdf"
