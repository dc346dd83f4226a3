"""What the partner municipalities answered, each share with its Wilson interval."""

from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import body_in, draw_column, draw_heading, draw_labels
from analysis.drawing.sheet import Sheet, open_sheet
from analysis.drawing.words import cells
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import INTERVAL, ITEM, METHOD, SOURCE, N
from analysis.drawing.words.labels import of_question
from analysis.release.columns import Column, Frame
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import proportion
from analysis.topics.project_monitoring.material import select_question

PEOPLE_IN = 2.1
"""Room for the circles, inches."""


def estimate_partner_survey(printed: pd.DataFrame) -> pd.DataFrame:
    """Answers of the partner municipalities, with Wilson intervals of their shares.

    A row an answer, most people first; ``share`` is estimate / n. The first, ``"answered"``,
    is the response: all who were asked are counted, so it has no interval.
    """
    rows = select_question(printed, "partner_survey")
    rows = rows.sort_values("value", ascending=False, kind="stable")
    invited = rows.loc[rows["item"] == "invited", "value"].sum()
    answers = rows[rows["item"] != "invited"].reset_index(drop=True)
    n = answers["n"].astype("float64").fillna(invited).astype("int64")
    shares = [proportion(k, int(of)) for k, of in zip(answers["value"], n, strict=True)]
    columns = ["estimate", "ci_low", "ci_high", "method"]
    table = pd.DataFrame(
        [[getattr(share, c) for c in columns] for share in shares], columns=columns
    )
    table.loc[answers["item"] == "answered", columns[1:]] = [float("nan"), float("nan"), ""]
    table = table.rename(columns={"estimate": "share"})
    answers = answers.assign(estimate=answers["value"].astype("float64"), n=n, **table)
    return answers[PARTNER_SURVEY.frame.names]


def describe_partner_survey(released: Released) -> Caption:
    """How many answered, and how many of them had new knowledge."""
    say, table = released.say, released.table.set_index("item")
    title = say.text(
        "project_monitoring_partner_survey.title",
        invited=say.number(table["n"]["answered"]),
        answered=say.number(table["estimate"]["answered"]),
        k=say.number(table["estimate"]["new_knowledge"]),
    )
    subtitle = say.text("project_monitoring_partner_survey.subtitle")
    foot = say.text("project_monitoring_partner_survey.foot")
    answers = zip(released.labels, _counts(released), _shares(released), strict=True)
    rows = (f"{label} {count}, {share}" for label, count, share in answers)
    return write_caption(released, title, subtitle, foot, rows)


def plot_partner_survey(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A circle a person: those asked, those who answered and what they said."""
    table = estimates.table
    sheet = open_sheet(caption, body_in(len(table)), ax, head_in=0.25)
    draw_labels(sheet, estimates.labels, 2.45)
    for row, (count, n) in enumerate(zip(table["estimate"], table["n"], strict=True)):
        _draw_people(sheet, row, int(count), n)
    draw_column(sheet, 4.98, _counts(estimates), fontweight=style.SEMIBOLD)
    draw_column(sheet, 6.1, _shares(estimates), fontsize=9.0, color=style.SOFT)
    heading = estimates.say.text("project_monitoring_partner_survey.share")
    draw_heading(sheet, 6.1, heading, ha="right")
    return sheet.ax


def _counts(estimates: Estimates) -> list[str]:
    """How many of how many, such as 3/6."""
    say, table = estimates.say, estimates.table
    return [f"{say.number(row.estimate)}/{say.number(row.n)}" for row in table.itertuples()]


def _shares(estimates: Estimates) -> list[str]:
    """Share of each answer, with its interval if it has one."""
    say, shares = estimates.say, []
    for row in estimates.table.itertuples():
        share, low, high = 100 * row.share, 100 * row.ci_low, 100 * row.ci_high
        shares.append(say.percent(share) if pd.isna(low) else
                      f"{say.percent(share)} ({say.interval(say.percent(low), say.percent(high))})"
                      )  # fmt: skip
    return shares


def _draw_people(sheet: Sheet, row: int, count: int, n: int) -> None:
    pitch = min(0.16, PEOPLE_IN / n)
    for k in range(n):
        face, edge = (style.TEAL, style.TEAL) if k < count else ("white", style.RING)
        sheet.ax.plot([2.65 + pitch * k], [sheet.row_in(row)], "o", markersize=7.5,
                      markerfacecolor=face, markeredgecolor=edge, markeredgewidth=1.4)  # fmt: skip


PARTNER_SURVEY = Figure(
    name="project_monitoring_partner_survey",
    frame=Frame(
        ITEM,
        Column("estimate", "float64", "People who gave the answer", "people"),
        N,
        Column("share", "float64", "Share of them", "share", cells=cells.shares),
        *(replace(end, cells=cells.shares) for end in INTERVAL),
        METHOD,
        *SOURCE,
    ),
    items=of_question("partner_survey"),
    estimate=lambda material: estimate_partner_survey(material.numbers),
    describe=describe_partner_survey,
    plot=plot_partner_survey,
    section="peer_meetings",
    caption_key="project_monitoring_label.partner_survey",
)  # fmt: skip
