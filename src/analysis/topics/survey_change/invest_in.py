"""What respondents would have the municipality invest in."""

from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.labels import of_question
from analysis.release.estimates import Estimates, Released
from analysis.topics.survey_change.change import SHARES, select_shares
from analysis.topics.survey_change.phrases import clear_title
from analysis.topics.survey_change.shares import describe_shares, draw_shares, largest_title


def describe_invest_in(released: Released) -> Caption:
    """What clearly changed; else the largest difference."""
    title = clear_title(released) or largest_title(released)
    return describe_shares(released, title, released.say.text("survey_change_invest_in.subtitle"))


def plot_invest_in(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """Both waves' shares and their change a row."""
    sheet, _ = draw_shares(estimates, caption, ax)
    return sheet.ax


INVEST_IN = Figure(
    name="survey_change_invest_in",
    frame=SHARES,
    items=of_question("invest_in"),
    estimate=lambda material: select_shares(material.change, "invest_in"),
    describe=describe_invest_in,
    plot=plot_invest_in,
    section="survey",
)
