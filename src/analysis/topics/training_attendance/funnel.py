"""How many people registered, came, and came again."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.figure import Figure
from analysis.drawing.rows import plot_bars
from analysis.drawing.words.caption import Caption, label_rows, method_sentence, write_caption
from analysis.drawing.words.columns import ADDS_UP, ITEM, SOURCE
from analysis.drawing.words.labels import in_words
from analysis.inputs.printed.shape import with_source
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.statistics.inference import proportion
from analysis.topics.training_attendance.attendance import LABEL_RIGHT_IN, rate_interval
from analysis.topics.training_attendance.registered import RATE, keep_registered


def estimate_funnel(registrations: pd.DataFrame | None) -> pd.DataFrame:
    """People who registered, of them who ever came, and of these who came again: three rows.

    ``n`` are people, told apart by ``registrant_id``; ``estimate`` is their share of the row
    above (missing in the first) with its Wilson interval. All attendances less the people who
    came are how often anyone came again: a row is not shown without the others.
    """
    rows = keep_registered(registrations)
    if rows.empty:
        return FUNNEL.frame.empty()
    visits = rows.groupby("registrant_id")["attended"].sum()
    steps = {"registered": len(visits), "attended": int((visits >= 1).sum()),
             "returned": int((visits >= 2).sum())}  # fmt: skip
    table = pd.DataFrame({"item": list(steps), "n": list(steps.values())})
    before = [0, *steps.values()][:-1]
    shares = [
        proportion(count, of) if of else None
        for count, of in zip(steps.values(), before, strict=True)
    ]
    for column in ("estimate", "ci_low", "ci_high"):
        table[column] = [getattr(s, column) if s else float("nan") for s in shares]
    table = table.assign(method="wilson", adds_up="funnel")
    return with_source(table, rows)[FUNNEL.frame.names]


def describe_funnel(released: Released) -> Caption:
    """The share of people who came, and of these who came again."""
    say, table = released.say, released.table
    shares = dict(zip(table["item"], table["estimate"], strict=True))
    attended, returned = (say.percent(100 * shares[step]) for step in ("attended", "returned"))
    title = say.text("training_attendance_funnel.title", attended=attended, returned=returned)
    subtitle = say.text("training_attendance_funnel.subtitle")
    foot = f"{method_sentence(released)} {say.text('training_attendance_funnel.foot')}"
    rows = label_rows(released.labels, _step_texts(released))
    return write_caption(released, title, subtitle, foot, rows)


def _step_texts(estimates: Estimates) -> list[str]:
    """People of each step, and their share of the step before with its interval."""
    say = estimates.say
    return [
        say.number(row.n)
        if row.item == "registered"
        else say.text("training_attendance_funnel.row", n=say.number(row.n),
                      share=say.percent(100 * row.estimate), interval=rate_interval(estimates, row))
        for row in estimates.table.itertuples()
    ]  # fmt: skip


def plot_funnel(estimates: Estimates, caption: Caption, *, ax: Axes | None = None) -> Axes:
    """A bar a step."""
    texts, people = _step_texts(estimates), list(estimates.table["n"])
    last = [len(people) - 1]
    return plot_bars(
        caption, ax, estimates.labels, people, texts, labels_in=LABEL_RIGHT_IN, highlight=last
    )


FUNNEL = Figure(
    name="training_attendance_funnel",
    frame=Frame(ITEM, *RATE, *SOURCE, ADDS_UP),
    items=in_words(
        {
            "registered": "training_attendance_funnel.registered",
            "attended": "training_attendance_funnel.attended",
            "returned": "training_attendance_funnel.returned",
        }
    ),
    estimate=lambda material: estimate_funnel(material.registrations),
    describe=describe_funnel,
    plot=plot_funnel,
    section="trainings",
)
