"""Sensitivity: what would be decided if a missed default cost more, or less, than was assumed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from creditworthy.decision.costs import Costs
from creditworthy.decision.threshold import best_threshold

__all__ = ["RATIOS", "CostCase", "sensitivity"]

RATIOS = (2, 3, 5, 8, 10, 12, 15, 20, 25, 30)
"""Costs of a missed default in lost good loans, from the lender who hardly minds to the one who minds much."""

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class CostCase:
    """Decisions at one ratio of costs; ``threshold`` is the mean of the folds', the rest is of all rows."""

    ratio: float
    break_even: float
    threshold: float
    approval_rate: float
    business_score: float
    grant_all: float
    decline_all: float


def sensitivity(
    defaulted: npt.NDArray[np.integer],
    probability: npt.NDArray[np.floating],
    folds: Sequence[tuple[Rows, Rows]],
    ratios: Sequence[float] = RATIOS,
) -> list[CostCase]:
    """Return the decisions at each ratio of costs; each fold is decided by the threshold of the other rows.

    Parameters
    ----------
    defaulted, probability : ndarray of shape (n,)
        Outcomes, and calibrated probabilities from models that had not seen the row.
    folds : sequence of (other rows, rows)
        On which rows a threshold is chosen, and on which it is judged; the latter make up all rows.
    ratios : sequence of float
        Costs of a missed default, in lost good loans.

    Examples
    --------
    >>> halves = [(np.array([0, 1, 2]), np.array([3, 4, 5])), (np.array([3, 4, 5]), np.array([0, 1, 2]))]
    >>> outcomes, chances = np.array([0, 0, 1, 0, 0, 1]), np.array([0.05, 0.2, 0.4, 0.05, 0.2, 0.4])
    >>> (case,) = sensitivity(outcomes, chances, halves, [2])
    >>> case.ratio, round(case.threshold, 3), round(case.approval_rate, 3), case.business_score
    (2, 0.333, 0.667, 1.0)
    """
    return [_case(defaulted, probability, folds, ratio) for ratio in ratios]


def _case(
    defaulted: npt.NDArray[np.integer],
    probability: npt.NDArray[np.floating],
    folds: Sequence[tuple[Rows, Rows]],
    ratio: float,
) -> CostCase:
    costs, declined, thresholds = Costs(ratio, 1.0), np.zeros(len(defaulted), bool), []
    for others, rows in folds:
        thresholds.append(best_threshold(defaulted[others], probability[others], costs))
        declined[rows] = probability[rows] >= thresholds[-1]
    return CostCase(
        ratio=ratio,
        break_even=costs.break_even,
        threshold=float(np.mean(thresholds)),
        approval_rate=float(1.0 - declined.mean()),
        business_score=costs.business_score(defaulted, declined),
        grant_all=costs.grant_all(defaulted),
        decline_all=costs.decline_all(defaulted),
    )
