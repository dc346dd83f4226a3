"""Findings in words, written from released estimates and nothing else.

A module a topic, a function a figure: ``describe_<figure>(released) -> Caption``.
"""

from collections.abc import Callable

from analysis.disclosure import Released
from analysis.findings import (
    cost_breakdown,
    project_monitoring,
    publication_audit,
    survey_change,
    training_attendance,
)
from analysis.findings.caption import Caption
from analysis.findings.selection import retell, select_drawn, select_told

DESCRIBE: dict[str, Callable[[Released], Caption]] = {
    f"{topic.__name__.rpartition('.')[2]}_{name.removeprefix('describe_')}": function
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
