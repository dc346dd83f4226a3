"""Charts by what they draw: every figure, language and kind of edition."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
from conftest import FIGURES, STUDY
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.drawing import style
from analysis.drawing.labels import place_labels
from analysis.drawing.rows import DISC_OF_SPAN, LEAST_PT, MARKER_PT, draw_intervals
from analysis.drawing.sheet import open_sheet, width_in, wrap, wrap_evenly
from analysis.drawing.words.caption import Caption
from analysis.inputs.chosen import read_inputs
from analysis.release.rules import release
from analysis.report.exhibit import Exhibit
from analysis.study.scale import Scale
from analysis.study.study_file import open_edition
from analysis.study.wording import MINUS, Wording
from analysis.topics.catalogue import read_material
from analysis.topics.cost_breakdown.beside_effect import BESIDE_EFFECT, plot_beside_effect
from analysis.topics.project_monitoring.timeline import MILESTONES
from analysis.topics.survey_change.axis import change_panel
from analysis.topics.survey_change.contrasts import estimate_contrasts
from analysis.topics.survey_change.distribution import distributions
from analysis.topics.survey_change.groups import GROUPS, keep_sides
from analysis.topics.survey_change.phrases import change_interval, change_text

pytestmark = pytest.mark.slow

Exhibits = Callable[..., dict[str, Exhibit]]

EDITIONS = [
    *[("yhdessa_osallisuutta", m, language)
      for m in ("all", "raahe", "haapavesi") for language in ("fi", "sv", "en")],
    *[("meri_lappi", "all", language) for language in ("fi", "sv", "en")],
    *[("yhdessa_osallisuutta", m, language, "example")
      for m in ("all", "nivala") for language in ("fi", "sv", "en")],
]  # fmt: skip
SMALLEST_PT = 8.0


@pytest.fixture(autouse=True)
def house_style() -> Iterator[None]:
    """Texts are measured in the typeface they were drawn in."""
    publication: Any = style.publication()
    with matplotlib.rc_context(publication):
        yield


def with_figure(made: dict[str, Exhibit]) -> dict[str, Exhibit]:
    return {name: exhibit for name, exhibit in made.items() if exhibit.figure is not None}


def drawn(exhibit: Exhibit) -> Figure:
    assert exhibit.figure is not None
    FigureCanvasAgg(exhibit.figure).draw()
    return exhibit.figure


def texts(figure: Figure) -> list[Text]:
    def is_shown(text: Text) -> bool:
        axes = text.axes
        hidden = axes is not None and not axes.axison and text not in axes.texts
        return text.get_visible() and bool(text.get_text().strip()) and not hidden

    return [t for t in figure.findobj(Text) if isinstance(t, Text) and is_shown(t)]


def box(text: Text) -> Bbox:
    return text.get_window_extent()


@pytest.mark.parametrize("edition", EDITIONS, ids="-".join)
def test_no_text_is_cut_or_covers_another(exhibits: Exhibits, edition: tuple[str, ...]) -> None:
    for name, exhibit in with_figure(exhibits(*edition)).items():
        check_texts(name, drawn(exhibit))


def check_texts(name: str, figure: Figure) -> None:
    sheet = figure.bbox
    boxes = [(text.get_text(), box(text)) for text in texts(figure)]
    assert len(boxes) > 4, name
    for words, own in boxes:
        inside = own.x0 >= 0 and own.y0 >= 0 and own.x1 <= sheet.x1 and own.y1 <= sheet.y1
        assert inside, f"{name}: '{words}' leaves the sheet"
    for (one, a), (other, b) in combinations(boxes, 2):
        width = min(a.x1, b.x1) - max(a.x0, b.x0)
        height = min(a.y1, b.y1) - max(a.y0, b.y0)
        # Line boxes of neighbouring lines may touch; letters may not.
        assert width <= 1 or height <= 3, f"{name}: '{one}' covers '{other}'"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_figures_of_other_data_than_the_examples_are_legible_too(
    exhibits: Exhibits, language: str
) -> None:
    """Groups with long names, and means that no codes link: the example has neither."""
    made = exhibits(language=language, data="example")
    forest = made["survey_change_forest"].released
    own = read_inputs(STUDY, "example").responses
    assert own is not None
    contrasts = estimate_contrasts(own[own["gender"].isin(["man", "woman"])], forest.edition)
    groups = release(contrasts, forest.edition, GROUPS)
    assert len(groups.table)
    aged = groups.table.assign(by="age_group", group="50_64", against="65_",
                               question="change_in", item="remote_services")  # fmt: skip
    half = forest.table[["ci_low", "ci_high"]] / 2
    unlinked = forest.table.assign(
        **{f"{case}_{end}": half[f"ci_{end}"] for case in ("weak", "strong")
           for end in ("low", "high")}
    )  # fmt: skip
    for name, table in [("groups", aged), ("pairing_means", unlinked)]:
        figure = FIGURES[f"survey_change_{name}"].plot_own(table, groups.edition).figure
        assert isinstance(figure, Figure)
        FigureCanvasAgg(figure).draw()
        check_texts(name, figure)
        shown = " ".join(text.get_text() for text in texts(figure))
        for question, item in zip(table["question"], table["item"], strict=True):
            assert groups.edition.label(question, item).split()[0] in shown


def test_every_share_of_a_distribution_is_written_in_or_beside_its_bar() -> None:
    """Of the example's shares before they are released: too few sets of answers fit them."""
    edition = open_edition("yhdessa_osallisuutta", "all", "en", "example")
    figure = distributions(edition.study)[0]
    table = figure.estimate(read_material("survey_change", edition))
    made = figure.plot_own(table, edition).get_figure(root=True)
    assert made is not None
    written = [text.get_text() for text in texts(made)]
    for share in [*table["start"], *table["end"]]:
        assert f"{share:.0f}%" in written


def test_text_is_large_enough_to_print(exhibits: Exhibits) -> None:
    for name, exhibit in with_figure(exhibits()).items():
        for text in texts(drawn(exhibit)):
            assert float(text.get_fontsize()) >= SMALLEST_PT, f"{name}: '{text.get_text()}'"


def test_figures_are_a_column_wide_and_in_the_house_typeface(exhibits: Exhibits) -> None:
    for name, exhibit in with_figure(exhibits()).items():
        figure = drawn(exhibit)
        assert figure.get_figwidth() == style.WIDTH_IN, name
        assert {t.get_fontname() for t in texts(figure)} == {style.FONT}, name


def panels(exhibit: Exhibit) -> list[Any]:
    """The axes inset into the sheet."""
    assert exhibit.figure is not None
    return list(exhibit.figure.axes[0].child_axes)


def bar_lengths(exhibit: Exhibit) -> list[float]:
    return [bar.get_width() for bar in panels(exhibit)[0].patches]


def test_bars_are_as_long_as_the_released_numbers(exhibits: Exhibits) -> None:
    made = exhibits()
    for name, column in [
        ("cost_breakdown_per_participant", "estimate_eur"),
        ("training_attendance_by_group", "estimate_pct"),
        ("project_monitoring_budget", "estimate_eur"),
    ]:
        table = made[name].released.table
        values = table[column]
        if name == "cost_breakdown_per_participant":
            values = values[table["municipality"] != "all"]
        assert bar_lengths(made[name]) == pytest.approx(list(values)), name


def horizontal_lines(axes: Any) -> Iterator[tuple[float, float]]:
    """Left and right end of each line of two points."""
    for line in axes.lines:
        if len(line.get_xdata()) == 2:
            yield tuple(line.get_xdata())
    for lines in axes.collections:
        for points in lines.get_segments():
            yield points[0][0], points[-1][0]


@pytest.mark.parametrize(
    ("name", "panel", "ends"),
    [
        ("training_attendance_by_theme", 0, ("ci_low", "ci_high")),
        ("survey_change_invest_in", 1, ("ci_low", "ci_high")),
        ("survey_change_forest", 0, ("ci_low", "ci_high")),
        ("survey_change_means", 0, ("start_low", "start_high")),
        ("survey_change_means", 0, ("end_low", "end_high")),
        ("survey_change_pairing", 0, ("ci_low", "ci_high")),
        ("survey_change_pairing", 0, ("weak_low", "weak_high")),
        ("survey_change_pairing", 0, ("strong_low", "strong_high")),
    ],
)
def test_intervals_are_drawn_where_there_is_an_estimate(
    exhibits: Exhibits, name: str, panel: int, ends: tuple[str, str]
) -> None:
    exhibit = exhibits()[name]
    segments = list(horizontal_lines(panels(exhibit)[panel]))
    for row in exhibit.released.table.itertuples():
        expected = tuple(getattr(row, end) for end in ends)
        assert any(s == pytest.approx(expected) for s in segments), name


def test_the_chosen_municipality_alone_is_highlighted(exhibits: Exhibits) -> None:
    exhibit = exhibits(municipality="raahe")["cost_breakdown_per_participant"]
    colors = [b.get_facecolor() for b in panels(exhibit)[0].patches]
    teal = matplotlib.colors.to_rgba(style.TEAL)
    own = list(exhibit.released.table["municipality"])
    assert [c == teal for c in colors] == [m == "raahe" for m in own if m != "all"]


def test_each_of_six_points_is_labelled(exhibits: Exhibits) -> None:
    exhibit = exhibits()["cost_breakdown_group_size"]
    shown = " ".join(text.get_text() for text in texts(drawn(exhibit)))
    for municipality in exhibit.released.edition.study.municipalities.values():
        assert municipality.name["fi"] in shown


@pytest.mark.parametrize("municipality", ["all", "raahe", "sievi"])
def test_no_label_of_costs_beside_effect_lies_on_a_line(
    exhibits: Exhibits, municipality: str
) -> None:
    # Three points are told in words; many are drawn as these are.
    released = exhibits(municipality=municipality, data="example")[BESIDE_EFFECT.name].released
    figure = plot_beside_effect(released, BESIDE_EFFECT.caption(released)).get_figure(root=True)
    assert figure is not None
    FigureCanvasAgg(figure).draw()
    (panel,) = figure.axes[0].child_axes
    labels = [text for text in panel.texts if "(" in text.get_text()]
    assert len(labels) == 3, "each has one, and shows n"
    crossed = [line.get_window_extent() for line in panel.lines]
    assert len(crossed) == 3 * 3 + 1, "a range, an interval and a disc each, and nought"
    for label in labels:
        own = label.get_window_extent()
        for line in crossed:
            width = min(own.x1, line.x1) - max(own.x0, line.x0)
            height = min(own.y1, line.y1) - max(own.y0, line.y0)
            assert width < 0 or height < 0, label.get_text()


def test_the_rows_of_other_municipalities_are_paler_than_the_chosen_one(
    exhibits: Exhibits,
) -> None:
    # Of the project, the title of what would have been enough names the first row.
    for name, named in (("break_even", [0]), ("against_others", [])):
        for municipality, own in (("all", named), ("raahe", [3])):
            made = exhibits(municipality=municipality, data="example")
            figure = drawn(made[f"cost_breakdown_{name}"])
            (panel,) = figure.axes[0].child_axes
            rows: dict[Any, list[float]] = {style.TEAL: [], style.RING: []}
            for line in panel.lines:
                if line.get_marker() == "o" and line.get_markerfacecolor() in rows:
                    rows[line.get_markerfacecolor()] += np.asarray(line.get_ydata()).tolist()
            assert rows[style.TEAL] == (own or list(range(6)))
            assert len(rows[style.RING]) == (5 if own else 0)


CHANGES = ("forest", "municipalities", "stayers", "pairing_means")
"""Figures of changes of ratings, besides trials."""


@pytest.mark.parametrize("edition", EDITIONS, ids="-".join)
def test_what_is_for_the_better_is_drawn_to_the_right_and_said_in_words(
    exhibits: Exhibits, edition: tuple[str, ...]
) -> None:
    names = tuple(f"survey_change_{name}" for name in CHANGES)
    for name, exhibit in with_figure(exhibits(*edition)).items():
        if not name.startswith((*names, "survey_change_trial")):
            continue
        (panel,) = panels(exhibit)
        worst, best = panel.get_xlim()
        assert best == -worst
        assert best < 0, f"{name}: 1 = very good"
        caption = exhibit.caption
        assert caption is not None
        written = [text.get_text() for text in texts(drawn(exhibit))]
        told = [*written, caption.title, caption.alt, caption.description]
        assert not [t for t in told if re.search(rf"[+{MINUS}]\d", t)], name


def test_a_scale_that_rises_for_the_better_is_not_turned() -> None:
    say = Wording("en")
    sheet = open_sheet(Caption("Title", "", "", ()), 1.0)
    written = {}
    for better, is_turned in (("high", False), ("low", True), ("neither", False)):
        scale = Scale("", (1.0, 2.0, 3.0), better)
        panel = change_panel(sheet, (1.0, 3.0), 1, 0.6, say, scale)
        draw_intervals(panel, [0.2], [-0.4], [0.9], shift=0.1)
        left, right = panel.get_xlim()
        assert (left > right) == is_turned
        written[better] = [label.get_text() for label in panel.get_xticklabels()]
        low, high = (change_text(say, value, scale) for value in (-0.4, 0.9))
        assert change_interval(say, -0.4, 0.9, scale) == {
            "high": f"{low} to {high}", "low": f"{high} to {low}", "neither": f"{MINUS}0.4 to +0.9"
        }[better]  # fmt: skip
        (far,) = (line for line in panel.lines if line.get_marker() in ("<", ">"))
        assert far.get_marker() == ("<" if is_turned else ">"), "0.9 lies beyond the edge"
        at = np.asarray(far.get_xydata()).tolist()
        assert at == [[0.6, 0.1]], "at the height of its interval"
    unsigned = ["0.5", "0.0", "0.5"]
    signed = [f"{MINUS}0.5", "0.0", "+0.5"]
    assert written == {"high": unsigned, "low": unsigned, "neither": signed}


def test_items_of_a_place_stand_in_the_order_of_the_project(exhibits: Exhibits) -> None:
    for name in ("survey_change_forest", "survey_change_means"):
        tables = [exhibits(municipality=place, data="example")[name].released.table
                  for place in ("all", "raahe", "nivala")]  # fmt: skip
        project, *places = (list(zip(t["question"], t["item"], strict=True)) for t in tables)
        for items in places:
            assert items == [item for item in project if item in items], name
            assert len(items) > 5


OF_ONE_PLACE = ("cost_breakdown_sensitivity", "cost_breakdown_scenarios")
"""Figures whose numbers are of the edition's place alone."""


@pytest.mark.parametrize("data", ["published", "example"])
def test_a_figure_has_the_same_scale_and_order_in_every_place(
    exhibits: Exhibits, data: str
) -> None:
    known: dict[Any, Any] = {}
    for place in ("all", "raahe", "nivala"):
        for name, exhibit in with_figure(exhibits(municipality=place, data=data)).items():
            if name in OF_ONE_PLACE:
                continue
            limits = [(axes.get_xlim(), axes.get_xscale()) for axes in panels(exhibit)]
            table, places = exhibit.released.table, ()
            if "municipality" in table:
                places = tuple(dict.fromkeys(table["municipality"]))
            found = (limits, places)
            assert known.setdefault((name, len(limits)), found) == found, (name, place)


def test_municipalities_stand_in_one_order_in_all_figures_of_costs(exhibits: Exhibits) -> None:
    orders = {
        name: tuple(p for p in dict.fromkeys(shown.released.table["municipality"]) if p != "all")
        for name, shown in exhibits(data="example").items()
        if name.startswith("cost_breakdown")
        and shown.caption
        and "municipality" in shown.released.table
    }
    known = [p for p in orders["cost_breakdown_per_participant"]
             if p in orders["cost_breakdown_beside_effect"]]  # fmt: skip
    assert orders.pop("cost_breakdown_beside_effect") in (tuple(known), orders[
        "cost_breakdown_per_participant"
    ])  # fmt: skip
    assert len(orders) >= 7
    assert len(set(orders.values())) == 1


def test_a_group_keeps_its_side_in_all_rows_of_contrasts() -> None:
    rows = {"by": "gender", "group": ["man", "woman"], "against": ["woman", "man"],
            "share": [45.0, 60.0], "share_against": [30.0, 20.0], "n_group": [9, 21],
            "n_against": [20, 10], "count_group": [4, 13], "count_against": [6, 2],
            "estimate": [15.0, 40.0], "ci_low": [-5.0, 10.0], "ci_high": [35.0, 60.0]}  # fmt: skip
    table = keep_sides(pd.DataFrame(rows))
    assert list(table["group"]) == ["man", "man"]
    assert table.iloc[1][["share", "share_against", "n_group"]].tolist() == [20.0, 60.0, 10]
    assert table.iloc[1][["estimate", "ci_low", "ci_high"]].tolist() == [-40.0, -60.0, -10.0]
    assert table.iloc[0]["estimate"] == 15.0
    assert keep_sides(pd.DataFrame(rows)[:0]).empty
    kept = pd.DataFrame(rows)[:1].astype({"n_group": "int64", "count_group": "Int64"})
    pd.testing.assert_frame_equal(keep_sides(kept), kept)


def test_a_disc_hides_no_interval_and_stays_to_be_seen() -> None:
    sheet = open_sheet(Caption("Title", "", "", ()), 1.0)
    panel = sheet.panel(1.0, 2.0, 3, (0, 72))  # an inch: a unit is a point
    draw_intervals(panel, [10, 10, 10], [5, 7, 9.9], [15, 13, 10.1])
    sizes = [line.get_markersize() for line in panel.lines]
    assert sizes == pytest.approx([MARKER_PT, DISC_OF_SPAN * 6, LEAST_PT])


def test_an_end_that_was_only_planned_is_hollow(exhibits: Exhibits) -> None:
    exhibit = exhibits()["project_monitoring_timeline"]
    table = exhibit.released.table
    faces = [line.get_markerfacecolor() for line in drawn(exhibit).axes[0].lines
             if line.get_marker() == "s"]  # fmt: skip
    milestones = table[table["kind"].isin(MILESTONES)]
    hollow = (milestones["kind"] == "project_end") & (milestones["date"] < table["date"].max())
    assert [face == "white" for face in faces] == hollow.to_list()
    assert hollow.sum() == 1


@pytest.mark.parametrize("topic", ["by_theme", "totals"])
def test_a_rate_has_two_fifths_of_the_width(exhibits: Exhibits, topic: str) -> None:
    (rates,) = panels(exhibits()[f"training_attendance_{topic}"])
    assert rates.get_position().width >= 0.4


def test_numbers_of_people_that_differ_stand_beside_each_row(exhibits: Exhibits) -> None:
    exhibit = exhibits()["survey_change_pairing"]
    written = [text.get_text() for text in texts(drawn(exhibit))]
    for row in exhibit.released.table.itertuples():
        assert f"n\xa0=\xa0{row.n_start} / {row.n_end}" in written
    assert exhibit.caption is not None
    assert "n\xa0=\xa051" not in exhibit.caption.subtitle
    assert "ppalue.fi" not in exhibit.caption.foot, "the region is in no number here"


def test_a_marker_of_what_was_reached_is_not_cut(exhibits: Exhibits) -> None:
    figure = drawn(exhibits()["project_monitoring_planned_reached"])
    (panel,) = figure.axes[0].child_axes
    radius = MARKER_PT / 72 * figure.dpi / 2
    discs = [line for line in panel.lines if line.get_marker() == "o"]
    assert len(discs) >= 5
    for disc in discs:
        ((x, _),) = panel.transData.transform(disc.get_xydata())
        assert x + radius < panel.bbox.x1


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_figures_of_a_municipalitys_survey_name_it(exhibits: Exhibits, language: str) -> None:
    made = exhibits("yhdessa_osallisuutta", "raahe", language, "example")
    place = {"fi": "Raah", "sv": "Brahestad", "en": "Raahe"}[language]
    told = {name: f"{shown.caption.title} {shown.caption.subtitle}"
            for name, shown in made.items()
            if name.startswith("survey_change") and shown.caption}  # fmt: skip
    assert len(told) == 6, "what is told of a place: linked people and groups are the project's"
    assert not {name for name, words in told.items() if place not in words}


def test_labels_of_many_points_stay_clear_of_each_other() -> None:
    """The chosen one has its label; others that find no room have none."""
    figure = Figure(figsize=(6, 4))
    panel = figure.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(0, 1))
    x, y = np.random.default_rng(1).random((2, 60)).tolist()
    names = [f"Esimerkkikunta {k}: 12,34 €" for k in range(60)]
    place_labels(panel, x, y, names, bold=[k == 7 for k in range(60)], size_in=(6, 4))
    assert names[7] in {text.get_text() for text in panel.texts}
    assert 5 < len(panel.texts) < 60
    FigureCanvasAgg(figure).draw()
    boxes = [box(text) for text in panel.texts]
    assert not any(one.shrunk(0.9, 0.7).overlaps(other) for one, other in combinations(boxes, 2))


def test_a_chart_draws_into_the_axes_it_is_given(exhibits: Exhibits) -> None:
    released = exhibits()["cost_breakdown_per_participant"].released
    ax = Figure().add_subplot()
    before = dict(matplotlib.rcParams)
    figure = FIGURES[released.name]
    assert figure.plot_own(released.table, released.edition, title="Mine", ax=ax) is ax
    assert "Mine" in {text.get_text() for text in ax.texts}
    assert dict(matplotlib.rcParams) == before


def test_colours_can_be_told_apart_in_greyscale() -> None:
    """Lightness by Rec. 709; 0.15 apart is plain to see side by side."""

    def lightness(color: str) -> float:
        red, green, blue = matplotlib.colors.to_rgb(color)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for one, other in [(style.TEAL, style.MUTED), (style.TEAL, style.RING),
                       (style.TEAL, style.TEAL_LIGHT), (style.INK, style.RING)]:  # fmt: skip
        assert abs(lightness(one) - lightness(other)) > 0.15


def contrast(color: Any, other: str = "white") -> float:
    """Ratio of luminances (WCAG 2.2), 1 to 21."""

    def luminance(name: Any) -> float:
        channels = np.asarray(matplotlib.colors.to_rgb(name))
        linear = np.where(
            channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
        )
        return float(linear @ (0.2126, 0.7152, 0.0722))

    light, dark = sorted((luminance(color), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LEAST_OF_MARKS, LEAST_OF_TEXT = 3.0, 4.5


def marks(axes: Any) -> Iterator[tuple[str, float]]:
    """Each mark of a panel and the contrast of its face or its edge, whichever is stronger.

    Lines from edge to edge are rules.
    """
    for line in axes.lines:
        x, y = line.get_xdata(orig=False), line.get_ydata(orig=False)
        is_rule = len(set(x)) == 1 < len(x) or (len(set(y)) == 1 < len(y) and line.zorder <= 0)
        colors = [line.get_color()]
        if line.get_marker() not in ("None", None, ""):
            colors = [line.get_markerfacecolor(), line.get_markeredgecolor()]
        if not (is_rule and line.get_color() == style.FAINT):
            yield repr(line), max(map(contrast, colors))
    for lines in axes.collections:
        for color in lines.get_colors():
            yield repr(lines), contrast(color)
    for patch in axes.patches:
        yield repr(patch), max(map(contrast, (patch.get_facecolor(), patch.get_edgecolor())))


@pytest.mark.parametrize("edition", EDITIONS, ids="-".join)
def test_all_that_carries_meaning_can_be_seen(exhibits: Exhibits, edition: tuple[str, ...]) -> None:
    for name, exhibit in with_figure(exhibits(*edition)).items():
        figure = drawn(exhibit)
        for axes in (figure.axes[0], *panels(exhibit)):
            for mark, ratio in marks(axes):
                assert ratio >= LEAST_OF_MARKS, f"{name}: {mark} has {ratio:.2f}"
        for text in texts(figure):
            paper = style.RUST if contrast(text.get_color()) < 1.1 else "white"
            ratio = contrast(text.get_color(), paper)
            assert ratio >= LEAST_OF_TEXT, f"{name}: '{text.get_text()}' has {ratio:.2f}"


def test_wrapped_text_keeps_its_words_and_its_limit() -> None:
    words = "Seurakunnat, ammattikorkeakoulut, pienyritykset, toiminimet"
    for broken in (wrap(words, 2.0, 10), wrap_evenly(words, 2.0, 10)):
        assert " ".join(broken) == words
        assert all(width_in(line, 10) <= 2.0 for line in broken)
        assert len(broken) > 1


def test_a_number_stays_with_what_it_counts() -> None:
    words = "ryhmästä (95 %:n väli). Alussa n = 51, lopussa n = 32 (13 testiä)"
    unbroken = {"(95 %:n", "n = 51,", "n = 32", "(13 testiä)"}
    for limit_in in (0.1, 0.5, 1.0, 2.0):
        lines = wrap(words, limit_in, 10)
        assert " ".join(lines) == words
        assert all(any(part in line for line in lines) for part in unbroken)
