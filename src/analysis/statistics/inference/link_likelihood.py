"""The likelihood of a cumulative link model, and its curvature."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

STEP = 1e-4  # of the differences that stand for derivatives


@dataclass(frozen=True)
class Answers:
    """What a model is fitted to: a row an answer.

    Attributes
    ----------
    codes : numpy.ndarray
        Each answer's level, from 0.
    x : numpy.ndarray
        Rows of the answers, columns of the predictors.
    members : numpy.ndarray or None
        Number of each answer's group.
    weights : numpy.ndarray
        How often each answer stands.
    cut : int
        Number of thresholds between the levels.
    """

    codes: np.ndarray
    x: np.ndarray
    members: np.ndarray | None
    weights: np.ndarray
    cut: int


def space(thresholds: np.ndarray) -> np.ndarray:
    """Thresholds as the first and the logarithms of their steps, which any numbers can be."""
    return np.concatenate([thresholds[:1], np.log(np.diff(thresholds))])


def thresholds_of(spaced: np.ndarray) -> np.ndarray:
    """Thresholds of what `space` makes of them."""
    return np.cumsum(np.concatenate([spaced[:1], np.exp(spaced[1:])]))


def log_likelihood(parameters: np.ndarray, answers: Answers) -> float:
    """Of spaced thresholds, effects and, with groups, the logarithm of their spread."""
    codes, x, cut = answers.codes, answers.x, answers.cut
    fixed = x @ parameters[cut : cut + x.shape[1]]
    ends = np.concatenate([[-np.inf], thresholds_of(parameters[:cut]), [np.inf]])
    if answers.members is None:
        return float((answers.weights * np.log(_probability(ends, codes, fixed))).sum())
    sd = float(np.exp(parameters[-1]))
    return _laplace(ends, codes, fixed, answers.members, answers.weights, sd)


def _probability(ends: np.ndarray, codes: np.ndarray, shift: np.ndarray) -> np.ndarray:
    from scipy.special import expit

    chance = expit(ends[codes + 1] - shift) - expit(ends[codes] - shift)
    return np.asarray(np.maximum(chance, 1e-300))


def _laplace(
    ends: np.ndarray,
    codes: np.ndarray,
    fixed: np.ndarray,
    members: np.ndarray,
    weights: np.ndarray,
    sd: float,
) -> float:
    """Log likelihood with each group's intercept integrated out around its mode."""
    from scipy.special import expit

    count = members.max() + 1
    u = np.zeros(count)
    for _ in range(50):
        shift = fixed + sd * u[members]
        upper, lower = expit(ends[codes + 1] - shift), expit(ends[codes] - shift)
        slope = sd * (upper + lower - 1)
        bend = -(sd**2) * (upper * (1 - upper) + lower * (1 - lower))
        first = np.bincount(members, weights * slope, count) - u
        second = np.bincount(members, weights * bend, count) - 1
        # The mode is the only one; whole steps can jump over it and back where groups differ much.
        step = np.clip(first / second, -1.0, 1.0)
        u -= step
        if np.abs(step).max() < 1e-10:
            break
    log_chance = np.log(_probability(ends, codes, fixed + sd * u[members]))
    joint = np.bincount(members, weights * log_chance, count) - u**2 / 2
    return float((joint - np.log(-second) / 2).sum())


def gradient(loss: Callable[[np.ndarray], float], at: np.ndarray) -> np.ndarray:
    """First differences of a loss around a point."""
    steps = STEP * np.eye(len(at))
    return np.array([loss(at + step) - loss(at - step) for step in steps]) / (2 * STEP)


def hessian(loss: Callable[[np.ndarray], float], at: np.ndarray) -> np.ndarray:
    """Second differences of a loss around a point."""
    steps = STEP * np.eye(len(at))
    return np.array(
        [
            [
                sum(a * b * loss(at + a * one + b * other) for a in (1, -1) for b in (1, -1))
                for other in steps
            ]
            for one in steps
        ]
    ) / (4 * STEP**2)
