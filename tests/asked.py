"""Made-up questions, answers to them, and what figures say of both."""

from pathlib import Path

import pandas as pd
from instruments import Instrument, Question, material_of
from matplotlib.figure import Figure as Drawn
from matplotlib.text import Text

from analysis.drawing.figure import Figure
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.tables import say_nothing
from analysis.study.instrument import list_families
from analysis.topics.survey_change import list_figures, list_tables
from analysis.topics.survey_change.paragraph import write_paragraph

FOLDER = Path("/nowhere/made_up")

SEVEN = Question("statements", "scale", ("calm", "trust", "rest"), (1, 7), "high")
LADDER = Question("ladder", "scale", (), (0, 10), "high")
PAIN = Question("pain", "scale", ("back", "neck"), (1, 5), "low")
HOBBY = Question("hobby", "flag")
ROLE = Question("role", "choice", ("pupil", "worker", "neither_one"))
IN_PARAGRAPH = ("forest", "detectable")
PLANS = Question("plans", "multiple", ("travel", "study", "work"))


def release_all(
    instrument: Instrument, responses: pd.DataFrame, only: tuple[str, ...] = ("",)
) -> dict[str, Released]:
    """All tables of a survey, or only those whose names begin so after the topic's."""
    study = instrument.study(FOLDER)
    material = material_of(study, responses)
    return {table.name: release_table(table, material)
            for table in (*list_figures(study), *list_tables(study))
            if table.name.removeprefix("survey_change_").startswith(only)}  # fmt: skip


def plain(released: Released) -> str:
    """What a figure says in words; of one without rows, that there is nothing."""
    assert isinstance(released.of, Figure)
    if released.table.empty:
        return say_nothing(released).plain
    return released.of.caption(released).description


def texts(released: Released) -> list[str]:
    """What is written in a drawn figure."""
    assert isinstance(released.of, Figure)
    assert released.of.plot is not None
    drawn = released.of.plot(released, released.of.caption(released)).figure
    assert isinstance(drawn, Drawn)
    return [text.get_text() for text in drawn.findobj(Text) if isinstance(text, Text)]


def paragraph(instrument: Instrument, made: dict[str, Released]) -> str:
    study = instrument.study(FOLDER)

    forest, detectable = (
        [one for name, one in made.items() if name.startswith(f"survey_change_{stem}")]
        for stem in IN_PARAGRAPH
    )
    return write_paragraph(list_families(study), forest, detectable, [])
