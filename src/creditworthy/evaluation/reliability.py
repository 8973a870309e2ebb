"""Reliability: whether as many applicants default as their probabilities say, from the safest to the riskiest."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from creditworthy.intervals import Interval, wilson

__all__ = ["Bin", "reliability"]


@dataclass(frozen=True)
class Bin:
    """Applicants with similar probabilities: the mean of these, and the share that defaulted with its 95 % interval."""

    applicants: int
    defaults: int
    expected: float
    observed: Interval


def reliability(
    defaulted: npt.NDArray[np.integer], probability: npt.NDArray[np.floating], *, bins: int = 10
) -> list[Bin]:
    """Return bins of as many applicants each, the lowest probabilities first.

    Equal probabilities stay together, so that many of them make fewer and uneven bins. The interval is Wilson's.

    Parameters
    ----------
    defaulted, probability : ndarray of shape (n,)
        Outcomes, and probabilities from models that had not seen the row.
    bins : int
        How many bins at most.

    Examples
    --------
    >>> found = reliability(np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.6, 0.8]), bins=2)
    >>> [(part.applicants, round(part.expected, 2), part.observed.value) for part in found]
    [(2, 0.15, 0.0), (2, 0.7, 1.0)]
    """
    ranked = np.sort(probability)
    edges = np.unique(ranked[np.arange(1, bins) * len(ranked) // bins])
    place = np.searchsorted(edges, probability, side="right")
    applicants = np.bincount(place, minlength=len(edges) + 1)
    defaults = np.bincount(place, weights=defaulted, minlength=len(edges) + 1).astype(int)
    sums = np.bincount(place, weights=probability, minlength=len(edges) + 1)
    counted = zip(applicants.tolist(), defaults.tolist(), sums.tolist(), strict=True)
    return [
        Bin(count, default, total / count, share)
        for count, default, total in counted
        if (share := wilson(default, count))
    ]
