"""From how many people sets of printed percentages are possible."""

from collections.abc import Iterator, Sequence
from itertools import chain

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import REFERENCE, body_in, draw_column, draw_heading, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import SOURCE, N
from analysis.inputs.printed.audit_file import Audit
from analysis.inputs.printed.printing import NO
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.statistics.forensics import implied_sample_sizes
from analysis.study.edition import Edition
from analysis.study.spelling import NBSP
from analysis.topics.publication_audit.columns import FIGURE, HEADING, PRINTED
from analysis.topics.publication_audit.explain import quote
from analysis.topics.publication_audit.printed_figures import Figures, build_figures
from analysis.topics.publication_audit.waves import name_waves, with_waves

REACH = 1.5
"""Sample sizes are shown up to so many times the printed one."""
SEPARATOR = " · "
"""Between the percentages of a set."""
NARROW, WIDE = 0.5, 1.5
"""Ends of the axis of sample sizes, in printed ones."""


def estimate_sample_sizes(audit: Audit, language: str) -> pd.DataFrame:
    """Numbers of people from which sets of printed percentages are possible.

    A row a set and run of numbers of which each is possible.

    Two or more percentages of one document, heading and n, as printed, are a set, if it is
    declared how they are rounded and that answers count alike in them. Where a check
    says that the set is complete, its parts must add up; if no number of people allows that,
    shares that may have been adjusted to add up to 100 are shown.

    Parameters
    ----------
    audit : Audit
    language : str
        Of the numbers.
    """
    figures = build_figures(audit.figures)
    complete = {name for check in audit.checks if check.options.get("complete")
                for name in check.figures.get("shares", ())}  # fmt: skip
    is_share = [
        f.unit == "pct" and f.is_exact and f.n is not None and f.weighted == NO and f.rounding != ""
        for f in figures.values()
    ]
    sets = audit.figures.loc[is_share].groupby(["document", "heading", "n"], sort=False)
    rows = [
        row
        for _, group in sets
        if len(group) > 1
        for row in _sizes(group, figures, complete, language)
    ]
    return pd.DataFrame(rows)[SAMPLE_SIZES.frame.names] if rows else SAMPLE_SIZES.frame.empty()


def _sizes(
    group: pd.DataFrame, figures: Figures, complete: set[str], language: str
) -> Iterator[dict[str, object]]:
    n, is_complete = int(group["n"].iloc[0]), set(group["id"]) <= complete
    numbers = [number for name in group["id"] if (number := figures[name].number)]
    most = int(REACH * n)
    sizes = implied_sample_sizes(numbers, most, parts=is_complete)
    is_forced = is_complete and not sizes
    if is_forced:
        sizes = implied_sample_sizes(numbers, most, forced=True)
    first = group.iloc[0]
    shares = [quote(figures[name], language).strip(f"{NBSP}%") for name in group["id"]]
    for low, high in _find_runs(sizes):
        yield {"figure": first["id"], "heading": first["heading"],
               "printed": SEPARATOR.join(shares), "n": n, "size_low": low, "size_high": high,
               "is_forced": is_forced, "document": first["document"],
               "origin": first["origin"]}  # fmt: skip


def _find_runs(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of numbers that follow each other without a gap.

    Examples
    --------
    >>> _find_runs([16, 31, 32, 33])
    [(16, 16), (31, 33)]
    """
    starts = [size for size in sizes if size - 1 not in sizes]
    ends = [size for size in sizes if size + 1 not in sizes]
    return list(zip(starts, ends, strict=True))


def label_sets(table: pd.DataFrame, edition: Edition) -> list[str]:
    """The document's own words above each set, and its wave if it has one."""
    waves = name_waves(table["figure"], edition)
    return with_waves(list(table["heading"]), waves)


def describe_sample_sizes(released: Released) -> Caption:
    """How many sets are not possible from the printed n."""
    say, sets = released.say, _list_sets(released)
    doubted = [row for row in sets.itertuples() if row.n not in row.sizes or row.is_forced]
    total = say.number(len(sets))
    title = say.counted("publication_audit_sample_sizes.title", len(doubted), total=total)
    labels = label_sets(sets, released.edition)
    rows = [
        say.text("publication_audit_sample_sizes.alt_row", label=label, shares=row.printed,
                 n=say.number(row.n), nearest=say.number(row.nearest))
        for label, row in zip(labels, sets.itertuples(), strict=True)
    ]  # fmt: skip
    subtitle = say.text("publication_audit_sample_sizes.subtitle")
    foot = say.text("publication_audit_sample_sizes.foot")
    return write_caption(released, title, subtitle, foot, rows)


def plot_sample_sizes(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """The possible sizes of each set, in per cent of the printed one."""
    say, sets = estimates.say, _list_sets(estimates)
    sheet = open_sheet(caption, body_in(len(sets)) + 0.25, ax, head_in=0.3)
    waves = name_waves(sets["figure"], estimates.edition)
    notes = [": ".join(filter(None, pair)) for pair in zip(waves, sets["printed"], strict=True)]
    draw_labels(sheet, list(sets["heading"]), 2.3, notes=notes)
    panel = sheet.panel(2.5, 5.1, len(sets), (NARROW, WIDE))
    panel.set_xticks([NARROW, 1, WIDE], [say.percent(100 * x) for x in (NARROW, 1, WIDE)])
    panel.axvline(1, **REFERENCE)
    for row, shown in enumerate(sets.itertuples()):
        sizes = [size / shown.n for size in shown.sizes if NARROW <= size / shown.n <= WIDE]
        fill = "white" if shown.is_forced else style.TEAL
        panel.axhline(row, color=style.FAINT, linewidth=0.8, zorder=0)
        panel.plot(sizes, [row] * len(sizes), "o", markersize=5.5, markerfacecolor=fill,
                   markeredgecolor=style.TEAL, markeredgewidth=1.5, zorder=3)  # fmt: skip
    nearest = [say.number(size) for size in sets["nearest"]]
    draw_column(sheet, 5.5, [say.number(n) for n in sets["n"]])
    draw_column(sheet, 6.1, nearest, fontweight=style.SEMIBOLD)
    draw_heading(sheet, 3.8, say.text("publication_audit_sample_sizes.axis"), ha="center")
    draw_heading(sheet, 5.5, say.text("publication_audit_sample_sizes.n"), ha="right")
    draw_heading(sheet, 6.1, say.text("publication_audit_sample_sizes.nearest"), ha="right")
    return sheet.ax


def _list_sets(estimates: Estimates) -> pd.DataFrame:
    """A row a set of percentages: its possible sizes as a tuple, and the nearest to the printed."""
    keys = ["figure", "heading", "printed", "n", "is_forced"]
    table = estimates.table
    runs = [range(low, high + 1) for low, high in table[["size_low", "size_high"]].to_numpy()]
    sets = table.assign(sizes=runs).groupby(keys, sort=False)["sizes"]
    sets = sets.agg(lambda of_set: tuple(chain.from_iterable(of_set))).reset_index()
    pairs = zip(sets["sizes"], sets["n"], strict=True)
    return sets.assign(nearest=[min(sizes, key=lambda size: abs(size - n)) for sizes, n in pairs])


SAMPLE_SIZES = Figure(
    name="publication_audit_sample_sizes",
    frame=Frame(
        FIGURE,
        HEADING,
        PRINTED,
        N,
        Column("size_low", "int64", "Fewest people of a run of possible numbers", "people"),
        Column("size_high", "int64", "Most people of that run: each between is possible", "people"),
        Column("is_forced", "bool", "Only if they were adjusted to add up to 100"),
        *SOURCE,
    ),
    items=label_sets,
    estimate=lambda material: estimate_sample_sizes(material.audit, material.edition.language),
    describe=describe_sample_sizes,
    plot=plot_sample_sizes,
    section="audit",
    caption_key="publication_audit_label.sample_sizes",
)
