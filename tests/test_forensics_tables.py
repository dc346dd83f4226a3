"""Tables of parts, wholes and shares, and numbers that follow from others."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.forensics.logic import filtered, mean_reading, product_reading
from analysis.statistics.forensics.parts import Amount, Parts, Share, Sum, part_whole
from analysis.statistics.forensics.printed import Interval, read_printed

PILOT_COSTS = ["325,15", "165,92", "68,52", "306,39", "28,82", "14,99"]


def rounded(interval: Interval) -> float:
    """The middle of an interval that print leaves, to the cent."""
    assert interval.low is not None
    assert interval.high is not None
    return round(float(interval.low + interval.high) / 2, 2)


def whole_and_parts(total: str, parts: list[str]) -> Parts:
    amounts = [Amount("total", read_printed(total), is_whole=True)]
    amounts += [Amount(str(i), read_printed(p), is_whole=True) for i, p in enumerate(parts)]
    return part_whole(amounts, sums=[Sum("total", tuple(str(i) for i in range(len(parts))))])


def shares_of(total: str | None, shares: list[str], *, whole: bool = True) -> Parts:
    printed = read_printed(total) if total else None
    names = [str(i) for i in range(len(shares))]
    amounts = [Amount("all", printed, is_whole=whole), *(Amount(n, None, whole) for n in names)]
    told = [Share(f"{n} %", read_printed(s), n, "all") for n, s in zip(names, shares, strict=True)]
    return part_whole(amounts, told, [Sum("all", tuple(names))])


def test_the_themes_attended_are_22_fewer_than_their_printed_sum() -> None:
    """Final publication: 235 in all; the nine themes add up to 213."""
    themes = ["40", "26", "10", "11", "35", "13", "17", "31", "30"]
    found = whole_and_parts("235", themes)
    assert not found.consistent
    assert {r.name: r.printed for r in found.readings}["total"] == "213"
    assert {r.digits for r in found.readings} == {22.0}
    registered = ["138", "35", "33", "55", "53", "40", "46", "39", "35"]
    assert whole_and_parts("474", registered).consistent


def test_headcounts_are_whole() -> None:
    """33 and 67 % of 10 people: a third of ten is nobody; without heads it is fine."""
    assert not shares_of("10", ["33", "67"]).consistent
    assert shares_of("10", ["33", "67"], whole=False).consistent
    assert shares_of("107", ["5", "12", "28", "6", "7", "42"]).consistent


def test_shares_of_an_unknown_whole_must_leave_room_for_all_of_it() -> None:
    assert shares_of(None, ["30", "23", "26", "21"], whole=False).consistent
    found = shares_of(None, ["30", "23", "26", "31"], whole=False)
    assert not found.consistent
    assert {r.name: r.printed for r in found.readings}["3 %"] in {"22", "23"}


def test_a_table_that_no_single_number_mends_has_no_reading() -> None:
    twice = ["10", "10", "30"]
    amounts = [Amount(n, read_printed(v), True) for n, v in zip("abc", twice, strict=True)]
    more = [Amount(n, read_printed(v), True) for n, v in zip("def", twice, strict=True)]
    found = part_whole([*amounts, *more], sums=[Sum("c", ("a", "b")), Sum("f", ("d", "e"))])
    assert found == Parts(False)


def test_names_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="no such amount: b"):
        part_whole([Amount("a")], sums=[Sum("a", ("b",))])
    with pytest.raises(ValueError, match="named twice: a"):
        part_whole([Amount("a"), Amount("a")])


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.integers(0, 400), min_size=2, max_size=7).filter(any),
    st.integers(0, 2),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_true_counts_always_fit_what_is_printed_of_them(
    counts: list[int], decimals: int, rounding: str
) -> None:
    total, unit = sum(counts), Decimal(1).scaleb(-decimals)
    shares = [str((Decimal(100 * c) / total).quantize(unit, rounding)) for c in counts]
    assert shares_of(str(total), shares).consistent
    assert shares_of(None, shares).consistent
    assert whole_and_parts(str(total), [str(c) for c in counts]).consistent


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 50), min_size=2, max_size=5), st.integers(1, 9))
def test_every_reading_makes_the_table_consistent(counts: list[int], more: int) -> None:
    printed = [str(c) for c in counts]
    found = whole_and_parts(str(sum(counts) + more), printed)
    assert not found.consistent
    for reading in found.readings:
        parts = [reading.printed if reading.name == str(i) else p for i, p in enumerate(printed)]
        total = reading.printed if reading.name == "total" else str(sum(counts) + more)
        assert whole_and_parts(total, parts).consistent


def test_the_mean_cost_is_neither_the_mean_of_totals_nor_of_ratios() -> None:
    """Final publication: 81,61 € a participant; 8 503,38 € and 107 participants."""
    ratios = [read_printed(c) for c in PILOT_COSTS]
    found = mean_reading(
        read_printed("81,61 €"), read_printed("8 503,38 €"), read_printed("107"), ratios
    )
    assert not found.consistent
    assert rounded(found.of_totals) == 79.47
    assert rounded(found.of_ratios) == 151.63
    fine = mean_reading(read_printed("79,47"), read_printed("8503,38"), read_printed("107"), ratios)
    assert (fine.is_of_totals, fine.is_of_ratios) == (True, False)
    flat = mean_reading(
        read_printed("151,63"), read_printed("8503,38"), read_printed("107"), ratios
    )
    assert (flat.is_of_totals, flat.is_of_ratios) == (False, True)


@pytest.mark.parametrize(
    ("followed", "shares", "n", "most", "least_n"),
    [(38, ["48,9", "19,2"], 51, 34, 56), (25, ["44", "25"], 31, 21, 36), (34, ["66"], 51, 33, 52)],
)
def test_a_filter_lets_no_more_through_than_it_says(
    followed: int, shares: list[str], n: int, most: int, least_n: int
) -> None:
    """The first two are the publication's own: 38 and 25 answered after the filter."""
    found = filtered(followed, [read_printed(s) for s in shares], n)
    assert (found.consistent, found.most, found.least_n) == (False, most, least_n)


def test_as_many_as_the_filter_lets_through_are_fine() -> None:
    assert filtered(33, [read_printed("66")], 51).consistent
    assert filtered(0, [read_printed("0,0")], 51).consistent


def test_seventeen_per_cent_of_wages_are_not_65_520() -> None:
    """Funding decision: wages 385 388, flat rate 17 %, printed 65 520; 65 515,96 by the rate."""
    wages = read_printed("385 388").interval
    exact, hundred = (Interval(Fraction(x), Fraction(x)) for x in (17, 100))
    found = product_reading(read_printed("65 520"), [wages, exact], [hundred])
    assert not found.consistent
    assert rounded(found.implied) == 65515.96
    assert product_reading(read_printed("65 516"), [wages, exact], [hundred]).consistent
