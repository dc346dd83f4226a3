"""Synthetic example data in the shape of the real exports, for any number of people.

Everything here is made up. What a study publishes is met where whole numbers of
people can meet it, so that the example leads to the published figures.
"""

from analysis.example.folder import FORMS, SEED, write_example
from analysis.example.study import write_study

__all__ = ["FORMS", "SEED", "write_example", "write_study"]
