"""Which columns tell the outcomes apart, and which have moved between the applications with and without an outcome."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from creditworthy.exploration.focus import known
from creditworthy.exploration.rates import ENOUGH
from creditworthy.intervals import Interval, wilson
from creditworthy.monitoring.bins import count_both, is_category
from creditworthy.monitoring.distances import stability_of_counts
from creditworthy.tables.dictionary import Column
from creditworthy.tables.load import Tables

__all__ = ["LEAK", "STRONG", "Contrasts", "Moved", "Separation", "contrasts_of"]

STRONG = {"weak": 0.02, "medium": 0.1, "strong": 0.3}
"""Information value from which a column is called so (Siddiqi, *Credit Risk Scorecards*, 2006)."""
LEAK = 1.0
"""Information value from which a column knows too much: thrice what is strong, more than any score of an applicant."""
_LARGE = 0.01
"""Share of all from which on a bin may stand for the lowest or highest rate: of many small ones, some are extreme."""


@dataclass(frozen=True)
class Separation:
    """How well one column of the application, by itself, tells the outcomes apart.

    Parameters
    ----------
    column : str
        The column.
    information : float
        Information value over the bins of `creditworthy.monitoring.bins.count_both`: Σ (d − r)·ln(d / r) of their
        shares of the loans in default and of those repaid; a missing value or sentinel is a bin.
    chance : float
        What a column that has nothing to do with the outcome is expected to reach with as many bins and defaults.
    ends : tuple of Interval, or None
        Share of defaults in the bin of the lowest and of the highest numbers (days are counted back), or in the
        categories where it is lowest and highest; None where no bin is large enough.
    """

    column: str
    information: float
    chance: float
    ends: tuple[Interval, Interval] | None

    @property
    def beyond(self) -> float:
        """The information value beyond chance."""
        return max(0.0, self.information - self.chance)

    @property
    def strength(self) -> str:
        """What that is called."""
        return next((name for name, least in reversed(STRONG.items()) if self.beyond >= least), "none")


@dataclass(frozen=True)
class Moved:
    """How far a column has moved: population stability index, what chance makes of it, and both shares of gaps."""

    column: str
    index: float
    chance: float
    missing: tuple[float, float]


@dataclass(frozen=True)
class Contrasts:
    """Every column of the application, the strongest contrast first; empty where one of the two samples is."""

    separations: tuple[Separation, ...]
    moved: tuple[Moved, ...]


def contrasts_of(tables: Tables) -> Contrasts:
    """Compare the outcomes, and the applications with and without one; one column at a time, all rows."""
    label, files = tables.dictionary.application.label, tables.dictionary.application.files
    if label is None or files[0] not in tables.frames:
        return Contrasts((), ())
    outcomes = tables.frames[files[0]].select(pl.col(label) == 1).collect(engine="in-memory").to_series()
    separations, moved = [], []
    for column in _columns(tables):
        values = _values(tables, files[:1], column)
        repaid, defaulted = values.filter(~outcomes), values.filter(outcomes)
        if len(repaid) and len(defaulted):
            separations.append(_separation(column.name, repaid, defaulted))
        others = _values(tables, files[1:], column)
        if len(values) and len(others):
            moved.append(_moved(column.name, values, others))
    return Contrasts(
        tuple(sorted(separations, key=lambda found: -found.beyond)),
        tuple(sorted(moved, key=lambda found: -found.index)),
    )


def _columns(tables: Tables) -> Iterator[Column]:
    table = tables.dictionary.application
    yield from (column for name, column in table.columns.items() if name not in {*table.key, table.label})


def _values(tables: Tables, files: tuple[str, ...], column: Column) -> pl.Series:
    dtype = pl.String if column.type == "category" else pl.Float64
    spoken = -known(column) if column.unit == "days" else known(column)  # days are counted back
    expression = spoken.cast(dtype)
    found = [tables.frames[stem].select(expression) for stem in files if stem in tables.frames]
    return (
        pl.concat([frame.collect(engine="in-memory").to_series() for frame in found])
        if found
        else pl.Series(dtype=dtype)
    )


def _separation(name: str, repaid: pl.Series, defaulted: pl.Series) -> Separation:
    counts = count_both(repaid, defaulted)
    return Separation(name, stability_of_counts(*counts), _chance(*counts), _ends(*counts, by_rate=is_category(repaid)))


def _moved(name: str, before: pl.Series, now: pl.Series) -> Moved:
    counts = count_both(before, now)
    gaps = before.null_count() / len(before), now.null_count() / len(now)
    return Moved(name, stability_of_counts(*counts), _chance(*counts), gaps)


def _chance(first: np.ndarray, second: np.ndarray) -> float:
    """Return the index that two samples of one population are expected to have.

    Source: Yurdakul, *Statistical properties of population stability index*, 2018.
    """
    bins = int(((first + second) > 0).sum())
    return float((bins - 1) * (1 / first.sum() + 1 / second.sum()))


def _ends(repaid: np.ndarray, defaulted: np.ndarray, *, by_rate: bool) -> tuple[Interval, Interval] | None:
    totals = repaid[:-1] + defaulted[:-1]  # the last bin holds the missing values
    large = np.flatnonzero(totals >= max(ENOUGH, _LARGE * totals.sum()))
    rates = [wilson(int(defaulted[bin_]), int(totals[bin_])) for bin_ in large]
    found = [rate for rate in rates if rate]
    if by_rate:
        found.sort(key=lambda rate: rate.value)
    return (found[0], found[-1]) if found else None
