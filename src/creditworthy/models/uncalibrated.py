"""What a contender's own probabilities are worth, before any calibration: arms against imbalance move them far."""

import numpy as np
import numpy.typing as npt

from creditworthy.decision import Costs
from creditworthy.evaluation import measures

__all__ = ["uncalibrated"]

MOST = 700.0
"""Log-odds beyond which a float holds no probability but 0 or 1."""
SURE = 1e-9


def uncalibrated(defaulted: npt.NDArray[np.integer], margin: npt.NDArray[np.float64], costs: Costs) -> dict[str, float]:
    """Return measures of the probabilities that log-odds say, declined from the break-even of the costs on.

    Parameters
    ----------
    defaulted : ndarray of shape (n,)
        1 where the loan defaulted.
    margin : ndarray of shape (n,)
        Log-odds of rows that the model had not seen.
    costs : Costs
        Whose break-even decides.

    Examples
    --------
    >>> found = uncalibrated(np.array([0, 0, 1, 1]), np.array([-9.0, -2.5, -2.5, 9.0]), Costs())
    >>> found["business_score"], round(found["brier"], 3)
    (0.5454545454545454, 0.215)
    """
    probability = np.clip(1.0 / (1.0 + np.exp(-np.clip(margin, -MOST, MOST))), SURE, 1.0 - SURE)
    declined = (probability >= costs.break_even).astype(float)
    return {
        "brier": float(measures.brier(defaulted, probability)),
        "log_loss": float(measures.log_loss(defaulted, probability)),
        "calibration_slope": float(measures.calibration_slope(defaulted, probability)),
        "business_score": float(costs.business_score(defaulted, declined.astype(bool))),
    }
