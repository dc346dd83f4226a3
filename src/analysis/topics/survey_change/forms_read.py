"""How many forms were read, and what was noticed or left out in reading them."""

from collections.abc import Sequence

import pandas as pd

from analysis.drawing.words.columns import ORIGIN
from analysis.inputs.exports.tally import count_noticed
from analysis.inputs.faults import Remark
from analysis.inputs.printed.shape import origin_of
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Estimates, Table

READ = "read"
WORDS = {
    READ: "forms_read.read",
    "forms-empty": "forms_read.forms-empty",
    "forms-unfinished": "forms_read.forms-unfinished",
    "forms-preview": "forms_read.forms-preview",
    "rows-repeated": "forms_read.rows-repeated",
    "rows-shared": "forms_read.rows-shared",
}
"""Key of what is said of the forms that a rule counts."""


def _words(estimates: Estimates, name: str) -> list[str]:
    return [estimates.say.text(WORDS[key]) for key in estimates.table[name]]


FORMS = Table(
    name="forms_read",
    frame=Frame(
        Column("what", "str", "What became of the forms", cells=_words),
        Column("n_forms", "int64", "Filled-in forms", "forms", Role.PEOPLE, or_none=True),
        ORIGIN,
    ),
    estimate=lambda material: count_forms(material.all_responses, material.remarks),
    caption_key="table.forms_read",
    of_project=True,
)


def count_forms(responses: pd.DataFrame | None, remarks: Sequence[Remark]) -> pd.DataFrame:
    """How many forms were read, and how many are empty, unfinished, previews or repeated.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    remarks : sequence of Remark
        Its notes and counts.

    Returns
    -------
    pandas.DataFrame
        ``what, n_forms, origin``: ``read`` first, then what was noticed, if anything was.
    """
    if responses is None or responses.empty:
        return FORMS.frame.empty()
    counts = {READ: responses["form"].nunique(), **count_noticed(remarks)}
    kept = [(rule, count) for rule, count in counts.items() if count]
    frame = pd.DataFrame(kept, columns=["what", "n_forms"])
    return frame.assign(origin=origin_of(responses))[FORMS.frame.names].astype({"what": "str"})
