"""Synthetic example data in the shape of the real exports, for any number of people.

Everything here is made up. What a study publishes is met where whole numbers of
people can meet it, so that the example leads to the published figures.
"""

from analysis.example.folder import write_example

__all__ = ["write_example"]
