"""docs/methods.md, methods.fi.md and methods.sv.md say the same of the same."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"en": "methods.md", "fi": "methods.fi.md", "sv": "methods.sv.md"}
NUMBER = re.compile(r"\d+(?:[ ,.]\d+)*")


def read(language: str) -> str:
    return (ROOT / "docs" / PAGES[language]).read_text("utf-8")


def find_numbers(paragraph: str) -> Counter[str]:
    """Numbers without marks of decimals and thousands; years and ranges are among them."""
    return Counter(re.sub(r"[ ,.]", "", number) for number in NUMBER.findall(paragraph))


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_methods_have_the_same_parts_in_each_language(language: str) -> None:
    """Each part of the text, in its place, is of the same kind: heading, list, row, paragraph."""
    kinds = [
        [re.match(r"#+|- \*|-|\||\*\*|\*|", line)[0] for line in read(each).splitlines()]  # type: ignore[index]
        for each in ("en", language)
    ]
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_methods_have_the_same_formulas_and_numbers(language: str) -> None:
    lines = zip(read("en").splitlines(), read(language).splitlines(), strict=True)
    for english, other in list(lines)[3:]:  # after the links
        assert Counter(re.findall(r"`[^`]+`", english)) == Counter(re.findall(r"`[^`]+`", other))
        assert find_numbers(english) == find_numbers(other), english[:60]
        assert Counter(re.findall(r"[×√τ²₁₂≤·]", english)) == Counter(
            re.findall(r"[×√τ²₁₂≤·]", other)
        ), english[:60]


@pytest.mark.parametrize("language", PAGES)
def test_each_leads_to_the_others(language: str) -> None:
    first = read(language).splitlines()[2]
    assert all(f"]({page})" in first for page in PAGES.values() if page != PAGES[language])
