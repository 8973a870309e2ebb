"""The threshold: an applicant whose probability of default reaches it is declined."""

import numpy as np
import numpy.typing as npt

from creditworthy.decision.costs import Costs

__all__ = ["best_threshold"]

Array = npt.NDArray[np.float64]


def best_threshold(defaulted: npt.NDArray[np.integer], probability: npt.NDArray[np.floating], costs: Costs) -> float:
    """Return the cheapest threshold on a sample.

    Every gap between neighbouring probabilities competes, and so do granting all (above the highest) and declining
    all (up to the lowest). The threshold is the break-even where the gap holds it, else half way; of equally cheap
    ones the nearest to the break-even wins.

    Parameters
    ----------
    defaulted : ndarray of shape (n,)
        1 where the loan defaulted.
    probability : ndarray of shape (n,)
        Probability of default, from 0 to below 1.
    costs : Costs
        What the two errors cost.

    Examples
    --------
    >>> best_threshold(np.array([0, 0, 1]), np.array([0.05, 0.1, 0.3]), Costs())
    0.2
    """
    from sklearn.metrics import confusion_matrix_at_thresholds

    _, lost, missed, _, cuts = confusion_matrix_at_thresholds(defaulted, probability)
    cost = costs.missed_default * np.append(np.sum(defaulted), missed) + costs.lost_good_loan * np.append(0, lost)
    between = _between(np.append(cuts, 0.0), np.append(1.0, cuts), costs.break_even)
    cheapest = between[cost == cost.min()]
    return float(cheapest[np.argmin(np.abs(cheapest - costs.break_even))])


def _between(low: Array, high: Array, even: float) -> Array:
    """Return a threshold in each gap: above its low end, which is granted, and up to its high end, which is not."""
    # Half way between two neighbouring floats is one of them, and may be the lower.
    half_way = np.minimum(np.maximum((low + high) / 2, np.nextafter(low, 1.0)), high)
    return np.where((low < even) & (even <= high), even, half_way)
