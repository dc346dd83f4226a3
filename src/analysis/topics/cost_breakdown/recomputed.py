"""Printed costs beside the same numbers computed anew."""

import pandas as pd

from analysis.drawing.words.columns import COMPARED, PARTICIPANTS
from analysis.inputs.printed.headcounts import estimate_headcounts, of_question, printed_total
from analysis.inputs.printed.shape import compare_with_printed
from analysis.release.columns import Frame
from analysis.release.estimates import Table
from analysis.study.declaration import ALL
from analysis.study.origin import PUBLISHED
from analysis.topics.cost_breakdown.needs import needs_printed

QUESTIONS = (
    "cost_per_participant",
    "total_cost",
    "total_cost_share",
    "participants",
    "participants_share",
)
RECOMPUTED = Table(
    name="recomputed",
    frame=Frame(*COMPARED, PARTICIPANTS),
    estimate=lambda material: estimate_recomputed(material.numbers, material.printed),
    caption_key="table.recomputed",
    needs=needs_printed,
)


def estimate_recomputed(numbers: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Every printed number beside the one that follows from the data, as `compare_with_printed`.

    ``n`` are participants. Published numbers are computed each from the others: totals and shares
    from costs per participant and headcounts, the mean from the totals.
    """
    is_own = not numbers.empty and PUBLISHED not in set(numbers["origin"])
    computed = numbers if is_own else _from_each_other(numbers)
    heads = estimate_headcounts(numbers).set_index("municipality")["n"]
    table = compare_with_printed(computed[computed["question"].isin(QUESTIONS)], printed)
    return table.assign(n=table["municipality"].map(heads).astype("Int64"))


def _from_each_other(printed: pd.DataFrame) -> pd.DataFrame:
    """What each printed number should be, had it been computed from the other printed ones."""
    costs = of_question(printed, "cost_per_participant").set_index("municipality")["value"]
    heads = estimate_headcounts(printed).set_index("municipality")["n"].astype("float64")
    if heads.isna().any() or ALL not in costs.index:
        return printed.iloc[:0]
    cost = (costs * heads).drop(ALL)
    whole, people = cost.sum(), heads[ALL]
    computed = {
        ("total_cost", ALL): whole,
        ("cost_per_participant", ALL): printed_total(printed, "total_cost") / people,
        **{("total_cost_share", key): 100 * value / whole for key, value in cost.items()},
        **{("participants_share", key): 100 * heads[key] / people for key in cost.index},
    }
    rows = printed.set_index(["question", "municipality"], drop=False)
    known = {key: value for key, value in computed.items() if key in rows.index}
    table = rows.loc[list(known)].assign(value=list(known.values()), printed="")
    return table.reset_index(drop=True)
