"""What is told of trainings lets nobody follow: laws that random registrations are held to."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from analysis.release.bands import Band
from analysis.release.rules import release
from analysis.study.codebook import ELSEWHERE
from analysis.study.study import DisclosureRule
from analysis.study.study_file import open_edition, read_study
from analysis.topics.training_attendance import FUNNEL, RETURNERS, TURNOUT
from analysis.topics.training_attendance.coarse import (
    TRAINING,
    CoarsePeople,
    band_between,
    coarsen_people,
    coarsen_returned,
)
from analysis.topics.training_attendance.coarse_places import COLUMNS, coarsen_places
from analysis.topics.training_attendance.funnel import estimate_funnel
from analysis.topics.training_attendance.reach import REACH, estimate_reach
from analysis.topics.training_attendance.registered import widest_rate
from analysis.topics.training_attendance.returners import estimate_returners
from analysis.topics.training_attendance.turnout import estimate_turnout

STUDY = read_study("yhdessa_osallisuutta")
EDITION = open_edition(STUDY.key, "all", "en", "example")
RULE = STUDY.disclosure
WIDE = 5
"""Fewer whole numbers that something can be are a break; see DISCLOSURE."""


@st.composite
def registrations(draw: st.DrawFn, most_people: int = 60) -> pd.DataFrame:
    """Registrations of random people to a few trainings of one to three years."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    held, people = draw(st.integers(2, 6)), draw(st.integers(6, most_people))
    registers, comes = draw(st.floats(0.15, 0.95)), draw(st.floats(0.1, 1.0))
    days = sorted(chance.integers(0, 3 * 365, held).tolist())
    places = [*STUDY.municipalities, "elsewhere"][: draw(st.integers(1, 7))]
    homes = chance.choice(places, people)
    rows = [
        (f"p{person}", f"t{k}", pd.Timestamp(2021, 1, 1) + pd.Timedelta(days=day), homes[person],
         bool(chance.random() < comes))
        for k, day in enumerate(days)
        for person in range(people)
        if chance.random() < registers
    ]  # fmt: skip
    assume(rows)
    columns = ["registrant_id", "training", "date", "municipality", "attended"]
    frame = pd.DataFrame(rows, columns=columns).assign(
        theme="maps", organisation="others", origin="synthetic"
    )
    return frame.astype({"attended": "boolean"}).assign(
        registered=pd.array([True] * len(frame), dtype="boolean")
    )


def test_no_band_between_two_known_ends_is_cut_short() -> None:
    """Whatever the number is, at least five others would be told alike."""
    for least, reach in product(range(12), range(45)):
        most = least + reach
        alike: dict[Band | None, int] = {}
        for count in range(least, most + 1):
            band = band_between(count, most, RULE, least)
            alike[band] = alike.get(band, 0) + 1
            assert band is None or band.low <= count <= band.high
        assert set(alike) == {None} or min(alike.values()) >= WIDE


class Attacker:
    """Knows the rule, every exact number of attendances, and what is told of people."""

    def __init__(self, frame: pd.DataFrame, told: CoarsePeople, rule: DisclosureRule) -> None:
        self.told, self.rule = told, rule
        came = frame[frame["attended"]].groupby(TRAINING).size()
        self.attendances, self.absences = int(came.sum()), int((~frame["attended"]).sum())
        self.held = len(frame[TRAINING].drop_duplicates())
        self.fullest = int(frame.groupby(TRAINING).size().max())
        years = came.index.get_level_values("date").year
        self.most = np.minimum(came, came.cumsum() - came).groupby(years).sum().to_dict()
        self.room = (came.cumsum() - came.cummax()).groupby(years).last().to_dict()

    def derive(self, *, is_told: bool) -> dict[str, set[int]]:
        """What each number can be: from all that is told, or from attendances alone."""
        found: dict[str, set[int]] = {}
        years = [int(year.year) for year in self.told.years]
        for before in product(*(self._before(k, is_told=is_told) for k in range(len(years)))):
            if any(sum(before[: k + 1]) > self.room[year] for k, year in enumerate(years)):
                continue
            again = sum(before)
            came = self.attendances - again
            for returned in self._returned(again, is_told=is_told):
                numbers = dict(zip(map(str, years), before, strict=True)) | {
                    "came": came, "again": again, "returned": returned,
                    "came once": came - returned, "third": again - returned,
                }  # fmt: skip
                for name, value in numbers.items():
                    found.setdefault(name, set()).add(value)
        for came in list(found.get("came", ())):
            away = self._away(came, is_told=is_told)
            found.setdefault("stayed away", set()).update(away)
            found.setdefault("registered", set()).update(came + count for count in away)
        return found

    def _before(self, at: int, *, is_told: bool) -> Sequence[int]:
        """How many of a year's attendances can have been of people who had come before."""
        year = self.told.years[at]
        possible = range(self.most[int(year.year)] + 1)
        if not is_told:
            return possible
        # Where a year's symbol says "under five", or that no band would have been wide enough.
        return [count for count in possible if year.ends.low <= count <= year.ends.high]

    def _returned(self, again: int, *, is_told: bool) -> Sequence[int]:
        """How many people can have come more than once."""
        least = -(-again // max(self.held - 1, 1))
        possible = range(least, min(again, self.attendances - again) + 1)
        if not is_told:
            return possible
        ends = [year.ends for year in self.told.years]
        whole = Band(sum(e.low for e in ends), sum(e.high for e in ends))
        bands = (
            coarsen_returned(count, whole, self.attendances, self.held, self.rule)
            for count in possible
        )
        told = zip(possible, bands, strict=True)
        return [count for count, band in told if _shown(band) == _shown(self.told.returned)]

    def _away(self, came: int, *, is_told: bool) -> Sequence[int]:
        """How many people can have registered and never come."""
        low, high = self.told.stayed_away if is_told else (0, self.absences)
        return range(max(low, self.fullest - came), high + 1)


def _shown(band: Band | None) -> int:
    """Where a band begins as readers see it: what is too small has one symbol."""
    return 0 if band is None else band.low


def broken(frame: pd.DataFrame, rule: DisclosureRule = RULE) -> list[str]:
    """Numbers that what is told narrows to fewer than five, and what everyone knows does not."""
    told = coarsen_people(frame, rule)
    if told is None:
        return []
    attacker = Attacker(frame, told, rule)
    before, after = attacker.derive(is_told=False), attacker.derive(is_told=True)
    return [
        name
        for name, values in after.items()
        if len(values) < min(WIDE, len(before[name]))
        and not (min(values) == 0 and max(values) < rule.minimum_n)
    ]


@pytest.mark.slow
@given(registrations(24))
@settings(max_examples=120)
def test_nobody_follows_from_attendances_people_and_returners(frame: pd.DataFrame) -> None:
    assert broken(frame) == []


def test_the_attacker_gets_through_exact_numbers() -> None:
    """Without bands, attendances less people less returners are who came a third time."""
    days = pd.to_datetime(["2022-03-01", "2022-04-01", "2022-05-01", "2022-06-01"])
    rows = [
        (f"p{k}", f"t{t}", days[t], "raahe", True, "synthetic", True)
        for t, came in enumerate((24, 12, 1, 1))
        for k in range(came)
    ]
    columns = ["registrant_id", "training", "date", "municipality", "attended", "origin",
               "registered"]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns).astype(
        {"attended": "boolean", "registered": "boolean"}
    )
    exact = DisclosureRule(minimum_n=1, minimum_count=1, band=1)
    assert {"third", "came", "returned"} <= set(broken(frame, exact))
    assert broken(frame) == []


@pytest.mark.slow
@given(registrations())
def test_the_bands_hold_what_was_counted(frame: pd.DataFrame) -> None:
    people = coarsen_people(frame, RULE)
    visits = frame.groupby("registrant_id")["attended"].sum()
    assume(people is not None)
    assert people is not None
    counted = {people.registered: len(visits), people.came: (visits >= 1).sum(),
               people.stayed_away: (visits == 0).sum()}  # fmt: skip
    if people.returned is not None:
        counted[people.returned] = (visits >= 2).sum()
    assert all(band.low <= count <= band.high for band, count in counted.items())


def shown(frame: pd.DataFrame) -> list[str]:
    """Everything of people and places that is released, as it is saved."""
    people = coarsen_people(frame, RULE)
    tables = {
        FUNNEL: estimate_funnel(people),
        RETURNERS: estimate_returners(people),
        TURNOUT: estimate_turnout(frame, STUDY),
    }
    return [release(table, EDITION, of).table.to_csv() for of, table in tables.items()]


@pytest.mark.slow
@given(registrations(), st.integers(0, 2**32 - 1))
@settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much])
def test_the_same_coarse_numbers_give_the_same_tables_to_the_byte(
    frame: pd.DataFrame, seed: int
) -> None:
    """A few who came before are taken for others, and a few move: nothing shown may change."""
    chance = np.random.default_rng(seed)
    twin = frame.copy()
    moved = chance.integers(0, len(frame), 3)
    twin.loc[moved[:2], "registrant_id"] = ["new1", "new2"]
    twin.loc[moved[2], "municipality"] = str(chance.choice(list(STUDY.municipalities)))
    assume(not twin.equals(frame))
    assume(coarsen_people(twin, RULE) == coarsen_people(frame, RULE))
    columns = ["item", "n", "n_most", "attended", "attended_most"]
    one, other = (
        estimate_turnout(rows, STUDY).query("by == 'place'").set_index("item")[columns[1:]]
        for rows in (frame, twin)
    )
    assume(one.sort_index().equals(other.sort_index()))
    assert shown(twin) == shown(frame)


@given(registrations())
@settings(max_examples=40)
def test_the_sums_of_all_cut_no_band_of_a_place(frame: pd.DataFrame) -> None:
    """Of each place that is told, n and attendances can be all that their bands hold."""
    table = estimate_turnout(frame, STUDY)
    everywhere = table[table["by"] == "place"]
    places = everywhere.dropna(subset="n")
    untold = len(everywhere) - len(places)
    # Of a place that is not told few came, and any number registered.
    spare = {"attended": untold * (RULE.minimum_n - 1), "n": len(frame) if untold else 0}
    counts = frame.groupby("municipality")["attended"].agg(n="count", attended="sum")
    for name, total in (("n", len(frame)), ("attended", int(frame["attended"].sum()))):
        low, high = places[name].sum(), places[f"{name}_most"].sum() + spare[name]
        for row in places.to_dict("records"):
            least, most = row[name], row[f"{name}_most"]
            assert least <= counts.loc[row["item"], name] <= most
            assert total - (low - least) >= most
            assert total - (high - most) <= least


@pytest.mark.parametrize(("part", "whole"), [((5, 9), (20, 24)), ((20, 24), (20, 24))])
def test_a_rate_is_halfway_between_those_of_all_pairs_and_its_interval_holds_theirs(
    part: tuple[int, int], whole: tuple[int, int]
) -> None:
    rate, low, high = widest_rate(Band(*part), Band(*whole))
    ends = [
        widest_rate(Band(k, k), Band(n, n))
        for k, n in product(range(part[0], part[1] + 1), range(whole[0], whole[1] + 1))
        if k <= n
    ]
    rates, lows, highs = zip(*ends, strict=True)
    assert rate == pytest.approx((min(rates) + max(rates)) / 2)
    assert low == pytest.approx(min(lows))
    assert high == pytest.approx(max(highs))


def test_people_are_told_by_nothing_but_their_coarse_numbers() -> None:
    """Estimates of people take no registrations: what they are given is told already."""
    people = CoarsePeople(0, (), Band(0, 0), None, "synthetic")
    assert estimate_returners(people).empty
    told = replace(people, attendances=60, stayed_away=Band(10, 14))
    assert estimate_funnel(told)["n"].tolist()[:2] == [70, 60]


@pytest.mark.parametrize(("groups", "are_told"), [(5, False), (7, True)])
def test_that_bands_of_registrations_are_wide_tells_no_number(groups: int, are_told: bool) -> None:
    """Of five groups with 15 to 24 of 100, each has 19, 20 or 24 if the sum cuts narrow bands."""
    names = [*STUDY.municipalities][: groups - 1]
    study = STUDY.model_copy(
        update={"municipalities": {name: STUDY.municipalities[name] for name in names}}
    )
    rows = pd.DataFrame({"municipality": np.repeat([*names, ELSEWHERE], 20)})
    rows["attended"] = rows.groupby("municipality").cumcount() < 12
    told = coarsen_places(rows, study).set_index("item").loc[names, COLUMNS]
    assert bool(told.notna().to_numpy().all()) == are_told
    if are_told:
        assert ((told["n_most"] - told["n"]) > RULE.band).all()


def came(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    """Registrations of who, to which theme, on which day, from where, and whether they came."""
    columns = ["registrant_id", "theme", "date", "municipality", "attended"]
    frame = pd.DataFrame(rows, columns=columns).assign(
        organisation="others", origin="synthetic", registered=True
    )
    frame["date"], frame["training"] = pd.to_datetime(frame["date"]), frame["theme"]
    return frame.astype({"attended": "boolean", "registered": "boolean"})


@pytest.mark.parametrize(("fewest", "are_told"), [(4, False), (5, True)])
def test_from_how_many_places_people_came_tells_nobody_of_a_small_one(
    fewest: int, *, are_told: bool
) -> None:
    """From all places to four themes: of a place with under five, just four came."""
    small, *places = STUDY.municipalities
    frame = came([
        (None, f"theme {theme}", f"2022-0{theme}-01", place, k < count)
        for theme in range(1, 5)
        for place, count in ((small, 1 + (theme == 1) * (fewest - 4)), *((p, 6) for p in places))
        for k in range(count + 3)
    ])  # fmt: skip
    told = coarsen_places(frame, STUDY).set_index("item")
    assert pd.notna(told.loc[small, "attended"]) == are_told
    assert release(estimate_reach(frame, STUDY), EDITION, REACH).table.empty != are_told


def test_from_how_many_places_is_not_told_of_more_themes_than_people_of_a_place() -> None:
    """Of 5 to 9 who came to six themes that all places came to, six came at least."""
    frame = came([
        (None, f"theme {theme}", f"2022-0{theme}-01", place, True)
        for theme in range(1, 7)
        for place in STUDY.municipalities
        for _ in range(1 if place == "raahe" else 6)
    ])  # fmt: skip
    assert coarsen_places(frame, STUDY).set_index("item").loc["raahe", "attended"] == 5
    assert estimate_reach(frame, STUDY).empty


@pytest.mark.parametrize(("away", "are_told"), [(1, False), (4, True)])
def test_those_who_did_not_come_cut_no_band_of_a_place(away: int, *, are_told: bool) -> None:
    """Of 10-14 who registered and 5-9 who came, three of all did not come: seven came at least."""
    sizes = [(9, 10), (21 - away, 21), (22 - away, 22), (31, 31), (28, 28), (17, 17)]
    pairs = zip(STUDY.municipalities, sizes, strict=True)
    frame = came([(None, "a", "2022-01-01", place, k < attended)
                  for place, (attended, n) in pairs for k in range(n)])  # fmt: skip
    assert coarsen_places(frame, STUDY)["n"].notna().any() == are_told


@pytest.mark.parametrize(("until", "later", "away", "are_told"), [
    (6, 6, 6, True), (0, 6, 0, True), (6, 2, 0, False), (1, 5, 0, False), (6, 6, 2, False),
])  # fmt: skip
def test_those_without_a_code_are_not_what_is_left_of_all(
    until: int, later: int, away: int, *, are_told: bool
) -> None:
    """Who came after the first training, and who did not come, is told of those with a code."""
    days = ("2022-01-01", "2022-03-01")
    frame = came([
        *((f"p{k}", f"t{t}", days[t], "raahe", True) for t in (0, 1) for k in range(20 + 10 * t)),
        *((f"q{k}", "t0", days[0], "raahe", False) for k in range(5)),
        *((None, "t0", days[0], "raahe", True) for _ in range(until)),
        *((None, "t1", days[1], "raahe", True) for _ in range(later)),
        *((None, "t1", days[1], "raahe", False) for _ in range(away)),
    ])  # fmt: skip
    assert (coarsen_people(frame, RULE) is not None) == are_told
