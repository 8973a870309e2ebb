"""The metrics; each of one sample, or of all its resamples at once (see `intervals.resampled`)."""

import numpy as np

from creditworthy.decision.costs import Costs
from creditworthy.evaluation.metrics import Array, Labels, Values, metric
from creditworthy.evaluation.weighing import by_score, calibration_line, decided, mean

__all__ = [
    "accuracy",
    "approval_rate",
    "auc",
    "average_precision",
    "brier",
    "business_score",
    "calibration_intercept",
    "calibration_slope",
    "cost_per_applicant",
    "f1",
    "gini",
    "ks",
    "log_loss",
    "precision",
    "recall",
]

Weights = Array | None


@metric("higher", "ranking")
def auc(defaulted: Labels, probability: Array, weights: Weights = None) -> Values:
    """Chance that a default is ranked above a good loan, a tie counting half: 0.5 is chance, 1 is perfect.

    >>> float(auc(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])))
    0.75
    """
    bad, good = by_score(defaulted, probability, weights)
    below = np.cumsum(good, axis=-1)
    pairs = np.maximum(bad.sum(axis=-1) * below[..., -1], 1)
    return np.einsum("...s,...s->...", bad, below - good / 2) / pairs


@metric("higher", "ranking")
def gini(defaulted: Labels, probability: Array, weights: Weights = None) -> Values:
    """Twice the area under the ROC curve minus one: 0 is chance, 1 is perfect.

    >>> float(gini(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])))
    0.5
    """
    return 2.0 * auc(defaulted, probability, weights) - 1.0


@metric("higher", "ranking")
def ks(defaulted: Labels, probability: Array, weights: Weights = None) -> Values:
    """Kolmogorov-Smirnov: largest distance between the distributions of defaults and of good loans.

    >>> float(ks(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])))
    0.5
    """
    bad, good = (np.cumsum(rows, axis=-1) for rows in by_score(defaulted, probability, weights))
    return np.max(good / np.maximum(good[..., -1:], 1) - bad / np.maximum(bad[..., -1:], 1), axis=-1)


@metric("higher", "ranking")
def average_precision(defaulted: Labels, probability: Array, weights: Weights = None) -> Values:
    """Precision at each default, from the highest score down, averaged: the default rate is chance, 1 is perfect.

    Σ (Rₙ − Rₙ₋₁) Pₙ over the distinct scores, without interpolation, as scikit-learn has it.

    >>> round(float(average_precision(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))), 4)
    0.8333
    """
    bad, good = (rows[..., ::-1] for rows in by_score(defaulted, probability, weights))
    found = np.cumsum(bad, axis=-1)
    share = found / np.maximum(np.cumsum(bad + good, axis=-1), 1)
    return np.einsum("...s,...s->...", bad, share) / np.maximum(found[..., -1], 1)


@metric("lower", "probability")
def brier(defaulted: Labels, probability: Array, weights: Weights = None) -> Values:
    """Mean squared error of the probability (Brier, 1950).

    >>> float(brier(np.array([0, 1]), np.array([0.0, 0.5])))
    0.125
    """
    return mean((probability - defaulted) ** 2, weights)


@metric("lower", "probability")
def log_loss(defaulted: Labels, probability: Array, weights: Weights = None) -> Values:
    """Mean surprise at what happened, in nats.

    >>> round(float(log_loss(np.array([0, 1]), np.array([0.5, 0.5]))), 4)
    0.6931
    """
    return mean(-np.log(np.where(defaulted == 1, probability, 1.0 - probability)), weights)


@metric(1.0, "probability")
def calibration_slope(defaulted: Labels, probability: Array, weights: Weights = None) -> Values:
    """Slope of the outcome on the log-odds (Cox, 1958): below 1 where probabilities are too extreme.

    >>> half, third = np.repeat([0.5, 0.25], [2, 4]), np.array([0, 1, 0, 0, 0, 1])
    >>> round(float(calibration_slope(third, half)), 6)
    1.0
    """
    return calibration_line(defaulted, probability, weights)[0]


@metric(0.0, "probability")
def calibration_intercept(defaulted: Labels, probability: Array, weights: Weights = None) -> Values:
    """Log-odds of an applicant who was given even chances (Cox, 1958): 0 where probabilities come true.

    >>> half, third = np.repeat([0.5, 0.25], [2, 4]), np.array([0, 1, 0, 0, 0, 1])
    >>> abs(round(float(calibration_intercept(third, half)), 6))
    0.0
    """
    return calibration_line(defaulted, probability, weights)[1]


@metric("higher", "decision")
def f1(defaulted: Labels, declined: Array, weights: Weights = None) -> Values:
    """Harmonic mean of precision and recall; 0 where no default was declined.

    >>> float(f1(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])))
    0.5
    """
    found = decided(defaulted, declined, weights)
    return 2.0 * found.declined_bad / np.maximum(found.bad + found.declined, 1)


@metric("higher", "decision")
def accuracy(defaulted: Labels, declined: Array, weights: Weights = None) -> Values:
    """Share of decisions that turned out right.

    >>> float(accuracy(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])))
    0.75
    """
    found = decided(defaulted, declined, weights)
    return (found.declined_bad + found.granted_good) / found.all


@metric("higher", "decision")
def precision(defaulted: Labels, declined: Array, weights: Weights = None) -> Values:
    """Share of the declined that would have defaulted; 0 where nobody was declined.

    >>> float(precision(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])))
    0.5
    """
    found = decided(defaulted, declined, weights)
    return found.declined_bad / np.maximum(found.declined, 1)


@metric("higher", "decision")
def recall(defaulted: Labels, declined: Array, weights: Weights = None) -> Values:
    """Share of the defaults that were declined; 0 where there was none.

    >>> float(recall(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])))
    0.5
    """
    found = decided(defaulted, declined, weights)
    return found.declined_bad / np.maximum(found.bad, 1)


@metric("none", "decision")
def approval_rate(defaulted: Labels, declined: Array, weights: Weights = None) -> Values:
    """Share of the applicants who were granted their loan: neither way is better in itself.

    >>> float(approval_rate(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 0])))
    0.75
    """
    found = decided(defaulted, declined, weights)
    return 1.0 - found.declined / found.all


@metric("higher", "decision")
def business_score(
    defaulted: Labels, declined: Array, weights: Weights = None, *, costs: Costs | None = None
) -> Values:
    """1 − cost / worst cost; by default, a missed default costs 10 and a lost good loan 1.

    >>> float(business_score(np.array([1, 0, 0]), np.array([1, 0, 1])))
    0.9166666666666666
    """
    found, costs = decided(defaulted, declined, weights), costs or Costs()
    return 1.0 - costs.total(found.granted_bad, found.declined_good) / costs.total(found.bad, found.good)


@metric("lower", "decision")
def cost_per_applicant(
    defaulted: Labels, declined: Array, weights: Weights = None, *, costs: Costs | None = None
) -> Values:
    """Cost of the errors, for each who applied; by default, a missed default costs 10 and a lost good loan 1.

    >>> float(cost_per_applicant(np.array([1, 1, 0, 0]), np.array([1, 0, 0, 1])))
    2.75
    """
    found = decided(defaulted, declined, weights)
    return (costs or Costs()).total(found.granted_bad, found.declined_good) / found.all
