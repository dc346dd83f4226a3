"""The data dictionary: every column of every frame that is read, shown or saved."""

from typing import Any

import pandas as pd

from analysis.drawing.words.shared_tables import SOURCES, STATEMENTS
from analysis.inputs import frames
from analysis.inputs.frames import Fields
from analysis.study.study import Study
from analysis.topics.catalogue import TOPICS, list_figures, list_tables

READ = {"numbers": frames.NUMBERS, **frames.PUBLISHED}
"""Frames that files are read to; costs and registrations have the columns of the codebook."""


def data_dictionary(study: Study) -> pd.DataFrame:
    """Every declared column, of the tables that a study has.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        A row a column: ``table, column, dtype, unit, meaning``; first what is read, then the
        tables of the topics as they are saved beside figures.
    """
    read = {"responses": frames.response_fields(study.background), **READ}
    shown = [SOURCES, STATEMENTS]
    for topic in TOPICS:
        shown += [*list_figures(topic, study), *list_tables(topic, study)]
    declared: dict[str, Fields[Any]] = {**read, **{t.name: t.frame.shown() for t in shown}}
    parts = [fields.dictionary().assign(table=name) for name, fields in declared.items()]
    return pd.concat(parts, ignore_index=True)[["table", "column", "dtype", "unit", "meaning"]]


def as_markdown(dictionary: pd.DataFrame) -> str:
    """The dictionary as a page: a heading and a table for each frame."""
    lines = ["# Data dictionary", "", "Written by `analysis dictionary`. Columns of costs and "
             "registrations are those that `study.toml` declares."]  # fmt: skip
    for table, columns in dictionary.groupby("table", sort=False):
        lines += [
            "",
            f"## `{table}`",
            "",
            "| column | type | unit | meaning |",
            "|---|---|---|---|",
        ]
        lines += [f"| `{row.column}` | {row.dtype} | {row.unit} | {row.meaning} |"
                  for row in columns.itertuples()]  # fmt: skip
    return "\n".join([*lines, ""])
