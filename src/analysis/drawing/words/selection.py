"""Figures of many municipalities: some are drawn, all are in the table that is saved."""

from dataclasses import replace

import numpy as np

from analysis.drawing.words.caption import Caption
from analysis.release.estimates import Released
from analysis.study.declaration import ALL

MOST_DRAWN = 15
"""A figure of more rows is higher than a page."""


def select_drawn(released: Released) -> Released:
    """What is drawn of released estimates: all if they fit; else a part that knows its `whole`.

    Of more municipalities than fit on a page, the first and the last are drawn, the chosen one,
    and others at even steps between; tables are in order of size, so these show how all are
    spread.
    """
    if "municipality" not in released.table:
        return released
    places = [p for p in released.table["municipality"].unique() if p != ALL]
    if len(places) <= MOST_DRAWN:
        return released
    steps = np.linspace(0, len(places) - 1, MOST_DRAWN).round().astype(int)
    drawn = {places[step] for step in steps} | {ALL, released.edition.municipality}
    rows = released.table["municipality"].isin(drawn)
    return replace(released, table=released.table[rows].reset_index(drop=True), whole=released)


def select_told(released: Released) -> Released:
    """What a page tells of released estimates: of the whole project all, else what is drawn."""
    return released if released.edition.is_whole_project else select_drawn(released)


def retell(part: Caption, whole: Caption, released: Released) -> Caption:
    """The caption of a part that is drawn: it finds what the whole table says."""
    return replace(whole, foot=f"{whole.foot} {undrawn_sentence(released)}", rows=part.rows)


def undrawn_sentence(released: Released) -> str:
    """Sentence on how many municipalities there are besides those selected; empty if none."""
    if released.whole is None:
        return ""
    say, whole = released.say, released.whole
    drawn, every = (
        table["municipality"].loc[lambda places: places != ALL].nunique()
        for table in (released.table, whole.table)
    )
    return say.text("undrawn.sentence", drawn=say.number(drawn), all=say.number(every))
