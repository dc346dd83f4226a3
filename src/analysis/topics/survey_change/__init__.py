"""Did people's lives change: the topic ``survey_change``."""

from analysis.topics.survey_change.answers import ANSWERS
from analysis.topics.survey_change.change_in import CHANGE_IN
from analysis.topics.survey_change.change_wished import CHANGE_WISHED
from analysis.topics.survey_change.detectable import DETECTABLE
from analysis.topics.survey_change.distribution import DISTRIBUTION
from analysis.topics.survey_change.domain_means import DOMAIN_MEANS
from analysis.topics.survey_change.forest import FOREST
from analysis.topics.survey_change.groups import GROUPS
from analysis.topics.survey_change.invest_in import INVEST_IN
from analysis.topics.survey_change.joint import JOINT
from analysis.topics.survey_change.links import LINKS
from analysis.topics.survey_change.material import read_material
from analysis.topics.survey_change.municipalities import MUNICIPALITIES, estimate_by_municipality
from analysis.topics.survey_change.nonresponse import NONRESPONSE
from analysis.topics.survey_change.pairing import PAIRING
from analysis.topics.survey_change.pairing_means import PAIRING_MEANS
from analysis.topics.survey_change.retention import RETENTION
from analysis.topics.survey_change.robustness import ROBUSTNESS
from analysis.topics.survey_change.stayers import STAYERS

TITLE = "topic.survey_change"
FIGURES = (FOREST, DOMAIN_MEANS, DISTRIBUTION, DETECTABLE, PAIRING, PAIRING_MEANS, RETENTION,
           STAYERS, MUNICIPALITIES, GROUPS, CHANGE_WISHED, CHANGE_IN, INVEST_IN)  # fmt: skip
"""In the order of the notebook."""
TABLES = (ANSWERS, LINKS, NONRESPONSE, ROBUSTNESS, JOINT)

__all__ = ["FIGURES", "TABLES", "TITLE", "estimate_by_municipality", "read_material"]
