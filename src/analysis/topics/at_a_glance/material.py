"""What the topic's figure is put together from: tables that were released already."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.inputs.frames import NUMBERS
from analysis.release.estimates import Released
from analysis.study.edition import Edition

TOTALS = "training_attendance_totals"
TURNOUT = "training_attendance_turnout"
CHANGE = "survey_change_municipalities"
COST = "cost_breakdown_per_participant"
RANGES = "cost_breakdown_ranges"
PILOTS = "project_monitoring_pilots"
PARTS: Mapping[str, tuple[str, ...]] = {
    "training_attendance": (TOTALS, TURNOUT),
    "survey_change": (CHANGE,),
    "cost_breakdown": (COST, RANGES),
    "project_monitoring": (PILOTS,),
}
"""The tables by their topic; a study without a topic has none of its tables."""


@dataclass(frozen=True)
class Material:
    """Released tables of other topics; topics do not import each other, so they are handed in.

    Raises
    ------
    TypeError
        If a table is none that was released: nothing here is decided anew.
    """

    edition: Edition
    parts: Mapping[str, Released]

    def __post_init__(self) -> None:
        for name, part in self.parts.items():
            if not isinstance(part, Released):
                raise TypeError(f"{name} was not released: nothing of it is shown at a glance")

    def table(self, name: str) -> pd.DataFrame:
        """A released table; without rows or columns where the study has none."""
        return self.parts[name].table if name in self.parts else pd.DataFrame()

    @property
    def numbers(self) -> pd.DataFrame:
        """The topic prints no numbers of its own."""
        return NUMBERS.empty()
