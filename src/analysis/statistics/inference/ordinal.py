"""Cumulative link models of ordered answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, nan

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
"""A log odds ratio beyond which none is given: odds of more than 22 000 to 1 are what a fit
stops at on its way to infinity, where the answers do not overlap."""


@dataclass(frozen=True)
class OrdinalFit:
    """A fitted cumulative link model.

    Attributes
    ----------
    effects : mapping of str to Estimate
        Log odds ratio of a higher answer for each predictor, with Wald interval; not a
        number where the predictor separates the answers, as no finite ratio fits them best.
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
        Values of each predictor, in the order of the answers.
    groups : sequence, optional
        Group of each answer; its intercept is normal around 0.
    weights : sequence of float, optional
        How often each answer stands; a large survey has few different rows.

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
        If all answers are the same, a value is missing, or there are not as
        many values of a predictor, groups or weights as answers.

    References
    ----------
    Agresti, A. (2010). Analysis of Ordinal Categorical Data, 2nd ed., chapters
    3 and 10. Hauck, W. W. and Donner, A. (1977). Wald's test as applied to
    hypotheses in logit analysis. JASA 72, 851-853.
    """
    from scipy.optimize import minimize

    answers = _tabulate(response, predictors, groups, weights)
    alone = None if groups is None else cumulative_link_model(response, predictors, None, weights)

    def loss(parameters: np.ndarray) -> float:
        return -log_likelihood(parameters, answers)

    found = minimize(loss, _start(answers), jac=lambda at: gradient(loss, at), method="BFGS")
    if alone is not None and -found.fun <= alone.log_likelihood + NO_GAIN:
        return replace(alone, variance=0.0)
    errors = _standard_errors(loss, found.x, answers)
    effects = {
        name: _wald(found.x[answers.cut + k], errors[k], round(answers.weights.sum()))
        for k, name in enumerate(predictors)
    }
    variance = nan if answers.members is None else float(np.exp(2 * found.x[-1]))
    thresholds = tuple(map(float, thresholds_of(found.x[: answers.cut])))
    return OrdinalFit(effects, thresholds, -float(found.fun), variance)


def _tabulate(
    response: Sequence[float],
    predictors: Mapping[str, Sequence[float]],
    groups: Sequence[object] | None,
    weights: Sequence[float] | None,
) -> Answers:
    levels, codes = np.unique(as_sample(response, "the answers"), return_inverse=True)
    if len(levels) < 2:
        raise ValueError("all answers are the same; nothing can be modelled")
    x = np.column_stack([as_sample(v, f"predictor {name}") for name, v in predictors.items()])
    members = None if groups is None else np.unique(np.asarray(groups), return_inverse=True)[1]
    w = np.ones(len(codes)) if weights is None else as_sample(weights, "the weights")
    for values in (x, w, *([] if members is None else [members])):
        if len(values) != len(codes):
            raise ValueError(f"there are {len(codes)} answers and {len(values)} values of another")
    return Answers(codes, x, members, w, len(levels) - 1)


def _start(answers: Answers) -> np.ndarray:
    """Thresholds of the answers' own shares, no effect, and a middling spread of the groups."""
    shares = np.cumsum(np.bincount(answers.codes, answers.weights)) / answers.weights.sum()
    thresholds = space(np.log(shares[:-1] / (1 - shares[:-1])))
    spread = [] if answers.members is None else [log(0.5)]
    return np.concatenate([thresholds, np.zeros(answers.x.shape[1]), spread])


def _standard_errors(
    loss: Callable[[np.ndarray], float], at: np.ndarray, answers: Answers
) -> np.ndarray:
    """Standard errors of the effects; not a number where the likelihood does not curve."""
    effects = slice(answers.cut, answers.cut + answers.x.shape[1])
    # A spread of the groups at its border, zero, has no curvature; the effects have.
    curved = np.diag(np.linalg.pinv(hessian(loss, at)))[effects]
    return np.sqrt(np.where(curved > 0, curved, nan))


def _wald(estimate: float, error: float, n: int) -> Estimate:
    half = Z * float(error)
    # Wald's p would be near 1 just where the answers differ most.
    if abs(estimate) > SEPARATED or half > 10 * SEPARATED:
        return Estimate(nan, nan, nan, nan, "clm", n)
    z = float(estimate / error)
    low, high = float(estimate) - half, float(estimate) + half
    return Estimate(float(estimate), low, high, normal_p(z), "clm", n, z)
