"""What share of the costs is of which kind, by municipality."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_bars, draw_heading
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import ITEM, MUNICIPALITY, PARTICIPANTS, SOURCE
from analysis.drawing.words.labels import name_largest, place_name
from analysis.drawing.words.numbers import lower_first
from analysis.drawing.words.places import place_inside
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.study.costing import Costing
from analysis.study.declaration import ALL, COST_KINDS
from analysis.study.edition import Edition
from analysis.study.study import Study
from analysis.topics.cost_breakdown.pilots import per_unit, sum_pilots
from analysis.topics.cost_breakdown.pricing import price_entries
from analysis.topics.cost_breakdown.rows import draw_places

KINDS_LEFT_IN, KIND_IN = 1.35, 0.97
KINDS = {
    "paid_work": "cost_kind.paid_work",
    "volunteer_work": "cost_kind.volunteer_work",
    "purchase": "cost_kind.purchase",
    "travel": "cost_kind.travel",
    "premises": "cost_kind.premises",
}
"""Key of what a kind is called, where the study does not say it."""


def estimate_by_kind(
    costs: pd.DataFrame | None, costing: Costing | None, kinds: Sequence[str] = COST_KINDS
) -> pd.DataFrame:
    """Cost by kind, of each municipality and of the project.

    A row a municipality that spent anything and kind: the dearest per participant first, or in
    all where the sheet does not count them, and
    the project (``"all"``) last, the ``kinds`` of the study in their order, those without costs
    with 0.
    Summed exactly before they become floats. Without a cost sheet there are no rows.
    """
    if costs is None or costs.empty:
        return BY_KIND.frame.empty()
    totals, priced = sum_pilots(costs, costing), price_entries(costs, costing)
    summed = priced.groupby(["municipality", "cost_kind"])["cost_eur"].sum().to_dict()
    municipal = totals.drop(ALL)
    is_counted = municipal["n"].notna().all()
    order = (per_unit(municipal) if is_counted else municipal["cost_eur"]).astype("float64")
    pilots = order.sort_values(ascending=False, kind="stable").index
    wholes, people = totals["cost_eur"].to_dict(), totals["n"].to_dict()
    rows = []
    for place in (place for place in (*pilots, ALL) if wholes[place]):
        counted = pilots if place == ALL else [place]
        for kind in kinds:
            cost = sum((summed.get((key, kind), Decimal(0)) for key in counted), Decimal(0))
            share = float(100 * cost / wholes[place])
            rows.append((place, kind, float(cost), share, people[place]))
    columns = ["municipality", "item", "estimate_eur", "share_pct", "n"]
    table = pd.DataFrame(rows, columns=columns)
    counts = pd.Series([None if pd.isna(n) else int(n) for n in table["n"]], dtype="Int64")
    return with_source(table.assign(n=counts), costs)[BY_KIND.frame.names]


def list_kinds(study: Study) -> list[str]:
    """The kinds of cost that the study's sheet tells apart, in the order of `COST_KINDS`."""
    column = study.codebook.tables.get("costs", {}).get("cost_kind")
    return [kind for kind in COST_KINDS if column is None or kind in column.answer_texts]


def kind_labels(table: pd.DataFrame, edition: Edition) -> list[str]:
    """What the study calls its kinds: in its terms, else as its sheet does."""
    column = edition.study.codebook.tables["costs"]["cost_kind"]
    terms = edition.study.terms.get("cost_kind", {})
    texts = {kind: edition.say.text(KINDS[kind]) for kind in KINDS}
    texts |= {
        kind: text[edition.language]
        for kind, text in column.answer_texts.items()
        if kind not in terms
    }
    return [texts[kind] for kind in table["item"]]


def describe_by_kind(released: Released) -> Caption:
    """The largest kind of cost and its share."""
    say = released.say
    subtitle = say.text("cost_breakdown_by_kind.subtitle")
    if released.edition.study.costing:
        foot = say.text("cost_breakdown_by_kind.foot")
    else:  # without rates nothing is computed from hours
        foot = say.text("cost_breakdown_by_kind.foot_amounts")
    return write_caption(released, _title, subtitle, foot, _kinds_by_place(released))


def _title(released: Released) -> str:
    say, edition = released.say, released.edition
    table = released.table.assign(label=released.labels)
    kinds = table[table["municipality"] == edition.municipality]
    kinds = kinds.sort_values("estimate_eur", ascending=False, kind="stable")
    labels, costs = map(lower_first, kinds["label"]), map(say.euros, kinds["estimate_eur"])
    return name_largest(
        say, list(labels), list(costs), "cost_breakdown_by_kind.title",
        "cost_breakdown_by_kind.title_tied", place=place_inside(edition),
        share=say.percent(kinds["share_pct"].iloc[0]),
    )  # fmt: skip


def _kinds_by_place(released: Released) -> Iterator[str]:
    say, table = released.say, released.table
    columns = (table["municipality"], released.labels, table["estimate_eur"], table["share_pct"])
    for key, kinds in groupby(zip(*columns, strict=True), key=itemgetter(0)):
        phrases = (
            f"{lower_first(label)} {say.euros(cost)} ({say.percent(share)})"
            for _, label, cost, share in kinds
        )
        yield f"{place_name(released.edition, key)}: {', '.join(phrases)}"


def plot_by_kind(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A column a kind, a bar a municipality."""
    say, table = estimates.say, estimates.table
    places = list(dict.fromkeys(table["municipality"]))
    labels = dict(zip(table["item"], estimates.labels, strict=True))
    shares = table.pivot(index="municipality", columns="item", values="share_pct").loc[places]
    sheet = open_sheet(caption, body_in(len(places)), ax, head_in=0.3)
    wholes = table.groupby("municipality")["estimate_eur"].sum().loc[places]
    chosen = draw_places(sheet, estimates.edition, places, right_in=KINDS_LEFT_IN - 0.1,
                         notes=[say.euros(whole) for whole in wholes])  # fmt: skip
    for column, (kind, label) in enumerate(labels.items()):
        left = KINDS_LEFT_IN + column * KIND_IN
        draw_heading(sheet, left, label.lower())
        texts = [say.percent(share) for share in shares[kind]]
        span = (left, left + KIND_IN - 0.1)
        panel = draw_bars(sheet, span, list(shares[kind]), texts, highlight=chosen)
        panel.set_xlim(0, 2.0 * shares.max(axis=None))  # the same scale in all columns
    return sheet.ax


BY_KIND = Figure(
    name="cost_breakdown_by_kind",
    frame=Frame(
        MUNICIPALITY,
        ITEM,
        Column("estimate_eur", "float64", "Costs of the kind", "EUR"),
        Column("share_pct", "float64", "Share of the municipality's costs", "%"),
        PARTICIPANTS,
        *SOURCE,
    ),
    items=kind_labels,
    estimate=lambda material: material.once(
        estimate_by_kind(material.costs, material.costing, list_kinds(material.edition.study))
    ),
    describe=describe_by_kind,
    plot=plot_by_kind,
    section="costs",
    caption_key="cost_breakdown_label.by_kind",
)
