"""The changes of a figure of shares, computed anew by the method's own call."""

from analysis.release.estimates import Released
from analysis.statistics.inference import Estimate
from analysis.topics.survey_change.intervals import change_of_shares, printed_change_of_shares
from analysis.topics.survey_change.linking import overlaps_of
from analysis.topics.survey_change.material import Material


def share_changes(released: Released | None, material: Material) -> list[Estimate]:
    """The change (0-1) of each row: Newcombe's interval, of printed shares or of answers.

    Parameters
    ----------
    released : Released or None
        Of `shares`; None where no question is answered with shares.
    material : Material
        What it was estimated from.

    Returns
    -------
    list of Estimate
    """
    if released is None or released.is_coarse:
        return []
    if released.is_published or material.responses is None:
        return [printed_change_of_shares(row) for row in released.table.itertuples()]
    answers = overlaps_of(released.table, material.responses, released.edition)
    fewest = released.edition.study.disclosure.minimum_n
    return [change_of_shares(overlap, fewest) for overlap in answers]
