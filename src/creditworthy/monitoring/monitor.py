"""What a monitor is: a distance between two samples, with the values at which it warns and alarms."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import polars as pl

from creditworthy.catalog import Catalog

__all__ = ["LEVELS", "MONITORS", "Level", "Monitor", "Reading", "monitor", "worst"]

Distance = Callable[[pl.Series, pl.Series], float]
Level = Literal["ok", "warning", "alarm"]
"""What a distance means to whoever watches it."""
LEVELS: tuple[Level, ...] = ("ok", "warning", "alarm")
"""From the least to the most grave."""


@dataclass(frozen=True)
class Reading:
    """What a monitor said of two samples."""

    value: float
    level: Level


@dataclass(frozen=True)
class Monitor:
    """One monitor: ``of(reference, current)`` of two samples of one feature, at least one row each.

    Numbers are Float64, categories String; a missing value is null. The distance is 0 between equal samples, never
    negative, and warns from ``warn`` on, alarms from ``alarm`` on.
    """

    name: str
    of: Distance
    warn: float
    alarm: float

    def level(self, value: float) -> Level:
        """Return what a distance means.

        >>> watch = Monitor("gap", lambda reference, current: 0.0, warn=0.1, alarm=0.25)
        >>> watch.level(0.09), watch.level(0.1), watch.level(0.25)
        ('ok', 'warning', 'alarm')
        """
        if value >= self.alarm:
            return "alarm"
        return "warning" if value >= self.warn else "ok"

    def read(self, reference: pl.Series, current: pl.Series) -> Reading:
        """Return the distance of two samples and what it means."""
        value = self.of(reference, current)
        return Reading(value, self.level(value))


MONITORS: Catalog[Monitor] = Catalog("monitor")
"""Every monitor."""


def monitor(*, warn: float, alarm: float) -> Callable[[Distance], Distance]:
    """Register a function as a monitor under its own name; it stays the function that it was.

    Parameters
    ----------
    warn, alarm : float
        Distances from which it warns and alarms.
    """

    def register(distance: Distance) -> Distance:
        MONITORS.add(distance.__name__, Monitor(distance.__name__, distance, warn, alarm))
        return distance

    return register


def worst(levels: Iterable[Level]) -> Level:
    """Return the gravest of some levels; of none, ``"ok"``.

    >>> worst(["ok", "alarm", "warning"])
    'alarm'
    """
    return max(levels, key=LEVELS.index, default="ok")
