"""What the topic's figures are estimated from: registrations, or published numbers."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.inputs.chosen import Inputs, read_inputs
from analysis.inputs.frames import NUMBERS
from analysis.inputs.printed.published import read_published
from analysis.inputs.printed.shape import as_numbers, origin_of
from analysis.study.edition import Edition
from analysis.topics.training_attendance.coarse import CoarsePeople, coarsen_people
from analysis.topics.training_attendance.coarse_places import coarsen_places
from analysis.topics.training_attendance.registered import keep_registered


@dataclass(frozen=True)
class Material:
    """Registrations and the numbers that follow from them, or that are published.

    Without registrations, `numbers` (from `tabulate_registrations`) are what is `printed`.
    """

    edition: Edition
    registrations: pd.DataFrame | None
    printed: pd.DataFrame
    numbers: pd.DataFrame

    @cached_property
    def people(self) -> CoarsePeople | None:
        """From `coarsen_people`: all that is told of people."""
        return coarsen_people(self.registrations, self.edition.study.disclosure)

    @property
    def told_places(self) -> frozenset[str] | None:
        """Places of which anything is told; None where no registration tells a place."""
        if self.registrations is None or self.registrations.empty:
            return None
        rows = coarsen_places(keep_registered(self.registrations), self.edition.study)
        return frozenset(rows.loc[rows["n"].notna(), "item"]) if len(rows) else None


def read_material(edition: Edition, inputs: Inputs | None = None) -> Material:
    """Read what an edition's figures of trainings are estimated from.

    ``inputs`` are the data that the edition names, where they were read before.
    """
    inputs = inputs or read_inputs(edition.study, edition.data, edition.language)
    registrations = inputs.registrations
    printed = read_published(edition.study, "training_attendance")
    numbers = tabulate_registrations(registrations, printed)
    return Material(edition, registrations, printed, numbers)


def tabulate_registrations(
    registrations: pd.DataFrame | None, printed: pd.DataFrame
) -> pd.DataFrame:
    """Counts of a project's own registrations, in the shape of the published ones.

    Trainings held a year; registered and attended, in all and by theme; shares (0-100) of the
    kinds of organisation among those who attended. Without registrations, the published numbers.
    """
    if registrations is None:
        return printed
    if registrations.empty:
        return NUMBERS.empty()
    registered = registrations[registrations["registered"]]
    attended = registered[registered["attended"].fillna(value=False)]
    held = registrations.drop_duplicates(["training", "date"])["date"].dt.year.value_counts()
    groups = attended["organisation"].value_counts()
    counts = {"attended": attended, "registered": registered}
    rows = [
        *_count_rows("trainings_held", held.sort_index()),
        *_count_rows("attendance_total", pd.Series({key: len(counts[key]) for key in counts})),
        *(_share_row(str(group), count, len(attended)) for group, count in groups.items()),
        {"question": "trainings_with_group", "value": held.sum(), "unit": "count"},
        *(row for question, frame in counts.items()
          for row in _count_rows(question, _count_themes(frame, registered["theme"]))),
    ]  # fmt: skip
    return as_numbers(rows, origin_of(registrations))


def _count_themes(rows: pd.DataFrame, themes: pd.Series) -> pd.Series:
    """Rows of each theme that anyone registered to; to some perhaps nobody came."""
    counts = rows["theme"].value_counts()
    return counts.reindex(counts.index.union(themes.unique(), sort=False), fill_value=0)


def _count_rows(question: str, counts: pd.Series) -> list[dict[str, object]]:
    return [
        {"question": question, "item": str(item), "value": count, "unit": "count"}
        for item, count in counts.items()
    ]


def _share_row(group: str, count: int, total: int) -> dict[str, object]:
    """A group's share; its ``n`` are those in the group."""
    share_pct = 100 * count / total
    return {"question": "participant_group", "item": group, "value": share_pct, "unit": "pct",
            "n": count}  # fmt: skip
