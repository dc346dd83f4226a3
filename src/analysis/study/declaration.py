"""What a study is: municipalities, labels, documents and its disclosure rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from analysis.study.codebook import Codebook

LANGUAGES = ("fi", "sv", "en")
TOPICS = (
    "training_attendance",
    "survey_change",
    "cost_breakdown",
    "project_monitoring",
    "publication_audit",
)
COST_KINDS = ("paid_work", "volunteer_work", "purchase", "travel", "premises")
"""Kinds of cost that there is a way to price."""
COST_PARTS = ("fixed", "variable")
"""Whether a cost would be the same with other participants, or grows with them."""
COST_RANGES = ("on_cost_pct", "volunteer_hour_eur", "index_target", "hours", "participants")
"""What a cost can be computed anew for: three rates, a factor of hours, people more or fewer."""
WAVES = ("start", "end")
"""When the survey is filled in, in this order."""
ALL = "all"
"""Stands for the whole project wherever a municipality is asked for."""
REGION = "region"
"""Stands for figures from outside the project, such as the regional survey."""
MOST_LISTED = 20
"""Choices that a message lists; of more, those like what was asked for."""

Texts = Mapping[str, str]
"""One text in each of LANGUAGES."""


class StudyError(ValueError):
    """A study's file, or a value asked of a study, breaks a rule."""


@dataclass(frozen=True)
class Municipality:
    """A municipality: its key in files, Statistics Finland's code, its name and other spellings.

    ``inside`` and ``genitive`` are the name as a sentence needs it ("Raahessa",
    "Raahen"); empty where the study does not declare them.
    """

    key: str
    code: str
    name: Texts
    aliases: tuple[str, ...] = ()
    inside: Texts = field(default_factory=dict)
    genitive: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class DisclosureRule:
    """Fewest people in a group, and behind a count, that may be shown."""

    minimum_n: int
    minimum_count: int


@dataclass(frozen=True)
class Contrast:
    """Two groups of respondents whose shares of one answer are compared.

    Attributes
    ----------
    question, item : str
        The answer.
    by : str
        Background that tells the groups apart: ``age_group`` or ``gender``.
    group, against : str
        Answers to it.
    wave : str
        Whose forms; at one wave the two groups have no person in common.
    """

    question: str
    item: str
    by: str
    group: str
    against: str
    wave: str


@dataclass(frozen=True)
class Survey:
    """How a study's survey is analysed, as it was declared before looking.

    Attributes
    ----------
    families : mapping
        Questions whose tests are adjusted together; a question in none stands alone.
    contrasts : mapping
        The only comparisons of groups that are made.
    rating_groups : mapping
        Ratings that are shown together in distributions, in order.
    plausible_correlations : tuple of float
        Lowest and highest correlation of one person's answers at both waves
        that is assumed where no answers are linked.
    """

    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contrasts: Mapping[str, Contrast] = field(default_factory=dict)
    rating_groups: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    plausible_correlations: tuple[float, float] = (0.0, 0.0)

    def family(self, question: str) -> str:
        """Name of a question's family; of one in none, its own."""
        named = (name for name, questions in self.families.items() if question in questions)
        return next(named, question)


@dataclass(frozen=True)
class Costing:
    """What an hour of work is worth.

    Attributes
    ----------
    hours_a_month : Decimal
        Divisor of a monthly pay.
    volunteer_hour_eur : Decimal
        Value of a volunteer hour in the base year.
    volunteer_base_year, target_year : int
    index_base, index_target : Decimal
        Index of wage and salary earnings in the two years.
    on_cost_pct : Decimal
        Employer's on-costs of the target year, where a sheet has none of its own.
    overhead_pct : Decimal
        The project's overhead, as a flat rate on paid work.
    ranges : mapping
        Lowest and highest value that is tried of each of `COST_RANGES`.
    basis : mapping
        Why a range has these ends, in words, by the range's name.
    sources : mapping
        Document behind a rate, by the rate's name.
    """

    hours_a_month: Decimal
    volunteer_hour_eur: Decimal
    volunteer_base_year: int
    index_base: Decimal
    index_target: Decimal
    target_year: int
    on_cost_pct: Decimal
    overhead_pct: Decimal
    ranges: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    basis: Mapping[str, Texts] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)  # one object a study: its tables cannot be hashed
class Study:
    """A study as its ``study.toml`` declares it.

    Attributes
    ----------
    key : str
        Name of the study's folder under ``data/``.
    folder : Path
        The folder itself.
    language : str
        Language of pages and figures unless another is asked for.
    labels : mapping
        ``labels[question][item]`` is the text shown for an item.
    remarks : mapping
        What a reader must know of this study, by figure.
    costing : Costing or None
        None if the study reads no cost sheets.
    survey : Survey
        Empty if the study declares nothing.
    compared_with : mapping
        Studies shown beside this one in ``project_monitoring``, with their names.
    aims : mapping
        What the project set out to do, a sentence each; may be empty.
    """

    key: str
    folder: Path
    name: Texts
    language: str
    topics: tuple[str, ...]
    compared_with: Mapping[str, Texts]
    municipalities: Mapping[str, Municipality]
    region: Texts
    documents: Mapping[str, Texts]
    labels: Mapping[str, Mapping[str, Texts]]
    remarks: Mapping[str, Texts]
    disclosure: DisclosureRule
    codebook: Codebook
    costing: Costing | None = None
    survey: Survey = field(default_factory=Survey)
    aims: Mapping[str, Texts] = field(default_factory=dict)


def check_choice(what: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is not among the allowed ones, listing them, or of many those like it.

    Raises
    ------
    StudyError
        If ``value`` is not in ``allowed``.
    """
    if value in allowed:
        return
    if not allowed:
        raise StudyError(f"unknown {what} '{value}'; there are none to choose from")
    if len(allowed) <= MOST_LISTED:
        raise StudyError(f"unknown {what} '{value}'; choose from: {', '.join(allowed)}")
    alike = ", ".join(get_close_matches(value.casefold(), allowed, n=5)) or "none"
    raise StudyError(f"unknown {what} '{value}'; of the {len(allowed)} there are, like it: {alike}")
