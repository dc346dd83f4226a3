"""Bars, intervals and marks are drawn as long, and where, the released numbers are."""

from collections.abc import Iterator
from typing import Any

import matplotlib
import numpy as np
import pytest
from drawings import EDITIONS, Exhibits, drawn, panels, texts, with_figure
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analysis.drawing import style
from analysis.drawing.rows import DISC_OF_SPAN, LEAST_PT, MARKER_PT, draw_intervals
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption
from analysis.report.exhibit import Exhibit
from analysis.topics.cost_breakdown.beside_effect import BESIDE_EFFECT, plot_beside_effect
from analysis.topics.project_monitoring.timeline import MILESTONES

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("house_style")]


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


@pytest.mark.parametrize("municipality", ["all", "raahe"])
def test_a_pooled_disc_has_one_colour_in_every_place(exhibits: Exhibits, municipality: str) -> None:
    exhibit = exhibits(municipality=municipality, data="example")["survey_change_municipalities"]
    discs = {
        matplotlib.colors.to_hex(line.get_markerfacecolor())
        for line in panels(exhibit)[0].lines
        if line.get_marker() == "o"
    }
    assert discs == {"#ffffff", style.TEAL}


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


def test_a_marker_of_what_was_reached_is_not_cut(exhibits: Exhibits) -> None:
    figure = drawn(exhibits()["project_monitoring_planned_reached"])
    (panel,) = figure.axes[0].child_axes
    radius = MARKER_PT / 72 * figure.dpi / 2
    discs = [line for line in panel.lines if line.get_marker() == "o"]
    assert len(discs) >= 5
    for disc in discs:
        ((x, _),) = panel.transData.transform(disc.get_xydata())
        assert x + radius < panel.bbox.x1


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
