"""The researcher's notebooks in JupyterLab, in a browser and by keyboard alone: run, choose, save.

Nothing is clicked, and no script gives anything the focus. Neither the browser's console nor the
server's log may tell of an error.
"""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jupyter_lab import CHROMIUM, SECONDS, open_notebook, run_command, serve_lab

SHOWN = ".widget-html .desk figure img"
CHANGED = """([shown, before]) => {
    const image = document.querySelector(shown); return image && image.alt !== before}"""
FOCUSED = """() => {
    const at = document.activeElement;
    return (at.labels?.[0]?.innerText || at.innerText || "").trim()}"""
NOT_OURS = re.compile("favicon|extension|deprecat|WebSocket|GPU|Permissions policy", re.IGNORECASE)
LOGGED = re.compile(r"^\[E |Traceback|Error", re.MULTILINE)
MOST_TABS = 120

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lab")
    with serve_lab(folder) as address:
        yield address
    assert LOGGED.findall((folder / "server.log").read_text("utf-8")) == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        told = "no Chromium on this machine: JupyterLab was not looked at in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, lab: str) -> Iterator[Callable[[str], Any]]:
    """Opens a notebook; errors of the console are the test's."""
    faults: list[str] = []
    pages: list[Any] = []

    def hear(message: Any) -> None:
        if message.type == "error" and not NOT_OURS.search(message.text):
            faults.append(message.text)

    def open_it(name: str) -> Any:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        pages.append(page)
        page.on("console", hear)
        page.on("pageerror", lambda error: faults.append(str(error)))
        open_notebook(page, lab.format(name))
        return page

    yield open_it
    for page in pages:
        page.close()
    assert faults == []


def go_to(page: Any, label: str) -> None:
    """Press the tabulator key until something of this label has the focus."""
    for _ in range(MOST_TABS):
        if page.evaluate(FOCUSED) == label:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{label} is not reached by keyboard")


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_explorer_changes_what_it_shows_and_saves_it(opened: Callable[[str], Any]) -> None:
    page = opened("explore.ipynb")
    run_command(page, "Run All Cells")
    page.locator(SHOWN).wait_for()
    before = page.locator(SHOWN).get_attribute("alt")
    go_to(page, "Aihe")
    press(page, "Space", "ArrowDown", "Enter")  # an arrow alone is JupyterLab's own
    page.locator(".widget-html .desk", has_text="Useimmat valmennukset").wait_for()
    assert page.locator(SHOWN).count() == 0, "three numbers are told in words"
    go_to(page, "Aihe")
    press(page, "Space", "ArrowDown", "Enter")
    page.wait_for_function(CHANGED, arg=[SHOWN, before])
    go_to(page, "Kieli")
    press(page, "Space", "s", "Enter")
    page.locator(f"{SHOWN}[alt^=SYNTETISKA]").wait_for()
    assert page.get_by_label("Tema").count() == 1
    labels = page.get_by_label("Fråga").locator("option").all_inner_texts()
    assert len(labels) > 3
    assert not [label for label in labels if "_" in label]
    go_to(page, "Spara CSV")
    press(page, "Enter")
    page.locator(".desk [role=status]", has_text=".csv").wait_for()


def test_the_workbench_runs_to_its_end_without_an_error(opened: Callable[[str], Any]) -> None:
    page = opened("workbench.ipynb")
    cells = page.locator(".jp-Notebook-cell").count()
    press(page, *["Shift+Enter"] * max(cells, 1))
    page.locator(".jp-OutputArea-output", has_text="tables.xlsx").wait_for(timeout=2 * SECONDS)
    assert page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0
    assert page.locator("[data-mime-type*='jupyter.error']").count() == 0
    assert page.locator(".jp-OutputArea-output img[alt]").count() >= 6
