"""The data dictionary: every column of every frame that is read, shown or saved."""

from typing import Any

import pandas as pd

from analysis.drawing.words.shared_tables import SOURCES, STATEMENTS
from analysis.inputs import frames
from analysis.inputs.frames import Fields
from analysis.topics.catalogue import TOPICS, list_figures

READ = {"responses": frames.RESPONSES, "numbers": frames.NUMBERS, **frames.PUBLISHED}
"""Frames that files are read to; costs and registrations have the columns of the codebook."""


HEAD = "| column | type | unit | meaning |"


def data_dictionary() -> pd.DataFrame:
    """Every declared column.

    Returns
    -------
    pandas.DataFrame
        A row a column: ``table, column, dtype, unit, meaning``; first what is read, then the
        tables of the topics as they are saved beside figures.
    """
    shown = [SOURCES, STATEMENTS]
    for topic in TOPICS:
        shown += [*list_figures(topic), *TOPICS[topic].TABLES]
    declared: dict[str, Fields[Any]] = {**READ, **{t.name: t.frame.shown() for t in shown}}
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
