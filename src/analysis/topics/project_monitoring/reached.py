"""What a study reached of its indicators, from all that its documents print."""

from dataclasses import dataclass

import pandas as pd

from analysis.topics.project_monitoring.material import Tables, select_question

DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Reached:
    """What was reached of an indicator, and the printed rows that it was read from.

    ``bound`` is ``"participations"`` for what is not persons; else empty.
    """

    value: float
    bound: str
    rows: pd.DataFrame


def find_reached(tables: Tables) -> dict[str, Reached]:
    """What was reached, by indicator; those of which nothing is printed are left out.

    Persons reached are not printed: pilot participants and training attendances
    are given in their place, which are not persons.
    """
    printed, events, trainings = (
        tables[t] for t in ("project_monitoring", "events", "training_attendance")
    )
    realised = printed[printed["item"] == "realised"]
    found = {
        question: Reached(float(rows["value"].iloc[0]), "", rows)
        for question, rows in realised.groupby("question")
    }
    held = select_question(trainings, "trainings_held")
    if held.empty:
        return found
    years = _years(events)
    meetings = events[events["kind"] == "peer_meeting"]
    found["trainings_per_year"] = Reached(held["value"].sum() / years, "", held)
    found["peer_meetings_per_year"] = Reached(len(meetings) / years, "", meetings)
    totals = select_question(trainings, "attendance_total")
    participants = select_question(tables["cost_breakdown"], "participants")
    came = pd.concat([totals[totals["item"] == "attended"], participants])
    found["persons"] = Reached(float(came["value"].sum()), "participations", came)
    return found


def _years(events: pd.DataFrame) -> float:
    start = events.loc[events["kind"] == "project_start", "date"].min()
    end = events.loc[events["kind"] == "project_end", "date"].max()
    return float((end - start).days) / DAYS_A_YEAR
