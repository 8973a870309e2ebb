"""What measures are made of, counted at once in every resample: rows by score, right and wrong decisions, a line."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Decided", "by_score", "calibration_line", "decided", "mean"]

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.integer]
Values = Any  # a number, or one of each resample
STEPS, CLOSE = 50, 1e-12
SURE = 1e-12


@dataclass(frozen=True)
class Decided:
    """How many defaults and good loans were declined or granted, in each resample."""

    declined_bad: Values
    declined_good: Values
    granted_bad: Values
    granted_good: Values

    @property
    def bad(self) -> Values:
        """Defaults."""
        return self.declined_bad + self.granted_bad

    @property
    def good(self) -> Values:
        """Good loans."""
        return self.declined_good + self.granted_good

    @property
    def declined(self) -> Values:
        """Applicants who were declined."""
        return self.declined_bad + self.declined_good

    @property
    def all(self) -> Values:
        """Applicants."""
        return self.bad + self.good


def decided(defaulted: Labels, declined: Array, weights: Array | None = None) -> Decided:
    """Count decisions by what became of the loan.

    >>> found = decided(np.array([0, 0, 1]), np.array([0.0, 1.0, 1.0]))
    >>> float(found.declined_bad), float(found.declined_good), float(found.granted_bad), float(found.granted_good)
    (1.0, 1.0, 0.0, 1.0)
    """
    bad, no = np.asarray(defaulted) == 1, np.asarray(declined) == 1
    return Decided(*(_sum(rows, weights) for rows in (bad & no, ~bad & no, bad & ~no, ~bad & ~no)))


def by_score(defaulted: Labels, score: Array, weights: Array | None = None) -> tuple[Array, Array]:
    """Return how many defaults and good loans have each distinct score, the lowest first.

    Shape (scores,), or (resamples, scores) with weights.

    >>> bad, good = by_score(np.array([0, 1, 1]), np.array([0.3, 0.3, 0.1]))
    >>> bad.tolist(), good.tolist()
    ([1.0, 1.0], [0.0, 1.0])
    """
    order = np.argsort(score, kind="stable")
    in_order = np.asarray(score)[order]
    first = np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1]))
    each = np.ones(len(order)) if weights is None else weights
    if np.any(order[1:] < order[:-1]):
        each = each[..., order]
    bad = each * (np.asarray(defaulted)[order] == 1)
    good = each - bad
    if len(first) < len(order):
        bad, good = np.add.reduceat(bad, first, axis=-1), np.add.reduceat(good, first, axis=-1)
    return bad, good


def mean(values: Array, weights: Array | None = None) -> Values:
    """Return the mean over rows, or that of each resample."""
    return _sum(values, weights) / (len(values) if weights is None else weights.sum(axis=-1))


def calibration_line(defaulted: Labels, probability: Array, weights: Array | None = None) -> tuple[Values, Values]:
    """Return slope and intercept of a logistic regression of the outcome on the log-odds (Cox, 1958).

    1 and 0 where probabilities come true. The slope of a constant is 0: it says nothing of anybody. Resamples take
    one step of Newton's method from the line of the sample itself (the k-step bootstrap of Andrews, 2002).
    """
    certain = np.clip(probability, SURE, 1.0 - SURE)
    log_odds = np.log(certain / (1.0 - certain))
    centre, outcome = float(log_odds.mean()), np.asarray(defaulted, dtype=np.float64)
    centred = log_odds - centre
    slope, intercept = _line(outcome, centred)
    if weights is not None:
        more, higher = _step(outcome, centred, (slope, intercept), weights)
        slope, intercept = slope + more, intercept + higher
    return slope, intercept - slope * centre


def _line(outcome: Array, centred: Array) -> tuple[Values, Values]:
    rate = np.clip(outcome.mean(), SURE, 1.0 - SURE)
    slope, intercept = np.float64(0.0), np.log(rate / (1.0 - rate))
    for _ in range(STEPS):
        more, higher = _step(outcome, centred, (slope, intercept), None)
        slope, intercept = slope + more, intercept + higher
        if abs(more) + abs(higher) < CLOSE:
            break
    return slope, intercept


def _step(outcome: Array, centred: Array, line: tuple[Values, Values], weights: Array | None) -> tuple[Values, Values]:
    """Return what a step of Newton's method adds to slope and intercept; nothing where nothing can be told."""
    slope, intercept = line
    expected = 1.0 / (1.0 + np.exp(-(intercept + slope * centred)))
    missing, spread = outcome - expected, expected * (1.0 - expected)
    of_intercept, of_slope = _sum(missing, weights), _sum(missing * centred, weights)
    both = [_sum(spread * centred**power, weights) for power in range(3)]
    area = np.asarray(both[0] * both[2] - both[1] ** 2)
    told = area > SURE
    divisor = np.where(told, area, 1.0)
    more = np.where(told, (both[0] * of_slope - both[1] * of_intercept) / divisor, 0.0)
    higher = np.where(told, (both[2] * of_intercept - both[1] * of_slope) / divisor, 0.0)
    return more[()], higher[()]


def _sum(values: npt.NDArray[np.bool_] | Array, weights: Array | None) -> Values:
    # Not a matrix product: the order in which it adds depends on the number of threads.
    as_numbers = np.asarray(values, dtype=np.float64)
    return as_numbers.sum() if weights is None else np.einsum("...n,n->...", weights, as_numbers)
