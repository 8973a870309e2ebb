"""How measures go together: rank correlations, and a bounded sample of points."""

from dataclasses import dataclass
from itertools import combinations
from math import isfinite

import polars as pl

from creditworthy.exploration.applications import OUTCOME, Applications
from creditworthy.exploration.focus import Measure

__all__ = ["Correlations", "Pairs", "correlations_of", "pairs_of"]


@dataclass(frozen=True)
class Correlations:
    """Spearman's rank correlations over the applications in which both values are known.

    Parameters
    ----------
    columns : tuple of str, shape (n,)
        The measures; the outcome comes first where it is known.
    values : tuple of tuple, shape (n, n)
        None where one of the two does not vary.
    """

    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]

    def between(self, first: str, second: str) -> float | None:
        """Return the correlation of two columns."""
        return self.values[self.columns.index(first)][self.columns.index(second)]


@dataclass(frozen=True)
class Pairs:
    """The scores two by two: a sample of points of each outcome, and their correlation over all applications.

    Parameters
    ----------
    columns : tuple of str, shape (n,)
        The scores.
    points : dict of outcome to tuple of rows, shape (sample, n)
        Drawn at random with ``seed``, at most ``limit`` of each outcome; a score that is not known is None.
    correlations : dict of outcome to Correlations
        Over every application with that outcome.
    """

    columns: tuple[str, ...]
    limit: int
    seed: int
    points: dict[int | None, tuple[tuple[float | None, ...], ...]]
    correlations: dict[int | None, Correlations]


def correlations_of(applications: Applications, measures: tuple[Measure, ...]) -> Correlations:
    """Return the rank correlations of the outcome, where it is known, and the measures."""
    known = applications.labelled is not None
    columns = (*((OUTCOME,) if known else ()), *(measure.column.name for measure in measures))
    return _correlations(applications.explored, columns)


def pairs_of(applications: Applications, measures: tuple[Measure, ...], *, limit: int, seed: int) -> Pairs | None:
    """Return points and correlations of two or more scores; None where there are not two."""
    columns = tuple(measure.column.name for measure in measures)
    if len(columns) < 2:
        return None
    parts = {outcome: applications.of(outcome).select(columns) for outcome in applications.outcomes}
    return Pairs(
        columns,
        limit,
        seed,
        {outcome: _points(part, limit, seed) for outcome, part in parts.items()},
        {outcome: _correlations(part, columns) for outcome, part in parts.items()},
    )


def _points(part: pl.DataFrame, limit: int, seed: int) -> tuple[tuple[float | None, ...], ...]:
    # A point needs two coordinates; whoever has fewer would only shrink the sample.
    seen = part.filter(pl.sum_horizontal(pl.all().is_not_null()) >= 2)
    return tuple(seen.sample(min(limit, seen.height), seed=seed).rows())


def _correlations(rows: pl.DataFrame, columns: tuple[str, ...]) -> Correlations:
    found = {(first, second): _spearman(rows, first, second) for first, second in combinations(columns, 2)}
    both = found | {(second, first): value for (first, second), value in found.items()}
    both |= {(name, name): 1.0 for name in columns}
    return Correlations(columns, tuple(tuple(both[first, second] for second in columns) for first in columns))


def _spearman(rows: pl.DataFrame, first: str, second: str) -> float | None:
    known = rows.select(first, second).drop_nulls()
    # Fewer than two rows, or a constant, have no correlation; Polars answers null or NaN.
    found = known.select(pl.corr(first, second, method="spearman")).item() if known.height > 1 else None
    return float(found) if found is not None and isfinite(found) else None
