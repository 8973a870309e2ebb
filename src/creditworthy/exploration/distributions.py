"""How a measure is spread among those who defaulted and those who did not."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from creditworthy.exploration.applications import Applications
from creditworthy.exploration.focus import Measure

__all__ = ["Box", "Histogram", "boxes_of", "histogram_of"]

_BINS = 20
_ENDS = (0.01, 0.99)


@dataclass(frozen=True)
class Box:
    """Five quantiles of a measure (5, 25, 50, 75 and 95 %) among the applications with one outcome."""

    outcome: int | None
    known: int
    low: float
    lower: float
    median: float
    upper: float
    high: float


@dataclass(frozen=True)
class Histogram:
    """The share of the applications of each outcome between two edges.

    Parameters
    ----------
    edges : tuple of float, shape (bins + 1,)
        From the 1 % to the 99 % quantile of all; a bin holds its lower edge, the last one both.
    shares : dict of outcome to tuple of float, shape (bins,)
        Of all applications with a known value; what lies beyond the edges is in no bin.
    """

    column: str
    edges: tuple[float, ...]
    shares: dict[int | None, tuple[float, ...]]


def boxes_of(applications: Applications, measure: Measure) -> tuple[Box, ...]:
    """Return a box for every outcome of which at least one value is known."""
    found = ((outcome, _values(applications, measure, outcome)) for outcome in applications.outcomes)
    return tuple(_box(outcome, values) for outcome, values in found if values.len())


def histogram_of(applications: Applications, measure: Measure, bins: int = _BINS) -> Histogram | None:
    """Return the histogram of a measure by outcome; None where it has no two different values."""
    values = _values(applications, measure, None)
    if values.is_empty():
        return None
    low, high = (_quantile(values, end) for end in _ENDS)
    if low == high:
        return None
    edges = (*(low + (high - low) * step / bins for step in range(bins)), high)
    by_outcome = {outcome: _values(applications, measure, outcome) for outcome in applications.outcomes}
    shares = {outcome: _shares(found, edges) for outcome, found in by_outcome.items() if found.len()}
    return Histogram(measure.column.name, edges, shares)


def _values(applications: Applications, measure: Measure, outcome: int | None) -> pl.Series:
    return applications.of(outcome)[measure.column.name].drop_nulls()


def _box(outcome: int | None, values: pl.Series) -> Box:
    return Box(outcome, values.len(), *(_quantile(values, share) for share in (0.05, 0.25, 0.5, 0.75, 0.95)))


def _quantile(values: pl.Series, share: float) -> float:
    return float(values.quantile(share, interpolation="linear") or 0.0)


def _shares(values: pl.Series, edges: tuple[float, ...]) -> tuple[float, ...]:
    held, _ = np.histogram(values.to_numpy(), bins=np.asarray(edges))
    return tuple(int(count) / values.len() for count in held)
