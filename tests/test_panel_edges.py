"""No line is drawn beyond the edges of its panel: other words stand there."""

import numpy as np
import pytest
from drawings import EDITIONS, Exhibits, drawn, with_figure
from matplotlib.figure import Figure

from analysis.drawing.marks import SHEET, Drawing, Mark
from analysis.drawing.narrow_parts import extent
from analysis.drawing.recorder import take_apart
from analysis.drawing.rows import draw_intervals
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("house_style")]


def lines(drawing: Drawing) -> list[Mark]:
    return [mark for mark in drawing.marks
            if mark.panel != SHEET and mark.place is None and not mark.look.fill]  # fmt: skip


def test_an_interval_ends_at_the_edge_and_a_curve_leaves_no_panel() -> None:
    sheet = open_sheet(Caption("Title", "", "", ()), 1.0)
    panel = sheet.panel(2.0, 4.0, 3, (-1.0, 1.0))
    draw_intervals(panel, [0.2, 0.0, 0.0], [-3.0, -0.5, 0.5], [4.0, 0.5, 3.0])
    panel.plot([-2, 2], [-4, 4])
    figure = sheet.ax.figure
    assert isinstance(figure, Figure)
    drawing = take_apart(figure)
    ((left, top, right, low),) = drawing.panels.values()
    middle, wide = (left + right) / 2, right - left
    ends = [extent(mark)[::2] for mark in lines(drawing)]
    assert ends[0] == pytest.approx((left, right))
    assert ends[1] == pytest.approx((middle - wide / 4, middle + wide / 4))
    assert ends[2] == pytest.approx((middle + wide / 4, right))
    (box,) = (extent(mark) for mark in lines(drawing)[3:])
    assert np.all(np.array(box[:2]) >= np.array((left, top)) - 0.01)
    assert np.all(np.array(box[2:]) <= np.array((right, low)) + 0.01)


@pytest.mark.parametrize("edition", EDITIONS[::4], ids="-".join)
def test_no_line_of_a_figure_reaches_beside_its_panel(
    exhibits: Exhibits, edition: tuple[str, ...]
) -> None:
    for name, exhibit in with_figure(exhibits(*edition)).items():
        drawing = take_apart(drawn(exhibit))
        for mark in lines(drawing):
            left, _, right, _ = extent(mark)
            least, _, most, _ = drawing.panels[mark.panel]
            assert least - 0.01 <= left, name
            assert right <= most + 0.01, name
