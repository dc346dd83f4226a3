"""What the topic's figures are estimated from: published numbers, dates and words."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.inputs.printed.published import read_all_published, select_statements
from analysis.study.edition import Edition

Tables = Mapping[str, pd.DataFrame]
"""What a study's documents print, by the table's name."""


@dataclass(frozen=True)
class Material:
    """What the documents of a study, and of those that it is compared with, print.

    ``studies[study][table]`` is from `read_all_published`.
    """

    edition: Edition
    studies: Mapping[str, Tables]

    @property
    def tables(self) -> Tables:
        """The study's own published tables, by name."""
        return self.studies[self.edition.study.key]

    @property
    def numbers(self) -> pd.DataFrame:
        """The printed numbers of the topic."""
        return self.tables["project_monitoring"]

    @property
    def statements(self) -> pd.DataFrame:
        """What the documents tell of the topic in words."""
        return select_statements(self.tables["statements"], "project_monitoring")


def read_material(edition: Edition) -> Material:
    """Read what the figures are estimated from; nothing of it is the project's own data."""
    return Material(edition, read_all_published(edition.study))


def select_question(printed: pd.DataFrame, question: str) -> pd.DataFrame:
    """The printed numbers of one question."""
    return printed[printed["question"] == question]
