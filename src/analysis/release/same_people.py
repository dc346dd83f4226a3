"""What bands of a place tell together: all but a few of the same people answer each question."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

from analysis.release.bands import Band
from analysis.release.gate import FEWEST

Key = TypeVar("Key", bound=Hashable)


class Answered(NamedTuple):
    """What is told of how many people of a place answered a question.

    Attributes
    ----------
    band : Band
    missing : int
        People of the whole project who filled in a form and did not answer it: of the place at
        most so many did not.
    """

    band: Band
    missing: int


def find_closing(told: Mapping[Key, Answered]) -> Key | None:
    """The question of whose people less has to be told, so that numbers of people stay open.

    Parameters
    ----------
    told : mapping
        By question, all of one place and wave.

    Returns
    -------
    Key or None
        Of the narrowest bands one that fewest of them have; None where enough whole numbers are
        possible of those who filled in a form, and of those who answered each question.

    Notes
    -----
    Of ten people at least, since that many answered one question, nine or ten answered another of
    which the project lacks one answer: were that told as 5-9, they would be nine.
    """
    if not told:
        return None
    fewest = max(of.band.low for of in told.values())
    most = min(of.band.high + of.missing for of in told.values())
    left = [
        min(of.band.high, most) - max(of.band.low, fewest - of.missing) + 1 for of in told.values()
    ]
    if min(most - fewest + 1, *left) >= min(FEWEST, *(of.band.width for of in told.values())):
        return None
    having = Counter(of.band for of in told.values())
    return min(told, key=lambda key: (told[key].band.width, having[told[key].band]))
