"""What a notebook's Markdown says on a page: in the page's language, and the study's words."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from analysis.study.spelling import bind_numbers
from analysis.study.unit import name_unit
from analysis.study.wording import Wording, WordingError
from analysis.topics.catalogue import TOPICS

WRITTEN_IN = "en"
"""Language of the Markdown of the notebooks."""
TITLE = re.compile(r"\A# .*\n*")
DESK_TITLES = {"explore": "explore.title", "workbench": "workbench.title"}
"""Of the notebooks at a researcher's desk, of which no pages are made."""


def say_prose(cells: Mapping[str, str], topic: str, say: Wording) -> list[str]:
    """The Markdown of a page, without the notebook's title and headings above nothing.

    What a cell says in other languages, the topic's ``words.toml`` has under
    ``prose_<topic>.<id>``. A cell that was changed or added in a copy of the notebook
    stands as it was written.

    Parameters
    ----------
    cells : mapping
        Markdown by the cell's id.
    topic : str
    say : Wording
        In the page's language.
    """
    return list(_with_bodies([body for _, body in _say_cells(cells, topic, say)]))


def say_notebook(cells: Mapping[str, str], notebook: str, say: Wording) -> dict[str, str]:
    """The Markdown of a notebook that somebody works in: all of it, under the notebook's title.

    Parameters
    ----------
    cells : mapping
        Markdown by the cell's id.
    notebook : str
        Its topic, or its name at the desk.
    say : Wording
        In the language to work in.
    """
    key = DESK_TITLES[notebook] if notebook in DESK_TITLES else TOPICS[notebook].TITLE
    title = f"# {say.text(key)}\n\n"
    return {
        name: f"{title}{body}" if TITLE.match(cells[name]) else body
        for name, body in _say_cells(cells, notebook, say)
    }


def _say_cells(cells: Mapping[str, str], topic: str, say: Wording) -> Iterator[tuple[str, str]]:
    """Each cell without a title, in the language where it is as it was written."""
    plain = Wording(WRITTEN_IN)
    written = Wording(WRITTEN_IN, names=name_unit(plain, ""))
    for name, source in cells.items():
        body, key = bind_numbers(TITLE.sub("", source)), f"prose_{topic}.{name}"
        yield name, say.text(key) if find_text(written, key) == body else body


def find_text(say: Wording, key: str) -> str | None:
    """A text of the catalogue; None if it has none."""
    try:
        return say.text(key)
    except WordingError:
        return None


def _with_bodies(bodies: list[str]) -> Iterator[str]:
    """Leave out headings that nothing stands under."""
    for body, after in pairwise([*bodies, "#"]):
        if body and not (re.fullmatch(r"#+ .*", body) and after.startswith("#")):
            yield body
