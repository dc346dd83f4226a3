"""Printed attendance beside the same numbers counted from registrations."""

import pandas as pd

from analysis.drawing.words.columns import COMPARED, N
from analysis.drawing.words.labels import of_question
from analysis.inputs.printed.shape import compare_with_printed
from analysis.release.columns import Frame
from analysis.release.estimates import Table
from analysis.study.origin import PUBLISHED
from analysis.topics.training_attendance.needs import needs_printed
from analysis.topics.training_attendance.registered import BEHIND

RECOMPUTED = Table(
    name="training_attendance_recomputed",
    frame=Frame(*COMPARED, N, *BEHIND, of_places=False),
    estimate=lambda material: estimate_recomputed(material.numbers, material.printed),
    items=of_question("theme"),
    caption_key="table.training_attendance_recomputed",
    needs=needs_printed,
)


def estimate_recomputed(numbers: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Registered and attended of each theme, as printed and as counted.

    As `compare_with_printed` describes it, with ``n`` the counted people. Published numbers
    have nothing to be compared with and give no rows.
    """
    is_own = not numbers.empty and PUBLISHED not in set(numbers["origin"])
    counted = numbers if is_own else numbers.iloc[:0]
    by_theme = counted[counted["question"].isin(["registered", "attended"])]
    table = compare_with_printed(by_theme, printed)
    asked = by_theme.pivot(index="item", columns="question", values="value")
    behind = asked.rename(columns={"registered": "registrations", "attended": "attendances"})
    behind = behind.reindex(table["item"]).reindex(columns=["registrations", "attendances"])
    table = table.assign(n=table["recomputed"].astype("Int64"), adds_up="theme")
    for name in behind.columns:
        table[name] = behind[name].astype("int64").to_numpy()
    return table[RECOMPUTED.frame.names]
