"""What a study's lists of registrations lack for a figure, as the study declares them."""

from analysis.inputs.own_files import reads_own_files
from analysis.inputs.printed.published import list_tables
from analysis.study.edition import Edition


def _lacks(edition: Edition, column: str) -> bool:
    is_own = reads_own_files(edition.study, edition.data)
    return is_own and column not in edition.study.codebook.tables.get("registrations", {})


def needs_registrants(edition: Edition) -> str:
    """Who came again is told by the codes of those registered."""
    return "needs.registrants" if _lacks(edition, "registrant_id") else ""


def needs_groups(edition: Edition) -> str:
    """Groups of participants need a column that tells them."""
    return "needs.groups" if _lacks(edition, "organisation") else ""


def needs_places(edition: Edition) -> str:
    """From how many places people came needs a column that tells it, and more places than one."""
    if _lacks(edition, "municipality"):
        return "needs.registered_places"
    return "" if edition.study.has_places else "needs.one_place"


def needs_printed(edition: Edition) -> str:
    """What is held against printed numbers needs those."""
    return "" if "training_attendance" in list_tables(edition.study) else "needs.printed"
