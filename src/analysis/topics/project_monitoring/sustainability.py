"""The project's own assessment of its effects on sustainability."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_labels, draw_pairs
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, label_rows, write_caption
from analysis.drawing.words.columns import ITEM, SOURCE
from analysis.drawing.words.labels import of_question
from analysis.drawing.words.numbers import lower_first
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.topics.project_monitoring.material import select_question


def estimate_sustainability(printed: pd.DataFrame) -> pd.DataFrame:
    """Self-assessed effects on sustainability: a row an aspect, strongest first."""
    keys, by = ["item", "document", "origin"], ["direct", "indirect"]
    direct, indirect = (
        select_question(printed, f"sustainability_{kind}").rename(columns={"value": kind})
        for kind in by
    )
    table = direct.merge(indirect[[*keys, "indirect"]], on=keys, validate="one_to_one")
    table = table.sort_values(by, ascending=False, kind="stable", ignore_index=True)
    return table[SUSTAINABILITY.frame.names]


def describe_sustainability(released: Released) -> Caption:
    """On which aspects the effects are strongest."""
    say, table = released.say, released.table
    strongest = table["direct"] == table["direct"].max()
    labels = [lower_first(label) for label in _labels(released, strongest)]
    title = say.text("project_monitoring_sustainability.title", labels=say.listing(labels))
    subtitle = say.text("project_monitoring_sustainability.subtitle")
    direct = say.text("project_monitoring_sustainability.direct")
    indirect = say.text("project_monitoring_sustainability.indirect")
    has_effect = _has_effect(released)
    effects = (
        f"{direct} {say.number(row.direct)}, {indirect} {say.number(row.indirect)}"
        for row in table[has_effect].itertuples()
    )
    rows = [*label_rows(_labels(released, has_effect), effects), _without_effect(released)]
    return write_caption(released, title, subtitle, "", rows)


def plot_sustainability(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """Indirect (ring) and direct (disc) effects that are not nought."""
    say, has_effect = estimates.say, _has_effect(estimates)
    shown = estimates.table[has_effect]
    sheet = open_sheet(caption, body_in(len(shown)) + 0.45, ax)
    draw_labels(sheet, _labels(estimates, has_effect), 2.45)
    panel = sheet.panel(2.6, 6.0, len(shown), (-0.8, 11.0))
    panel.set_xticks([0, 5, 10], [say.number(tick) for tick in (0, 5, 10)])
    panel.grid(axis="x", color=style.FAINT, linewidth=0.7)
    indirect, direct = ([say.number(v) for v in shown[kind]] for kind in ("indirect", "direct"))
    draw_pairs(panel, shown["indirect"], shown["direct"], indirect, direct)
    sheet.text(2.45, sheet.bottom_in - 0.1, _without_effect(estimates), ha="right", fontsize=9.0,
               color=style.SOFT)  # fmt: skip
    return sheet.ax


def _has_effect(estimates: Estimates) -> pd.Series:
    return (estimates.table["direct"] > 0) | (estimates.table["indirect"] > 0)


def _labels(estimates: Estimates, rows: pd.Series) -> list[str]:
    return [label for label, is_in in zip(estimates.labels, rows, strict=True) if is_in]


def _without_effect(estimates: Estimates) -> str:
    """How many aspects were assessed as having no effect."""
    say, table = estimates.say, estimates.table
    rest = int(((table["direct"] == 0) & (table["indirect"] == 0)).sum())
    return say.text("project_monitoring_sustainability.zero", rest=say.number(rest))


SUSTAINABILITY = Figure(
    name="project_monitoring_sustainability",
    frame=Frame(
        ITEM,
        Column("direct", "float64", "Direct effect, self-assessed", "0-10"),
        Column("indirect", "float64", "Indirect effect, self-assessed", "0-10"),
        *SOURCE,
        counts_people=False,
    ),
    items=of_question("sustainability"),
    estimate=lambda material: estimate_sustainability(material.numbers),
    describe=describe_sustainability,
    plot=plot_sustainability,
    section="monitoring",
    caption_key="project_monitoring_label.sustainability",
)
