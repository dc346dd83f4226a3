"""What a study lacks for a figure or table of the survey, as its declaration tells."""

from analysis.inputs.own_files import reads_own_files
from analysis.study.edition import Edition
from analysis.study.instrument import list_shares
from analysis.topics.survey_change.pairing_range import is_assumed


def _has_codes(edition: Edition) -> bool:
    return "respondent_id" in edition.study.columns


def needs_codes(edition: Edition) -> str:
    """Linked answers need a column of codes."""
    is_own = reads_own_files(edition.study, edition.data)
    return "needs.codes" if is_own and not _has_codes(edition) else ""


def needs_assumption(edition: Edition) -> str:
    """What is assumed of unlinked answers must be declared, and of linked ones nothing is."""
    if reads_own_files(edition.study, edition.data) and _has_codes(edition):
        return "needs.no_assumption"
    return "" if is_assumed(edition) else "needs.assumption"


def needs_contrasts(edition: Edition) -> str:
    """Groups are compared where the study declares it."""
    return "" if edition.study.survey.contrasts else "needs.contrasts"


def needs_choices(edition: Edition) -> str:
    """One test for several answers needs a question that allows them."""
    has_several = any(column.kind == "multiple" for column in list_shares(edition.study))
    return "" if has_several else "needs.choices"
