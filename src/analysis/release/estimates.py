"""Estimates on their way to being shown: of which table, for which edition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.release.columns import Frame
from analysis.study.edition import Edition
from analysis.study.origin import PUBLISHED, SYNTHETIC
from analysis.study.scale import Scale
from analysis.study.wording import Wording

PUBLIC_ORIGINS = frozenset({PUBLISHED})
"""Origins whose numbers are public already and pass freely, and what follows from them."""
Labels = Callable[[pd.DataFrame, Edition], list[str]]
"""What the rows' items are called, from a table of estimates and the edition."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """A table that may be shown: its name, its columns and how its rows are called.

    Attributes
    ----------
    name : str
        ``<topic>_<table>``.
    frame : Frame
    estimate : callable
        A topic's material in, a tidy frame with the columns of `frame` out.
    items : callable or None
        Label of each row's item in the edition's language.
    caption_key : str
        Key of its caption. A figure's table has the figure's title, and this where there is
        nothing to show.
    of_project : bool
        Whether of a place it tells nothing: too little of it may be known.
    needs : callable or None
        An edition in, key of what its study lacks for this out; empty if it lacks nothing. It
        looks at what is declared alone, and says nothing of answers.
    scale : Scale or None
        What the ratings are on that it tells of, if they are on one.
    """

    name: str
    frame: Frame
    estimate: Callable[[Any], pd.DataFrame]
    items: Labels | None = None
    caption_key: str = ""
    of_project: bool = False
    needs: Callable[[Edition], str] | None = None
    scale: Scale | None = None


@dataclass(frozen=True)
class Estimates:
    """A tidy frame of estimates, or one of a caller's own.

    Attributes
    ----------
    of : Table
        Whose columns it has.
    edition : Edition
        Study, municipality and language that it is shown for.
    table : pandas.DataFrame
    """

    of: Table
    edition: Edition
    table: pd.DataFrame

    @property
    def name(self) -> str:
        """``<topic>_<table>``: the name of a figure and its files."""
        return self.of.name

    @property
    def say(self) -> Wording:
        """Words in the edition's language, the study's own where it has any."""
        return self.edition.say

    @cached_property
    def labels(self) -> list[str]:
        """Label of each row's item, in the edition's language."""
        if self.of.items is None:
            raise ValueError(f"{self.name} declares no labels of its items")
        return self.of.items(self.table, self.edition)

    @property
    def is_published(self) -> bool:
        """Whether all numbers are public already."""
        return set(self.table["origin"]) <= PUBLIC_ORIGINS

    @property
    def is_synthetic(self) -> bool:
        """Whether any number rests on made-up data."""
        return any(SYNTHETIC in origin.split("+") for origin in self.table["origin"])


@dataclass(frozen=True)
class Released(Estimates):
    """Estimates that may be shown; made by `analysis.release.rules.release` alone.

    Attributes
    ----------
    is_coarse : bool
        Whether any row rests on coarse numbers.
    has_withheld : bool
        Whether any row tells nothing of the place that it names.
    hidden : int
        Rows that were left out because they rest on too few people or answers.
    hidden_by : mapping
        The same by the first rule that each of them broke.
    whole : Released or None
        All that was released, where these are the part of it that is drawn.
    """

    is_coarse: bool = False
    has_withheld: bool = False
    hidden: int = 0
    hidden_by: Mapping[str, int] = field(default_factory=dict)
    whole: "Released | None" = None
