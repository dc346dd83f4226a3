"""Did people's lives change: estimates of the topic ``survey_change``."""

from analysis.survey_change.change import (
    count_answers,
    estimate_rating_change,
    estimate_share_change,
)
from analysis.survey_change.detectable import estimate_detectable_change
from analysis.survey_change.linking import count_links, link_forms
from analysis.survey_change.tabulate import tabulate_responses

__all__ = [
    "count_answers",
    "count_links",
    "estimate_detectable_change",
    "estimate_rating_change",
    "estimate_share_change",
    "link_forms",
    "tabulate_responses",
]
