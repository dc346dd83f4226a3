"""How the repository asks to be cited, from its ``CITATION.cff``."""

from dataclasses import dataclass
from pathlib import Path

FILE = "CITATION.cff"


@dataclass(frozen=True)
class Citation:
    """Whom and what to cite."""

    authors: tuple[str, ...]
    title: str
    version: str


def read_citation(root: Path) -> Citation | None:
    """The citation of a repository; None if it has no ``CITATION.cff``."""
    import yaml

    path = root / FILE
    if not path.exists():
        return None
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    authors = tuple(
        author.get("name") or f"{author['given-names']} {author['family-names']}"
        for author in told["authors"]
    )
    return Citation(authors, told["title"], str(told["version"]))
