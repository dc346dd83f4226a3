"""Charts of the topic ``survey_change``."""

from analysis.topics.survey_change.draw_effects import (
    plot_detectable,
    plot_forest,
    plot_pairing,
    plot_pairing_means,
)
from analysis.topics.survey_change.draw_groups import plot_groups, plot_municipalities
from analysis.topics.survey_change.draw_people import (
    plot_distribution,
    plot_retention,
    plot_stayers,
)
from analysis.topics.survey_change.draw_waves import (
    plot_change_in,
    plot_change_wished,
    plot_domain_means,
    plot_invest_in,
)

__all__ = [
    "plot_change_in",
    "plot_change_wished",
    "plot_detectable",
    "plot_distribution",
    "plot_domain_means",
    "plot_forest",
    "plot_groups",
    "plot_invest_in",
    "plot_municipalities",
    "plot_pairing",
    "plot_pairing_means",
    "plot_retention",
    "plot_stayers",
]
