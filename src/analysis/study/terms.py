"""The section ``[terms]``: texts of the catalogue that a study says in its own words."""

from collections.abc import Iterator
from string import Formatter

from analysis.study.catalogue import read_catalogue
from analysis.study.cross_checks import Declared, Fault, fault, strings
from analysis.study.unit import UNIT_NAMES

WAVE_NAMES = ("wave_start", "wave_end")
"""Placeholders that every text may have: the study's names of the compared waves."""


def find_term_faults(file: Declared) -> Iterator[Fault]:
    """Terms for texts that are not there, and placeholders that those texts do not fill."""
    for group in file.section("terms"):
        known = read_catalogue().get(group, {})
        for key in file.section("terms", group):
            if not all(isinstance(text, str) for text in known.get(key, {"": None}).values()):
                yield fault("study_fault.no_text", "terms", group, key)
                continue
            filled = {*WAVE_NAMES, *UNIT_NAMES, *_placeholders(strings(known[key]))}
            for name in sorted(_placeholders(strings(file.section("terms", group, key))) - filled):
                yield fault("study_fault.placeholder", "terms", group, key, name=name)


def _placeholders(texts: Iterator[str]) -> set[str]:
    """Names in braces of all texts; of a text that is cut short, none."""
    names: set[str] = set()
    for text in texts:
        try:
            names |= {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError:
            names.add(text)
    return names
