"""What follows from the same is made once under a watch, and anew when anything of it changes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import pytest

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.exhibit import exhibit
from analysis.report.tables import show_table
from analysis.study.edition import Edition
from analysis.study.kept import hand_on, keep, keeping
from analysis.study.study import Study
from analysis.study.study_file import open_edition
from analysis.topics import cost_breakdown as topic

MADE: list[object] = []
Change = Callable[[Edition], Edition]


def count(*given: object) -> int:
    MADE.append(given)
    return len(MADE)


def say_place(edition: Edition) -> str:
    """As an estimate that reads what readers alone are told."""
    MADE.append(edition)
    return edition.place("region")


@dataclass(frozen=True)
class Material:
    """As what a topic's tables are estimated from."""

    numbers: object


class Numbers:
    """Tells how often somebody looks through them."""

    looked = 0

    def __reduce__(self) -> tuple[type, tuple[str]]:
        Numbers.looked += 1
        return str, ("numbers",)


count.__module__ = say_place.__module__ = "analysis.tests"  # as of the package


@pytest.fixture(autouse=True)
def _empty() -> None:
    MADE.clear()


@pytest.fixture
def edition() -> Edition:
    return open_edition("yhdessa_osallisuutta", "all", "fi", "example")


def keep_in_turn(make: Callable[..., Any], *each: Any) -> list[Any]:
    """What is made of each, one process after the other."""
    before, made = b"", []
    for given in each:
        with keeping(before) as kept:
            made.append(keep(make, given))
        before = hand_on(kept)
    return made


def change(edition: Edition, **update: object) -> Edition:
    return replace(edition, study=edition.study.model_copy(update=update))


def test_the_same_is_made_once_and_by_nobody_who_does_not_watch() -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": ["x", None]})
    apart = pd.concat([frame[["a"]].copy(), frame["b"].copy()], axis=1)
    assert keep_in_turn(count, frame, frame.copy(), apart) == [1, 1, 1]
    assert [keep(count, frame), keep(count, frame)] == [2, 3]


@pytest.mark.parametrize(
    "other",
    [
        pd.DataFrame({"a": [1, 3]}),
        pd.DataFrame({"b": [1, 2]}),
        pd.DataFrame({"a": [1.0, 2.0]}),
        pd.DataFrame({"a": [1, 2]}, index=[1, 2]),
        pd.DataFrame({"a": [1, None]}, dtype="Int64"),
    ],
)
def test_another_frame_is_another(other: pd.DataFrame) -> None:
    assert keep_in_turn(count, pd.DataFrame({"a": [1, 2]}), other) == [1, 2]


def test_of_a_study_counts_what_numbers_follow_from_and_what_was_read(edition: Edition) -> None:
    elsewhere = {"fi": "Muualla", "sv": "Annanstans", "en": "Elsewhere"}
    renamed = change(edition, name=elsewhere)
    stricter = edition.study.disclosure.model_copy(update={"minimum_n": 9})
    assert keep_in_turn(count, edition, renamed) == [1, 1]
    assert keep_in_turn(count, edition, change(edition, disclosure=stricter)) == [2, 3]
    moved = change(renamed, region=elsewhere)
    place = edition.place("region")
    assert keep_in_turn(say_place, edition, renamed, moved) == [place, place, "Muualla"]


@pytest.mark.parametrize("read", [repr, dict, Study.model_dump, vars], ids=lambda f: f.__name__)
def test_whoever_prints_or_copies_a_study_reads_all_of_it(
    edition: Edition, read: Callable[[Study], object]
) -> None:
    def read_all(given: Edition) -> str:
        return repr(read(given.study))

    read_all.__module__ = "analysis.tests"
    changed = change(edition, name={"fi": "Toinen", "sv": "En annan", "en": "Another"})
    first, second = keep_in_turn(read_all, edition, changed)
    assert "Toinen" in second
    assert "Toinen" not in first


def test_a_function_of_a_notebook_is_called_anew() -> None:
    def own(given: int) -> int:
        return count(given)

    own.__module__ = "__main__"
    assert keep_in_turn(own, 1, 1) == [1, 2]


def test_a_released_table_that_a_notebook_changes_is_found_as_it_was(edition: Edition) -> None:
    material = topic.read_material(edition, None)
    before = b""
    for _ in range(2):
        with keeping(before) as kept:
            released = release_table(topic.SHARES, material)
            assert released.table["origin"].iloc[0] == "synthetic"
            released.table["origin"] = "a notebook's"
        before = hand_on(kept)


def test_a_figure_is_drawn_anew_for_other_words_alone(edition: Edition) -> None:
    bought = {"fi": "Ostot", "sv": "Köp", "en": "Bought"}
    kinds = {**edition.study.terms["cost_kind"], "purchase": bought}
    told = change(edition, terms={**edition.study.terms, "cost_kind": kinds})
    before, drawn = b"", []
    for each in (edition, change(edition, name=bought), told):
        with keeping(before) as kept:
            shown = exhibit(release_table(topic.BY_KIND, topic.read_material(each, None)))
            assert shown.forms is not None
            drawn.append((shown.forms.svg, "wide" in vars(shown.forms)))
            assert shown.forms.wide
        before = hand_on(kept)
    (first, _), (second, was_kept), (third, is_kept) = drawn
    assert second == first
    assert was_kept
    assert not is_kept
    assert "ostot" in third
    assert "ostot" not in first


def test_what_stays_the_same_is_looked_through_once_and_counts() -> None:
    before, made, looked = b"", [], Numbers.looked
    for numbers in (Numbers(), Numbers(), "others"):
        material = Material(numbers)
        with keeping(before) as kept:
            made.append([keep(count, table, material, same=material) for table in ("a", "b")])
        before = hand_on(kept)
    assert made == [[1, 2], [1, 2], [3, 4]]
    assert Numbers.looked - looked == 2, "once in each process that has them"


def test_captions_and_cells_are_written_anew_for_other_words_alone(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    bought = {"fi": "Ostot", "sv": "Köp", "en": "Bought"}
    kinds = {**edition.study.terms["cost_kind"], "purchase": bought}
    told = change(edition, terms={**edition.study.terms, "cost_kind": kinds})
    write, written = Figure.caption, []

    def caption(figure: Figure, released: Released) -> Caption:
        written.append(figure.name)
        return write(figure, released)

    monkeypatch.setattr(Figure, "caption", caption)
    before, shown, counts = b"", [], []
    for each in (edition, change(edition, name=bought), told):
        with keeping(before) as kept:
            released = release_table(topic.BY_KIND, topic.read_material(each, None))
            shown.append((exhibit(released).output(), show_table(released)))
        before = hand_on(kept)
        counts.append(len(written))
    assert shown[0] == shown[1] != shown[2]
    assert counts[0] == counts[1] < counts[2]
    for output in shown[2]:
        assert "Ostot" in str(output.facts["rows"])
