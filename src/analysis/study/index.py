"""The sections ``[survey.indices.<name>]``: one number of the answers to several items."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from analysis.study.codebook import Column
from analysis.study.cross_checks import Declared, Fault, fault, strings, unknown
from analysis.study.scale import BETTER, Scale, scale_of_numbers
from analysis.study.section import Ends, Listing, Section, one_of

RULES = ("mean", "sum")


class Index(Section):
    """A number of several answers: which, how they are put together, and what is missing."""

    of: str | Listing
    """A rated question, or a list of questions and of ``question.item``."""
    rule: Annotated[str, one_of(RULES)]
    """A sum where answers are missing is the mean of the others times all items."""
    minimum_answered: Annotated[int, Field(ge=1)]
    """The fewest items answered for a form to have the number."""
    factor: Annotated[float, Field(gt=0, strict=False)] = 1.0
    stretch: Ends | None = None
    """What the smallest and the largest possible number become."""
    better: Annotated[str, one_of(BETTER)]
    """Answers on a scale of the other direction are turned round first."""

    def items(self, columns: Mapping[str, Column]) -> list[tuple[str, str]]:
        """Question and item of each answer that it is made of."""
        parts = [self.of] if isinstance(self.of, str) else list(self.of)
        pairs = [part.partition(".")[::2] for part in parts]
        return [(question, key) for question, item in pairs
                for key in ([item] if item else columns[question].item_keys or ("",))]  # fmt: skip

    def reach(self, columns: Mapping[str, Column]) -> tuple[float, float]:
        """The smallest and the largest number before it is stretched."""
        scales = [columns[question].scale for question, _ in self.items(columns)]
        ends = [scale.ends for scale in scales if scale is not None]
        low, high = (sum(end) for end in zip(*ends, strict=True))
        parts = self.factor / (len(ends) if self.rule == "mean" else 1)
        return low * parts, high * parts

    def scale(self, columns: Mapping[str, Column]) -> Scale:
        """Its ends, and points between them; a mean is in the steps of its items."""
        ends = self.stretch or self.reach(columns)
        if self.rule == "mean" and self.factor == 1 and self.stretch is None:
            return scale_of_numbers(*ends, self.better, "steps", self._find_end_words(columns))
        return scale_of_numbers(*ends, self.better, "points")

    def _find_end_words(self, columns: Mapping[str, Column]) -> str:
        """Where the words of the items' ends are, if all have the same and none is turned."""
        rated = [columns[question] for question in dict(self.items(columns))]
        scales = [scale for column in rated if (scale := column.scale) is not None]
        if any({scale.better, self.better} == {"high", "low"} for scale in scales):
            return ""
        ends = [(scale.ends, [column.answer_texts[f"{end:g}"] for end in scale.ends])
                for column, scale in zip(rated, scales, strict=True)]  # fmt: skip
        return rated[0].answer_labels if all(end == ends[0] for end in ends) else ""


def find_index_faults(file: Declared) -> Iterator[Fault]:
    """Items that are not rated, or not there; and more answers needed than there are items."""
    columns = file.section("tables", "responses")
    kinds = {name: file.section("tables", "responses", name).get("kind") for name in columns}
    rated = [name for name in columns if kinds[name] == "scale"]
    for name in file.section("survey", "indices"):
        place = ("survey", "indices", name)
        index: Mapping[str, Any] = file.section(*place)
        count = 0
        for part in strings(index.get("of")):
            question, _, item = part.partition(".")
            yield from unknown(question, rated, *place, "of")
            items = file.labels("responses", question, "items")
            if item:
                yield from unknown(item, items, *place, "of")
            count += 1 if item else len(items) or 1
        least = index.get("minimum_answered")
        if isinstance(least, int) and least > count > 0:
            yield fault("study_fault.most_items", *place, "minimum_answered", most=count)
        if name in columns:
            yield fault("study_fault.question_again", *place)
        if name not in file.section("questions"):
            yield fault("study_fault.missing", "questions", name)
