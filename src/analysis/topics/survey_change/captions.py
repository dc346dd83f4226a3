"""Captions of the topic ``survey_change``, and its findings as a paragraph."""

from analysis.topics.survey_change.words_effects import (
    describe_detectable,
    describe_forest,
    describe_pairing,
    describe_pairing_means,
)
from analysis.topics.survey_change.words_groups import describe_groups, describe_municipalities
from analysis.topics.survey_change.words_paragraph import write_paragraph
from analysis.topics.survey_change.words_people import (
    describe_distribution,
    describe_retention,
    describe_stayers,
)
from analysis.topics.survey_change.words_waves import (
    describe_change_in,
    describe_change_wished,
    describe_domain_means,
    describe_invest_in,
)

__all__ = [
    "describe_change_in",
    "describe_change_wished",
    "describe_detectable",
    "describe_distribution",
    "describe_domain_means",
    "describe_forest",
    "describe_groups",
    "describe_invest_in",
    "describe_municipalities",
    "describe_pairing",
    "describe_pairing_means",
    "describe_retention",
    "describe_stayers",
    "write_paragraph",
]
