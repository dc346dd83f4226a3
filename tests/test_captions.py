"""What figures say in words: every figure, language and kind of edition, without drawing any."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from shared_work import kept_data

from analysis.drawing.words.caption import HAS_DIGIT, MOST_ALT, Caption, missing_own_title
from analysis.drawing.words.selection import select_drawn
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.exhibit import Exhibit
from analysis.report.saving import save_exhibits
from analysis.study.declaration import ALL
from analysis.study.spelling import bind_numbers
from analysis.study.study_file import open_edition
from analysis.topics.catalogue import list_figures, read_material

pytestmark = pytest.mark.slow

LANGUAGES = ("fi", "sv", "en")
PLACES = ("all", "raahe", "haapavesi", "sievi")
EDITIONS = [
    *[("yhdessa_osallisuutta", place, language, "example")
      for place in PLACES for language in LANGUAGES],
    *[(study, "all", language, "published")
      for study in ("yhdessa_osallisuutta", "meri_lappi") for language in LANGUAGES],
    *[("grona_timmar", place, "sv", "example") for place in ("all", "solhemmet")],
]  # fmt: skip
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids="-".join)


class Said(NamedTuple):
    """A figure's name, its released estimates as drawn, and its caption."""

    name: str
    released: Released
    caption: Caption


@cache
def captions(edition: tuple[str, str, str, str]) -> tuple[Said, ...]:
    return tuple(_captions(edition))


def _captions(names: tuple[str, str, str, str]) -> Iterator[Said]:
    edition = open_edition(*names)
    for topic in edition.study.topics:
        with kept_data(edition.study.key, edition.data):
            material = read_material(topic, edition)
        for figure in list_figures(topic, edition.study):
            released = select_drawn(release_table(figure, material))
            if not released.table.empty:
                yield Said(figure.name, released, figure.caption(released))


@every_edition
def test_an_alt_text_is_short_and_has_a_number(edition: tuple[str, str, str, str]) -> None:
    said = captions(edition)
    assert len(said) >= 5
    for name, _, caption in said:
        assert len(caption.alt) <= MOST_ALT, f"{name}: {caption.alt}"
        assert HAS_DIGIT.search(caption.alt.removeprefix(caption.mark)), f"{name}: {caption.alt}"
        assert not caption.alt.endswith("…"), f"{name}: {caption.alt}"
        assert caption.title in caption.alt, name


def test_what_has_no_room_in_an_alt_text_is_left_out_whole() -> None:
    title, row, wide = "Nothing changed", "Work: from 2.9 to 3.0", f"Means of {'words ' * 60}."
    assert Caption(title, f"{wide} n = 9.", "", [row]).alt == f"{title}. {row}."
    assert Caption(title, f"{wide} n = 9.", "", [wide]).alt == f"{title}. n = 9."
    assert Caption(title, "Means.", "", ["Work: not shown", row]).alt == f"{title}. {row}. Means."
    assert Caption("52% came", "Of 474.", "", [row]).alt == "52% came. Of 474."
    assert len(Caption("word " * 100, "", "", [row]).alt) <= MOST_ALT


def test_the_rows_stand_in_full_behind_the_figure(
    exhibits: Callable[..., dict[str, Exhibit]], tmp_path: Path
) -> None:
    shown = exhibits()["cost_breakdown_per_participant"]
    save_exhibits([shown], str(tmp_path))
    assert shown.caption is not None
    (saved,) = tmp_path.glob("*.json")
    description = json.loads(saved.read_bytes())["description"]
    assert shown.output().plain == description
    assert description.count("€") >= len(shown.released.table) > 5


@every_edition
def test_a_question_is_followed_by_no_colon(edition: tuple[str, str, str, str]) -> None:
    for name, _, caption in captions(edition):
        assert "?:" not in caption.title + caption.subtitle, f"{name}: {caption.title}"


STATISTICIANS = re.compile(
    r"Wilson|Newcombe|Holm|Miettinen|Miettisen|Nurminen|Nurmisen|Tango|Welch|Manski|Brunner|Munzel"
)
OF_COSTS = tuple(
    f"cost_breakdown_{name}"
    for name in ("per_participant", "ranges", "group_size", "against_others", "break_even")
)
AMOUNT = re.compile(r"€[\d,.]+|[\d,.\xa0]+\xa0€")
VERBS = {
    "fi": "on oli olivat ei eivät eroaa eroavat näkyy maksoi tavoitti tuli pidettiin sai "
    "vaihteli riippuu ulottuu sallii voi voisivat olisi pysyy pysyvät vastasi jatkui ylittyi "
    "vaikuttaa tavoitettiin valitsi arvioi ylittävät ajoittuvat sopii sopivat sijoittuvat "
    "ovat tiedetä kerrota kerrotaan muuttui meni käytiin",
    "sv": "är var går skiljer syns kostade stod kom hölls fick varierade beror medger kan skulle "
    "visar visas står nåddes valde bedömer påverkas överträffades överstiger infaller hade ligger "
    "fortsatte svarade har förändrades ändrats gick anges innehåller sticker passar",
    "en": "is are was were does do differ shows show cost had has have came held holds hold ranged "
    "depends reaches allows may could would stand stands were chose rates moves exceed exceeded "
    "fall lie answered went varied fits differed fit known can include given",
}
"""Finite verbs that titles have; whoever writes a title with another one adds it."""


@every_edition
def test_every_title_is_a_sentence(edition: tuple[str, str, str, str]) -> None:
    verbs = set(VERBS[edition[2]].split())
    for name, _, caption in captions(edition):
        words = set(re.findall(r"\w+", caption.title.lower()))
        assert words & verbs, f"{name}: {caption.title}"


@every_edition
def test_no_title_begins_with_a_numeral(edition: tuple[str, str, str, str]) -> None:
    titles = [f"{name}: {caption.title}" for name, _, caption in captions(edition)
              if HAS_DIGIT.match(caption.title)]  # fmt: skip
    assert not titles


@every_edition
def test_findings_of_a_place_do_not_repeat_its_cost(edition: tuple[str, str, str, str]) -> None:
    """One title says what a participant cost; the others say what they add."""
    said = {name: caption.title for name, _, caption in captions(edition) if name in OF_COSTS}
    amounts = [found[0] for title in said.values() if (found := AMOUNT.search(title))]
    assert edition[1] == "all" or len(amounts) == len(set(amounts)), said


@every_edition
def test_a_subtitle_goes_on_without_a_capital_after_its_place(
    edition: tuple[str, str, str, str],
) -> None:
    """A Swedish "I början" is not the English "I"."""
    for name, _, caption in captions(edition):
        assert not re.search(r": (I början|I slutet|Alussa|Start|Before)\b", caption.subtitle), name


@every_edition
def test_no_title_or_subtitle_tells_a_p_value(edition: tuple[str, str, str, str]) -> None:
    """It stands in the table behind the figure."""
    for name, _, caption in captions(edition):
        assert not re.search(r"\bp\s*[=<≤>]", f"{caption.title} {caption.subtitle}"), name


@every_edition
def test_no_line_of_words_ends_within_a_number(edition: tuple[str, str, str, str]) -> None:
    """A number stays with its unit, n with its value."""
    for name, _, caption in captions(edition):
        for words in (
            caption.title,
            caption.subtitle,
            caption.foot,
            caption.alt,
            caption.description,
        ):
            assert bind_numbers(words) == words, f"{name}: {words}"


@every_edition
def test_no_figure_names_a_statistician(edition: tuple[str, str, str, str]) -> None:
    """Names stand in the section on method; a reader of a figure needs none."""
    for name, _, caption in captions(edition):
        for words in (caption.title, caption.subtitle, caption.foot, caption.alt):
            assert not STATISTICIANS.search(words), f"{name}: {words}"


@every_edition
def test_no_two_figures_have_the_same_title(edition: tuple[str, str, str, str]) -> None:
    """One of several questions is named by its title; where a place is missing, it says just so."""
    titles = [said.caption.title for said in captions(edition)]
    if edition[1] != ALL:
        missing = missing_own_title(captions(edition)[0].released)
        titles = [title for title in titles if not title.endswith(missing)]
    assert sorted(titles) == sorted(set(titles))
