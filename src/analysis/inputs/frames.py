"""The declared columns of the tidy frames that files are read to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import pandas as pd

from analysis.study.declaration import LANGUAGE_NAMES


@dataclass(frozen=True, eq=False)
class Field:
    """A column of a tidy frame.

    Attributes
    ----------
    name : str
    dtype : str
        Of pandas, as an empty frame has it.
    meaning : str
        For the data dictionary.
    unit : str
        Such as ``people``, ``EUR``, ``%`` (0-100), ``share`` (0-1), ``points``; may be empty.
    """

    name: str
    dtype: str
    meaning: str
    unit: str = ""


F = TypeVar("F", bound=Field)


class Fields(Generic[F]):
    """The columns of a tidy frame, in their order.

    Parameters
    ----------
    *fields : Field

    Raises
    ------
    ValueError
        If a column is declared twice.
    """

    def __init__(self, *fields: F) -> None:
        self.columns = {field.name: field for field in fields}
        if len(self.columns) < len(fields):
            raise ValueError("a column is declared twice")

    def __iter__(self) -> Iterator[F]:
        return iter(self.columns.values())

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return list(self.columns)

    @property
    def dtypes(self) -> dict[str, str]:
        """Type of each column by its name."""
        return {field.name: field.dtype for field in self}

    def empty(self) -> pd.DataFrame:
        """A frame without rows."""
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in self.dtypes.items()})

    def dictionary(self) -> pd.DataFrame:
        """The data dictionary: ``column, dtype, unit, meaning``, a row a column."""
        rows = [(field.name, field.dtype, field.unit, field.meaning) for field in self]
        return pd.DataFrame(rows, columns=["column", "dtype", "unit", "meaning"])


DOCUMENT = Field("document", "str", "Key of the document, or of the data it is computed from")
ORIGIN = Field("origin", "str", "published, synthetic or confidential")
_FORM = (
    Field("form", "int64", "Number of the filled-in form, the first wave first"),
    Field("respondent_id", "str", "Code that a respondent gave at each wave; may be missing"),
    Field("municipality", "str", "Key of the municipality"),
)
_ANSWER = (
    Field("wave", "str", "Key of the wave"),
    Field("question", "str", "Key of the question"),
    Field("item", "str", "Key of the item, or of a choice's answer; empty for a single rating"),
    Field("response", "Int64", "The rating; of several answers 1 for a chosen one, else 0"),
    Field("missing", "str", "Why there is none: dont_know, no_answer, not_asked; else empty"),
    ORIGIN,
)


def _in_languages(meaning: str, stem: str = "") -> Iterator[Field]:
    """A text in each language."""
    for language, name in LANGUAGE_NAMES.items():
        yield Field(f"{stem}{language}", "str", f"{meaning} in {name}")


def response_fields(background: Iterable[str] = ()) -> Fields[Field]:
    """Columns of a survey's answers, one a row, with the study's background variables."""
    variables = (Field(name, "str", f"Key of the {name.replace('_', ' ')}") for name in background)
    return Fields(*_FORM, *variables, *_ANSWER)


RESPONSES = response_fields()
"""A survey's answers, one a row, but for the background variables that a study declares."""
NUMBERS = Fields(
    Field("id", "str", "Question, item, municipality and wave, joined by dots"),
    Field("question", "str", "Key of the question"),
    Field("item", "str", "Key of the item; may be empty"),
    Field("municipality", "str", 'Key of the municipality, "all" or "region"'),
    Field("wave", "str", "Key of the wave, or empty"),
    Field("printed", "str", "The number as it is printed"),
    Field("value", "float64", "The number", "as unit says"),
    Field("unit", "str", "count, pct, eur, rating, ..."),
    Field("bound", "str", "about, over or under, where the document tells it in words"),
    Field("n", "Int64", "People that the number rests on, where it is told", "people"),
    DOCUMENT,
    Field("heading", "str", "The document's own words above the number"),
    Field("note", "str", "A remark on the number"),
    ORIGIN,
)
"""Numbers that are published, or computed to stand in their place."""
EVENTS = Fields(
    Field("id", "str", "Key of the event"),
    Field("kind", "str", "peer_meeting, training, project_start, ..."),
    Field("item", "str", "Key of its label"),
    Field("date", "datetime64[s]", "Its day"),
    DOCUMENT,
    ORIGIN,
)
"""Dated events of a project."""
PILOTS = Fields(
    Field("municipality", "str", "Key of the municipality"),
    *_in_languages("What was tried,", "activity_"),
    Field("continued", "str", "What followed"),
    DOCUMENT,
    ORIGIN,
)
"""What each municipality tried."""
VISION = Fields(
    Field("order", "Int64", "Place of the word"),
    *_in_languages("The word"),
    DOCUMENT,
    ORIGIN,
)
"""Words of the project's vision."""
STATEMENTS = Fields(
    Field("id", "str", "Key of the statement"),
    Field("topic", "str", "Topic that it belongs to"),
    *_in_languages("The statement"),
    DOCUMENT,
    ORIGIN,
)
"""What documents tell in words."""
PUBLISHED = {"events": EVENTS, "pilots": PILOTS, "vision": VISION, "statements": STATEMENTS}
"""Published tables that hold no numbers, by name; all others are of `NUMBERS`."""
