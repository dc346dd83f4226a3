"""The order of the publication: which figure stands in which section."""

from collections.abc import Iterable, Mapping

from analysis.report.exhibit import Exhibit

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "trainings": ("training_attendance",),
    "peer_meetings": ("project_monitoring_timeline", "project_monitoring_partner_survey"),
    "survey": ("survey_change",),
    "costs": ("cost_breakdown",),
    "pilots": ("project_monitoring_pilots",),
    "monitoring": ("project_monitoring",),
    "audit": ("publication_audit",),
}
"""Beginnings of figures' names, by section, in the order of the original publication."""
TOLD = {"survey": "survey_change", "peer_meetings": "project_monitoring"}
"""Where stands what documents tell in words of a topic."""
OF_A_MUNICIPALITY = ("costs", "survey")
"""Sections whose figures are a municipality's own in its edition."""

ON_A_CARD = (
    "cost_breakdown_per_participant",
    "survey_change_change_wished",
    "cost_breakdown_shares",
    "survey_change_domain_means",
)
"""What a card shows: the first of these that are drawn for the municipality."""


def find_section(figure: str) -> str:
    """The section of a figure: that of the longest beginning of its name.

    Raises
    ------
    ValueError
        If no section names it.
    """
    found = [
        (len(b), key) for key, begin in SECTIONS.items() for b in begin if figure.startswith(b)
    ]
    if not found:
        raise ValueError(f"no section of the publication names the figure '{figure}'")
    return max(found)[1]


def group_by_section(exhibits: Iterable[Exhibit]) -> dict[str, list[Exhibit]]:
    """Exhibits by section, in the publication's order; sections without any are left out."""
    groups: dict[str, list[Exhibit]] = {key: [] for key in SECTIONS}
    for shown in exhibits:
        groups[find_section(shown.released.name)].append(shown)
    return {key: group for key, group in groups.items() if group}
