"""What a metric is: one function, with what it looks at and which way is better."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from creditworthy.catalog import Catalog

__all__ = ["METRICS", "Metric", "metric"]

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.integer]
Measure = Callable[[Labels, Array], float]
Direction = Literal["higher", "lower"]
Subject = Literal["ranking", "probability", "decision"]


@dataclass(frozen=True)
class Metric:
    """One metric: ``of(defaulted, values)``, both of shape (n,).

    The values are probabilities of default where the subject is a ranking or a probability, and decisions (1 where
    the applicant is declined) where it is a decision.
    """

    name: str
    of: Measure
    direction: Direction
    subject: Subject

    def measure(self, defaulted: Labels, probability: Array, declined: Array) -> float:
        """Return the metric of answers, choosing what it looks at."""
        return self.of(defaulted, declined if self.subject == "decision" else probability)

    def better(self, one: float, other: float) -> bool:
        """Return whether one value is strictly better than another."""
        return one > other if self.direction == "higher" else one < other


METRICS: Catalog[Metric] = Catalog("metric")
"""Every metric."""


def metric(direction: Direction, subject: Subject) -> Callable[[Measure], Measure]:
    """Register a function as a metric under its own name; it stays the function that it was."""

    def register(measure: Measure) -> Measure:
        METRICS.add(measure.__name__, Metric(measure.__name__, measure, direction, subject))
        return measure

    return register
