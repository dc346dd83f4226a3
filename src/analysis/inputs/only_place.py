"""What `analysis check` says of a study that has one place."""

from collections.abc import Iterator

from analysis.inputs.faults import Note
from analysis.study.study import Study


def find_only_place(study: Study) -> Iterator[Note]:
    """That the only place is told of as the whole project, without a page of its own."""
    if len(study.municipalities) == 1:
        (place,) = study.municipalities
        values = {"place": f"municipalities.{place}"}
        yield Note(str(study.folder / "study.toml"), "only-place", values=values)
