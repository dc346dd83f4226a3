"""What `analysis check` says of scales that have two points."""

from collections.abc import Iterator

from analysis.inputs.faults import Note
from analysis.study.study import Study

TWO = 2


def find_two_points(study: Study) -> Iterator[Note]:
    """That the mean of such a scale tells how many chose each point, and is told of many alone."""
    for name, column in study.columns.items():
        if column.is_question and column.kind == "scale" and len(column.answer_texts) == TWO:
            values = {"place": f"tables.responses.{name}"}
            yield Note(str(study.folder / "study.toml"), "two-points", values=values)
