"""Calibration: a model's log-odds become probabilities that come true."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Calibration"]

Array = npt.NDArray[np.float64]
SURE = 1e-4


@dataclass(frozen=True)
class Calibration:
    """Platt's straight line on the log-odds (Platt, 1999): it never changes a ranking.

    Examples
    --------
    >>> Calibration(slope=1.0, intercept=0.0).probability(np.array([0.0, 99.0])).tolist()
    [0.5, 0.9999]
    """

    slope: float
    intercept: float

    @classmethod
    def fit(cls, margin: Array, defaulted: npt.NDArray[np.integer]) -> "Calibration":
        """Fit on log-odds of rows that the model has not seen, shape (n,)."""
        from sklearn.linear_model import LogisticRegression

        line = LogisticRegression(C=np.inf).fit(margin.reshape(-1, 1), defaulted)
        return cls(float(line.coef_[0, 0]), float(line.intercept_[0]))

    def log_odds(self, margin: Array) -> Array:
        """Return calibrated log-odds of default."""
        return self.slope * margin + self.intercept

    def probability(self, margin: Array) -> Array:
        """Return probabilities of default, kept within [1e-4, 1 − 1e-4]: nobody is that sure."""
        return np.clip(1.0 / (1.0 + np.exp(-self.log_odds(margin))), SURE, 1.0 - SURE)
