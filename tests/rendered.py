"""Pages of notebooks that were run in-process: what a batch makes, without kernels."""

import re
from pathlib import Path
from typing import Any

import nbformat
from conftest import ROOT, draw_topic
from nbformat.v4 import new_output

from analysis.report.html import Output
from analysis.report.pages.files import page_stem
from analysis.report.pages.page import render_page
from analysis.report.saving import save_exhibits
from analysis.report.tables import show_scope, show_table
from analysis.report.whole import saving_aside
from analysis.study.edition import Edition
from analysis.study.study_file import read_study


def executed(topic: str, shown: list[Output]) -> Any:
    """The committed notebook of a topic with other outputs in its last cell."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{topic}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    bundles = [output._repr_mimebundle_() for output in shown]
    notebook.cells[-1].outputs = [
        new_output("display_data", data=data, metadata=metadata) for data, metadata in bundles
    ]
    notebook.metadata["papermill"] = {"end_time": "2026-11-25T12:00:00+00:00"}
    return notebook


def render(
    topic: str, shown: list[Output], edition: Edition, reports: Path, figures: str = "figures"
) -> Path:
    """Write an executed notebook and its page where a batch would."""
    folder = reports / edition.study.key / edition.municipality
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{page_stem(edition.study, topic, edition.language)}.ipynb"
    nbformat.write(executed(topic, shown), path)
    page = path.with_suffix(".html")
    page.write_text(render_page(path, edition, topic, folder / figures), encoding="utf-8")
    return page


def render_topic(
    topic: str, edition: Edition, reports: Path, data: str = "example", *, save: bool = True
) -> Path:
    """Run a notebook in-process, save its figures if they are wanted and render its page."""
    study = edition.study.key
    drawn = draw_topic(topic, study, edition.municipality, edition.language, data)
    exhibits = list(drawn.values())
    folder = reports / study / edition.municipality / "figures"
    if save:
        save_exhibits(exhibits, str(folder))
    shown = [scope] if (scope := show_scope(edition)) else []
    with saving_aside(folder, folder):  # as a run does while it makes a page
        for exhibit in exhibits:
            shown += [show_table(exhibit.released), exhibit.output()]
    return render(topic, shown, edition, reports)


def without_spans(page: str) -> str:
    """A page whose ranges of numbers stand in its text as they are written."""
    return re.sub(r'<span class="whole">(.*?)</span>', r"\1", page)


def edition_of(study: str, municipality: str = "all", language: str = "fi") -> Edition:
    return Edition(read_study(study), municipality, language)
