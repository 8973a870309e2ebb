"""What a metric is: one function, with what it looks at and which way is better."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from creditworthy.catalog import Catalog

__all__ = ["METRICS", "Metric", "metric"]

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.integer]
Values = Any  # a number, or one of each resample
Measure = Callable[..., Values]
Registered = TypeVar("Registered", bound=Measure)
Direction = Literal["higher", "lower", "none"] | float
Subject = Literal["ranking", "probability", "decision"]


@dataclass(frozen=True)
class Metric:
    """One metric: ``of(defaulted, values, weights)``, the first two of shape (n,).

    The values are probabilities of default where the subject is a ranking or a probability, and decisions (1 where
    the applicant is declined) where it is a decision. The weights, shape (resamples, n), say how often each row
    counts; without them each counts once. The direction is the way to the better, or the value to be met.
    """

    name: str
    of: Measure
    direction: Direction
    subject: Subject

    def measure(self, defaulted: Labels, probability: Array, declined: Array) -> float:
        """Return the metric of answers, choosing what it looks at."""
        return float(self.of(defaulted, declined if self.subject == "decision" else probability))

    def resampled(self, defaulted: Labels, probability: Array, declined: Array, weights: Array) -> Array:
        """Return the metric of each resample, shape (resamples,)."""
        return np.asarray(self.of(defaulted, declined if self.subject == "decision" else probability, weights))

    def better(self, one: float, other: float) -> bool:
        """Return whether one value is strictly better than another; never, where the metric has no direction."""
        if self.direction == "higher":
            return one > other
        if self.direction == "lower":
            return one < other
        return self.direction != "none" and abs(one - self.direction) < abs(other - self.direction)


METRICS: Catalog[Metric] = Catalog("metric")
"""Every metric."""


def metric(direction: Direction, subject: Subject) -> Callable[[Registered], Registered]:
    """Register a function as a metric under its own name; it stays the function that it was."""

    def register(measure: Registered) -> Registered:
        METRICS.add(measure.__name__, Metric(measure.__name__, measure, direction, subject))
        return measure

    return register
