"""Notebook output with a plain-text twin."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Output:
    """What a notebook cell shows: HTML, and the same as plain text.

    The two are one MIME bundle, which JupyterLab, nbconvert and hosting sites
    all keep, alt texts included.
    """

    html: str
    plain: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.plain}
