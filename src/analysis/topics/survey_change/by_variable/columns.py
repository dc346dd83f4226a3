"""Columns of groups of a declared variable, and what the tables of them are made with."""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from analysis.drawing.words.columns import BY, ITEM, QUESTION
from analysis.drawing.words.labels import group_label, of_any_question
from analysis.inputs.printed.shape import OWN_DOCUMENT, origin_of
from analysis.release.columns import Column, Frame, Precision
from analysis.release.estimates import Estimates, Table
from analysis.study.edition import Edition
from analysis.topics.survey_change.by_variable.groups import UNTOLD


def name_group(edition: Edition, by: str, group: str) -> str:
    """What a group is called; that of the forms that do not tell it as well."""
    if group == UNTOLD:
        return edition.say.text("by_variable.untold")
    return group_label(edition, by, group)


def _write_groups(estimates: Estimates, name: str) -> list[str]:
    pairs = zip(estimates.table["by"], estimates.table[name], strict=True)
    return [name_group(estimates.edition, by, group) for by, group in pairs]


def _write_waves(estimates: Estimates, name: str) -> list[str]:
    return [estimates.edition.label("wave", wave) for wave in estimates.table[name]]


GROUP = Column("group", "str", "Key of the group; empty of those who do not tell it",
               cells=_write_groups)  # fmt: skip
AGAINST = Column("against", "str", "Key of the group that it is compared with", cells=_write_groups)
WAVE = Column("wave", "str", "Key of the wave", cells=_write_waves)
LEVEL = Column("level", "float64", "Confidence level of the interval", is_shown=False)
ROWS = (QUESTION, ITEM, BY, GROUP, WAVE)
"""What tells the rows of groups apart."""


def interval(kept: Precision, unit: str) -> tuple[Column, Column, Column]:
    """Both ends of an interval, and its level: any, where figures have 95 %."""
    return (
        Column("lower", "float64", "Lower end of the interval", unit, precision=kept),
        Column("upper", "float64", "Upper end of the interval", unit, precision=kept),
        LEVEL,
    )


def project_table(
    name: str,
    frame: Frame,
    caption_key: str,
    estimate: Callable[[pd.DataFrame | None, Edition], pd.DataFrame],
) -> Table:
    """A table of all the project's answers.

    Parameters
    ----------
    name : str
    frame : Frame
    caption_key : str
    estimate : callable
        From the answers, and the edition that they are asked for.
    """
    return Table(
        name=name,
        frame=frame,
        items=of_any_question,
        estimate=lambda material: estimate(material.all_responses, material.edition),
        caption_key=caption_key,
        of_project=True,
    )


def as_frame(rows: Iterable[dict[str, Any]], frame: Frame, responses: pd.DataFrame) -> pd.DataFrame:
    """Rows with the source that they share, as the frame declares them."""
    table = pd.DataFrame(rows)
    if table.empty:
        return frame.empty()
    origin = origin_of(responses)
    sourced = table.assign(document=OWN_DOCUMENT[origin], origin=origin)
    whole = {column.name: column.dtype for column in frame if column.dtype == "Int64"}
    return sourced.astype(whole)[frame.names]
