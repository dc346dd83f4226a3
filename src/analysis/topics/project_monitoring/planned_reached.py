"""What was planned beside what was reached, of the study and of those it is compared with."""

from collections.abc import Collection, Mapping

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.rows import MARKER_PT, REFERENCE, body_in, draw_heading
from analysis.drawing.sheet import ROW_IN, Sheet, open_sheet
from analysis.drawing.words import cells
from analysis.drawing.words.caption import Caption, write_caption
from analysis.drawing.words.columns import ITEM, SOURCE, UNIT
from analysis.drawing.words.labels import of_question
from analysis.drawing.words.numbers import in_sentence
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Released
from analysis.topics.project_monitoring.material import Tables, select_question
from analysis.topics.project_monitoring.reached import Reached, find_reached

BOUNDS = {"participations": "bound.participations"}
"""Key of what is said of a number that is not of what was planned."""
PLANNED_IN, REACHED_IN, SHARE_IN = 2.82, 4.05, 6.1
HEADINGS = {
    PLANNED_IN: "project_monitoring_planned_reached.planned",
    REACHED_IN: "project_monitoring_planned_reached.reached",
    SHARE_IN: "project_monitoring_planned_reached.share",
}
PANEL_IN = (4.2, 5.3)


def estimate_planned_reached(
    studies: Mapping[str, Tables], *, indicators: Collection[str]
) -> pd.DataFrame:
    """What studies planned against what they reached: a row a study and indicator.

    Plans a year are set against the number reached over the years that the project lasted.
    ``reached_pct`` is missing where nothing is printed, and where ``reached_bound`` says that
    what was reached is of another kind.

    Parameters
    ----------
    studies : mapping
        ``studies[study][table]``, from `read_all_published`.
    indicators : collection of str
        Which indicators, in this order; those without a plan are left out.
    """
    rows = []
    for study, tables in studies.items():
        printed, reached = tables["project_monitoring"], find_reached(tables)
        for item in indicators:
            asked = select_question(printed, item)
            planned = asked[asked["item"].str.startswith("planned") | (asked["item"] == "net")]
            if not planned.empty:
                rows.append({"study": study, "item": item, **_compare(planned, reached.get(item))})
    if not rows:
        return PLANNED_REACHED.frame.empty()
    return pd.DataFrame(rows)[PLANNED_REACHED.frame.names]


def _compare(planned: pd.DataFrame, reached: Reached | None) -> dict[str, object]:
    read = [planned] if reached is None else [planned, reached.rows]
    high = planned["value"].max()
    value, bound = (float("nan"), "") if reached is None else (reached.value, reached.bound)
    return {
        "planned_low": planned["value"].min(),
        "planned_high": high,
        "reached": value,
        "reached_bound": bound,
        "reached_pct": float("nan") if bound else 100 * value / high,
        "unit": planned["unit"].iloc[0],
        "document": ";".join(dict.fromkeys(d for rows in read for d in rows["document"])),
        "origin": "+".join(dict.fromkeys(o for rows in read for o in rows["origin"])),
    }


def describe_planned_reached(released: Released) -> Caption:
    """Which plans were exceeded."""
    say, table = released.say, released.table
    exceeded = (table["reached"] > table["planned_high"]) & (table["reached_bound"] == "")
    title = say.text("project_monitoring_planned_reached.title_plain")
    if labels := _name_rows(released, exceeded):
        title = say.text("project_monitoring_planned_reached.title", labels=labels)
    if labels := _name_rows(released, table["reached_bound"] != ""):
        title = say.text(
            "project_monitoring_planned_reached.title_and_incomparable", title=title, labels=labels
        )
    subtitle = say.text("project_monitoring_planned_reached.subtitle")
    if (table["planned_low"] < table["planned_high"]).any():
        subtitle += f" {say.text('project_monitoring_planned_reached.range')}"
    plans = zip(table["study"], released.labels, _amounts(released), strict=True)
    rows = [
        say.text("project_monitoring_planned_reached.alt_row", planned=planned, reached=reached,
                 label=f"{released.edition.study_name(study)}, {label}")
        for study, label, (planned, reached) in plans
    ]  # fmt: skip
    return write_caption(released, title, subtitle, "", rows)


def _name_rows(released: Released, is_named: pd.Series) -> str:
    """Rows as a sentence lists them."""
    pairs = zip(released.labels, is_named, strict=True)
    say = released.say
    return say.listing([in_sentence(say, label) for label, is_in in pairs if is_in])


def _amounts(estimates: Estimates) -> list[tuple[str, str]]:
    """Plan, and what was reached, of each row."""
    say, amounts = estimates.say, []
    for row in estimates.table.itertuples():
        amount = (lambda x: say.euros(x, 0)) if row.unit == "eur" else say.number
        planned = amount(row.planned_high)
        if row.planned_low != row.planned_high:
            planned = say.interval(amount(row.planned_low), planned)
        if pd.isna(row.reached):
            reached = say.text("not_printed")
        elif float(row.reached).is_integer():
            reached = amount(row.reached)
        else:
            reached = say.number(row.reached, 1)
        if row.reached_bound:
            reached = say.text(BOUNDS[row.reached_bound], value=reached)
        amounts.append((planned, reached))
    return amounts


def _verdict(estimates: Estimates, row: int) -> str:
    """Share of the plan; for a plan that is a range, whether it was met; may be empty."""
    say, plan = estimates.say, estimates.table.loc[row]
    low, high, reached = plan["planned_low"], plan["planned_high"], plan["reached"]
    if pd.isna(reached):
        return ""
    if plan["reached_bound"]:
        return say.text("project_monitoring_planned_reached.incomparable")
    if low < high and reached < low:
        return say.text("project_monitoring_planned_reached.under")
    if low < high and reached > high:
        return say.text("project_monitoring_planned_reached.over")
    if low < high:
        return say.text("project_monitoring_planned_reached.within")
    share = plan["reached_pct"]
    # "100 %" is kept for what was reached in full.
    return say.percent(share, 1 if share != 100 and round(share) == 100 else 0)


def plot_planned_reached(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """What was reached in per cent of what was planned, by study."""
    say, table = estimates.say, estimates.table
    studies = list(dict.fromkeys(table["study"]))
    # A line of its own heads each study, where there are several.
    headed = studies if len(studies) > 1 else []
    lines = [i + len(headed[: studies.index(s) + 1]) for i, s in enumerate(table["study"])]
    count = len(lines) + len(headed)
    sheet = open_sheet(caption, body_in(count) + 0.2, ax, head_in=0.25)
    _write_plans(sheet, estimates, lines, headed)
    share = table["reached_pct"]
    low = 100 * table["planned_low"] / table["planned_high"]
    panel = sheet.panel(*PANEL_IN, count, (0, max(108.0, 1.08 * share.max())))
    panel.set_xticks([0, 50, 100], [say.number(0), say.number(50), say.percent(100)])
    for i, line in enumerate(lines):
        if low[i] < 100:
            panel.barh([line], [100 - low[i]], left=[low[i]], height=0.34, color=style.FAINT,
                       edgecolor=style.RING, linewidth=0.8, zorder=0)  # fmt: skip
        panel.plot([100, 100], [line - 0.4, line + 0.5], zorder=1, **REFERENCE)
        if not pd.isna(share[i]):
            panel.plot([0, share[i]], [line] * 2, color=style.TEAL_LIGHT, linewidth=2.6, zorder=2)
            panel.plot([share[i]], [line], "o", markersize=MARKER_PT, color=style.TEAL, zorder=3)
    return sheet.ax


def _write_plans(sheet: Sheet, estimates: Estimates, lines: list[int], headed: list[str]) -> None:
    say, studies = estimates.say, list(estimates.table["study"])
    plans = zip(studies, estimates.labels, _amounts(estimates), strict=True)
    for i, (study, label, (planned, reached)) in enumerate(plans):
        y = sheet.row_in(lines[i])
        if study in headed and study not in studies[:i]:
            name = estimates.edition.study_name(study)
            sheet.text(0.2, y - ROW_IN + 0.06, name, fontweight=style.SEMIBOLD, color=style.TEAL)
        sheet.text(1.98, y, label, ha="right")
        sheet.text(PLANNED_IN, y, planned, ha="right", color=style.SOFT)
        sheet.text(REACHED_IN, y, reached, ha="right")
        sheet.text(SHARE_IN, y, _verdict(estimates, i), ha="right")
    for x, key in HEADINGS.items():
        draw_heading(sheet, x, say.text(key), ha="right")


def _write_reached(estimates: Estimates, name: str) -> list[str]:
    """Whole numbers of people and euros; what was held a year, to a tenth."""
    return [
        cells.NOTHING if pd.isna(value)
        else estimates.say.number(value, 0 if float(value).is_integer() else 1)
        for value in estimates.table[name]
    ]  # fmt: skip


PLANNED_REACHED = Figure(
    name="project_monitoring_planned_reached",
    frame=Frame(
        Column("study", "str", "Key of the study", cells=cells.studies),
        ITEM,
        Column("planned_low", "float64", "Planned at least", "as unit says"),
        Column("planned_high", "float64", "Planned at most", "as unit says"),
        # Of the indicator of persons it counts people.
        Column("reached", "float64", "Reached", role=Role.PEOPLE, cells=_write_reached),
        Column(
            "reached_bound",
            "str",
            "What was reached is of another kind than the plan",
            cells=cells.in_words(BOUNDS, value=""),
        ),
        Column("reached_pct", "float64", "Reached of the plan's upper end", "%"),
        UNIT,
        *SOURCE,
    ),
    items=of_question("indicator"),
    estimate=lambda material: estimate_planned_reached(
        material.studies, indicators=material.edition.study.labels["indicator"]
    ),
    describe=describe_planned_reached,
    plot=plot_planned_reached,
    section="monitoring",
    caption_key="project_monitoring_label.planned_reached",
    caution="project_monitoring_planned_reached.caution",
)
