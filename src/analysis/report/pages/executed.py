"""What an executed notebook holds, taken apart for its page: figures, tables, prose, code."""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.report.html import FACTS

READING = "reading-"
"""Begins the ids of cells that tell how to read the figures above them."""
Facts = Mapping[str, Any]
"""What `analysis.report` tells of an output; see `analysis.report.html.Output`."""


@dataclass(frozen=True)
class Executed:
    """An executed notebook, sorted.

    Attributes
    ----------
    figures, tables, nothing : list of mapping
        Facts of each figure (``wide`` and ``narrow`` are its drawings), of tables
        that belong to no figure, and of what could not be shown.
    notes, coarse, words : list of str
        Sentences on the whole page; how its numbers were made coarse; paragraphs of findings.
    others : list of str
        Plain text of any other output, so that nothing is lost.
    prose : dict
        Markdown by the cell's id, without how to read figures that are not there.
    code : list of str
    day : date or None
        When papermill executed it.
    """

    figures: list[Facts] = field(default_factory=list)
    tables: list[Facts] = field(default_factory=list)
    nothing: list[Facts] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    coarse: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    prose: dict[str, str] = field(default_factory=dict)
    code: list[str] = field(default_factory=list)
    day: date | None = None

    @property
    def released(self) -> list[Facts]:
        """Everything that came through the release, a name once."""
        every = (*self.tables, *self.nothing, *self.figures)
        return list({facts["name"]: facts for facts in every}.values())

    @property
    def hidden(self) -> int:
        """Rows that were left out for disclosure control."""
        return sum(int(facts["hidden"]) for facts in self.released)

    @property
    def is_synthetic(self) -> bool:
        """Whether anything rests on made-up data."""
        return any(facts["mark"] for facts in self.released)

    @property
    def documents(self) -> list[str]:
        """Names of all sources."""
        return list(dict.fromkeys(name for facts in self.released for name in facts["documents"]))

    @property
    def missing(self) -> dict[str, dict[str, int]]:
        """What could not be shown and how many rows of it, by the sentence that says why."""
        found: dict[str, dict[str, int]] = {}
        for facts in self.released:
            if facts["kind"] == "nothing" or facts["hidden"]:
                found.setdefault(facts["reason"], {})[facts["label"]] = int(facts["hidden"])
        return found


def read_executed(path: Path) -> Executed:
    """Read and sort an executed notebook."""
    return sort_cells(json.loads(path.read_text(encoding="utf-8")))


def in_brief(held: Executed, *, pictures: bool, tables: Set[str]) -> Executed:
    """What an index of many pages can hold of one.

    Parameters
    ----------
    held : Executed
    pictures : bool
        Whether figures keep their pictures.
    tables : set of str
        Names of the tables that keep their rows; of all others there is a ``digest``,
        the same for the same table. A figure brings its own, of its CSV file.
    """

    def brief(facts: Facts) -> Facts:
        told = json.dumps([facts.get(key) for key in ("columns", "rows")])
        # Pages of an older version tell less.
        older = {"digest": sha256(told.encode()).hexdigest(), "wide": "", "narrow": ""}
        light = older | {"label": facts.get("why", "")} | dict(facts)
        if not pictures:
            light |= {"wide": "", "narrow": ""}
        if facts["name"] not in tables:
            light["rows"] = []
        return light

    figures, others, nothing = (
        [brief(facts) for facts in of_kind] for of_kind in (held.figures, held.tables, held.nothing)
    )
    return replace(held, figures=figures, tables=others, nothing=nothing, prose={}, code=[])


def sort_cells(notebook: Mapping[str, Any]) -> Executed:
    """Sort the cells and outputs of an executed notebook, as its file holds them."""
    ended = notebook["metadata"].get("papermill", {}).get("end_time")
    cells = notebook["cells"]
    made = Executed(
        prose=dict(_find_prose(cells)),
        code=[_joined(c["source"]) for c in cells if c["cell_type"] == "code"],
        day=datetime.fromisoformat(ended).date() if ended else None,
    )
    for cell in cells:
        for facts, plain in _outputs(cell):
            _sort_output(facts, plain, made)
    drawn = {facts["name"] for facts in made.figures}
    made.tables[:] = [facts for facts in made.tables if facts["name"] not in drawn]
    return made


def _find_prose(cells: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Markdown by the cell's id; how to read a figure only where it was drawn."""
    is_drawn = False
    for cell in cells:
        if cell["cell_type"] != "markdown":
            is_drawn |= any(facts.get("kind") == "figure" for facts, _ in _outputs(cell))
            continue
        if is_drawn or not cell["id"].startswith(READING):
            yield cell["id"], _joined(cell["source"])
        is_drawn = False


def _joined(lines: str | Sequence[str]) -> str:
    """A text that a file of a notebook holds whole or line by line."""
    return lines if isinstance(lines, str) else "".join(lines)


def _sort_output(facts: Facts, plain: str, made: Executed) -> None:
    kinds = {"figure": made.figures, "table": made.tables, "nothing": made.nothing}
    texts = {"note": made.notes, "coarse": made.coarse, "words": made.words}
    kind = facts.get("kind")
    if kind in kinds:
        kinds[kind].append(facts)
    elif kind in texts:
        texts[kind].append(facts["text"])
    elif kind not in ("saved", "unasked") and plain:
        made.others.append(plain)


def _outputs(cell: Mapping[str, Any]) -> Iterator[tuple[Facts, str]]:
    """Facts and plain text of each output of a code cell."""
    for output in cell.get("outputs", []):
        data, facts = output.get("data", {}), output.get("metadata", {}).get(FACTS, {})
        yield facts, _joined(output.get("text", "") or data.get("text/plain", ""))
