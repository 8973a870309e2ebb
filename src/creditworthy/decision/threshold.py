"""The threshold: an applicant whose probability of default reaches it is declined."""

import numpy as np
import numpy.typing as npt

from creditworthy.decision.costs import Costs

__all__ = ["best_threshold"]


def best_threshold(defaulted: npt.NDArray[np.integer], probability: npt.NDArray[np.floating], costs: Costs) -> float:
    """Return the cheapest threshold on a sample.

    Every probability of the sample competes, and so do granting all (1) and declining all (0). The threshold lies
    half way between the two neighbouring probabilities; of equally cheap ones the nearest to the break-even wins.

    Parameters
    ----------
    defaulted : ndarray of shape (n,)
        1 where the loan defaulted.
    probability : ndarray of shape (n,)
        Probability of default.
    costs : Costs
        What the two errors cost.

    Examples
    --------
    >>> best_threshold(np.array([0, 0, 1]), np.array([0.05, 0.1, 0.3]), Costs())
    0.2
    """
    from sklearn.metrics import confusion_matrix_at_thresholds

    _, lost, missed, _, cuts = confusion_matrix_at_thresholds(defaulted, probability)
    cuts = np.append(1.0, cuts)
    cost = costs.missed_default * np.append(np.sum(defaulted), missed) + costs.lost_good_loan * np.append(0, lost)
    between = (cuts + np.append(cuts[1:], 0.0)) / 2
    between[0], between[-1] = 1.0 if len(cuts) == 1 else (1.0 + cuts[1]) / 2, 0.0
    cheapest = np.flatnonzero(cost == cost.min())
    return float(between[cheapest[np.argmin(np.abs(between[cheapest] - costs.break_even))]])
