"""At which wave a printed number was asked for, as labels and captions say it."""

from collections.abc import Sequence

import pandas as pd

from analysis.study.edition import Edition


def name_waves(figures: pd.Series, edition: Edition) -> list[str]:
    """At which wave each figure was asked for, as its id ends; empty for one that was not."""
    study, say = edition.study, edition.say
    names = {wave: edition.label("wave", wave) for wave in study.waves}
    first, last = study.compared_waves
    names |= {first: say.text("column.start").lower(), last: say.text("column.end").lower()}
    return [names.get(figure.rpartition(".")[2], "") for figure in figures]


def with_waves(labels: Sequence[str], waves: Sequence[str]) -> list[str]:
    """Labels, each with its wave in parentheses."""
    pairs = zip(labels, waves, strict=True)
    return [f"{label} ({wave})" if wave else label for label, wave in pairs]
