"""What a page's files are called, and where in a page its links stand.

It draws nothing, so that a run that finds nothing to do imports nothing that draws.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.inputs.own_files import data_label
from analysis.report.whole import write_whole
from analysis.study.edition import Edition
from analysis.study.study import Study

LINKS_BEGIN, LINKS_END = "<!--links-->", "<!--/links-->"
"""Between them stand the links to other pages; page.html.j2 leaves it empty. No escaped text
can hold them."""

LINKS = ".links.json"
"""In a study's reports: digests of what stands between the marks of each page."""

PUBLICATION, POSTER = "publication", "poster"
"""How the names of the documents of a run begin; they end in the language."""


def page_stem(study: Study, topic: str, language: str) -> str:
    """Name of a page's files without an ending; the study's own language goes unsaid."""
    return topic if language == study.language else f"{topic}_{language}"


def default_figures_dir(edition: Edition) -> Path:
    """Where an edition's figures are saved, relative to the repository."""
    return Path(
        "reports", edition.study.key, data_label(edition.data), edition.municipality, "figures"
    )


def fill_links(page: str, links: str = "") -> str:
    """A page with these links and no others; text that is no page stays as it is."""
    before, begin, rest = page.partition(LINKS_BEGIN)
    _, end, after = rest.partition(LINKS_END)
    return f"{before}{begin}{links}{end}{after}" if end else page


def find_links(page: str) -> str:
    """What stands between the link marks of a page; nothing in text that is no page."""
    _, _, rest = page.partition(LINKS_BEGIN)
    links, end, _ = rest.partition(LINKS_END)
    return links if end else ""


def digest_links(links: str) -> str:
    """Digest of what stands between a page's link marks."""
    return hashlib.sha256(links.encode()).hexdigest()


def read_links(folder: Path) -> dict[str, list[str]]:
    """Digests of what `link_pages` put between the marks, by a page's file.

    Where there is no such list, or a torn one, no page may have links.
    """
    try:
        told = json.loads((folder / LINKS).read_bytes())
        return {str(page): [*map(str, digests)] for page, digests in told.items()}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return {}


def write_links(folder: Path, digests: Mapping[str, Sequence[str]]) -> None:
    """Keep the digests that `read_links` finds."""
    write_whole(folder / LINKS, json.dumps(dict(digests)).encode())


def find_documents(names: Sequence[str], language: str) -> dict[str, str]:
    """Of a folder's files, publication and poster in a language, by what they are."""
    found = {}
    for kind in (PUBLICATION, POSTER):
        matching = [n for n in names if n.startswith(f"{kind}_") and n.endswith(f"_{language}.pdf")]
        if matching:
            found[kind] = matching[0]
    return found
