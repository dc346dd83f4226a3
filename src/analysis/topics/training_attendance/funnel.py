"""How many people registered, came, and came again."""

import pandas as pd

from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import Caption, label_rows, write_caption
from analysis.drawing.words.columns import ITEM, SOURCE
from analysis.drawing.words.labels import in_words
from analysis.drawing.words.numbers import band_text
from analysis.inputs.printed.shape import OWN_DOCUMENT
from analysis.release.columns import Frame
from analysis.release.estimates import Estimates, Released
from analysis.topics.training_attendance.attendance import (
    coarse_foot,
    rate_interval,
)
from analysis.topics.training_attendance.coarse import CoarsePeople
from analysis.topics.training_attendance.needs import needs_registrants
from analysis.topics.training_attendance.registered import COARSE_RATE, widest_rate

NO_RATE = [float("nan")] * 3


def estimate_funnel(people: CoarsePeople | None) -> pd.DataFrame:
    """People who registered, of them who ever came, and of these who came again: three rows.

    ``n`` to ``n_most`` are people, told apart by ``registrant_id``; ``estimate`` is their share of
    the row above (missing in the first), halfway between the lowest and the highest that the
    bands allow, with the widest Wilson interval. The last row has no numbers where few came
    again, or where all attendances less the people who came would tell of few.
    """
    if people is None:
        return FUNNEL.frame.empty()
    rows = [
        ["registered", *people.registered, *NO_RATE],
        ["attended", *people.came, *widest_rate(people.came, people.registered)],
        ["returned", None, None, *NO_RATE],
    ]
    if people.returned is not None and people.returned.low > 0:
        rows[-1] = ["returned", *people.returned, *widest_rate(people.returned, people.came)]
    numbers = ["n", "n_most", "estimate", "ci_low", "ci_high"]
    table = pd.DataFrame(rows, columns=["item", *numbers]).astype({"n": "Int64", "n_most": "Int64"})
    document = OWN_DOCUMENT[people.origin]
    table = table.assign(method="wilson", document=document, origin=people.origin)
    return table[FUNNEL.frame.names]


def describe_funnel(released: Released) -> Caption:
    """How many people came, which share of the registered they are, and who of them came again."""
    say, rows = released.say, released.table.set_index("item")
    came, again = rows.loc["attended"], rows.loc["returned", "estimate"]
    told = {"people": band_text(say, came["n"], came["n_most"]),
            "attended": say.percent(100 * came["estimate"])}  # fmt: skip
    title = say.text("training_attendance_funnel.title_came", **told)
    if pd.notna(again):
        returned = say.percent(100 * again)
        title = say.text("training_attendance_funnel.title", returned=returned, **told)
    subtitle = say.text("training_attendance_funnel.subtitle")
    foot = coarse_foot(released, say.text("training_attendance_funnel.foot"))
    steps = label_rows(released.labels, _step_texts(released))
    return write_caption(released, title, subtitle, foot, steps)


def _step_texts(estimates: Estimates) -> list[str]:
    """People of each step, and their share of the step before with its interval."""
    say = estimates.say
    return [
        band_text(say, row.n, row.n_most)
        if pd.isna(row.estimate)
        else say.text("training_attendance_funnel.row", n=band_text(say, row.n, row.n_most),
                      share=say.percent(100 * row.estimate), interval=rate_interval(estimates, row))
        for row in estimates.table.itertuples()
    ]  # fmt: skip


FUNNEL = Figure(
    name="training_attendance_funnel",
    frame=Frame(ITEM, *COARSE_RATE, *SOURCE, of_places=False),
    items=in_words(
        {
            "registered": "training_attendance_funnel.registered",
            "attended": "training_attendance_funnel.attended",
            "returned": "training_attendance_funnel.returned",
        }
    ),
    estimate=lambda material: estimate_funnel(material.people),
    describe=describe_funnel,
    section="trainings",
    caption_key="training_attendance_label.funnel",
    caution="training_attendance_funnel.caution",
    pictured_by="training_attendance_turnout",
    needs=needs_registrants,
)
