"""How many communication outputs of each kind there were."""

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, label_rows, write_caption
from analysis.drawing.words.columns import ITEM, SOURCE, N
from analysis.drawing.words.labels import name_largest, of_question
from analysis.drawing.words.numbers import lower_first
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Released
from analysis.topics.project_monitoring.material import select_question


def estimate_communication(printed: pd.DataFrame) -> pd.DataFrame:
    """Communication outputs: a row a kind, most outputs first; ``n`` where a base is printed."""
    rows = select_question(printed, "communication")
    table = rows.assign(outputs=rows["value"].astype("float64"))
    table = table.sort_values("outputs", ascending=False, kind="stable", ignore_index=True)
    return table[COMMUNICATION.frame.names]


def describe_communication(released: Released) -> Caption:
    """Of which kind there were most."""
    say, labels, outputs = released.say, released.labels, released.table["outputs"]
    counts, total = list(map(say.number, outputs)), say.number(outputs.sum())
    title = name_largest(
        say, list(map(lower_first, labels)), counts, "project_monitoring_communication.title",
        "project_monitoring_communication.title_tied", k=counts[0], total=total,
    )  # fmt: skip
    subtitle = say.text("project_monitoring_communication.subtitle", total=total)
    return write_caption(released, title, subtitle, "", label_rows(labels, counts))


COMMUNICATION = Figure(
    name="project_monitoring_communication",
    frame=Frame(ITEM, Column("outputs", "float64", "Outputs of the kind"), N, *SOURCE),
    items=of_question("communication"),
    estimate=lambda material: estimate_communication(material.numbers),
    describe=describe_communication,
    section="monitoring",
    caption_key="project_monitoring_label.communication",
)
