"""How numbers are kept safe and made, who made the publication, and how it is cited."""

from typing import Any

from analysis.report.provenance.inputs import hash_data, is_private
from analysis.report.provenance.sidecar import SOFTWARE
from analysis.study.edition import Edition


def describe_methods(edition: Edition) -> dict[str, Any]:
    """Intervals, disclosure and the data's hash; who made it, how to cite it, where more is."""
    say, study = edition.say, edition.study
    rule = study.disclosure
    (digest,) = hash_data(study, edition.data).values()
    made = "publication.made_privately" if is_private(study, edition.data) else "publication.made"
    minimum, least = say.number(rule.minimum_n), say.number(rule.minimum_count)
    return {
        "intervals": say.text("publication.intervals"),
        "disclosure": say.text("publication.disclosure", minimum=minimum, least=least),
        "made": say.text(made, software=SOFTWARE, sha256=digest),
        **_credits(edition),
    }


def _credits(edition: Edition) -> dict[str, Any]:
    """Who made it, how it is cited, and where data and code are."""
    say, study, declared = edition.say, edition.study, edition.study.publication
    subtitle = say.text("publication.subtitle")
    cited = {"title": edition.study_name(study.key), "subtitle": subtitle, "software": SOFTWARE}
    collective = declared.collective.get(edition.language, "")
    authors = say.listing([*declared.authors, *filter(None, [collective])])
    made_by = [declared.made_by.get(edition.language, "")]
    if authors:
        made_by.append(say.text("publication.written_by", authors=authors))
    cite = say.text("publication.cite", **cited)
    if authors:
        cite = say.text("publication.cite_by", authors=authors, **cited)
    return {
        "cite": cite,
        "made_by": [words for words in made_by if words],
        "find_more": say.text(
            "publication.data_and_code", study=study.key, software=SOFTWARE),
        "links": [
            {"title": link.title[edition.language], "address": link.address}
            for link in declared.links.values()
        ],
    }  # fmt: skip
