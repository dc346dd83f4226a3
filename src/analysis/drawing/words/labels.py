"""Which labels the items of a figure carry."""

from analysis.inputs.printed.shape import OWN_DOCUMENT
from analysis.release.rules import Released
from analysis.study.edition import Edition
from analysis.study.wording import Wording

QUESTION = {
    "training_attendance_by_group": "participant_group",
    "training_attendance_by_theme": "theme",
    "training_attendance_by_training": "theme",
    "training_attendance_differences": "theme",
    "training_attendance_reach": "theme",
    "training_attendance_recomputed": "theme",
    "survey_change_domain_means": "domain_rating",
    "survey_change_detectable": "domain_rating",
    "survey_change_distribution": "domain_rating",
    "survey_change_stayers": "domain_rating",
    "survey_change_robustness": "domain_rating",
    "survey_change_change_wished": "change_wished",
    "survey_change_change_in": "change_in",
    "survey_change_invest_in": "invest_in",
    "project_monitoring_budget": "budget",
    "project_monitoring_financing": "financing",
    "project_monitoring_communication": "communication",
    "project_monitoring_partner_survey": "partner_survey",
    "project_monitoring_planned_reached": "indicator",
    "project_monitoring_sustainability": "sustainability",
}
"""The question of ``study.toml``'s labels, by the figure's name."""
GROUPED = ("survey_change_retention", "training_attendance_turnout",
           "training_attendance_returners")  # fmt: skip
"""Figures whose column ``by`` tells which question each row's item is of."""
WORDED = {
    "training_attendance_totals": "training_attendance_totals",
    "training_attendance_funnel": "training_attendance_funnel",
    "cost_breakdown_averages": "cost_breakdown_averages",
    "cost_breakdown_by_kind": "cost_kind",
    "cost_breakdown_scenarios": "cost_breakdown_scenarios",
    "cost_breakdown_sensitivity": "cost_range",
    "rates": "cost_range",
}
"""The table of ``words.toml`` that has the items, where they are the same in every study."""


def document_name(edition: Edition, key: str) -> str:
    """Name of a source: a public document, or the data that a number is computed from."""
    if key in OWN_DOCUMENT.values():
        return Wording(edition.language).text(f"own_document.{key}")
    return edition.document(key)


def item_labels(released: Released) -> list[str]:
    """Label of each row's item, in the edition's language."""
    table, edition = released.table, released.edition
    items = table["item"]
    if released.name in WORDED:
        say, worded = Wording(edition.language), WORDED[released.name]
        return [say.text(f"{worded}.{item}") for item in items]
    if released.name == "project_monitoring_timeline":
        kinds = table["kind"].replace("training", "theme")
        return [edition.label(kind, item) for kind, item in zip(kinds, items, strict=True)]
    if released.name in GROUPED:
        return [group_label(edition, by, item) for by, item in zip(table["by"], items, strict=True)]
    if released.name in QUESTION:
        return [edition.label(QUESTION[released.name], item) for item in items]
    # Of several questions; the item of one without items is "", in the labels too.
    asked = zip(table["question"], items, strict=True)
    return [edition.label(question, item) for question, item in asked]


def group_label(edition: Edition, by: str, item: str) -> str:
    """Label of a group of people, told apart by background, year, place or how they started."""
    if by == "year":
        return item
    if by == "place":
        is_own = item in edition.study.municipalities
        return edition.place(item) if is_own else Wording(edition.language).text(item)
    if by in edition.study.labels:
        return edition.label(by, item)
    return Wording(edition.language).text(f"respondents.{item}")
