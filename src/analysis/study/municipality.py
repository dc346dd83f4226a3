"""The sections ``[municipalities.<key>]``: what a place is called, and where it is on a map."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from analysis.study.cross_checks import Declared, Fault, fault, strings
from analysis.study.section import Section, Text, Texts
from analysis.study.spelling import forms


class Tile(Section):
    """A cell of a map in which all places are equally large."""

    row: Annotated[int, Field(ge=1)]
    column: Annotated[int, Field(ge=1)]


class Municipality(Section):
    """A municipality: Statistics Finland's code, its name and other spellings."""

    code: Annotated[str, Field(pattern="^[0-9]+$")]
    name: Texts
    aliases: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    inside: Texts = Field(default_factory=dict)
    """The name as a sentence needs it ("Raahessa"); empty where it is not declared."""
    tile: Tile | None = None
    """Where it is on the map that the front page finds it by; of all places, or of none."""

    def spellings(self, key: str) -> frozenset[str]:
        """How exports may call it."""
        # A spreadsheet makes the number 71 of the code "071".
        codes = (self.code, str(int(self.code)))
        return forms((key, *self.name.values(), *self.aliases, *codes))


def find_municipality_faults(file: Declared) -> Iterator[Fault]:
    """Codes, spellings and cells that several municipalities share, and cells that are missing."""
    yield from _find_name_faults(file)
    yield from _find_tile_faults(file)


def _find_name_faults(file: Declared) -> Iterator[Fault]:
    places = {key: file.section("municipalities", key) for key in file.section("municipalities")}
    spellings = {
        key: forms(filter(None, [key, *strings([place.get("name"), place.get("aliases")])]))
        for key, place in places.items()
    }
    declared = (code for place in places.values() for code in strings(place.get("code")))
    codes = Counter(filter(None, declared))  # an empty one is a fault of its own
    spelled = Counter(spelling for found in spellings.values() for spelling in found)
    for key, place in places.items():
        for code in strings(place.get("code")):
            if codes[code] > 1:
                yield fault("study_fault.code_again", "municipalities", key, "code", code=code)
        for spelling in sorted(spellings[key]):
            if spelled[spelling] > 1:
                yield fault("study_fault.spelled_again", "municipalities", key, spelling=spelling)


def _find_tile_faults(file: Declared) -> Iterator[Fault]:
    """Cells of the map that several places share, and places that are not on it."""
    tiles = {
        key: repr((place.get("row"), place.get("column")))  # neither need be a number
        for key in file.section("municipalities")
        if (place := file.section("municipalities", key, "tile"))
    }
    shared = Counter(tiles.values())
    for key in file.section("municipalities"):
        if tiles and key not in tiles:
            yield fault("study_fault.no_tile", "municipalities", key, "tile")
        elif tiles and shared[tiles[key]] > 1:
            yield fault("study_fault.tile_again", "municipalities", key, "tile")
