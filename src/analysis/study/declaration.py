"""What a study's declaration chooses from: languages, topics; and the error if it does not.

The models of a study are beside this and load pydantic; this loads nothing, so
that the command line answers at once.
"""

from difflib import get_close_matches

LANGUAGE_NAMES = {"fi": "Finnish", "sv": "Swedish", "en": "English"}
NATIVE_NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}
"""Languages as their own speakers write them."""
LANGUAGES = tuple(LANGUAGE_NAMES)
TOPICS = (
    "at_a_glance",
    "training_attendance",
    "survey_change",
    "cost_breakdown",
    "project_monitoring",
    "publication_audit",
)
COST_KINDS = ("paid_work", "volunteer_work", "purchase", "travel", "premises")
"""Kinds of cost that there is a way to price."""
COST_PARTS = ("fixed", "variable")
"""Whether a cost would be the same with other participants, or grows with them."""
ALL = "all"
"""Stands for the whole project wherever a municipality is asked for."""
REGION = "region"
"""Stands for figures from outside the project, such as the regional survey."""
MOST_LISTED = 20
"""Choices that a message lists; of more, those like what was asked for."""


class StudyError(ValueError):
    """A study's file, or a value asked of a study, breaks a rule."""


def check_choice(what: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is not among the allowed ones, listing them, or of many those like it.

    Raises
    ------
    StudyError
        If ``value`` is not in ``allowed``.
    """
    if value in allowed:
        return
    if not allowed:
        raise StudyError(f"unknown {what} '{value}'; there are none to choose from")
    if len(allowed) <= MOST_LISTED:
        raise StudyError(f"unknown {what} '{value}'; choose from: {', '.join(allowed)}")
    alike = ", ".join(get_close_matches(value.casefold(), allowed, n=5)) or "none"
    raise StudyError(f"unknown {what} '{value}'; of the {len(allowed)} there are, like it: {alike}")
