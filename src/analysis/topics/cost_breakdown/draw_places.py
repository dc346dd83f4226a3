"""Municipalities as the rows of a chart."""

from collections.abc import Iterable

from analysis.drawing.words.places import place_name
from analysis.study.edition import Edition


def chosen_rows(edition: Edition, municipalities: Iterable[str]) -> list[int]:
    """Rows of the municipality that the edition is of; none for the whole project."""
    return [i for i, m in enumerate(municipalities) if m == edition.municipality]


def place_names(edition: Edition, municipalities: Iterable[str]) -> list[str]:
    """Names in the edition's language."""
    return [place_name(edition, m) for m in municipalities]
