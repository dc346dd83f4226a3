"""Whether people long for change, at start and end and in the region."""

from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.labels import of_question
from analysis.release.estimates import Estimates, Released
from analysis.topics.survey_change.change import SHARES, select_shares
from analysis.topics.survey_change.phrases import clear_title
from analysis.topics.survey_change.shares import describe_shares, draw_shares


def describe_change_wished(released: Released) -> Caption:
    """What clearly changed, if anything did."""
    say = released.say
    title = clear_title(released) or say.text("survey_change_change_wished.title")
    return describe_shares(released, title, say.text("survey_change_change_wished.subtitle"))


def plot_change_wished(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """The shares that long for no, a small and a big change, and the region's as a short line."""
    sheet, values = draw_shares(estimates, caption, ax)
    for row, share in enumerate(estimates.table["region"]):
        values.plot([share, share], [row + 0.24, row + 0.46], color=style.RUST, linewidth=2)
    return sheet.ax


CHANGE_WISHED = Figure(
    name="survey_change_change_wished",
    frame=SHARES,
    items=of_question("change_wished"),
    estimate=lambda material: select_shares(material.change, "change_wished"),
    describe=describe_change_wished,
    plot=plot_change_wished,
    section="survey",
    card_rank=2,
)
