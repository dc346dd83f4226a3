"""The reference, of docstrings: a page a wing under ``docs/reference/``; ``make reference``.

griffe reads the sources without running them, griffe2md writes Markdown, and what is committed
is read as it is, so nothing is built to be read.
"""

import re
import sys
from pathlib import Path
from typing import Any

import griffe
import griffe2md

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
PAGES = {
    "desk": ("report.desk", ["workbench", "explore", "answer", "chart", "subset", "unreleased"]),
    "study": ("study", ["study_file", "edition", "study", "scale", "survey", "wording"]),
    "statistics": ("statistics", ["inference", "forensics"]),
    "inputs": ("inputs", ["chosen", "check", "faults", "frames"]),
    "release": ("release", ["rules", "columns", "estimates", "bands", "coarse"]),
    "drawing": ("drawing", ["figure", "sheet", "rows", "labels", "style", "look", "words.caption"]),
    "report": ("report", ["exhibit", "tables", "worked"]),
}
"""Of each page its wing, and the modules of it that notebooks and figures are written with."""
CONFIG: Any = griffe2md.default_config | {
    "docstring_style": "numpy",
    "members_order": "source",
    "show_if_no_docstring": False,
    "show_object_full_path": False,
    "show_root_members_full_path": False,
    "show_bases": False,
    "show_signature_annotations": True,
    "summary": False,
    "line_length": 10_000,  # no signature is broken, as it would be where Black is installed
}


def main() -> None:
    """Write the pages, and remove what is none any more."""
    pages = make_pages()
    FOLDER.mkdir(exist_ok=True)
    for old in {*FOLDER.iterdir()} - {FOLDER / name for name in pages}:
        old.unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def make_pages() -> dict[str, str]:
    """The text of each page by the name of its file; a table of contents is among them."""
    loader = griffe.GriffeLoader(docstring_parser="numpy", search_paths=[str(ROOT / "src")])
    loader.load("analysis")
    loader.resolve_aliases()
    pages = {}
    contents = [
        "# Reference",
        "What notebooks and figures are written with, made of the docstrings by `make reference`. "
        "How to use it: [the tutorial](../tutorial.md) and [how-to pages](../howto.md).",
    ]
    for page, (wing, modules) in PAGES.items():
        names = [name for module in modules for name in _list_modules(loader, wing, module)]
        objects = [loader.modules_collection[f"analysis.{name}"] for name in names]
        texts = [tidy(griffe2md.render_object_docs(module, CONFIG)) for module in objects]
        pages[f"{page}.md"] = "\n\n".join([f"# {page.capitalize()}", *texts]) + "\n"
        items = [
            f"- `analysis.{name}`: {_first_line(o)}" for name, o in zip(names, objects, strict=True)
        ]
        contents += [f"## [{page.capitalize()}]({page}.md)", "\n".join(items)]
    return pages | {"README.md": "\n\n".join(contents) + "\n"}


def tidy(text: str) -> str:
    """Markdown without links to names, which lead nowhere where it is read as it is."""
    text = re.sub(r"\[([^\]]+)\]\(#[^)]+\)", r"\1", text)
    text = re.sub(r"<code>(.*?)</code>", r"`\1`", text)
    return re.sub(r"[ –]+$", "", text, flags=re.MULTILINE).strip()


def _list_modules(loader: griffe.GriffeLoader, wing: str, module: str) -> list[str]:
    """A module, or those of a package from which it takes what it lists as public."""
    found = loader.modules_collection[f"analysis.{wing}.{module}"]
    if not found.is_init_module:
        return [f"{wing}.{module}"]
    public = {str(name) for name in found.exports or ()}
    return [
        f"{wing}.{module}.{name}"
        for name, inner in sorted(found.modules.items())
        if public & {*inner.functions, *inner.classes}
    ]


def _first_line(found: griffe.Object) -> str:
    return found.docstring.value.splitlines()[0] if found.docstring else ""


if __name__ == "__main__":
    sys.exit(main())
