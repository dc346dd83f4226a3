"""Which of a survey's questions are shown together, as its study declares them."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.study.codebook import Column
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.study.survey import CHOSEN


@dataclass(frozen=True)
class Ratings:
    """Questions that are rated on one scale and shown in one figure.

    Attributes
    ----------
    name : str
        Key of the family, or of the question; a further scale of a family has both.
    questions : tuple of str
    scale : Scale
    has_items : bool
        Whether it is one question of several items.
    """

    name: str
    questions: tuple[str, ...]
    scale: Scale
    has_items: bool = False


def list_families(study: Study) -> list[Ratings]:
    """Families of ratings, one for each scale of a family: figures have one scale each."""
    found: dict[tuple[str, Scale], list[str]] = {}
    for column, scale in _rated(study):
        found.setdefault((study.survey.family(column.name), scale), []).append(column.name)
    families: list[Ratings] = []
    for (family, scale), questions in found.items():
        is_further = any(other.name == family for other in families)
        name = f"{family}_{questions[0]}" if is_further else family
        families.append(Ratings(name, tuple(questions), scale))
    return families


def list_panels(study: Study) -> list[Ratings]:
    """Questions whose levels are shown together, in the order of the codebook.

    A question with several items stands alone. Questions without items stand
    together with those of their family and scale, and leave it to a question
    with items to stand for the family.
    """
    panels: list[Ratings] = []
    for family in list_families(study):
        several = [name for name in family.questions if study.columns[name].item_keys]
        panels += [Ratings(name, (name,), family.scale, has_items=True) for name in several]
        panels += [] if several else [family]
    return panels


def list_shares(study: Study) -> list[Column]:
    """Questions whose answers are chosen, in the order of the codebook."""
    return [c for c in study.columns.values() if c.is_question and c.kind in CHOSEN]


def has_distribution(study: Study, ratings: Ratings) -> bool:
    """Whether the study declares which points of this scale are shown together."""
    grouped = [point for points in study.survey.rating_groups.values() for point in points]
    return tuple(grouped) == ratings.scale.points


def _rated(study: Study) -> Iterator[tuple[Column, Scale]]:
    for column in study.columns.values():
        if column.is_question and column.scale is not None:
            yield column, column.scale
