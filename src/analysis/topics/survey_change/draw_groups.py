"""Charts that set groups beside each other."""

from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.rows import (
    REFERENCE,
    body_in,
    draw_column,
    draw_heading,
    draw_intervals,
    draw_labels,
    draw_pairs,
)
from analysis.drawing.sheet import Sheet, open_sheet
from analysis.drawing.words.labels import item_labels
from analysis.release.rules import Released
from analysis.study.declaration import ALL
from analysis.study.wording import Wording
from analysis.topics.describe import describe
from analysis.topics.survey_change.draw_axis import (
    EDGE_IN,
    LABEL_RIGHT_IN,
    SHIFT,
    WIDE_TICKS,
    change_panel,
    rating_ticks,
    write_columns,
    write_directions,
    write_legend,
)
from analysis.topics.survey_change.words_groups import DECIMALS, group_pairs, municipality_labels
from analysis.topics.survey_change.words_words import signed

GROUP_LABEL_IN = 2.6
SHARES_IN, DIFFERENCE_IN = (2.75, 4.3), (4.5, 5.65)
NAMES_IN = 0.17
"""How far below a row's middle its two groups are named."""
PLACES_IN = (2.3, 4.85)


def plot_groups(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw the shares of the two groups of each contrast, and their difference."""
    say, table = Wording(released.edition.language), released.table
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.2, ax, head_in=0.3)
    notes = [say.text(f"question.{question}") for question in table["question"]]
    draw_labels(sheet, item_labels(released), GROUP_LABEL_IN, notes=notes)
    low, high = (f(table[["share", "share_against"]].to_numpy().ravel()) for f in (min, max))
    room = 0.45 * max(high - low, 15.0)
    values = sheet.panel(*SHARES_IN, len(table), (low - room, high + room))
    values.set_xticks([])
    draw_pairs(
        values,
        table["share_against"],
        table["share"],
        [say.percent(share) for share in table["share_against"]],
        [say.percent(share) for share in table["share"]],
    )
    _name_groups(sheet, released, say)
    panel = change_panel(sheet, DIFFERENCE_IN, table[["ci_low", "ci_high"]], WIDE_TICKS, say)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"])
    draw_column(sheet, EDGE_IN, [signed(say, value, 0) for value in table["estimate"]])
    draw_heading(sheet, SHARES_IN[0], say.text(f"{released.name}.shares"))
    draw_heading(sheet, EDGE_IN, say.text(f"{released.name}.difference"), ha="right")
    return sheet.ax


def _name_groups(sheet: Sheet, released: Released, say: Wording) -> None:
    """Say below each pair of shares whose they are, and of how many."""
    rows = zip(group_pairs(released), released.table.itertuples(), strict=True)
    for row, ((group, other), sizes) in enumerate(rows):
        named = f"{group} ({say.number(sizes.n_group)}), {other} ({say.number(sizes.n_against)})"
        below_in = sheet.row_in(row) + NAMES_IN
        sheet.text(SHARES_IN[0], below_in, named, fontsize=style.SMALL_PT, color=style.SOFT)


def plot_municipalities(released: Released, *, ax: Axes | None = None) -> Axes:
    """Draw each municipality's change, its own and drawn to the common mean, and the project's."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    sheet = open_sheet(describe(released), body_in(len(table)) + 0.2, ax, head_in=0.55)
    shown = [row for row, key in enumerate(table["municipality"])
             if key == released.edition.municipality]  # fmt: skip
    notes = [f"n = {say.number(row.n_start)} / {say.number(row.n_end)}"
             for row in table.itertuples()]  # fmt: skip
    draw_labels(sheet, municipality_labels(released), LABEL_RIGHT_IN, notes=notes, bold=shown)
    ends = table[["ci_low", "ci_high", "pooled_low", "pooled_high"]]
    panel = change_panel(sheet, PLACES_IN, ends, rating_ticks(ends), say)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"], shift=-SHIFT,
                   is_ring=True)  # fmt: skip
    draw_intervals(panel, table["pooled"], table["pooled_low"], table["pooled_high"], shift=SHIFT,
                   highlight=[] if released.edition.is_whole_project else shown)  # fmt: skip
    for change in table[table["municipality"] == ALL]["estimate"]:
        panel.axvline(change, zorder=0.5, **REFERENCE)
    write_directions(sheet, PLACES_IN, say)
    legend = (say.text(f"{name}.{key}") for key in ("raw", "pooled"))
    write_legend(sheet, PLACES_IN[0], *legend, lines=1)
    heads = (say.text(f"{name}.raw_head"), say.text(f"{name}.pooled_head"))
    raw, pooled = (["" if v != v else signed(say, v, DECIMALS) for v in table[column]]
                   for column in ("estimate", "pooled"))  # fmt: skip
    write_columns(sheet, heads, raw, pooled)
    return sheet.ax
