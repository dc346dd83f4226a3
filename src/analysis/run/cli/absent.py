"""What the terminal says of places without rows: to the researcher, and nowhere else."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.study.study import Study

TABLES = {
    "responses": "check.no_responses",
    "costs": "check.no_costs",
    "registrations": "check.no_registrations",
}
"""Key of the sentence, by table."""


def describe_absent(
    study: "Study", absent: Mapping[str, list[str]], language: str
) -> Iterator[str]:
    """A line a table: what is without rows, and that whole-project numbers rest on the others."""
    from analysis.study.wording import Wording

    say = Wording(language)
    for table, places in absent.items():
        texts = [study.municipalities[place].name for place in places]
        # A study has its names in its own languages, whichever one is asked for.
        names = say.listing([text.get(language, next(iter(text.values()))) for text in texts])
        count = say.number(len(study.municipalities) - len(places))
        yield say.text(TABLES[table], places=names, count=count)
