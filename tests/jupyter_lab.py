"""A JupyterLab of its own, without anybody's settings, for tests and benchmarks."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60_000


@contextmanager
def serve_lab(folder: Path) -> Iterator[str]:
    """Address of a JupyterLab on a copy of the desk's notebooks, with room for a notebook's name.

    Its log is ``server.log`` in the folder.
    """
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


def open_notebook(page: Any, address: str) -> None:
    """Open a notebook in a page; its first cell has the focus when its kernel is there."""
    page.set_default_timeout(SECONDS)
    page.goto(address)
    page.locator(".jp-Notebook").wait_for()
    page.get_by_text("(ipykernel) | Idle").wait_for()


def run_command(page: Any, name: str) -> None:
    """Have JupyterLab do something by its list of commands, which the keyboard opens."""
    page.keyboard.press("Control+Shift+C")
    page.locator(".lm-CommandPalette-input").wait_for()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
