"""From a choice in the explorer to its figure on the screen, in JupyterLab in a real browser.

Counted in the page itself, from the change of a menu until the figure that it asks for is decoded
and drawn. Every topic: coming to it, two places, two languages and back, and each of its figures
for the whole project, all at their first time; the data were read with the first figure.
"""

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from jupyter_lab import CHROMIUM, open_notebook, run_command, serve_lab

LANGUAGE, PLACE, TOPIC, FIGURE = range(4)
"""The menus, in their order."""
PLACES, LANGUAGES = ("Raahe", "Sievi"), ("svenska", "English", "suomi")
SHOWN = ".widget-html .desk h3"
CHOOSE = """async ([menu, at]) => {
    const select = document.querySelectorAll(".widget-dropdown select")[menu];
    const view = [...document.querySelectorAll(".widget-html")].find(v => v.querySelector("h3"));
    const before = view.innerHTML, start = performance.now();
    select.selectedIndex = at;
    select.dispatchEvent(new Event("change", {bubbles: true}));
    while (view.innerHTML === before || view.querySelector("[aria-busy]"))
        await new Promise(requestAnimationFrame);
    await Promise.all([...view.querySelectorAll("img")].map(image => image.decode()));
    await new Promise(requestAnimationFrame);
    return (performance.now() - start) / 1000;
}"""
OPTIONS = """menu => {
    const select = document.querySelectorAll(".widget-dropdown select")[menu];
    return [[...select.options].map(option => option.text), select.selectedIndex]}"""


def main() -> None:
    """Print a row a topic: the longest of each kind of choice, and the middle one of all."""
    if CHROMIUM is None:
        raise SystemExit("no Chromium on this machine")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        serve_lab(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        open_notebook(page, address.format("explore.ipynb"))
        run_command(page, "Run All Cells")
        page.locator(SHOWN).wait_for()
        took = measure(page)
        browser.close()
    print(f"load {os.getloadavg()[0]:.1f}, seconds; longest of each kind, and the median of all\n")
    print("| topic | coming to it | a place | a language | a figure | figures | median |")
    print("|---|---|---|---|---|---|---|")
    for topic, kinds in took.items():
        longest = (f"{max(kinds[kind], default=0):.2f}" for kind in kinds)
        middle = statistics.median(second for kind in kinds.values() for second in kind)
        print(f"| {topic} | {' | '.join(longest)} | {len(kinds['figure'])} | {middle:.2f} |")
    print(json.dumps(took, ensure_ascii=False), file=sys.stderr)


def measure(page: Any) -> dict[str, dict[str, list[float]]]:
    """Seconds of each choice, by topic and kind."""
    took = {}
    for at, topic in enumerate(page.evaluate(OPTIONS, TOPIC)[0]):
        coming = choose(page, TOPIC, at)
        places, languages = PLACES, LANGUAGES
        took[topic] = {
            "topic": coming,
            "place": [s for name in places for s in choose(page, PLACE, find(page, PLACE, name))],
            "language": [
                s for name in languages for s in choose(page, LANGUAGE, find(page, LANGUAGE, name))
            ],
        }
        choose(page, PLACE, 0)
        figures = range(len(page.evaluate(OPTIONS, FIGURE)[0]))
        took[topic]["figure"] = [s for figure in figures for s in choose(page, FIGURE, figure)]
    return took


def find(page: Any, menu: int, name: str) -> int:
    """Where a name is among a menu's options."""
    return int(page.evaluate(OPTIONS, menu)[0].index(name))


def choose(page: Any, menu: int, at: int) -> list[float]:
    """Seconds until the choice is shown; none where it is shown already."""
    if page.evaluate(OPTIONS, menu)[1] == at:
        return []
    seconds = [float(page.evaluate(CHOOSE, [menu, at]))]
    page.wait_for_timeout(300)  # as somebody looks at it before the next choice
    return seconds


if __name__ == "__main__":
    main()
