"""The section ``[survey]``: how a survey is analysed, as it was declared before looking."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from analysis.study.cross_checks import Declared, Fault, fault, strings, unknown
from analysis.study.index import Index, find_index_faults
from analysis.study.section import Listing, Section, Text, check_order

FEWEST_WAVES = 2
CHOSEN = ("choice", "multiple", "flag")
"""Kinds of questions whose answers are told as shares."""
RATED = ("scale", "number")
"""Kinds of questions of whose answers means are told."""
NO_GROUPS = ("scale", "number", "multiple", "code", "date", "text", "free_text")
"""Kinds of columns that tell no groups of people apart."""
Correlation = Annotated[float, Field(ge=0, lt=1)]


class Contrast(Section):
    """Two groups of respondents whose shares of one answer are compared."""

    question: str
    item: str
    """The answer, of this question."""
    by: str
    """What tells the groups apart: a background variable, or ``municipality``."""
    group: str
    against: str
    wave: str
    """Whose forms; at one wave the two groups have no person in common."""


class Trial(Section):
    """Two groups whose changes of a rated question, or of a yes or no, are compared."""

    by: str
    """What tells the groups apart: a background variable, or ``municipality``."""
    group: str
    against: str
    question: str
    """Rated, an index, or a yes or no."""


class Survey(Section):
    """How a study's survey is analysed; what is not here is not tested."""

    plausible_correlations: Annotated[
        tuple[Correlation, Correlation], Field(strict=False), AfterValidator(check_order)
    ] = (0.0, 0.0)
    """Lowest and highest correlation of one person's answers at both waves
    that is assumed where no answers are linked."""
    families: Mapping[str, Listing] = {}
    """Questions whose tests are adjusted together; a question in none stands alone."""
    rating_groups: Mapping[str, Annotated[tuple[int, ...], Field(strict=False)]] = {}
    """Ratings that are shown together in distributions, in order."""
    compare: Annotated[tuple[Text, Text], Field(strict=False)] | None = None
    """The two waves that are compared; else the first and the last."""
    background: Annotated[tuple[Text, ...], Field(strict=False)] = ("age_group", "gender")
    """What is asked of whom the answers are; as far as the survey has these columns."""
    spread_between: Annotated[float, Field(gt=0, le=1)] = 0.15
    """How far places' true changes plausibly lie apart, of a scale's length: 0.6 of a step from
    1 to 5. It is the scale of a half-normal prior; with it the intervals of pooled estimates hold
    whether places differ or not (``benchmarks/places.py``)."""
    not_surveyed: Listing = ()
    """Places in which no survey was made, which is public, and is said."""
    smallest_change: Annotated[float, Field(gt=0, le=1)] | None = None
    """The smallest change of a rating that matters, of its scale's length: 0.125 is half a step
    from 1 to 5. Figures then say which changes are smaller."""
    indices: Mapping[str, Index] = {}
    """Numbers that are made of the answers to several items, by name."""
    trials: Mapping[str, Trial] = {}
    """Groups whose changes are compared."""
    contrasts: Mapping[str, Contrast] = {}
    """The only comparisons of groups that are made."""

    def family(self, question: str) -> str:
        """Name of a question's family; of one in none, its own."""
        named = (name for name, questions in self.families.items() if question in questions)
        return next(named, question)


def _column(file: Declared, name: str) -> Mapping[str, object]:
    """What the file says of a question, whatever else may stand there."""
    return file.section("tables", "responses", name)


def is_rated(column: Mapping[str, object]) -> bool:
    """Whether a column is declared as one that means are told of."""
    return column.get("kind") == "scale" or "ends" in column


def find_survey_faults(file: Declared) -> Iterator[Fault]:
    """Questions and answers that the section names and the survey does not have."""
    questions, families = file.section("tables", "responses"), file.section("survey", "families")
    named, asked = list(strings(families)), {**questions, **file.section("survey", "indices")}
    tested = [name for name in asked if name not in questions or _is_tested(file, name)]
    for name in families:
        place = ("survey", "families", name)
        for question in filter(None, strings(families[name])):
            yield from unknown(question, tested, *place)
            if named.count(question) > 1:
                yield fault("study_fault.several_families", *place, question=question)
    for name in filter(None, strings(file.section("survey").get("not_surveyed"))):
        yield from unknown(name, file.section("municipalities"), "survey", "not_surveyed")
    for name in filter(None, strings(file.section("survey").get("background"))):
        yield from unknown(name, questions, "survey", "background")
    yield from _find_rating_faults(file)
    yield from _find_wave_faults(file)
    yield from find_index_faults(file)
    for name in file.section("survey", "contrasts"):
        yield from _find_contrast_faults(file, "survey", "contrasts", name)
    for name in file.section("survey", "trials"):
        yield from _find_trial_faults(file, asked, "survey", "trials", name)


def _find_trial_faults(file: Declared, asked: Iterable[str], *place: str) -> Iterator[Fault]:
    """A trial of what has neither means nor one share whose changes could be compared."""
    questions, question = file.section("tables", "responses"), file.section(*place).get("question")
    about_people = [*strings(file.section("survey").get("background")), "wave"]
    tried = [n for n in asked if n not in questions or is_rated(column := _column(file, n))
             or column.get("kind") == "flag"]  # fmt: skip
    several = [n for n in questions if _column(file, n).get("kind") in {"choice", "multiple"}]
    if question in several and question not in about_people:
        yield fault("study_fault.no_change", *place, "question", question=question,
                    choices=", ".join(tried))  # fmt: skip
    else:
        yield from unknown(question, tried, *place, "question")
    yield from _find_group_faults(file, *place)


def _is_tested(file: Declared, name: str) -> bool:
    """Whether a column is a question, whose tests can be adjusted with others'."""
    column = _column(file, name)
    return name != "wave" and (column.get("kind") in CHOSEN or is_rated(column))


def _find_rating_faults(file: Declared) -> Iterator[Fault]:
    questions, place = file.section("tables", "responses"), ("survey", "rating_groups")
    scales = [q for q in questions if file.section("tables", "responses", q).get("kind") == "scale"]
    labels = [list(file.labels("responses", scale)) for scale in scales]
    points = [sorted(map(int, filter(str.isdecimal, keys))) for keys in labels]
    grouped = [ratings for ratings in file.section(*place).values() if isinstance(ratings, list)]
    if grouped and [step for ratings in grouped for step in ratings] not in points:
        steps = " / ".join(", ".join(map(str, steps)) for steps in points)
        yield fault("study_fault.ratings", *place, steps=steps)


def _find_wave_faults(file: Declared) -> Iterator[Fault]:
    """Fewer than two waves, and compared ones that are not there, the same, or backwards."""
    waves, compared = file.section("labels", "wave"), file.section("survey").get("compare")
    if file.section("tables", "responses") and len(waves) < FEWEST_WAVES:
        yield fault("study_fault.waves", "labels", "wave")
    told = list(filter(None, strings(compared)))  # an empty text is a fault of its own
    for wave in told:
        yield from unknown(wave, waves, "survey", "compare")
    if len(told) == FEWEST_WAVES and told[0] == told[1]:
        yield fault("study_fault.with_itself", "survey", "compare")
    order = [wave for wave in waves if wave in told]
    if len(order) == FEWEST_WAVES and told != order:  # else what got worse is told as better
        yield fault("study_fault.backwards", "survey", "compare", first=told[0], last=told[1])


def _find_contrast_faults(file: Declared, *place: str) -> Iterator[Fault]:
    contrast, questions = file.section(*place), file.section("tables", "responses")
    question = contrast.get("question")
    kinds = {name: _column(file, name).get("kind") for name in questions}
    chosen = [name for name in questions if kinds[name] in CHOSEN and name != "wave"]
    if kinds.get(str(question)) in RATED:
        yield fault("study_fault.no_shares", *place, "question", question=question,
                    choices=", ".join(chosen))  # fmt: skip
    items = (*file.labels("responses", question, "items"), *file.labels("responses", question))
    waves = file.section("labels", "wave")
    known = {"question": questions, "item": items, "wave": waves}
    yield from _find_unknown(contrast, known, *place)
    yield from _find_group_faults(file, *place)


def _find_unknown(
    section: Mapping[str, object], known: Mapping[str, Iterable[str]], *place: str
) -> Iterator[Fault]:
    for part, choices in known.items():
        if choices:  # a question that is not there has no answers to choose from
            yield from unknown(section.get(part), choices, *place, part)


def _find_group_faults(file: Declared, *place: str) -> Iterator[Fault]:
    """Groups that are not there, or the same."""
    contrast, questions = file.section(*place), file.section("tables", "responses")
    by = contrast.get("by")
    groups = file.labels("responses", by)
    if by == "municipality":
        groups = file.section("municipalities")
    told_apart = [q for q in questions if _column(file, q).get("kind") not in NO_GROUPS]
    known = {"by": told_apart, "group": groups, "against": groups}
    yield from _find_unknown(contrast, known, *place)
    if "group" in contrast and contrast["group"] == contrast.get("against"):
        yield fault("study_fault.with_itself", *place)
