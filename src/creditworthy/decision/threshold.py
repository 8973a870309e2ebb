"""The threshold: an applicant whose probability of default reaches it is declined."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from creditworthy.decision.costs import Costs
from creditworthy.intervals import Interval, bootstrap

__all__ = ["best_threshold", "by_approval_rate", "threshold_interval"]

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.integer]


def best_threshold(defaulted: Labels, probability: npt.NDArray[np.floating], costs: Costs) -> float:
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
    return _Gaps.of(defaulted, probability, costs).cheapest(np.arange(len(probability)))


def threshold_interval(
    defaulted: Labels, probability: npt.NDArray[np.floating], costs: Costs, *, seed: int, repeats: int = 200
) -> Interval:
    """Return the cheapest threshold with its 95 % bootstrap interval: how far it is known at all.

    The gaps are those of the whole sample, so that it is sorted once; each resample is then weighed in one pass.

    Parameters
    ----------
    defaulted, probability, costs
        As for `best_threshold`.
    seed, repeats : int
        Seed of the resampling, and how many resamples.

    Examples
    --------
    >>> probability = np.linspace(0.01, 0.3, 200)
    >>> defaulted = (np.arange(200) % 10 < 30 * probability).astype(int)
    >>> found = threshold_interval(defaulted, probability, Costs(), seed=1)
    >>> found.value == best_threshold(defaulted, probability, Costs()), found.low <= found.value <= found.high
    (True, True)
    """
    gaps = _Gaps.of(defaulted, probability, costs)
    found = bootstrap(lambda rows: {"threshold": gaps.cheapest(rows)}, len(probability), seed=seed, repeats=repeats)
    return found["threshold"]


def by_approval_rate(probability: npt.NDArray[np.floating], rate: float) -> float:
    """Return the threshold at which a share of a sample is granted: the safest, as many as the rate allows.

    Applicants with equal probabilities are granted together or not at all, so that never more than the rate are.

    Parameters
    ----------
    probability : ndarray of shape (n,)
        Probability of default, from 0 to below 1.
    rate : float
        Share to grant, from 0 to 1.

    Examples
    --------
    >>> by_approval_rate(np.array([0.1, 0.2, 0.3, 0.5]), 0.75)  # the applicant at .5 is declined
    0.5
    >>> by_approval_rate(np.array([0.1, 0.2, 0.3, 0.5]), 1.0)
    1.0
    """
    granted = int(np.floor(rate * len(probability) + 1e-9))  # 0.7 × 10 is 6.999…
    return 1.0 if granted >= len(probability) else float(np.sort(probability)[granted])


@dataclass(frozen=True)
class _Gaps:
    """The thresholds that compete on a sample, rising, and in which gap each row lies."""

    thresholds: Array
    place: npt.NDArray[np.intp]
    bad: npt.NDArray[np.bool_]
    costs: Costs

    @classmethod
    def of(cls, defaulted: Labels, probability: npt.NDArray[np.floating], costs: Costs) -> "_Gaps":
        distinct, place = np.unique(np.asarray(probability, dtype=np.float64), return_inverse=True)
        thresholds = _between(np.append(0.0, distinct), np.append(distinct, 1.0), costs.break_even)
        return cls(thresholds, place, np.asarray(defaulted, bool), costs)

    def cheapest(self, rows: npt.NDArray[np.intp]) -> float:
        """Return the cheapest threshold for some rows, each as often as it is named."""
        place, bad, steps = self.place[rows], self.bad[rows], len(self.thresholds) - 1
        missed = np.append(0, np.cumsum(np.bincount(place[bad], minlength=steps)))
        kept = np.append(0, np.cumsum(np.bincount(place[~bad], minlength=steps)))
        cost = self.costs.missed_default * missed + self.costs.lost_good_loan * (kept[-1] - kept)
        cheapest = self.thresholds[cost == cost.min()]
        return float(cheapest[np.argmin(np.abs(cheapest - self.costs.break_even))])


def _between(low: Array, high: Array, even: float) -> Array:
    """Return a threshold in each gap: above its low end, which is granted, and up to its high end, which is not."""
    # Half way between two neighbouring floats is one of them, and may be the lower.
    half_way = np.minimum(np.maximum((low + high) / 2, np.nextafter(low, 1.0)), high)
    return np.where((low < even) & (even <= high), even, half_way)
