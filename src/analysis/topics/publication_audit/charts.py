"""Charts of the topic ``publication_audit``."""

from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import REFERENCE, body_in, draw_column, draw_heading, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.release.rules import Released
from analysis.study.wording import Wording
from analysis.topics.describe import describe
from analysis.topics.publication_audit.captions import (
    VERDICTS,
    difference,
    doubt_labels,
    size_rows,
    verdict_labels,
    wave_labels,
)

COLORS = dict(zip(VERDICTS, (style.TEAL, style.RUST, style.FAINT), strict=True))
WRITTEN = dict(zip(VERDICTS, (style.TEAL, style.RUST, style.SOFT), strict=True))
HATCHES = dict(zip(VERDICTS, ("", "////", ""), strict=True))
COLUMNS_IN = dict(zip(VERDICTS, (4.6, 5.35, 6.1), strict=True))
NARROW, WIDE = 0.5, 1.5
"""Ends of the axis of sample sizes, in printed ones."""


def plot_by_check(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw how many verdicts of each kind every check gave: the audit at a glance."""
    return _plot_verdicts(released, 2.45, ax)


def plot_by_document(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw how many verdicts of each kind fell on what each document prints."""
    return _plot_verdicts(released, 3.05, ax)


def plot_doubts(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw how far the nearest reading is from each printed number that does not fit."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax, head_in=0.3)
    kinds = [say.text(f"audit_check.{kind}") for kind in table["check"]]
    waves = wave_labels(released, table)
    notes = [", ".join(filter(None, pair)) for pair in zip(kinds, waves, strict=True)]
    draw_labels(sheet, doubt_labels(released), 2.45, notes=notes)
    draw_column(sheet, 3.2, list(table["printed"]))
    draw_column(sheet, 6.1, list(table["implied"]), fontweight=style.SEMIBOLD)
    most = max(1.0, 2 * float(table["difference_pct"].abs().max()))
    panel = sheet.panel(3.3, 5.0, len(table), (-most, most))
    panel.set_xticks([])
    panel.axvline(0, **REFERENCE)
    for row, value in enumerate(table["difference_pct"]):
        panel.plot([0, value], [row, row], color=style.TEAL_LIGHT, linewidth=2.6, zorder=2)
        panel.plot([value], [row], "o", markersize=6.5, color=style.TEAL, zorder=3)
        side = 1 if value > 0 else -1
        panel.annotate(difference(say, value), (value, row), xytext=(side * 7, 0),
                       textcoords="offset points", ha="left" if side > 0 else "right",
                       va="center", fontsize=style.SMALL_PT, color=style.SOFT)  # fmt: skip
    name = released.name
    draw_heading(sheet, 3.2, say.text(f"{name}.printed"), ha="right")
    draw_heading(sheet, 4.15, say.text(f"{name}.difference"), ha="center")
    draw_heading(sheet, 6.1, say.text(f"{name}.implied"), ha="right")
    return sheet.ax


def plot_sample_sizes(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw from how many people each set of printed percentages is possible."""
    say, rows = Wording(released.edition.language), size_rows(released)
    sheet = open_sheet(describe(released), body_in(len(rows)) + 0.25, ax, head_in=0.3)
    waves = wave_labels(released, rows)
    notes = [": ".join(filter(None, pair)) for pair in zip(waves, rows["printed"], strict=True)]
    draw_labels(sheet, list(rows["heading"]), 2.3, notes=notes)
    panel = sheet.panel(2.5, 5.1, len(rows), (NARROW, WIDE))
    panel.set_xticks([NARROW, 1, WIDE], [say.percent(100 * x) for x in (NARROW, 1, WIDE)])
    panel.axvline(1, **REFERENCE)
    for row, each in enumerate(rows.itertuples()):
        sizes = [size / each.n for size in each.sizes if NARROW <= size / each.n <= WIDE]
        fill = "white" if each.is_forced else style.TEAL
        panel.axhline(row, color=style.FAINT, linewidth=0.8, zorder=0)
        panel.plot(sizes, [row] * len(sizes), "o", markersize=5.5, markerfacecolor=fill,
                   markeredgecolor=style.TEAL, markeredgewidth=1.5, zorder=3)  # fmt: skip
    fits = [say.number(row.nearest) for row in rows.itertuples()]
    draw_column(sheet, 5.5, [say.number(n) for n in rows["n"]])
    draw_column(sheet, 6.1, fits, fontweight=style.SEMIBOLD)
    draw_heading(sheet, 3.8, say.text(f"{released.name}.axis"), ha="center")
    draw_heading(sheet, 5.5, say.text("publication_audit_sample_sizes.n"), ha="right")
    draw_heading(sheet, 6.1, say.text("publication_audit_sample_sizes.nearest"), ha="right")
    return sheet.ax


def _plot_verdicts(released: Released, labels_in: float, ax: Axes | None) -> Axes:
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax, head_in=0.3)
    draw_labels(sheet, verdict_labels(released), labels_in)
    most = float(table[list(VERDICTS)].sum(axis=1).max())
    panel = sheet.panel(labels_in + 0.1, 4.1, len(table), (0, most))
    panel.set_xticks([])
    left = [0.0] * len(table)
    for verdict in VERDICTS:
        counts = [float(count) for count in table[verdict]]
        panel.barh(range(len(table)), counts, left=left, height=0.55, color=COLORS[verdict],
                   hatch=HATCHES[verdict], edgecolor="white", linewidth=0)  # fmt: skip
        left = [start + count for start, count in zip(left, counts, strict=True)]
        texts = [say.number(count) for count in counts]
        draw_column(sheet, COLUMNS_IN[verdict], texts, color=WRITTEN[verdict])
        heading = say.text(f"audit_verdict.{verdict}")
        draw_heading(sheet, COLUMNS_IN[verdict], heading, ha="right", color=WRITTEN[verdict])
    return sheet.ax
