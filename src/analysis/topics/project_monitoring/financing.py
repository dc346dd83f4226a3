"""Who finances the project."""

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


def describe_financing(released: Released) -> Caption:
    """Which source is the largest, and its share."""
    say, total = released.say, describe_total(released)
    title = say.text("project_monitoring_financing.title", **describe_largest(released))
    subtitle = say.text("project_monitoring_financing.subtitle", total=total)
    return write_caption(
        released, title, subtitle, describe_computed(released), describe_parts(released)
    )


FINANCING = Figure(
    name="project_monitoring_financing",
    frame=PARTS,
    items=of_question("financing"),
    estimate=lambda material: estimate_parts(material.numbers, "financing"),
    describe=describe_financing,
    plot=plot_parts,
    section="monitoring",
)
