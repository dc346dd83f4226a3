"""The one shape of numbers that are published, or computed to stand in their place."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from analysis.inputs.frames import NUMBERS
from analysis.study.declaration import ALL
from analysis.study.origin import CONFIDENTIAL, SYNTHETIC, combine_origins

OWN_DOCUMENT = {SYNTHETIC: "example_data", CONFIDENTIAL: "own_data"}
"""What stands as the document of numbers that are computed from a project's own data."""


def as_numbers(rows: Iterable[Mapping[str, Any]], origin: str) -> pd.DataFrame:
    """Computed numbers in the shape of a published table.

    Parameters
    ----------
    rows : iterable of mapping
        ``question, value`` and what else of `NUMBERS` there is to say.
    origin : str
        Of the data.
    """
    blank: dict[str, Any] = dict.fromkeys(NUMBERS.names, "") | {"municipality": ALL, "n": pd.NA}
    blank |= {"origin": origin, "document": OWN_DOCUMENT[origin]}
    frame = pd.DataFrame([{**blank, **row} for row in rows], columns=NUMBERS.names)
    frame = frame.astype(NUMBERS.dtypes)
    parts = frame[["question", "item", "municipality", "wave"]].replace({"municipality": {ALL: ""}})
    frame["id"] = [".".join(filter(None, row)) for row in parts.itertuples(index=False)]
    return frame


def origin_of(frame: pd.DataFrame) -> str:
    """The one origin of a frame's rows; `read_folder` lets no folder mix them."""
    (origin,) = frame["origin"].unique()
    return str(origin)


def with_source(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Estimates with the document and origin of the rows of one's own they are computed from."""
    origin = origin_of(rows)
    return table.assign(document=OWN_DOCUMENT[origin], origin=origin)


def compare_with_printed(computed: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Every printed number that is computed too, and how far the two differ.

    Parameters
    ----------
    computed, printed : pandas.DataFrame
        In the shape of a published table; matched by question, item and municipality.

    Returns
    -------
    pandas.DataFrame
        A row a number: ``question, item, municipality, printed, recomputed,
        difference, unit, document, origin``. ``difference`` is the computed
        number, rounded as the printed one is, less the printed one: rounding
        alone is no difference.
    """
    keys = ["question", "item", "municipality"]
    both = printed.merge(computed[[*keys, "value", "origin"]], on=keys, suffixes=("", "_new"))
    triples = zip(both["value_new"], both["value"], both["printed"], strict=True)
    both["difference"] = pd.Series([_beyond_rounding(*t) for t in triples], dtype="float64")
    both["origin"] = combine_origins(both["origin"], both["origin_new"])
    table = both.drop(columns="printed").rename(
        columns={"value": "printed", "value_new": "recomputed"}
    )
    columns = [*keys, "printed", "recomputed", "difference", "unit", "document", "origin"]
    return table[columns].reset_index(drop=True)


def _beyond_rounding(computed: float, printed: float, text: str) -> float:
    decimals = re.search(r"[.,](\d+)", text)
    step = Decimal(1).scaleb(-len(decimals[1]) if decimals else 0)
    rounded = Decimal(repr(float(computed))).quantize(step, ROUND_HALF_UP)
    return float(rounded - Decimal(repr(float(printed))))
