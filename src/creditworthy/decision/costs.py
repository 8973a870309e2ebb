"""What errors cost: a default that was granted, a good loan that was declined."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Costs"]

Booleans = npt.NDArray[np.bool_] | npt.NDArray[np.integer]
Counts = Any  # a number, or an array of them


@dataclass(frozen=True)
class Costs:
    """Costs in units of one lost good loan.

    >>> Costs().break_even == 1 / 11
    True
    """

    missed_default: float = 10.0
    lost_good_loan: float = 1.0

    @property
    def break_even(self) -> float:
        """The probability at which granting and declining cost the same: the threshold of a calibrated model."""
        return self.lost_good_loan / (self.lost_good_loan + self.missed_default)

    def of(self, defaulted: Booleans, declined: Booleans) -> float:
        """Return the cost of decisions: granted defaults and declined good loans."""
        defaulted, declined = np.asarray(defaulted, bool), np.asarray(declined, bool)
        return float(self.total(np.sum(defaulted & ~declined), np.sum(~defaulted & declined)))

    def total(self, missed: Counts, lost: Counts) -> Counts:
        """Return the cost of so many missed defaults and lost good loans."""
        return self.missed_default * missed + self.lost_good_loan * lost

    def business_score(self, defaulted: Booleans, declined: Booleans) -> float:
        """Return 1 − cost / worst cost: 1 where every decision is right, 0 where every one is wrong.

        >>> Costs().business_score(np.array([1, 0, 0]), np.array([1, 0, 1]))  # one good loan of two lost
        0.9166666666666666
        """
        defaulted = np.asarray(defaulted, bool)
        return 1.0 - self.of(defaulted, declined) / self.of(defaulted, ~defaulted)

    def grant_all(self, defaulted: Booleans) -> float:
        """Return the business score of granting everyone."""
        return self.business_score(defaulted, np.zeros(len(defaulted), bool))

    def decline_all(self, defaulted: Booleans) -> float:
        """Return the business score of declining everyone."""
        return self.business_score(defaulted, np.ones(len(defaulted), bool))
