"""Charts of the topic ``project_monitoring``: bars, pairs and plans."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import (
    MARKER_PT,
    REFERENCE,
    body_in,
    draw_bars,
    draw_column,
    draw_heading,
    draw_labels,
    draw_pairs,
)
from analysis.drawing.sheet import ROW_IN, Sheet, open_sheet
from analysis.drawing.words.labels import item_labels
from analysis.release.rules import Released
from analysis.study.wording import Wording
from analysis.topics.describe import describe
from analysis.topics.project_monitoring.captions import (
    part_shares,
    partner_rows,
    plan_verdict,
    planned_rows,
    zero_sentence,
)

PEOPLE_IN = 2.1
"""Room for the circles of the partner survey, inches."""


def plot_budget(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the parts of the budget."""
    return _draw_parts(released, ax)


def plot_financing(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the sources of financing."""
    return _draw_parts(released, ax)


def plot_communication(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the number of communication outputs of each kind."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax)
    draw_labels(sheet, item_labels(released), 2.45)
    counts = list(table["estimate"])
    draw_bars(sheet, (2.55, 6.1), counts, [say.number(c) for c in counts], highlight=[0])
    return sheet.ax


def plot_partner_survey(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw a circle a person: those asked, those who answered and what they said."""
    rows = partner_rows(released)
    sheet = open_sheet(describe(released), body_in(len(rows)), ax, head_in=0.25)
    draw_labels(sheet, [label for label, _, _ in rows], 2.45)
    for k, row in enumerate(released.table.itertuples()):
        _draw_people(sheet, k, int(row.estimate), row.n)
    draw_column(sheet, 4.98, [of for _, of, _ in rows], fontweight=style.SEMIBOLD)
    draw_column(sheet, 6.1, [share for _, _, share in rows], fontsize=9.0, color=style.SOFT)
    draw_heading(
        sheet, 6.1, Wording(released.edition.language).text(f"{released.name}.share"), ha="right"
    )
    return sheet.ax


def plot_planned_reached(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw what was reached in per cent of what was planned, by study."""
    say, table = Wording(released.edition.language), released.table
    studies = list(dict.fromkeys(table["study"]))
    # A line of its own heads each study, where there are several.
    headed = studies if len(studies) > 1 else []
    lines = [i + len(headed[: studies.index(s) + 1]) for i, s in enumerate(table["study"])]
    count = len(lines) + len(headed)
    sheet = open_sheet(describe(released), body_in(count) + 0.2, ax, head_in=0.25)
    _write_plans(sheet, released, lines, headed)
    share = table["reached_pct"]
    low = 100 * table["planned_low"] / table["planned_high"]
    panel = sheet.panel(4.2, 5.3, count, (0, max(108.0, 1.08 * share.max())))
    panel.set_xticks([0, 50, 100], [say.number(0), say.number(50), say.percent(100)])
    for i, line in enumerate(lines):
        panel.barh([line], [100 - low[i]], left=[low[i]], height=0.34, color=style.FAINT, zorder=0)
        panel.plot([100, 100], [line - 0.4, line + 0.5], zorder=1, **REFERENCE)
        if not pd.isna(share[i]):
            panel.plot([0, share[i]], [line] * 2, color=style.TEAL_LIGHT, linewidth=2.6, zorder=2)
            panel.plot([share[i]], [line], "o", markersize=MARKER_PT, color=style.TEAL, zorder=3)
    return sheet.ax


def _write_plans(sheet: Sheet, released: Released, lines: list[int], headed: list[str]) -> None:
    say = Wording(released.edition.language)
    for i, (study, label, planned, reached) in enumerate(planned_rows(released)):
        y = sheet.row_in(lines[i])
        if study in headed and (i == 0 or released.table["study"][i - 1] != study):
            name = released.edition.study_name(study)
            sheet.text(0.2, y - ROW_IN + 0.06, name, fontweight=style.SEMIBOLD, color=style.TEAL)
        sheet.text(1.98, y, label, ha="right")
        sheet.text(2.82, y, planned, ha="right", color=style.SOFT)
        sheet.text(4.05, y, reached, ha="right")
        sheet.text(6.1, y, plan_verdict(released, i), ha="right")
    for x, key in ((2.82, "planned"), (4.05, "reached"), (6.1, "share")):
        draw_heading(sheet, x, say.text(f"{released.name}.{key}"), ha="right")


def plot_sustainability(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the self-assessed direct and indirect effects that are not nought."""
    say, table = Wording(released.edition.language), released.table
    strong = (table["direct"] > 0) | (table["indirect"] > 0)
    shown = table[strong]
    sheet = open_sheet(describe(released), body_in(len(shown)) + 0.45, ax)
    draw_labels(
        sheet, [label for label, s in zip(item_labels(released), strong, strict=True) if s], 2.45
    )
    panel = sheet.panel(2.6, 6.0, len(shown), (-0.8, 11.0))
    panel.set_xticks([0, 5, 10], [say.number(t) for t in (0, 5, 10)])
    panel.grid(axis="x", color=style.FAINT, linewidth=0.7)
    draw_pairs(
        panel,
        shown["indirect"],
        shown["direct"],
        [say.number(v) for v in shown["indirect"]],
        [say.number(v) for v in shown["direct"]],
    )
    sheet.text(
        2.45,
        sheet.bottom_in - 0.1,
        zero_sentence(released),
        ha="right",
        fontsize=9.0,
        color=style.SOFT,
    )
    return sheet.ax


def _draw_parts(released: Released, ax: Axes | None) -> Axes:
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)), ax, head_in=0.25)
    draw_heading(sheet, 6.1, say.text("project_monitoring_budget.share"), ha="right")
    shares = part_shares(released)
    amounts = list(table["estimate_eur"])
    draw_labels(sheet, item_labels(released), 2.0)
    draw_bars(sheet, (2.1, 5.3), amounts, [say.euros(a, 0) for a in amounts], highlight=[0])
    draw_column(sheet, 6.1, shares)
    return sheet.ax


def _draw_people(sheet: Sheet, row: int, count: int, n: int) -> None:
    pitch = min(0.16, PEOPLE_IN / n)
    for k in range(n):
        filled = k < count
        sheet.ax.plot(
            [2.65 + pitch * k],
            [sheet.row_in(row)],
            "o",
            markersize=7.5,
            markerfacecolor=style.TEAL if filled else "white",
            markeredgecolor=style.TEAL if filled else style.RING,
            markeredgewidth=1.4,
        )
