"""A question's strip: what is written in it, and where its marks stand."""

from dataclasses import dataclass
from math import nan


@dataclass(frozen=True)
class Strip:
    """A question's strip.

    Attributes
    ----------
    question, measure : str
        What is asked, and what is measured, with its unit.
    value : str
        Of the edition's place, or of the project; of a change that is not clear, that it is not.
    is_finding : bool
        Whether the value says what was found; else that nothing is told, or nothing clear.
    basis : str
        What the value rests on, and how sure it is.
    sentence : str
        The basis, the project's value, and which places are not shown.
    places : tuple of float
        Estimates of the other places.
    point, low, high : float
        Estimate of the edition's place and its interval; not numbers where there are none.
    project : float
        Not a number where there is none.
    ends : tuple of float
        Of the scale, the same in every place; empty where nothing is drawn.
    marks : tuple of str
        What stands at the ends of the scale.
    withheld : bool
        Whether there is a place of which nothing is told here; the sentence names it.
    """

    question: str
    measure: str
    value: str
    is_finding: bool
    basis: str
    sentence: str
    places: tuple[float, ...] = ()
    point: float = nan
    low: float = nan
    high: float = nan
    project: float = nan
    ends: tuple[float, ...] = ()
    marks: tuple[str, str] = ("", "")
    withheld: bool = False

    @property
    def has_zero(self) -> bool:
        """Whether zero stands inside the scale, where a short line marks it."""
        return bool(self.ends) and self.ends[0] < 0
