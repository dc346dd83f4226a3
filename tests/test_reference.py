"""The reference in docs/ is what the docstrings say."""

from pathlib import Path
from runpy import run_path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    made: dict[str, str] = run_path(str(ROOT / "docs/make_reference.py"))["make_pages"]()
    return made


def test_the_reference_is_current(pages: dict[str, str]) -> None:
    """docs/reference is what `make reference` writes; make it anew if this fails."""
    kept = {path.name: path.read_text("utf-8") for path in (ROOT / "docs/reference").iterdir()}
    assert kept == pages


def test_it_says_parameters_and_results_and_leads_nowhere_that_is_not(
    pages: dict[str, str],
) -> None:
    assert "### `proportion`" in pages["statistics.md"]
    assert "- **scale** (`tuple of float`) – Lowest and highest answer." in pages["statistics.md"]
    assert "**Raises:**" in pages["study.md"]
    assert not [name for name, text in pages.items() if "](#" in text]
