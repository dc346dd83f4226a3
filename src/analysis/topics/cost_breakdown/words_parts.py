"""Captions on what the costs consist of, and on their average."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import pandas as pd

from analysis.drawing.words.caption import (
    Caption,
    is_own_missing,
    missing_own_title,
    variant,
    write_caption,
)
from analysis.drawing.words.labels import item_labels
from analysis.drawing.words.numbers import headcount, lower_first
from analysis.drawing.words.places import place_inside, place_name
from analysis.release.rules import Released
from analysis.study.declaration import ALL
from analysis.study.wording import Wording


def describe_averages(released: Released) -> Caption:
    """The average cost per participant in every way that it can be computed."""
    say, table, name = Wording(released.edition.language), released.table, released.name
    costs = [say.euros(cost) for cost in table["estimate_eur"]]
    labels = item_labels(released)
    computed = table.loc[table["item"] != "printed", "estimate_eur"]
    ends = say.interval(say.euros(computed.min()), say.euros(computed.max()))
    values = {"nearest": "", "difference": ""}
    if released.is_published:
        nearest = table["difference_eur"].abs().idxmin()
        values = {
            "nearest": lower_first(labels[nearest]),
            "difference": say.euros(abs(table["difference_eur"][nearest])),
        }
    foot = say.text(variant(released, f"{name}.foot"), **values)
    subtitle = say.text(f"{name}.subtitle", n=say.number(table["n"].iloc[0]))
    rows = [f"{label}: {cost}" for label, cost in zip(labels, costs, strict=True)]
    return write_caption(released, say.text(f"{name}.title", range=ends), subtitle, foot, rows)


def describe_by_kind(released: Released) -> Caption:
    """What share of each municipality's costs is of which kind."""
    say, name, edition = Wording(released.edition.language), released.name, released.edition
    table = released.table.assign(label=item_labels(released))
    own = table[table["municipality"] == edition.municipality]
    if is_own_missing(released):
        title = missing_own_title(released)
    else:
        top = own.loc[own["estimate_eur"].idxmax()]
        title = say.text(
            f"{name}.title",
            place=place_inside(edition),
            label=lower_first(top["label"]),
            share=say.percent(top["share_pct"]),
        )
    rows = _kinds_by_place(released)
    return write_caption(
        released, title, say.text(f"{name}.subtitle"), say.text(f"{name}.foot"), rows
    )


def _kinds_by_place(released: Released) -> Iterator[str]:
    say, table = Wording(released.edition.language), released.table
    columns = (table["municipality"], item_labels(released), table["estimate_eur"],
               table["share_pct"])  # fmt: skip
    for key, kinds in groupby(zip(*columns, strict=True), key=itemgetter(0)):
        told = (
            f"{lower_first(label)} {say.euros(cost)} ({say.percent(share)})"
            for _, label, cost, share in kinds
        )
        yield f"{place_name(released.edition, key)}: {', '.join(told)}"


def describe_unit_costs(released: Released) -> Caption:
    """What a participant and a meeting cost, by municipality; an hour of work, in the project."""
    say, name, edition = Wording(released.edition.language), released.name, released.edition
    costs = released.table.set_index("municipality")
    title = missing_own_title(released) if is_own_missing(released) else _unit_title(released)
    rows = (f"{place_name(edition, str(key))}: {_unit_costs(released, row)}"
            for key, row in costs.iterrows())  # fmt: skip
    foot = [say.text(f"{name}.foot")] if costs["variable_pct"].notna().all() else []
    whole = costs.loc[ALL]
    if pd.notna(whole["hour_eur"]):
        hours = say.number(whole["hours"])
        foot.append(say.text(f"{name}.foot_hour", cost=say.euros(whole["hour_eur"]), hours=hours))
    return write_caption(released, title, say.text(f"{name}.subtitle"), " ".join(foot), rows)


def _unit_title(released: Released) -> str:
    """Of meetings, if every number that the title tells is there, else of participants."""
    say, edition = Wording(released.edition.language), released.edition
    costs = released.table.set_index("municipality")
    own = costs.drop(ALL) if edition.is_whole_project else costs.loc[[edition.municipality, ALL]]
    unit = "meeting_eur" if own["meeting_eur"].notna().all() else "participant_eur"
    if edition.is_whole_project:
        ends = say.interval(say.euros(own[unit].min()), say.euros(own[unit].max()))
        return say.text(f"{released.name}.title_{unit}", range=ends)
    place = edition.place(edition.municipality)
    cost, whole = (say.euros(value) for value in own[unit])
    return say.text(f"{released.name}.title_one_{unit}", place=place, cost=cost, whole=whole)


def counted(released: Released) -> list[str]:
    """The participants and, where they are told, the meetings of each municipality."""
    say = Wording(released.edition.language)
    return [
        headcount(say, row.n)
        + ("" if pd.isna(row.meetings) else f", {say.counted('meetings', int(row.meetings))}")
        for row in released.table.itertuples()
    ]


def _unit_costs(released: Released, row: pd.Series) -> str:
    """A municipality's costs of a unit, with what each is divided by, as far as they are told."""
    say = Wording(released.edition.language)
    units = {"participant_eur": "n", "meeting_eur": "meetings", "hour_eur": "hours"}
    return ", ".join(
        f"{say.text(f'{released.name}.{unit}')} {say.euros(row[unit])}"
        f" (n = {say.number(row[count])})"
        for unit, count in units.items()
        if pd.notna(row[unit])
    )
