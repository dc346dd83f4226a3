"""The parts of the budget."""

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.labels import of_question
from analysis.release.estimates import Released
from analysis.topics.project_monitoring.parts import (
    PARTS,
    describe_computed,
    describe_largest,
    describe_parts,
    describe_total,
    estimate_parts,
    plot_parts,
)


def describe_budget(released: Released) -> Caption:
    """Which part is the largest, and its share."""
    say, total = released.say, describe_total(released)
    title = say.text("project_monitoring_budget.title", **describe_largest(released))
    subtitle = say.text("project_monitoring_budget.subtitle", total=total)
    return write_caption(
        released, title, subtitle, describe_computed(released), describe_parts(released)
    )


BUDGET = Figure(
    name="project_monitoring_budget",
    frame=PARTS,
    items=of_question("budget"),
    estimate=lambda material: estimate_parts(material.numbers, "budget"),
    describe=describe_budget,
    plot=plot_parts,
    section="monitoring",
)
