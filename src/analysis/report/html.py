"""Notebook output with a plain-text twin."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FACTS = "analysis"
"""Key of an output's metadata under which pages find what the output is made of."""


@dataclass(frozen=True)
class Output:
    """What a notebook cell shows: HTML, and the same as plain text.

    The two are one MIME bundle, which JupyterLab, nbconvert and hosting sites
    all keep, alt texts included.

    Attributes
    ----------
    html, plain : str
    facts : mapping
        What `analysis.report.pages` lays out anew: JSON types, with a ``kind`` of
        ``figure``, ``nothing``, ``table``, ``note``, ``coarse``, ``words`` or ``saved``.
    """

    html: str
    plain: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        return {"text/html": self.html, "text/plain": self.plain}, {FACTS: dict(self.facts)}


class Shown:
    """What a notebook shows as its output."""

    def output(self) -> Output:
        """What the cell shows."""
        raise NotImplementedError

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        return self.output()._repr_mimebundle_()
