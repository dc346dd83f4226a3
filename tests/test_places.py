"""Places: all that is told of them follows from coarse numbers, and from nothing else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure as Drawn
from matplotlib.text import Text
from mypy import api

from analysis.drawing.words.columns import ITEM, MUNICIPALITY, ORIGIN, N, banded
from analysis.inputs.frames import NUMBERS, STATEMENTS
from analysis.release.coarse import CoarseNumbers
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Table
from analysis.release.places import DisclosureError
from analysis.release.rules import release, release_table
from analysis.report.tables import show_table
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.instrument import list_panels, list_shares
from analysis.study.study_file import open_edition, read_study
from analysis.topics.survey_change.by_municipality import estimate_by_municipality
from analysis.topics.survey_change.material import make_material
from analysis.topics.survey_change.municipalities import municipalities_of
from analysis.topics.survey_change.place_change import (
    estimate_place_change,
    level_of_place,
)
from analysis.topics.survey_change.place_levels import estimate_place_means, estimate_place_shares
from analysis.topics.survey_change.place_spread import read_spreads

STUDY = read_study("yhdessa_osallisuutta")
RAAHE = Edition(STUDY, "raahe")
DOMAINS = list_panels(STUDY)[0]
MUNICIPALITIES = municipalities_of(DOMAINS)


# What an estimate of a place takes

TAKERS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "by_municipality": lambda given: estimate_by_municipality(given, Edition(STUDY), DOMAINS),
    "change": lambda given: estimate_place_change(given, RAAHE),
    "means": lambda given: estimate_place_means(given, DOMAINS, RAAHE),
    "shares": lambda given: estimate_place_shares(given, list_shares(STUDY)[0], RAAHE),
}


@pytest.mark.parametrize("name", TAKERS)
def test_an_estimate_of_a_place_refuses_answers(name: str, responses: pd.DataFrame) -> None:
    with pytest.raises(TypeError, match="from coarse numbers, never from answers"):
        TAKERS[name](responses)


SNIPPET = """
from analysis.inputs.chosen import read_inputs
from analysis.study.edition import Edition
from analysis.topics.survey_change.material import Material
from analysis.topics.survey_change.place_change import estimate_place_change

def estimate(material: Material, edition: Edition) -> None:
    assert material.coarse is not None
    estimate_place_change(material.coarse, edition)
    estimate_place_change(material.responses, edition)  # wrong
    estimate_place_change(material.all_responses, edition)  # wrong
    estimate_place_change(read_inputs(edition.study, "example").responses, edition)  # wrong
    estimate_place_change(read_inputs(edition.study, "example"), edition)  # wrong
    estimate_place_change(material, edition)  # wrong
"""


@pytest.mark.slow
def test_types_refuse_answers_where_an_estimate_of_a_place_is_made(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYPYPATH", str(root / "src"))
    snippet = tmp_path / "notebook.py"
    snippet.write_text(SNIPPET, encoding="utf-8")
    options = ["--config-file", str(root / "pyproject.toml"), "--cache-dir", str(tmp_path)]
    printed, _, code = api.run([*options, str(snippet)])
    errors = [line for line in printed.splitlines() if "error:" in line]
    refused = [n for n, line in enumerate(SNIPPET.splitlines(), 1) if "wrong" in line]
    assert code == 1
    assert [int(line.split(":")[1]) for line in errors] == refused, printed
    assert all('expected "CoarseNumbers' in line for line in errors), printed


def test_a_places_material_has_no_answers(responses: pd.DataFrame) -> None:
    printed, statements = NUMBERS.empty(), STATEMENTS.empty()
    material = make_material(RAAHE, responses, printed, statements)
    assert material.all_responses is None
    assert material.responses is None
    assert material.coarse is not None
    assert make_material(Edition(STUDY), responses, printed, statements).responses is not None


# What the release lets through

VALUE = Column("value", "float64", "A number")
BANDED = Table(
    name="any", frame=Frame(MUNICIPALITY, VALUE, *banded(N), ORIGIN), estimate=lambda _: None
)  # fmt: skip
EXACT = Table(name="any", frame=Frame(MUNICIPALITY, VALUE, N, ORIGIN), estimate=lambda _: None)
BLANK = {"value": np.nan, "n": pd.NA, "n_most": pd.NA}


def rows_of(*rows: dict[str, object], origin: str = "confidential") -> pd.DataFrame:
    frame = pd.DataFrame(rows).assign(origin=origin)
    people = [name for name in ("n", "n_most") if name in frame]
    return frame.astype({"value": "float64"} | dict.fromkeys(people, "Int64"))


def of_place(low: object, high: object, municipality: str = "raahe") -> pd.DataFrame:
    return rows_of({"municipality": municipality, "value": 2.5, "n": low, "n_most": high})


EDITIONS = pytest.mark.parametrize("edition", [RAAHE, Edition(STUDY)], ids=["place", "project"])


@EDITIONS
def test_exact_numbers_of_a_place_are_refused(edition: Edition) -> None:
    exact = rows_of({"municipality": "raahe", "value": 2.5, "n": 217})
    with pytest.raises(
        DisclosureError, match=r"not told as bands of people: n\. Nothing"
    ) as caught:
        release(exact, edition, EXACT)
    assert "217" not in str(caught.value)
    assert len(release(exact.assign(municipality=ALL), Edition(STUDY), EXACT).table) == 1
    assert len(release(exact.assign(origin="published"), edition, EXACT).table) == 1


def test_exact_numbers_without_a_place_are_those_of_the_editions_place() -> None:
    table = Table(name="any", frame=Frame(ITEM, N, ORIGIN), estimate=lambda _: None)
    rows = pd.DataFrame({"item": ["a"], "n": [21], "origin": "synthetic"})
    with pytest.raises(DisclosureError, match="computed from coarse numbers"):
        release(rows, RAAHE, table)
    assert len(release(rows, Edition(STUDY), table).table) == 1


@EDITIONS
@pytest.mark.parametrize(("low", "high"), [(6, 6), (6, 10), (5, 8), (0, 9), (3, 4), (5, 4)])
def test_bands_off_the_grid_are_refused(edition: Edition, low: int, high: int) -> None:
    """A band that begins elsewhere depends on the data, and tells of it."""
    with pytest.raises(DisclosureError, match="not told as bands of people: n"):
        release(of_place(low, high), edition, BANDED)


@EDITIONS
@pytest.mark.parametrize(("low", "high"), [(5, 9), (10, 14), (5, 14)])
def test_bands_of_the_grid_pass(edition: Edition, low: int, high: int) -> None:
    released = release(of_place(low, high), edition, BANDED)
    assert len(released.table) == 1
    assert released.is_coarse
    assert not released.has_withheld


def test_a_blank_row_keeps_the_place_in_the_table() -> None:
    blank = rows_of(BLANK | {"municipality": "sievi"})
    released = release(pd.concat([of_place(5, 9), blank]), Edition(STUDY), BANDED)
    assert released.table["municipality"].to_list() == ["raahe", "sievi"]
    assert released.has_withheld
    assert released.hidden == 0


def test_coarse_numbers_are_bands_and_have_few_decimals(coarse: CoarseNumbers) -> None:
    at = coarse.means["mean"].first_valid_index()
    finer, narrower = coarse.means.copy(), coarse.means.copy()
    finer.loc[at, "mean"] += 0.04
    narrower.loc[at, "n"] += 1
    with pytest.raises(ValueError, match="coarse means have 1 decimals"):
        replace(coarse, means=finer)
    with pytest.raises(ValueError, match="numbers of people are bands, and 'n' has others"):
        replace(coarse, means=narrower)
    with pytest.raises(ValueError, match="coarse numbers have the columns"):
        replace(coarse, means=coarse.means.assign(sd=1.0))


def test_the_projects_spread_is_rounded(coarse: CoarseNumbers) -> None:
    """It stands behind every interval of a place, which gives it back."""
    spreads = coarse.spreads
    assert set(spreads["sd_step"]) <= {0.1, 0.2, 0.5}
    in_steps = spreads["sd"] / spreads["sd_step"]
    assert np.allclose(in_steps, in_steps.round())
    assert (spreads["linked"] == spreads["linked"].round(1)).all()
    means = coarse.project["mean"].dropna()
    assert (means == means.round(STUDY.disclosure.decimals)).all()


# Places stand in every figure of places


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_place_stands_where_places_do(responses: pd.DataFrame, language: str) -> None:
    edition = open_edition(STUDY.key, ALL, language, "example")
    material = make_material(edition, responses, NUMBERS.empty(), STATEMENTS.empty())
    released = release_table(MUNICIPALITIES, material)
    symbol = edition.say.text("withheld.symbol")
    caption = MUNICIPALITIES.caption(released)
    assert MUNICIPALITIES.plot is not None
    drawn = MUNICIPALITIES.plot(released, caption).figure
    assert isinstance(drawn, Drawn)
    texts = [text.get_text() for text in drawn.findobj(Text) if isinstance(text, Text)]
    table = show_table(released, whole=True).plain
    assert set(released.table["municipality"]) == {*STUDY.municipalities, ALL}
    withheld = released.table.loc[released.table["estimate"].isna(), "municipality"]
    assert "haapavesi" in set(withheld)
    for place in STUDY.municipalities:
        label = STUDY.municipalities[place].name[language]
        assert label in texts
        assert label in table
        assert (f"{label}: {symbol}" in caption.description) == (place in set(withheld))
    assert texts.count(symbol) == len(withheld)
    assert table.count(symbol) >= len(withheld)
    assert caption.foot.count(edition.say.text("withheld.sentence", minimum="5")) == 1


# What is left to tell on the example


def test_most_of_the_examples_numbers_of_places_are_told(coarse: CoarseNumbers) -> None:
    """To whole per cents: 102 of 156 means, and 171 of 276 shares."""
    means, shares = coarse.means["mean"].notna(), coarse.counts["n"].notna()
    assert (len(means), len(shares)) == (156, 276)
    assert round(means.mean(), 2) >= 0.62
    assert round(shares.mean(), 2) >= 0.62
    assert (means.sum() + shares.sum()) / (len(means) + len(shares)) >= 0.62


def test_the_examples_means_are_told_to_within_two_steps(coarse: CoarseNumbers) -> None:
    spreads, widths = read_spreads(coarse), []
    for row in coarse.means.itertuples():
        scale = STUDY.columns[row.question].scale
        assert scale is not None
        spread = spreads.get((row.question, row.item))
        level = level_of_place(row.mean, row.step, row.n, spread, scale)
        whole = scale.ends[1] - scale.ends[0]
        widths.append(whole if pd.isna(row.mean) else level.ci_high - level.ci_low)
    assert np.mean(widths) <= 2.2
