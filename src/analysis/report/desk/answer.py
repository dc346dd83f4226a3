"""An everyday question's answer: released by the study's rule, or marked as unreleased."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from analysis.release.estimates import Released, Table
from analysis.release.rules import release
from analysis.report.desk.unreleased import Unreleased
from analysis.report.html import Output, Shown
from analysis.report.tables import show_table
from analysis.study.edition import Edition


@dataclass(frozen=True)
class Answer(Shown):
    """What was estimated, and what of it may be shown.

    Attributes
    ----------
    title : str
        What was asked.
    estimates : pandas.DataFrame
        Everything; shown by `unreleased` alone.
    released : Released
        What the study's rule lets through.
    level : float
        Of the intervals.
    """

    title: str
    estimates: pd.DataFrame
    released: Released
    level: float

    @property
    def table(self) -> pd.DataFrame:
        """The released frame."""
        return self.released.table

    def unreleased(self) -> Unreleased:
        """All of it, for the confidential screen, and marked so."""
        return Unreleased(self.estimates, self.released.edition, self.title)

    def output(self) -> Output:
        """The table as a notebook shows it, with the level of its intervals."""
        say, shown = self.released.say, show_table(self.released)
        level = say.text("workbench.level", level=say.percent(100 * self.level, _decimals(self)))
        coarse = [say.text("workbench.coarse_intervals")] if _has_coarse_intervals(self) else []
        notes = [level, *coarse, say.text("workbench.one_table")] if len(self.table) else []
        html = "".join(f"<p>{escape(note)}</p>" for note in notes)
        plain = "\n".join([self.title, shown.plain, *notes])
        return Output(f"<h4>{escape(self.title)}</h4>{shown.html}{html}", plain)


def _has_coarse_intervals(answer: Answer) -> bool:
    table = answer.table
    if "interval_step" not in table:
        return False
    return bool((table["interval_step"].notna() | table["lower"].isna()).any())


def _decimals(answer: Answer) -> int:
    return 0 if round(100 * answer.level, 6).is_integer() else 1


def answer(
    title: str, table: Table, estimates: pd.DataFrame, edition: Edition, level: float
) -> Answer:
    """Release a table's estimates."""
    return Answer(title, estimates, release(estimates, edition, table), level)
