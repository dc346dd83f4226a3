"""What readers call printed numbers: never by their ids."""

import re
from collections.abc import Iterator

import pandas as pd

from analysis.study.edition import Edition
from analysis.topics.publication_audit.waves import name_waves, with_waves

THEMED = {"attended": "theme", "registered": "theme", "training": "theme"}
"""Questions whose items are labelled elsewhere."""
SHARE = "_share"
"""Ends a question of shares, whose items are labelled where those of the amounts are."""
PARTS = {
    "attended": "audit_part.attended",
    "registered": "audit_part.registered",
    "planned": "audit_part.planned",
    "planned_min": "audit_part.planned_min",
    "planned_max": "audit_part.planned_max",
    "realised": "audit_part.realised",
}
"""Key of what a part of an id says, where no label of the study does."""
INDICATOR = "indicator"
"""Labels of what is planned and reached, whose keys are questions."""
YEAR = re.compile(r"(19|20)\d\d")
TOTALS = ("attendance_total",)
"""Questions whose headings say what is counted."""


def label_figures(table: pd.DataFrame, edition: Edition) -> list[str]:
    """The document's own words above each number, and what tells it from others below them.

    Place and answer are in the study's language, as the documents are; the wave is as other
    figures say it. Numbers that nothing else tells apart are numbered.
    """
    figures = table.drop_duplicates("figure").sort_values("figure")
    pairs = zip(figures["figure"], figures["heading"], strict=True)
    labels = [_label(figure, heading, edition) for figure, heading in pairs]
    named = pd.Series(with_waves(labels, name_waves(figures["figure"], edition)), figures["figure"])
    alike, place = named.groupby(named).transform("size"), named.groupby(named).cumcount() + 1
    named = named.where(alike == 1, named + ", " + place.astype("str"))
    return list(named[table["figure"]])


def name_figures(figures: pd.DataFrame, edition: Edition) -> dict[str, str]:
    """Every printed number's name in a sentence, by its id."""
    table = figures.rename(columns={"id": "figure"})
    names = (edition.say.text("quoted", text=name) for name in label_figures(table, edition))
    return dict(zip(figures["id"], names, strict=True))


def _label(figure: str, heading: str, edition: Edition) -> str:
    parts = ", ".join(part for part in _name_parts(figure, edition) if part != heading)
    colon = "" if heading.endswith("?") else ":"
    return f"{heading}{colon} {parts}" if parts else heading


def _name_parts(figure: str, edition: Edition) -> Iterator[str]:
    """Of each part of an id what it is called; of one that has no name, nothing."""
    study, parts = edition.study, figure.split(".")
    question = next((part for part in parts if part in {*study.labels, *THEMED}), parts[0])
    labels = {
        **study.labels.get(INDICATOR, {}),
        **study.labels.get(THEMED.get(question, question.removesuffix(SHARE)), {}),
    }
    say = study.say(study.language)
    for part in sorted(parts, key=lambda part: part in PARTS):
        if part in study.municipalities:
            yield study.municipalities[part].name[study.language]
        elif part in labels:
            yield labels[part][study.language]
        elif YEAR.fullmatch(part):
            yield part
        elif part in PARTS and not any(total in parts for total in TOTALS):
            yield say.text(PARTS[part])
