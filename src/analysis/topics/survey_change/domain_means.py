"""Mean ratings of the life domains at start and end."""

from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_intervals, draw_labels
from analysis.drawing.sheet import open_sheet
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.labels import of_question
from analysis.drawing.words.numbers import lower_first
from analysis.release.estimates import Estimates, Released
from analysis.study.declaration import WAVES
from analysis.topics.survey_change.axis import LABEL_RIGHT_IN, SHIFT, write_columns, write_waves
from analysis.topics.survey_change.change import RATINGS
from analysis.topics.survey_change.phrases import answered_sentence, plain_interval

PANEL_IN = (2.3, 5.05)


def describe_domain_means(released: Released) -> Caption:
    """The best and the poorest mean at the end, unless a selection is published."""
    say = released.say
    if released.is_published:
        title = say.text("survey_change_domain_means.title")
        foot = say.text("survey_change_domain_means.foot")
    else:
        best, worst = _extremes(released)
        title = say.text("survey_change_domain_means.title_own", best=best, worst=worst)
        foot = say.text("survey_change_domain_means.foot_own")
    subtitle = f"{say.text('survey_change_domain_means.subtitle')} {answered_sentence(released)}"
    rows = [
        say.text(
            "survey_change_domain_means.alt_row",
            label=label,
            start=say.number(row.start, 1),
            start_interval=plain_interval(say, row.start_low, row.start_high),
            end=say.number(row.end, 1),
            end_interval=plain_interval(say, row.end_low, row.end_high),
        )
        for label, row in zip(released.labels, released.table.itertuples(), strict=True)
    ]
    return write_caption(released, title, subtitle, foot, rows)


def _extremes(released: Released) -> tuple[str, str]:
    """Domains of the best and of the poorest mean, several where they are the same as printed."""
    say, means = released.say, released.table["end"]
    texts = [say.number(mean, 1) for mean in means]
    named = [
        lower_first(f"{label} ({text})") for label, text in zip(released.labels, texts, strict=True)
    ]
    best, worst = (
        say.listing([name for name, text in zip(named, texts, strict=True) if text == extreme])
        for extreme in (say.number(means.min(), 1), say.number(means.max(), 1))
    )
    return best, worst


def plot_domain_means(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A ring for the start and a disc for the end a domain, each with its interval."""
    say, table = estimates.say, estimates.table
    sheet = open_sheet(caption, body_in(len(table)) + 0.2, ax, head_in=0.3)
    draw_labels(sheet, estimates.labels, LABEL_RIGHT_IN)
    panel = sheet.panel(*PANEL_IN, len(table), (0.9, 5.1))
    panel.set_xticks(range(1, 6), [say.number(x) for x in range(1, 6)])
    panel.grid(axis="x", color=style.FAINT, linewidth=0.7)
    panel.set_axisbelow(True)
    for wave, shift in zip(WAVES, (-SHIFT, SHIFT), strict=True):
        low, high = table[f"{wave}_low"], table[f"{wave}_high"]
        draw_intervals(panel, table[wave], low, high, shift=shift, is_ring=wave == "start")
    start, end = ([say.number(value, 1) for value in table[wave]] for wave in WAVES)
    heads = (lower_first(say.text("column.start")), lower_first(say.text("column.end")))
    write_columns(sheet, heads, start, end)
    write_waves(sheet, say, PANEL_IN[0])
    return sheet.ax


DOMAIN_MEANS = Figure(
    name="survey_change_domain_means",
    frame=RATINGS,
    items=of_question("domain_rating"),
    estimate=lambda material: material.domains,
    describe=describe_domain_means,
    plot=plot_domain_means,
    section="survey",
    card_rank=4,
)
