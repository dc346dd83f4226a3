"""The coarse numbers of a survey: all that anything about a place is computed from."""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.inputs.frames import Field, Fields
from analysis.release.bands import Band, is_band
from analysis.study.scale import STEPS
from analysis.study.study import DisclosureRule

_CELL = (
    Field("municipality", "str", "Key of the municipality"),
    Field("wave", "str", "Key of the wave"),
    Field("question", "str", "Key of the question"),
    Field("item", "str", "Key of the item, or of a choice's answer; may be empty"),
    Field("n", "Int64", "People who answered, at least; missing where nothing is told", "people"),
    Field("n_most", "Int64", "People who answered, at most", "people"),
)
MEANS = Fields(
    *_CELL,
    Field("mean", "float64", "Mean rating, rounded", STEPS),
    Field("step", "float64", "What the mean is rounded to", STEPS),
)
"""Of ratings: a row a place, wave, question and item."""
COUNTS = Fields(
    *_CELL,
    Field("count", "Int64", "People who gave the answer, at least", "people"),
    Field("count_most", "Int64", "People who gave the answer, at most", "people"),
)
"""Of chosen answers: a row a place, wave, question and answer."""
SPREADS = Fields(
    Field("question", "str", "Key of the question, or of several that are rated together"),
    Field("item", "str", "Key of the item; may be empty"),
    Field("sd", "float64", "Standard deviation within a wave, of the project, rounded", "steps"),
    Field("sd_step", "float64", "What it is rounded to", "steps"),
    Field("linked", "float64", "Correlation of the two waves' means that linked people make"),
    Field("df", "float64", "Degrees of freedom of the standard deviation"),
    Field("by_start", "int64", "Its place among the project's rows, the poorest start first"),
    Field("by_change", "int64", "Its place among them, the largest improvement first"),
)
"""Of the whole project: how much answers spread and how they are ordered, a row an item."""


@dataclass(frozen=True, eq=False)
class CoarseNumbers:
    """What is known of places: bands of people, rounded means, and the project's spread.

    It is made once from a survey's answers, and estimates of places take it instead of them: a
    frame of answers is of another type.

    Attributes
    ----------
    rule : DisclosureRule
        By which the numbers were made coarse.
    origin : str
        Of the answers.
    means, counts : pandas.DataFrame
        With the columns of `MEANS` and `COUNTS`: a row for every place, whether or not anything
        is told of it.
    project, spreads : pandas.DataFrame
        Of the whole project, whose people are counted exactly: columns of `MEANS` and `SPREADS`.

    Raises
    ------
    ValueError
        If a number of people is no band of the rule, or a mean has too many decimals.
    """

    rule: DisclosureRule
    origin: str
    means: pd.DataFrame
    counts: pd.DataFrame
    project: pd.DataFrame
    spreads: pd.DataFrame

    def __post_init__(self) -> None:
        contracts = (
            (MEANS, self.means),
            (COUNTS, self.counts),
            (MEANS, self.project),
            (SPREADS, self.spreads),
        )
        for fields, frame in contracts:
            if list(frame.columns) != fields.names:
                raise ValueError(f"coarse numbers have the columns {', '.join(fields.names)}")
        pairs = [(self.means, "n"), (self.counts, "n"), (self.counts, "count")]
        for frame, name in pairs:
            ends = frame[[name, f"{name}_most"]].dropna().drop_duplicates()
            bands = [Band(int(low), int(high)) for low, high in ends.itertuples(index=False)]
            if not all(is_band(band, self.rule) for band in bands):
                raise ValueError(f"coarse numbers of people are bands, and '{name}' has others")
        means = self.means["mean"].dropna()
        if not (means.round(self.rule.decimals) == means).all():
            raise ValueError(f"coarse means have {self.rule.decimals} decimals")

    def copy(self) -> "CoarseNumbers":
        """The same in frames of its own."""
        names = ("means", "counts", "project", "spreads")
        return replace(self, **{name: getattr(self, name).copy() for name in names})

    @property
    def told_places(self) -> frozenset[str]:
        """Places of which any number is told."""
        frames = (self.means, self.counts)
        return frozenset(key for f in frames for key in f.loc[f["n"].notna(), "municipality"])


def check_coarse(numbers: object) -> None:
    """Refuse anything but coarse numbers where types were not checked, as in a notebook.

    Raises
    ------
    TypeError
        If it is answers, or anything else.
    """
    if not isinstance(numbers, CoarseNumbers):
        raise TypeError("places are estimated from coarse numbers, never from answers")
