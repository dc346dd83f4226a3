"""How the audit quotes numbers and names them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from analysis.inputs.printed.audit_file import read_figures
from analysis.release.rules import release_table
from analysis.report.tables import table_cells
from analysis.statistics.forensics.printed import Printed, read_printed
from analysis.study.study_file import open_edition, read_study
from analysis.topics.publication_audit.checks import CHECKS
from analysis.topics.publication_audit.explain import quote
from analysis.topics.publication_audit.material import read_material
from analysis.topics.publication_audit.names import name_figures
from analysis.topics.publication_audit.printed_figures import PrintedFigure

STUDY = "yhdessa_osallisuutta"


@pytest.mark.parametrize(
    ("text", "language", "quoted"),
    [
        ("8 503,38 €", "en", "€8,503.38"),
        ("65 520", "en", "65,520"),
        ("65 520", "sv", "65\xa0520"),
        ("23%", "fi", "23\xa0%"),
        ("43 %", "sv", "43\xa0%"),
        ("23%", "en", "23%"),
        ("−1,5", "en", "−1.5"),
    ],
)
def test_a_printed_number_is_quoted_in_the_notation_of_the_page(
    text: str, language: str, quoted: str
) -> None:
    assert quote(PrintedFigure("x", text, read_printed(text), ""), language) == quoted


@pytest.mark.parametrize(
    ("unit", "text"), [("date", "1.8.2021"), ("year", "2021"), ("date", "22.2.")]
)
def test_dates_and_years_are_quoted_as_they_are_printed(unit: str, text: str) -> None:
    """A date's number is its day in the calendar, a year's has no thousands."""
    number = Printed(Decimal(738_003), Decimal(1))
    assert quote(PrintedFigure("x", text, number, unit), "en") == text


@pytest.mark.parametrize("key", ["yhdessa_osallisuutta", "meri_lappi"])
def test_readers_of_checks_meet_no_identifier(key: str) -> None:
    """Neither in the column that names the numbers nor in the arithmetic."""
    material = read_material(open_edition(key, data="published"))
    released = release_table(CHECKS, material)
    ids = set(material.audit.figures["id"])
    names = table_cells(released).iloc[:, 0]
    assert not ids & set(names)
    told = {
        word.strip("().”,;") for text in material.checks["explanation"] for word in text.split()
    }
    assert not {name for name in ids if "." in name} & told


def test_a_number_is_named_by_heading_answer_and_wave() -> None:
    names = name_figures(read_figures(read_study(STUDY)), open_edition(STUDY))
    assert names["change_in.work.end"] == "”Mihin kaipaat muutosta? Työ (lopussa)”"
    assert names["attended.good_encounter"] == "”Valmennusten teemat: Hyvä kohtaaminen, paikalla”"
    assert names["total_cost_share.raahe"] == "”Kokonaiskustannukset: Raahe”"
    assert names["trainings_held.2022"].endswith("2022”")
    assert len(set(names.values())) == len(names)


@pytest.mark.slow
def test_row_names_of_doubts_are_in_one_language(exhibits: Callable[..., Any]) -> None:
    """A Finnish heading has a Finnish town after it on the Swedish page too."""
    finnish, swedish = (
        exhibits("yhdessa_osallisuutta", "all", language)["publication_audit_doubts"]
        for language in ("fi", "sv")
    )
    assert finnish.released.labels == swedish.released.labels
