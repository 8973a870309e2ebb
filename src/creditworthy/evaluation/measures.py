"""The metrics."""

import numpy as np

from creditworthy.decision.costs import Costs
from creditworthy.evaluation.metrics import Array, Labels, metric

__all__ = ["accuracy", "auc", "brier", "business_score", "f1", "gini", "ks", "log_loss", "precision", "recall"]


@metric("higher", "ranking")
def auc(defaulted: Labels, probability: Array) -> float:
    """Chance that a default is ranked above a good loan: 0.5 is chance, 1 is perfect.

    >>> auc(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))
    0.75
    """
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(defaulted, probability))


@metric("higher", "ranking")
def gini(defaulted: Labels, probability: Array) -> float:
    """Twice the area under the ROC curve minus one: 0 is chance, 1 is perfect.

    >>> gini(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))
    0.5
    """
    return 2.0 * auc(defaulted, probability) - 1.0


@metric("higher", "ranking")
def ks(defaulted: Labels, probability: Array) -> float:
    """Kolmogorov-Smirnov: largest distance between the distributions of defaults and of good loans.

    >>> ks(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))
    0.5
    """
    from sklearn.metrics import roc_curve

    good, bad, _ = roc_curve(defaulted, probability)
    return float(np.max(bad - good))


@metric("lower", "probability")
def brier(defaulted: Labels, probability: Array) -> float:
    """Mean squared error of the probability (Brier, 1950).

    >>> brier(np.array([0, 1]), np.array([0.0, 0.5]))
    0.125
    """
    return float(np.mean((probability - defaulted) ** 2))


@metric("lower", "probability")
def log_loss(defaulted: Labels, probability: Array) -> float:
    """Mean surprise at what happened, in nats.

    >>> round(log_loss(np.array([0, 1]), np.array([0.5, 0.5])), 4)
    0.6931
    """
    return float(-np.mean(np.log(np.where(defaulted == 1, probability, 1.0 - probability))))


@metric("higher", "decision")
def f1(defaulted: Labels, declined: Array) -> float:
    """Harmonic mean of precision and recall; 0 where no default was declined.

    >>> f1(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]))
    0.5
    """
    right = np.sum((defaulted == 1) & (declined == 1))
    return float(2.0 * right / max(np.sum(defaulted) + np.sum(declined), 1))


@metric("higher", "decision")
def accuracy(defaulted: Labels, declined: Array) -> float:
    """Share of decisions that turned out right.

    >>> accuracy(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1]))
    0.75
    """
    return float(np.mean(defaulted == declined))


@metric("higher", "decision")
def precision(defaulted: Labels, declined: Array) -> float:
    """Share of the declined that would have defaulted; 0 where nobody was declined.

    >>> precision(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]))
    0.5
    """
    return float(np.sum((defaulted == 1) & (declined == 1)) / max(np.sum(declined), 1))


@metric("higher", "decision")
def recall(defaulted: Labels, declined: Array) -> float:
    """Share of the defaults that were declined; 0 where there was none.

    >>> recall(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]))
    0.5
    """
    return float(np.sum((defaulted == 1) & (declined == 1)) / max(np.sum(defaulted), 1))


@metric("higher", "decision")
def business_score(defaulted: Labels, declined: Array) -> float:
    """1 − cost / worst cost at the reference costs, 10 for a missed default and 1 for a lost good loan.

    >>> business_score(np.array([1, 0, 0]), np.array([1, 0, 1]))
    0.9166666666666666
    """
    return Costs().business_score(defaulted, declined.astype(bool))
