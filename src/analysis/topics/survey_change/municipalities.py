"""Municipalities beside each other and beside the project."""

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import REFERENCE, body_in, draw_intervals, draw_labels
from analysis.drawing.sheet import Sheet, open_sheet
from analysis.drawing.words.caption import Caption, is_own_missing, missing_own_title, write_caption
from analysis.drawing.words.labels import place_name
from analysis.drawing.words.numbers import band_text
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.instrument import Ratings, list_panels
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.study.wording import Wording
from analysis.topics.survey_change.axis import (
    LABEL_RIGHT_IN,
    SHIFT,
    change_panel,
    rating_reach,
    write_columns,
    write_directions,
    write_legend,
)
from analysis.topics.survey_change.by_municipality import FRAME
from analysis.topics.survey_change.panels import make_each
from analysis.topics.survey_change.phrases import (
    SIGNIFICANT,
    change_interval,
    change_text,
    questions_in_words,
)
from analysis.topics.survey_change.units import measure_text

FEET = ("survey_change_municipalities.foot", "survey_change_municipalities.foot_alone")
"""Keys of what stands below the figure, and below that of an only municipality."""
DECIMALS = 2
"""Of the change of a mean over several items, which moves less than each of them."""
PANEL_IN = (2.3, 4.2)


def municipality_labels(table: pd.DataFrame, edition: Edition) -> list[str]:
    """Name of each row's municipality, or of the project."""
    return [place_name(edition, key) for key in table["municipality"]]


def describe_municipalities(released: Released, ratings: Ratings) -> Caption:
    """Which municipalities clearly changed; of one's own edition, whether it did."""
    question = questions_in_words(released.edition, ratings)
    measure = measure_text(released.say, ratings.scale)
    subtitle = released.say.text(
        "survey_change_municipalities.subtitle", question=question, measure=measure
    )
    is_alone = _told_alone(released.table) != ""
    foot = released.say.text(FEET[is_alone])
    if not is_alone and not is_told_apart(released.table):
        foot = f"{foot} {released.say.text('survey_change_municipalities.too_few')}"
    if (tests := int(released.table["pooled_p"].notna().sum())) > 1:
        foot = f"{foot} {released.say.text('survey_change.holm', tests=released.say.number(tests))}"
    pairs = zip(released.labels, released.table.itertuples(), strict=True)
    rows = (_alt_row(released, label, row, ratings.scale) for label, row in pairs)
    return write_caption(released, _title(released, ratings.scale), subtitle, foot, rows)


def _told_alone(table: pd.DataFrame) -> str:
    """The only municipality whose change is told, which nothing is pooled with; else empty."""
    places = table[table["municipality"] != ALL]
    told = places.loc[places["estimate"].notna(), "municipality"]
    return str(told.iloc[0]) if len(told) == 1 and places["pooled"].isna().all() else ""


def is_told_apart(table: pd.DataFrame) -> bool:
    """Whether the answers are enough to say that municipalities differ."""
    return bool((table["differ_p"] < SIGNIFICANT).any())


def _alt_row(released: Released, label: str, row: pd.Series, scale: Scale) -> str:
    say = released.say
    if pd.isna(row.estimate):
        return f"{label}: {say.text('withheld.symbol')}"
    raw = change_text(say, row.estimate, scale, DECIMALS)
    raw_interval = change_interval(say, row.ci_low, row.ci_high, scale, DECIMALS)
    if row.municipality == ALL:
        return say.text("survey_change_municipalities.alt_project", label=label, raw=raw,
                        raw_interval=raw_interval)  # fmt: skip
    pooled = interval = ""
    if not pd.isna(row.pooled):
        pooled = change_text(say, row.pooled, scale, DECIMALS)
        interval = change_interval(say, row.pooled_low, row.pooled_high, scale, DECIMALS)
    return say.text("survey_change_municipalities.alt_row", label=label, raw=raw,
                    raw_interval=raw_interval, pooled=pooled, interval=interval)  # fmt: skip


def _title(released: Released, scale: Scale) -> str:
    if is_own_missing(released):
        return missing_own_title(released)
    say, table = released.say, released.table
    if alone := _told_alone(table):
        place = released.edition.place(alone)
        return say.text("survey_change_municipalities.title_alone", place=place)
    clear = table["pooled_p"] < SIGNIFICANT
    if not released.edition.is_whole_project and ALL in set(table["municipality"]):
        return _own_title(released, scale)
    if released.edition.is_whole_project and clear.any():
        pairs = zip(released.labels, table["pooled"], clear, strict=True)
        named = [f"{label} ({change_text(say, change, scale, DECIMALS)})"
                 for label, change, is_named in pairs if is_named]  # fmt: skip
        return say.text("survey_change_municipalities.title_clear", labels=say.some(named))
    if table["estimate"].isna().any():
        return say.text("survey_change_municipalities.title_shown")
    return say.text("survey_change_municipalities.title")


def _own_title(released: Released, scale: Scale) -> str:
    """The edition's municipality beside the project."""
    say, edition = released.say, released.edition
    by_place = released.table.set_index("municipality")
    values = {
        "place": edition.place(edition.municipality),
        "own": change_text(say, by_place["pooled"][edition.municipality], scale, DECIMALS),
        "project": change_text(say, by_place["estimate"][ALL], scale, DECIMALS),
    }
    if by_place["pooled_p"][edition.municipality] < SIGNIFICANT:
        return say.text("survey_change_municipalities.title_own_clear", **values)
    return say.text("survey_change_municipalities.title_own", **values)


def plot_municipalities(
    estimates: Estimates, caption: Caption, *, ratings: Ratings, ax: Axes | None = None
) -> Axes:
    """Each municipality's change, its own and drawn to the common mean, and the project's."""
    say, table, edition = estimates.say, estimates.table, estimates.edition
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.55)
    shown = [row for row, key in enumerate(table["municipality"]) if key == edition.municipality]
    notes = [_people(say, row) for row in table.itertuples()]
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN, notes=notes, bold=shown)
    reach = rating_reach(ratings.scale, table["estimate"], table["pooled"])
    panel = change_panel(sheet, PANEL_IN, len(table), reach, say, ratings.scale)
    draw_intervals(panel, table["estimate"], table["ci_low"], table["ci_high"], shift=-SHIFT,
                   is_ring=True)  # fmt: skip
    draw_intervals(panel, table["pooled"], table["pooled_low"], table["pooled_high"], shift=SHIFT)
    for change in table[table["municipality"] == ALL]["estimate"]:
        panel.axvline(change, zorder=0.5, **REFERENCE)
    write_directions(sheet, PANEL_IN, say, ratings.scale)
    _write_numbers(sheet, estimates, ratings.scale)
    return sheet.ax


def _write_numbers(sheet: Sheet, estimates: Estimates, scale: Scale) -> None:
    """What ring and disc are, and both changes as numbers beside them."""
    say, table = estimates.say, estimates.table
    ring = say.text("survey_change_municipalities.raw")
    disc = say.text("survey_change_municipalities.pooled")
    write_legend(sheet, PANEL_IN[0], ring, disc, lines=1)
    heads = (
        say.text("survey_change_municipalities.raw_head"),
        say.text("survey_change_municipalities.pooled_head"),
    )
    raw, pooled = (
        ["" if pd.isna(v) else change_text(say, v, scale, DECIMALS) for v in table[column]]
        for column in ("estimate", "pooled")
    )
    write_columns(sheet, heads, raw, pooled)


def _people(say: Wording, row: Any) -> str:
    """People at both waves, in bands; the symbol where nothing is told."""
    if pd.isna(row.n_start):
        return say.text("withheld.symbol")
    start = band_text(say, row.n_start, row.n_start_most)
    end = band_text(say, row.n_end, row.n_end_most)
    return say.text("size", n=f"{start} / {end}")


def municipalities_of(ratings: Ratings) -> Figure:
    """The municipalities by a group of ratings."""
    return Figure(
        name="survey_change_municipalities",
        frame=FRAME,
        items=municipality_labels,
        estimate=lambda material: material.by_municipality(ratings),
        describe=partial(describe_municipalities, ratings=ratings),
        plot=partial(plot_municipalities, ratings=ratings),
        section="survey",
        caption_key="survey_change_label.municipalities",
    )


def municipalities(study: Study) -> tuple[Figure, ...]:
    """The municipalities by each group of ratings; none of a study that is made in one."""
    return make_each(municipalities_of, list_panels(study)) if study.has_places else ()
