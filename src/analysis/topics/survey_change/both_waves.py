"""A question's numbers at both waves beside each other, and the region's."""

import re
from math import nan

import pandas as pd

from analysis.study.declaration import REGION
from analysis.study.origin import combine_origins
from analysis.topics.survey_change.waves import SIDES


def both_waves(printed: pd.DataFrame, question: str, municipality: str) -> pd.DataFrame:
    """One question's numbers, a row an item: ``start``, ``end``, their n, and the region's."""
    rows = printed[printed["question"] == question]
    of_place = rows[rows["municipality"] == municipality]
    start, end = (of_place[of_place["wave"] == wave].set_index("item") for wave in SIDES)
    region = rows[rows["municipality"] == REGION].set_index("item")
    unpaired = sorted(set(start.index) ^ set(end.index))
    if unpaired:
        raise ValueError(f"{question}: only one wave is there for: {', '.join(unpaired)}")
    end = end.reindex(start.index)
    return pd.DataFrame(
        {
            "unit": start["unit"],
            "start": start["value"],
            "end": end["value"],
            "n_start": start["n"].astype("int64"),
            "n_end": end["n"].astype("int64"),
            "start_decimals": start["printed"].map(_decimals),
            "end_decimals": end["printed"].map(_decimals),
            "region": region["value"].reindex(start.index),
            "region_bound": region["bound"].reindex(start.index).fillna(""),
            "region_n": region["n"].reindex(start.index).astype("Int64"),
            "document": _joined_documents(start["document"], region["document"]),
            "origin": _origins(start, end, region),
            "is_uniform": False,
            "p_dropout": nan,
            "p_small": nan,
        }
    ).reset_index()


def _origins(start: pd.DataFrame, *others: pd.DataFrame) -> pd.Series:
    parts = [start["origin"], *(other["origin"].reindex(start.index) for other in others)]
    return combine_origins(*parts)


def _joined_documents(documents: pd.Series, region: pd.Series) -> pd.Series:
    added = region.reindex(documents.index)
    return documents.where(added.isna(), documents + ";" + added.fillna(""))


def _decimals(printed: str) -> int:
    decimals = re.search(r"[.,](\d+)", printed)
    return len(decimals[1]) if decimals else 0
