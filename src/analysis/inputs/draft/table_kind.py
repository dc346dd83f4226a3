"""Which table a sheet is of: survey responses, registrations or costs."""

from collections import Counter
from collections.abc import Sequence

from analysis.inputs.draft.hints import HINTS, recognise
from analysis.inputs.draft.matrix import are_amounts
from analysis.inputs.draft.shape import QUESTIONS, infer_kind

AMOUNTS = "amounts"
"""A sheet of costs whose amounts are side by side: no table yet."""
LONGEST_MARK = 2
"""Words with a question mark that head a list's marks of who registered or came."""


def find_kind(name: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table that a sheet's columns are of; empty if of none.

    Costs have hours or prices, and a kind or several columns more, or a price and how many were
    bought; registrations have a day, and marks of who registered or came; everything else that
    asks something is a survey.

    Parameters
    ----------
    name : str
        Of the file and the sheet.
    titles, rows : sequence
        Headings, and what stands below them.
    """
    cells = list(zip(*rows, strict=True)) or [()] * len(titles)
    kinds = [infer_kind(column) for column in cells]
    named = {
        table: Counter(
            column for title, kind in zip(titles, kinds, strict=True)
            if (column := recognise(title, table)) and _fits(column, kind, title)
        )
        for table in HINTS
    }  # fmt: skip
    is_of_costs = len(named["costs"]) >= 4 or "cost_kind" in named["costs"]
    is_of_costs |= named["costs"].keys() >= {"unit_price_eur", "quantity"}
    if is_of_costs and named["costs"].keys() & {"hours", "unit_price_eur", "quantity"}:
        return "costs"
    of_list = named["registrations"].keys()
    is_list = of_list & {"registered", "attended"} and of_list & {"date", "theme", "training"}
    if is_list and not {"scale", "coded"} & {*kinds}:
        return "registrations"
    if are_amounts(f"{name} {titles[0]}", cells[0], kinds[1:]):
        return AMOUNTS
    return "responses" if QUESTIONS & {*kinds} else ""


def _fits(name: str, kind: str, title: str) -> bool:
    if name in ("registered", "attended"):
        # "Do you want to be present?" is a question of a survey.
        is_question = title.endswith("?") and len(title.split()) > LONGEST_MARK
        return kind == "flag" and not is_question
    return kind == "number" or name not in ("hours", "unit_price_eur", "quantity")
