"""Who came, made coarse: bands of people between which nobody can be told apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
import pandas as pd

from analysis.inputs.printed.shape import origin_of
from analysis.release.bands import Band, band_of
from analysis.study.study import DisclosureRule
from analysis.topics.training_attendance.registered import keep_registered

TRAINING = ["date", "training"]
"""What tells one training from another, in the order of time."""


def band_between(count: int, most: int, rule: DisclosureRule, least: int = 0) -> Band | None:
    """The band of a number that is known to lie between two others.

    Bands begin where those of the study do, but for the first and the last, which reach to the
    ends: where a band of the grid is cut short by what is known, it is one with its neighbour.

    Parameters
    ----------
    count : int
        At least 0. It may lie beyond ``least`` and ``most``, which are known to be possible.
    most : int
        The most that it can be, whatever else is told.
    rule : DisclosureRule
    least : int
        The fewest that it can be, whatever else is told.

    Returns
    -------
    Band or None
        From 0 in the first band, to ``most`` or the number in the last; None where there would
        be one band alone.
    """
    first = least + max(rule.minimum_n, rule.band)
    starts = [band_of(at, rule).low for at in range(first, most + 1)]
    starts = [s for s in dict.fromkeys(starts) if first <= s <= most + 1 - rule.band]
    if not starts:
        return None
    at = int(np.searchsorted(starts, count, side="right"))
    low, high = [0, *starts][at], [*(s - 1 for s in starts), max(most, count)][at]
    return Band(low, high)


@dataclass(frozen=True)
class Year:
    """Those who came in a year after the very first training.

    ``n`` are attendances, as exact as they are told elsewhere, and ``came_before`` how many of
    them were of people who had come to an earlier training; None where nothing is told.
    """

    year: str
    n: int
    came_before: Band | None

    @property
    def ends(self) -> Band:
        """Between what ``came_before`` lies."""
        return self.came_before or Band(0, self.n)

    @property
    def is_told(self) -> bool:
        """Whether enough had come before for their number to be told."""
        return self.ends.low > 0


@dataclass(frozen=True)
class CoarsePeople:
    """All that is told of people who registered, came, and came again.

    Attendances and absences of people with a code are counted exactly, since other tables tell
    them too. What is not is told by bands of its own, and each of them holds whatever the
    others are: the people follow from them and from nothing else.

    Attributes
    ----------
    attendances : int
    years : tuple of Year
    stayed_away : Band
        People who never came.
    returned : Band or None
        People who came more than once.
    origin : str
        Of the registrations.
    """

    attendances: int
    years: tuple[Year, ...]
    stayed_away: Band
    returned: Band | None
    origin: str

    @property
    def came(self) -> Band:
        """People who came: attendances less those of people who had come before."""
        ends = [year.ends for year in self.years]
        return _less(self.attendances, Band(sum(e.low for e in ends), sum(e.high for e in ends)))

    @property
    def registered(self) -> Band:
        """People who registered."""
        return Band(*(a + b for a, b in zip(self.came, self.stayed_away, strict=True)))


def coarsen_people(registrations: pd.DataFrame | None, rule: DisclosureRule) -> CoarsePeople | None:
    """What is told of people, of registrations whose codes tell them apart.

    Parameters
    ----------
    registrations : pandas.DataFrame or None
    rule : DisclosureRule

    Returns
    -------
    CoarsePeople or None
        None without codes, where those without one are so few that they would follow, or where
        so few came.
    """
    rows = keep_registered(registrations)
    if rows.empty or not rows["attended"].any():
        return None
    coded = rows.dropna(subset="registrant_id").drop_duplicates(["registrant_id", *TRAINING])
    visits = coded.groupby("registrant_id")["attended"].sum()
    came = coded[coded["attended"]].sort_values(TRAINING, kind="stable")
    if came.empty or _few_uncoded(rows, came, rule):
        return None
    years = tuple(_coarsen_years(came, rule))
    absences, sizes = len(coded) - len(came), coded.groupby(TRAINING).size()
    again = Band(sum(y.ends.low for y in years), sum(y.ends.high for y in years))
    # As many people registered as did to the fullest training.
    least = max(0, int(sizes.max()) - (len(came) - again.high))
    away = band_between(int((visits == 0).sum()), absences, rule, least) or Band(0, absences)
    returned = coarsen_returned(int((visits >= 2).sum()), again, len(came), len(sizes), rule)
    people = CoarsePeople(len(came), years, away, returned, origin_of(rows))
    return people if people.came.low >= rule.minimum_n else None


def _few_uncoded(rows: pd.DataFrame, came: pd.DataFrame, rule: DisclosureRule) -> bool:
    """Whether those without a code are few anywhere: they are what is left of all.

    Of a year they are who did not come, and who came; who came in the year of the very first
    training, which nobody can have come to before, did so until then or later.
    """
    uncoded = rows[rows["registrant_id"].isna()]
    year, first = uncoded["date"].dt.year, tuple(came[TRAINING].iloc[0])
    is_later = [held > first for held in zip(*(uncoded[name] for name in TRAINING), strict=True)]
    attended = uncoded["attended"]
    counts = pd.concat([(~attended).groupby(year).sum(), attended.groupby([year, is_later]).sum()])
    return bool(counts.between(1, rule.minimum_n - 1).any())


def _coarsen_years(came: pd.DataFrame, rule: DisclosureRule) -> Iterator[Year]:
    """The years of all trainings but the first, where nobody can have come before.

    The attendances, which other tables tell, let no more come before than there were attendances
    before, and leave as many people as came to the fullest training. A year's band is of what
    they let it be whatever the years before it were.
    """
    before = came.groupby("registrant_id").cumcount() > 0
    table = before.groupby([came[name] for name in TRAINING]).agg(count="sum", n="size")
    table["most"] = np.minimum(table["n"], table["n"].cumsum() - table["n"])
    table["most_so_far"] = table["n"].cumsum() - table["n"].cummax()
    later = table.iloc[1:]
    told = Band(0, 0)  # of all years before
    for year, rows in later.groupby(later.index.get_level_values("date").year):
        count, n, most = (int(rows[name].sum()) for name in ("count", "n", "most"))
        room = int(rows["most_so_far"].iloc[-1])
        band = band_between(count, min(most, room - told.high), rule)
        possible = min(most, room - told.low)
        if band is not None and band.high >= min(most, room - told.high):
            band = Band(band.low, n)
        low, high = band or Band(0, n)
        told = Band(told.low + low, told.high + min(high, possible))
        yield Year(str(year), n, band)


def coarsen_returned(
    returned: int, again: Band, attendances: int, held: int, rule: DisclosureRule
) -> Band | None:
    """People who came more than once, in bands that the other numbers cannot cut.

    Each of them came again at least once, at most to all trainings, and is one who came.

    Parameters
    ----------
    returned : int
    again : Band
        Attendances of people who had come before.
    attendances, held : int
        Attendances and trainings in all.
    rule : DisclosureRule
    """
    if held < 2:
        return None
    least = ceil(again.high / (held - 1))
    most = min(again.low, attendances - again.high)
    band = band_between(returned, most, rule, least)
    if band is None or band.high < most:
        return band
    return Band(band.low, min(again.high, attendances - again.low))


def _less(whole: int, part: Band) -> Band:
    """What is left of a known whole."""
    return Band(whole - part.high, whole - part.low)
