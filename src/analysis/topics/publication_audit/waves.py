"""At which wave a printed number was asked for, as labels and captions say it."""

from collections.abc import Sequence

import pandas as pd

from analysis.study.wording import Wording

WAVES = {"start": "column.start", "end": "column.end"}
"""Key of the name of each wave, by how the ids of its figures end."""


def name_waves(figures: pd.Series, say: Wording) -> list[str]:
    """At which wave each figure was asked for; empty for one that was not."""
    keys = [WAVES.get(figure.rpartition(".")[2], "") for figure in figures]
    return [say.text(key).lower() if key else "" for key in keys]


def with_waves(labels: Sequence[str], waves: Sequence[str]) -> list[str]:
    """Labels, each with its wave in parentheses."""
    pairs = zip(labels, waves, strict=True)
    return [f"{label} ({wave})" if wave else label for label, wave in pairs]
