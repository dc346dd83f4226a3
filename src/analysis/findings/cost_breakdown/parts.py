"""Captions on what the costs consist of, and on their average."""

from analysis.disclosure import Released
from analysis.findings.caption import (
    Caption,
    is_own_hidden,
    too_small_title,
    variant,
    write_caption,
)
from analysis.findings.labels import item_labels
from analysis.findings.numbers import lower_first
from analysis.findings.places import place_inside, place_name
from analysis.wording import Wording


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
    if is_own_hidden(released):
        title = too_small_title(released)
    else:
        top = own.loc[own["estimate_eur"].idxmax()]
        title = say.text(
            f"{name}.title",
            place=place_inside(edition),
            label=lower_first(top["label"]),
            share=say.percent(top["share_pct"]),
        )
    rows = [
        f"{place_name(edition, str(key))}: "
        + ", ".join(
            f"{lower_first(row.label)} {say.euros(row.estimate_eur)} ({say.percent(row.share_pct)})"
            for row in kinds.itertuples()
        )
        for key, kinds in table.groupby("municipality", sort=False)
    ]
    return write_caption(
        released, title, say.text(f"{name}.subtitle"), say.text(f"{name}.foot"), rows
    )
