"""Tables that tests declare, and frames of their columns."""

import pandas as pd

from analysis.drawing.words.columns import (
    ADDS_UP,
    ITEM,
    ORIGIN,
)
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Table

VALUE = Column("value", "int64", "A number")


def table_of(*columns: Column, counts_people: bool = True) -> Table:
    """A table of these columns and the origin of its rows."""
    frame = Frame(*columns, ORIGIN, counts_people=counts_people)
    return Table(name="any", frame=frame, estimate=lambda _: pd.DataFrame())


def people(name: str) -> Column:
    return Column(name, "Int64", "People", "people", Role.PEOPLE)


COUNTED = table_of(
    ITEM,
    people("n_start"),
    people("n_end"),
    Column("count_start", "Int64", "Gave it", role=Role.ANSWERS, of="n_start", decides_only=True),
    Column("count_end", "Int64", "Gave it", role=Role.ANSWERS, of="n_end", decides_only=True),
    ADDS_UP,
    Column("n_pairs", "Int64", "Linked", "people", Role.LINKED),
)


def shares(counts: list[int], *, adds_up: str, origin: str = "confidential") -> pd.DataFrame:
    return pd.DataFrame({
        "item": list("abc"), "n_start": 30, "n_end": 20, "count_start": counts, "count_end": 9,
        "adds_up": adds_up, "n_pairs": pd.array([3, 0, 12], dtype="Int64"), "origin": origin,
    })  # fmt: skip
