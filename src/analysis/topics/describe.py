"""Findings in words, written from released estimates and nothing else.

A module a topic, a function a figure: ``describe_<figure>(released) -> Caption``.
"""

from collections.abc import Callable

from analysis.drawing.words.caption import Caption
from analysis.drawing.words.selection import retell, select_drawn, select_told
from analysis.release.rules import Released
from analysis.topics.cost_breakdown import captions as cost_breakdown
from analysis.topics.project_monitoring import captions as project_monitoring
from analysis.topics.publication_audit import captions as publication_audit
from analysis.topics.survey_change import captions as survey_change
from analysis.topics.training_attendance import captions as training_attendance

DESCRIBE: dict[str, Callable[[Released], Caption]] = {
    f"{topic.__name__.split('.')[2]}_{name.removeprefix('describe_')}": function
    for topic in (
        cost_breakdown,
        project_monitoring,
        publication_audit,
        survey_change,
        training_attendance,
    )
    for name, function in vars(topic).items()
    if name.startswith("describe_")
}
"""What writes the caption of each figure, by the figure's name."""


def describe(released: Released) -> Caption:
    """Title, subtitle, foot and alt text of a figure.

    Raises
    ------
    KeyError
        If there is no figure of this name.
    """
    write = DESCRIBE[released.name]
    if released.whole is None:
        return write(released)
    return retell(write(released), write(released.whole), released)


__all__ = ["DESCRIBE", "Caption", "describe", "select_drawn", "select_told"]
