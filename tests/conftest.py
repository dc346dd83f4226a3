"""What several tests share: the project's folder and its notebooks, run in-process."""

import gc
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis.report.exhibit import Exhibit

ROOT = Path(__file__).resolve().parents[1]
TOPICS = tuple(sorted(p.stem for p in (ROOT / "notebooks").glob("*.ipynb") if p.stem != "explore"))


@pytest.fixture(scope="module", autouse=True)
def spare_garbage_collection() -> Iterator[None]:
    """What notebooks drew is kept for other tests; looking it through each time took minutes."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@cache
def run_cells(
    topic: str, study: str, municipality: str, language: str, data: str = "published"
) -> dict[str, Any]:
    """Run a notebook's code cells, all but the saving one, and give back its variables."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{topic}.ipynb", as_version=4)
    names: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.id != "save":
            exec(cell.source, names)
        if cell.id == "parameters":
            names |= {"study": study, "municipality": municipality}
            names |= {"language": language, "data": data}
    return names


@pytest.fixture(scope="session")
def exhibits() -> Callable[..., dict[str, Exhibit]]:
    """Every exhibit of an edition, by the figure's name."""

    def collect(
        study: str = "yhdessa_osallisuutta",
        municipality: str = "all",
        language: str = "fi",
        data: str = "published",
    ) -> dict[str, Exhibit]:
        return {
            value.released.name: value
            for topic in TOPICS
            for value in run_cells(topic, study, municipality, language, data).values()
            if isinstance(value, Exhibit)
        }

    return collect
