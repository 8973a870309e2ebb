"""Grades: the probability as a letter, from A, the safest, to G."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from creditworthy.intervals import Interval, wilson

__all__ = ["EDGES", "GRADES", "Grade", "grade_of", "graded", "rising"]

GRADES = "ABCDEFG"
EDGES = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32)
"""Probabilities of default at which a grade ends and the next begins: each grade is twice as risky as the one before.

They are fixed, so that a grade means the same in every portfolio and with every model.
"""


@dataclass(frozen=True)
class Grade:
    """One grade in a portfolio: where it lies, how many applicants it has, and how many of them defaulted.

    ``expected`` is the mean probability, ``observed`` the share that defaulted with its 95 % Wilson interval; both are
    None where nobody has the grade.
    """

    name: str
    low: float
    high: float
    applicants: int
    defaults: int
    expected: float | None
    observed: Interval | None


def grade_of(probability: float) -> str:
    """Return the grade of a probability of default.

    >>> [grade_of(probability) for probability in (0.0099, 0.01, 1 / 11, 0.9)]
    ['A', 'B', 'E', 'G']
    """
    return GRADES[int(np.searchsorted(EDGES, probability, side="right"))]


def graded(defaulted: npt.NDArray[np.integer], probability: npt.NDArray[np.floating]) -> list[Grade]:
    """Return the grades of a portfolio with their observed default rates, from A to G.

    Parameters
    ----------
    defaulted, probability : ndarray of shape (n,)
        Outcomes, and calibrated probabilities from models that had not seen the row.

    Examples
    --------
    >>> found = graded(np.array([0, 0, 1]), np.array([0.005, 0.09, 0.11]))
    >>> [(grade.name, grade.applicants, grade.defaults) for grade in found if grade.applicants]
    [('A', 1, 0), ('E', 2, 1)]
    """
    place = np.searchsorted(EDGES, probability, side="right")
    applicants = np.bincount(place, minlength=len(GRADES))
    defaults = np.bincount(place, weights=defaulted, minlength=len(GRADES)).astype(int)
    sums = np.bincount(place, weights=probability, minlength=len(GRADES))
    return [
        Grade(
            name=name,
            low=low,
            high=high,
            applicants=(count := int(applicants[index])),
            defaults=int(defaults[index]),
            expected=float(sums[index] / count) if count else None,
            observed=wilson(int(defaults[index]), count),
        )
        for index, (name, (low, high)) in enumerate(zip(GRADES, pairwise((0.0, *EDGES, 1.0)), strict=True))
    ]


def rising(grades: Sequence[Grade]) -> bool:
    """Return whether no grade defaulted less often than a safer one; grades without applicants say nothing.

    >>> rising(graded(np.array([1, 0, 0]), np.array([0.005, 0.09, 0.11])))
    False
    """
    shares = [grade.observed.value for grade in grades if grade.observed]
    return all(safer <= other for safer, other in pairwise(shares))
