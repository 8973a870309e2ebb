"""Points: the probability on the scale that loan officers read, where more is better."""

from dataclasses import dataclass
from math import log2

__all__ = ["PointScale"]


@dataclass(frozen=True)
class PointScale:
    """A logarithmic scale of the odds of repayment (Siddiqi, *Credit Risk Scorecards*, 2006).

    Parameters
    ----------
    base_points : float
        Points at the base odds.
    base_odds : float
        Good loans for each default at the base points.
    points_to_double : float
        Points that double the odds.

    Examples
    --------
    >>> PointScale().of(1 / 21), PointScale().of(1 / 41)  # 20 good loans for a default, then 40
    (600, 650)
    """

    base_points: float = 600.0
    base_odds: float = 20.0
    points_to_double: float = 50.0

    def of(self, probability: float) -> int:
        """Return the points of a probability of default strictly between 0 and 1, rounded."""
        odds = (1.0 - probability) / probability
        return round(self.base_points + self.points_to_double * log2(odds / self.base_odds))
