"""The researcher's notebooks in JupyterLab, in a browser: run all, choose, look, by keyboard."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60_000
SHOWN = ".widget-html .desk figure img"
CHANGED = """([shown, before]) => {
    const image = document.querySelector(shown); return image && image.alt !== before}"""
NOT_OURS = re.compile("favicon|extension|deprecat|WebSocket|GPU|Permissions policy", re.IGNORECASE)

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a JupyterLab on a copy of the notebooks, without anybody's settings."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("explore", "workbench"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    places = {f"JUPYTER_{kind}_DIR": str(folder / f".{kind}") for kind in ("CONFIG", "DATA")}
    settings = {"JUPYTERLAB_SETTINGS_DIR": str(folder / ".lab")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}",
               f"--IdentityProvider.token={token}", "--ServerApp.root_dir=.", "--allow-root",
               "--LabApp.news_url="]  # fmt: skip
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(
        command, cwd=folder, env=os.environ | places | settings, stdout=log, stderr=log
    )
    try:
        _wait(lambda: urlopen(f"http://127.0.0.1:{port}/api?token={token}").status == 200)
        yield f"http://127.0.0.1:{port}/lab/tree/{{}}?token={token}&reset"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait(is_ready: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if is_ready():
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError


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
    """A notebook that was run from top to bottom; errors of the console are the test's."""
    faults: list[str] = []
    pages: list[Any] = []

    def hear(message: Any) -> None:
        if message.type == "error" and not NOT_OURS.search(message.text):
            faults.append(message.text)

    def run(name: str) -> Any:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        pages.append(page)
        page.set_default_timeout(SECONDS)
        page.on("console", hear)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(lab.format(name))
        page.locator(".jp-Notebook").wait_for()
        page.get_by_text("(ipykernel) | Idle").wait_for()
        page.get_by_text("Run", exact=True).first.click()
        page.get_by_text("Run All Cells", exact=True).click()
        return page

    yield run
    for page in pages:
        page.close()
    assert faults == []


def test_the_explorer_changes_what_it_shows_by_keyboard(opened: Callable[[str], Any]) -> None:
    page = opened("explore.ipynb")
    topics = page.get_by_label("Aihe")
    topics.wait_for()
    before = page.locator(SHOWN).get_attribute("alt")
    topics.focus()
    for key in ("Space", "ArrowDown", "Enter"):  # an arrow alone is JupyterLab's own
        page.keyboard.press(key)
    page.wait_for_function(CHANGED, arg=[SHOWN, before])
    page.get_by_label("Kieli").select_option("svenska")
    page.locator(f"{SHOWN}[alt^=SYNTETISKA]").wait_for()
    assert page.get_by_label("Tema").count() == 1
    labels = page.get_by_label("Fråga").locator("option").all_inner_texts()
    assert len(labels) > 3
    assert not [label for label in labels if "_" in label]


def test_the_workbench_runs_to_its_end_without_an_error(opened: Callable[[str], Any]) -> None:
    page = opened("workbench.ipynb")
    page.locator(".jp-OutputArea-output", has_text="tables.xlsx").wait_for()
    assert page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0
    assert page.locator("[data-mime-type*='jupyter.error']").count() == 0
    assert page.locator(".jp-OutputArea-output img[alt]").count() >= 6
