"""How the repository asks to be cited, from its ``CITATION.cff``."""

from dataclasses import dataclass
from pathlib import Path

FILE = "CITATION.cff"


@dataclass(frozen=True)
class Citation:
    """Whom and what to cite.

    Attributes
    ----------
    authors : tuple of str
        Those that the file names, but for its authors as a whole.
    has_collective : bool
        Whether it names its authors as a whole, which each language does in its own words.
    title, version : str
    """

    authors: tuple[str, ...]
    has_collective: bool
    title: str
    version: str


def read_citation(root: Path) -> Citation | None:
    """The citation of a repository; None if it has no ``CITATION.cff``."""
    import yaml

    path = root / FILE
    if not path.exists():
        return None
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    collective = f"The authors of {told['title']}"
    names = [
        author.get("name") or f"{author['given-names']} {author['family-names']}"
        for author in told["authors"]
    ]
    authors = tuple(name for name in names if name != collective)
    return Citation(authors, collective in names, told["title"], str(told["version"]))
