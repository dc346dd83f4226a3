"""Cumulative link models of ordered answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan, log, nan

import numpy as np

from analysis.statistics.inference.estimate import Estimate
from analysis.statistics.inference.link_likelihood import (
    Answers,
    gradient,
    hessian,
    log_likelihood,
    space,
    thresholds_of,
)
from analysis.statistics.inference.normal import normal_p
from analysis.statistics.inference.proportions import Z
from analysis.statistics.inference.sample import as_sample

NO_GAIN = 1e-6
"""A log likelihood above that of the model without groups by less than this is not above it."""
SEPARATED = 10.0
"""A log odds ratio over a predictor's range beyond which none is given if it is as uncertain:
odds of more than 22 000 to 1 are what a fit stops at on its way to infinity, where the answers
do not overlap."""
SPREADS = (0.5, 3.0)
"""Spreads of the groups that a fit starts from: from one alone it may stop short of the best."""
NOT_ESTIMATED = Estimate(nan, nan, nan, nan, "clm", 0)


@dataclass(frozen=True)
class OrdinalFit:
    """A fitted cumulative link model.

    Attributes
    ----------
    effects : mapping of str to Estimate
        Log odds ratio of a higher answer for each predictor, with Wald interval; not a
        number where the predictor separates the answers, as no finite ratio fits them best,
        and of one that follows from those before it or does not vary (R: NA).
    thresholds : tuple of float
    log_likelihood : float
    variance : float
        Of the groups' random intercept; not a number without one, 0 where the
        answers show no spread of the groups.
    """

    effects: Mapping[str, Estimate]
    thresholds: tuple[float, ...]
    log_likelihood: float
    variance: float


@dataclass(frozen=True)
class _Design:
    """Answers whose predictors are centred and one wide, so that any unit of them fits alike."""

    answers: Answers
    is_estimated: np.ndarray
    centre: np.ndarray
    width: np.ndarray


def cumulative_link_model(
    response: Sequence[float],
    predictors: Mapping[str, Sequence[float]],
    groups: Sequence[object] | None = None,
    weights: Sequence[float] | None = None,
) -> OrdinalFit:
    """Proportional-odds model of an ordered answer, with or without random intercept.

    ``logit P(answer <= k) = threshold_k - x beta - u_group``

    Parameters
    ----------
    response : sequence of float
        Ordered answers; those that nobody gave are passed over.
    predictors : mapping of str to sequence of float
        Values of each predictor, in the order of the answers; without any, the thresholds
        alone are fitted.
    groups : sequence, optional
        Group of each answer; its intercept is normal around 0.
    weights : sequence of float, optional
        How often each answer stands; a large survey has few different rows. One that
        stands 0 times is left out.

    Returns
    -------
    OrdinalFit
        Maximum likelihood; with groups by Laplace's approximation (R:
        ``ordinal::clm`` and ``clmm``). Where no spread of the groups makes the
        answers likelier, the model is the one without groups: at that border
        the likelihood has no curvature to take an error from.

    Raises
    ------
    ValueError
        If all answers are the same, a value is missing, a weight is negative, or there are
        not as many values of a predictor, groups or weights as answers.

    References
    ----------
    Agresti, A. (2010). Analysis of Ordinal Categorical Data, 2nd ed., chapters
    3 and 10. Hauck, W. W. and Donner, A. (1977). Wald's test as applied to
    hypotheses in logit analysis. JASA 72, 851-853.
    """
    from scipy.optimize import minimize

    design = _design(*_tabulate(response, predictors, groups, weights))
    answers = design.answers
    alone = None if groups is None else cumulative_link_model(response, predictors, None, weights)

    def loss(parameters: np.ndarray) -> float:
        return -log_likelihood(parameters, answers)

    fits = [minimize(loss, start, jac=lambda at: gradient(loss, at), method="BFGS")
            for start in _starts(answers)]  # fmt: skip
    found = min(fits, key=lambda fit: float(fit.fun))
    if alone is not None and -found.fun <= alone.log_likelihood + NO_GAIN:
        return replace(alone, variance=0.0)
    slopes = found.x[answers.cut : answers.cut + answers.x.shape[1]]
    effects = _effects(design, slopes, _standard_errors(loss, found.x, answers))
    variance = nan if answers.members is None else float(np.exp(2 * found.x[-1]))
    moved = float(slopes @ (design.centre / design.width)[design.is_estimated])
    thresholds = tuple(float(x) + moved for x in thresholds_of(found.x[: answers.cut]))
    named = dict(zip(predictors, effects, strict=True))
    return OrdinalFit(named, thresholds, -float(found.fun), variance)


def _tabulate(
    response: Sequence[float],
    predictors: Mapping[str, Sequence[float]],
    groups: Sequence[object] | None,
    weights: Sequence[float] | None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None, np.ndarray]:
    """Answers, predictors, groups and weights of the answers that stand at all."""
    given = as_sample(response, "the answers")
    columns = [as_sample(values, f"predictor {name}") for name, values in predictors.items()]
    w = np.ones(len(given)) if weights is None else as_sample(weights, "the weights")
    if (w < 0).any():
        raise ValueError("a weight is negative; it says how often an answer stands")
    for values in (w, *columns, *([] if groups is None else [groups])):
        if len(values) != len(given):
            raise ValueError(f"there are {len(given)} answers and {len(values)} values of another")
    if groups is not None and any(g is None or g != g for g in groups):
        raise ValueError("an answer's group is missing; leave the answer out first")
    stands = w > 0
    x = np.column_stack([np.empty((len(given), 0)), *columns])[stands]
    members = None if groups is None else np.asarray(groups)[stands]
    return given[stands], x, members, w[stands]


def _design(
    given: np.ndarray, x: np.ndarray, groups: np.ndarray | None, weights: np.ndarray
) -> _Design:
    levels, codes = np.unique(given, return_inverse=True)
    if len(levels) < 2:
        raise ValueError("all answers are the same; nothing can be modelled")
    members = None if groups is None else np.unique(groups, return_inverse=True)[1]
    centre, width = x.mean(axis=0), np.ptp(x, axis=0)
    width = np.where(width > 0, width, 1.0)
    scaled = (x - centre) / width
    is_estimated = np.array([_adds(scaled[:, : k + 1]) for k in range(x.shape[1])], dtype=bool)
    answers = Answers(codes, scaled[:, is_estimated], members, weights, len(levels) - 1)
    return _Design(answers, is_estimated, centre, width)


def _adds(columns: np.ndarray) -> bool:
    """Whether the last column does not follow from those before it and a constant."""
    with_constant = np.column_stack([np.ones(len(columns)), columns])
    return bool(np.linalg.matrix_rank(with_constant) > np.linalg.matrix_rank(with_constant[:, :-1]))


def _starts(answers: Answers) -> list[np.ndarray]:
    """Thresholds of the answers' own shares, no effect, and some spreads of the groups."""
    shares = np.cumsum(np.bincount(answers.codes, answers.weights)) / answers.weights.sum()
    thresholds = space(np.log(shares[:-1] / (1 - shares[:-1])))
    spreads: list[list[float]] = [[]]
    if answers.members is not None:
        spreads = [[log(spread)] for spread in SPREADS]
    return [np.concatenate([thresholds, np.zeros(answers.x.shape[1]), s]) for s in spreads]


def _standard_errors(
    loss: Callable[[np.ndarray], float], at: np.ndarray, answers: Answers
) -> np.ndarray:
    """Standard errors of the effects; not a number where the likelihood does not curve."""
    effects = slice(answers.cut, answers.cut + answers.x.shape[1])
    # A spread of the groups at its border, zero, has no curvature; the effects have.
    curved = np.diag(np.linalg.pinv(hessian(loss, at)))[effects]
    return np.sqrt(np.where(curved > 0, curved, nan))


def _effects(design: _Design, slopes: np.ndarray, errors: np.ndarray) -> list[Estimate]:
    """Of each predictor in its own unit."""
    n = round(design.answers.weights.sum())
    found = iter(zip(slopes, errors, strict=True))
    return [
        _wald(*next(found), width, n) if is_estimated else replace(NOT_ESTIMATED, n=n)
        for is_estimated, width in zip(design.is_estimated, design.width, strict=True)
    ]


def _wald(slope: float, error: float, width: float, n: int) -> Estimate:
    """A log odds ratio over a predictor's range, told for one unit of it."""
    half = Z * float(error)
    # Wald's p would be near 1 just where the answers differ most.
    if isnan(half) or half > (SEPARATED if abs(slope) > SEPARATED else 10 * SEPARATED):
        return replace(NOT_ESTIMATED, n=n)
    z = float(slope / error)
    estimate, half = float(slope / width), half / float(width)
    return Estimate(estimate, estimate - half, estimate + half, normal_p(z), "clm", n, z)
