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
        if names := list(_name(study, language, getattr(changes, kind))):
            count = say.number(len(names))
            sentences.append(say.text(key, count=count, tables=say.some(names)))
    return sentences or [say.text("changes.none")]


def _name(study: Study, language: str, paths: Sequence[str]) -> Iterator[str]:
    """Place and label of each table; of those in other languages than the study's, nothing."""
    say, places = study.say(language), place_names(study, language)
    labels = {f.name: f.caption_key for topic in study.topics for f in list_figures(topic, study)}
    for path in map(Path, paths):
        if path.stem in labels and path.parts[0] in places:
            yield f"{places[path.parts[0]]}: {say.text(labels[path.stem])}"
