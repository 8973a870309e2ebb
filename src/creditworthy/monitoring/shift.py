"""How far a feature, or the score, has moved."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from creditworthy.monitoring.distances import kolmogorov_smirnov, missing_share, population_stability
from creditworthy.monitoring.monitor import LEVELS, MONITORS, Level, Reading, worst

__all__ = ["INDEX", "Pair", "ScoreShift", "Shift", "score_shift", "shift_of"]

INDEX = population_stability.__name__
# Where both are as grave, the first decides.
FEATURE_STATISTICS = (INDEX, missing_share.__name__)
SCORE_STATISTICS = (INDEX, kolmogorov_smirnov.__name__)


@dataclass(frozen=True)
class Pair:
    """A figure of the reference, and the same of the current applicants."""

    reference: float
    current: float


@dataclass(frozen=True)
class Shift:
    """How far a feature has moved: what every monitor read, and how much the model leans on it.

    ``importance`` is the mean absolute contribution in log-odds, None where no model looks at the feature.
    """

    name: str
    readings: Mapping[str, Reading]
    missing: Pair
    importance: float | None

    @property
    def statistic(self) -> str:
        """The monitor that decides on the level: the graver of the stability index and the missing share."""
        return max(FEATURE_STATISTICS, key=lambda name: LEVELS.index(self.readings[name].level))

    @property
    def value(self) -> float:
        """What that monitor read."""
        return self.readings[self.statistic].value

    @property
    def level(self) -> Level:
        """What that means."""
        return self.readings[self.statistic].level

    @property
    def index(self) -> float:
        """The population stability index."""
        return self.readings[INDEX].value

    @property
    def effect(self) -> float:
        """What the shift may do to the score: importance × index; 0 where no model looks at the feature."""
        return (self.importance or 0.0) * self.index


@dataclass(frozen=True)
class ScoreShift:
    """How far the probabilities of a scorer have moved, and what that does to its decisions."""

    readings: Mapping[str, Reading]
    mean: Pair
    declined: Pair
    threshold: float

    @property
    def level(self) -> Level:
        """The graver of its readings."""
        return worst(reading.level for reading in self.readings.values())


def shift_of(name: str, reference: pl.Series, current: pl.Series, importance: float | None) -> Shift:
    """Read every monitor on a feature."""
    return Shift(
        name,
        {monitor.name: monitor.read(reference, current) for monitor in MONITORS.values()},
        Pair(*(values.null_count() / len(values) for values in (reference, current))),
        importance,
    )


def score_shift(reference: pl.Series, current: pl.Series, threshold: float) -> ScoreShift:
    """Compare the probabilities of default of two samples under one threshold."""
    sides = reference.to_numpy(), current.to_numpy()
    return ScoreShift(
        {name: MONITORS[name].read(reference, current) for name in SCORE_STATISTICS},
        Pair(*(float(np.mean(side)) for side in sides)),
        Pair(*(float(np.mean(side >= threshold)) for side in sides)),
        threshold,
    )
