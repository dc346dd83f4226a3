"""What a study's cost sheets lack for a figure, as the study declares them."""

from analysis.inputs.own_files import reads_own_files
from analysis.inputs.printed.published import list_tables
from analysis.study.edition import Edition


def _lacks(edition: Edition, column: str) -> bool:
    is_own = reads_own_files(edition.study, edition.data)
    return is_own and column not in edition.study.codebook.tables.get("costs", {})


def needs_participants(edition: Edition) -> str:
    """Costs per participant need a column of participants."""
    return "needs.participants" if _lacks(edition, "participants") else ""


def needs_others(edition: Edition) -> str:
    """Places are set beside each other by their costs per participant."""
    return needs_participants(edition) or ("" if edition.study.has_places else "needs.one_place")


def needs_ranges(edition: Edition) -> str:
    """How far assumptions move a cost needs participants, and ranges that the study declares."""
    costing = edition.study.costing
    is_own = reads_own_files(edition.study, edition.data)
    lacks = "needs.ranges" if is_own and not (costing and costing.ranges) else ""
    return needs_participants(edition) or lacks


def needs_hours(edition: Edition) -> str:
    """What an hour costs needs a column of hours."""
    return "needs.hours" if _lacks(edition, "hours") else ""


def needs_printed(edition: Edition) -> str:
    """What is held against printed numbers needs those."""
    return "" if "cost_breakdown" in list_tables(edition.study) else "needs.printed"
