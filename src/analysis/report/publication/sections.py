"""The order of the publication: which figure stands in which section."""

from collections.abc import Iterable, Mapping

from analysis.drawing.figure import Figure
from analysis.report.exhibit import Exhibit

SECTIONS: Mapping[str, str] = {
    "at_a_glance": "publication.at_a_glance",
    "trainings": "publication.trainings",
    "peer_meetings": "publication.peer_meetings",
    "survey": "publication.survey",
    "costs": "publication.costs",
    "pilots": "publication.pilots",
    "monitoring": "publication.monitoring",
    "audit": "publication.audit",
}
"""Key of each section's title, in the order of the original publication."""
APPENDICES = ("audit",)
"""Sections that follow the methods."""
TOPIC_OF_STATEMENTS = {"survey": "survey_change", "peer_meetings": "project_monitoring"}
"""Where stands what documents tell in words of a topic."""
OF_A_MUNICIPALITY = ("costs", "survey")
"""Sections whose figures are a municipality's own in its edition."""


def group_by_section(exhibits: Iterable[Exhibit]) -> dict[str, list[Exhibit]]:
    """Exhibits by section, in the publication's order; sections without any are left out."""
    groups: dict[str, list[Exhibit]] = {key: [] for key in SECTIONS}
    for shown in exhibits:
        if isinstance(shown.released.of, Figure):
            groups[shown.released.of.section].append(shown)
    return {key: group for key, group in groups.items() if group}


def find_on_card(exhibits: Iterable[Exhibit]) -> list[Exhibit]:
    """What a card can show, the first choice first."""
    ranked = [
        (shown.released.of.card_rank, shown)
        for shown in exhibits
        if isinstance(shown.released.of, Figure) and shown.released.of.card_rank
    ]
    return [shown for _, shown in sorted(ranked, key=lambda pair: pair[0])]
