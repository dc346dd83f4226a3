"""How many communication outputs of each kind there were."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_bars, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import ITEM, SOURCE, N
from analysis.drawing.words.labels import of_question
from analysis.drawing.words.numbers import lower_first
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.topics.project_monitoring.material import select_question


def estimate_communication(printed: pd.DataFrame) -> pd.DataFrame:
    """Communication outputs of each kind.

    Parameters
    ----------
    printed : pandas.DataFrame
        ``read_published(study, "project_monitoring")``.

    Returns
    -------
    pandas.DataFrame
        A row a kind, most outputs first: ``item, estimate, n, document,
        origin``; ``n`` where a base is printed.
    """
    rows = select_question(printed, "communication")
    table = rows.assign(estimate=rows["value"].astype("float64"))
    table = table.sort_values("estimate", ascending=False, kind="stable", ignore_index=True)
    return table[COMMUNICATION.frame.names]


def describe_communication(released: Released) -> Caption:
    """Of which kind there were most."""
    say, table, labels = released.say, released.table, released.labels
    counts = [say.number(count) for count in table["estimate"]]
    title = say.text("project_monitoring_communication.title", label=lower_first(labels[0]),
                     k=counts[0])  # fmt: skip
    total = say.number(table["estimate"].sum())
    subtitle = say.text("project_monitoring_communication.subtitle", total=total)
    rows = [f"{label}: {count}" for label, count in zip(labels, counts, strict=True)]
    return write_caption(released, title, subtitle, "", rows)


def plot_communication(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a kind."""
    counts = list(estimates.table["estimate"])
    sheet = open_sheet(caption, body_in(len(counts)), ax)
    draw_labels(sheet, estimates.labels, 2.45)
    texts = [estimates.say.number(count) for count in counts]
    draw_bars(sheet, (2.55, 6.1), counts, texts, highlight=[0])
    return sheet.ax


COMMUNICATION = Figure(
    name="project_monitoring_communication",
    frame=Frame(
        ITEM,
        Column("estimate", "float64", "Outputs of the kind"),
        N,
        *SOURCE,
    ),
    items=of_question("communication"),
    estimate=lambda material: estimate_communication(material.numbers),
    describe=describe_communication,
    plot=plot_communication,
    section="monitoring",
)
