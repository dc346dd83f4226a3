"""What a figure's foot says of its tests: how many there are, and what is called clear."""

from analysis.release.estimates import Released
from analysis.topics.survey_change.phrases import is_significant


def _family_in_words(released: Released) -> str:
    """What the questions are called whose p-values are adjusted together."""
    edition, table = released.edition, released.table
    if "family" not in table:
        return ""
    families = edition.study.survey.families
    names = [families.get(family, (family,)) for family in table["family"].unique()]
    return edition.say.listing([edition.question(name) for family in names for name in family])


def holm_sentence(released: Released) -> str:
    """On the adjustment of p-values; empty where nothing was tested."""
    say, table = released.say, released.table
    is_tested = table["p_adjusted"].notna()
    if not is_tested.any():
        return ""
    sentences, tests = [], int(table["tests"].max())
    if tests > 1:  # a single test is not adjusted
        key = "survey_change.holm_of" if "family" in table else "survey_change.holm"
        questions = _family_in_words(released)
        sentences.append(say.text(key, tests=say.number(tests), questions=questions))
    if (table["p_value"].notna() & ~is_tested).any():
        sentences.append(say.text("survey_change.last_untested"))
    if "holds" in table and (is_significant(table) & ~table["holds"].astype(bool)).any():
        sentences.append(say.text("survey_change.leaving"))
    return " ".join(sentences)
