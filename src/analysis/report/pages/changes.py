"""What of a run's tables is another than in the run before, in words."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.report.archive import Changes
from analysis.report.pages.links import place_names
from analysis.study.study import Study
from analysis.topics.catalogue import list_figures

KINDS = {
    "added": "changes.added",
    "changed": "changes.changed",
    "removed": "changes.removed",
}
"""Key of what is said of each kind of change."""


def describe_changes(study: Study, language: str, changes: Changes | None) -> list[str]:
    """A sentence a kind of change, with the first tables by name; that nothing changed, if so.

    A table is counted once, in whatever languages it is there. Without a run before there is
    nothing to say.
    """
    if changes is None:
        return []
    say = study.say(language)
    sentences = []
    for kind, key in KINDS.items():
        if named := dict(_name(study, language, getattr(changes, kind))):
            cells = dict(zip(changes.changed, changes.cells, strict=False))
            numbers = sum(cells.get(path, 0) for path in named)
            count = say.number(len(named))
            if numbers:
                key = "changes.changed_numbers"
            sentences.append(
                say.text(
                    key,
                    count=count,
                    numbers=say.number(numbers),
                    tables=say.some([*named.values()]),
                )
            )
    return sentences or [say.text("changes.none")]


def _name(study: Study, language: str, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each table and its name; of those in other languages than the study's, nothing."""
    say, places = study.say(language), place_names(study, language)
    labels = {f.name: f.caption_key for topic in study.topics for f in list_figures(topic, study)}
    for path in paths:
        place, stem = Path(path).parts[0], Path(path).stem
        if stem in labels and place in places:
            yield path, f"{places[place]}: {say.text(labels[stem])}"
