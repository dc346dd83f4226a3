"""How many people are seen at both waves."""

from dataclasses import replace

import pandas as pd

from analysis.drawing.words.columns import ORIGIN
from analysis.inputs.printed.shape import origin_of
from analysis.release.columns import Column, Frame, Role
from analysis.release.estimates import Table
from analysis.study.declaration import ALL
from analysis.topics.survey_change.columns import N_BOTH
from analysis.topics.survey_change.linking import list_forms, of_municipality
from analysis.topics.survey_change.needs import needs_codes


def _of_one_wave(name: str, meaning: str) -> Column:
    return Column(name, "int64", meaning, "people", Role.PEOPLE, least="linked", or_none=True)


LINKS = Table(
    name="links",
    frame=Frame(
        replace(N_BOTH, least="linked", within=()),
        _of_one_wave("n_start_only", "People seen at the start only"),
        _of_one_wave("n_end_only", "People seen at the end only"),
        Column("n_ambiguous", "int64",
               "Forms whose code is of several municipalities, at most: to the next band", "forms"),
        ORIGIN,
    ),
    estimate=lambda material: count_links(
        material.responses,
        material.edition.municipality,
        material.edition.study.disclosure.band,
    ),
    caption_key="table.links",
    of_project=True,
    needs=needs_codes,
)  # fmt: skip


def count_links(
    responses: pd.DataFrame | None, municipality: str = ALL, band: int = 1
) -> pd.DataFrame:
    """How many people are seen at both waves, and at one of them only.

    Parameters
    ----------
    responses : pandas.DataFrame or None
        From `read_inputs`; without them there are no rows.
    municipality : str
        A municipality's key, or ``"all"``.
    band : int
        To whose next multiple forms with an ambiguous code are counted: they are of few people.

    Returns
    -------
    pandas.DataFrame
        One row: ``n_both, n_start_only, n_end_only, n_ambiguous, origin``; the
        last count are forms whose code is of several municipalities.
    """
    if responses is None or responses.empty:
        return LINKS.frame.empty()
    forms = of_municipality(list_forms(responses), municipality)
    start, end = (set(forms.loc[forms["wave"] == wave, "person"]) for wave in ("start", "end"))
    n_ambiguous = -(-int(forms["is_ambiguous"].sum()) // band) * band
    row = [len(start & end), len(start - end), len(end - start), n_ambiguous]
    return pd.DataFrame([[*row, origin_of(responses)]], columns=LINKS.frame.names)
