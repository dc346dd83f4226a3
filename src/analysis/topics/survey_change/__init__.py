"""Did people's lives change: estimates of the topic ``survey_change``."""

from analysis.topics.survey_change.answers import count_answers, estimate_nonresponse
from analysis.topics.survey_change.change import estimate_change, of_question, order_by_effect
from analysis.topics.survey_change.contrasts import estimate_contrasts
from analysis.topics.survey_change.detectable import estimate_detectable_change
from analysis.topics.survey_change.distribution import estimate_distribution
from analysis.topics.survey_change.linking import count_links, list_forms
from analysis.topics.survey_change.missing import estimate_retention, estimate_stayers
from analysis.topics.survey_change.municipalities import estimate_by_municipality
from analysis.topics.survey_change.pairing import estimate_pairing_range
from analysis.topics.survey_change.robustness import estimate_joint, estimate_robustness
from analysis.topics.survey_change.tabulate import tabulate_responses

__all__ = [
    "count_answers",
    "count_links",
    "estimate_by_municipality",
    "estimate_change",
    "estimate_contrasts",
    "estimate_detectable_change",
    "estimate_distribution",
    "estimate_joint",
    "estimate_nonresponse",
    "estimate_pairing_range",
    "estimate_retention",
    "estimate_robustness",
    "estimate_stayers",
    "list_forms",
    "of_question",
    "order_by_effect",
    "tabulate_responses",
]
