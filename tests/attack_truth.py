"""The truth behind derivations: made-up answers may be read, so that none of them may be wrong."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.inputs.chosen import Inputs
from analysis.release.attack.engine import Knowledge
from analysis.release.attack.facts import PROJECT, Group
from analysis.report.attack.trainings import TIMES
from analysis.study.study import Study
from analysis.topics.survey_change.linking import list_forms


@dataclass(frozen=True)
class Truth:
    """The people of each group, found by another way than any estimate."""

    study: Study
    inputs: Inputs

    def counts(self, group: Group, points: tuple[float, ...]) -> np.ndarray | None:
        """How many gave each answer; None of a group that this does not know."""
        if group.variable == TIMES:
            came = self.inputs.registrations
            assert came is not None
            times = came[came["attended"]].groupby("registrant_id").size()
            return np.array([(times == point).sum() for point in points])
        if group.place.startswith(PROJECT + " ") or not points or not group.variable:
            return None
        answers = self._answers(group.variable)
        people = self._part(answers, group)
        return None if people is None else np.array([(people == p).sum() for p in points])

    def _answers(self, variable: str) -> pd.DataFrame:
        """Forms that answered, with their answer, place, wave, person and background."""
        rows = self.inputs.responses
        assert rows is not None
        question, _, item = variable.partition(".")
        asked = rows[(rows["question"] == question) & (rows["missing"] == "")]
        column = self.study.columns[question]
        if column.kind == "choice":
            chosen = asked[asked["response"] == 1] if asked["response"].notna().all() else asked
            values = [float(column.allowed.index(key)) for key in chosen["item"]]
            answers = chosen.assign(answer=values)
        else:
            of_item = asked[asked["item"] == item] if item else asked
            answers = of_item.assign(answer=of_item["response"].astype("float64"))
        forms = list_forms(rows)
        return answers.assign(person=forms.loc[answers["form"], "person"].to_numpy())

    def _part(self, answers: pd.DataFrame, group: Group) -> pd.Series | None:
        is_here = pd.Series(data=True, index=answers.index)
        if group.place != PROJECT:
            is_here = answers["municipality"] == group.place
        here = answers[is_here]
        own = here[here["wave"] == group.wave]
        others = set(here.loc[here["wave"] != group.wave, "person"])
        is_linked = own["person"].isin(others)
        parts: dict[str, Callable[[], pd.Series]] = {
            "": lambda: own["answer"],
            "linked": lambda: own.loc[is_linked, "answer"],
            "rest of linked": lambda: own.loc[~is_linked, "answer"],
            "rest of gender": lambda: own.loc[~own["gender"].isin(["man", "woman"]), "answer"],
        }
        if group.part.startswith("gender="):
            return own.loc[own["gender"] == group.part.partition("=")[2], "answer"]
        found = parts.get(group.part)
        return found() if found else None


def find_misses(knowledge: Knowledge, truth: Truth) -> tuple[list[Group], int]:
    """Groups whose true answers do not lie in what was derived, and how many were compared."""
    misses, compared = [], 0
    for group in knowledge.model.first:
        steps = knowledge.model.steps.get(group.variable)
        points = tuple(steps.lowest + steps.unit * k for k in steps.offsets) if steps else ()
        if (counts := truth.counts(group, points)) is None or steps is None:
            continue
        compared += 1
        moments = [(counts @ np.array(steps.offsets) ** power) for power in (0, 1, 2)]
        low, high = knowledge.model.bounds(group)
        values = np.array([counts.sum(), *moments[1:], *counts])
        sets = knowledge.sets.get(group)
        is_listed = sets is None or (sets.counts == counts).all(axis=1).any()
        if (values < low).any() or (values > high).any() or not is_listed:
            misses.append(group)
    return misses, compared
