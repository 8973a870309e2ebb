"""The shape of every file of the tables: rows, applicants, and column by column what is missing, held and extreme."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from creditworthy.tables.dictionary import Column, Table
from creditworthy.tables.load import Tables

__all__ = ["ColumnShape", "FileShape", "Sentinel", "Spread", "absent_files", "shapes_of"]

_FENCE = 3.0
"""Widths of the middle half from which on a value is extreme: Tukey's outer fence."""


@dataclass(frozen=True)
class Sentinel:
    """A value that stands for "unknown", and how many rows hold it."""

    value: int | float | str
    rows: int


@dataclass(frozen=True)
class Spread:
    """Where the known values of a numeric column lie.

    Parameters
    ----------
    low, lower, median, upper, high : float
        The quantiles at 0, 25, 50, 75 and 100 %.
    extreme : int or None
        How many lie further than three times the width of the middle half outside it (Tukey, *Exploratory Data
        Analysis*, 1977); None where the middle half has no width.
    """

    low: float
    lower: float
    median: float
    upper: float
    high: float
    extreme: int | None = None

    @property
    def reach(self) -> float:
        """How far the furthest value lies outside the middle half, in widths of it; 0 where it has none."""
        width = self.upper - self.lower
        return max(self.lower - self.low, self.high - self.upper) / width if width else 0.0


@dataclass(frozen=True)
class ColumnShape:
    """What one column holds.

    Parameters
    ----------
    name : str
        The column.
    missing : int
        Empty cells.
    sentinels : tuple of Sentinel
        Those that occur.
    distinct : int or None
        Of a column of categories, how many different ones there are, sentinels included.
    spread : Spread or None
        Of a column of numbers, where its known values lie; None where there is none, and of identifiers.
    """

    name: str
    missing: int
    sentinels: tuple[Sentinel, ...] = ()
    distinct: int | None = None
    spread: Spread | None = None

    @property
    def constant(self) -> bool:
        """Whether all its known values are one."""
        return self.distinct == 1 or (self.spread is not None and self.spread.low == self.spread.high)


@dataclass(frozen=True)
class FileShape:
    """One file: its size, and the shapes of its columns in the order of the dictionary.

    ``applicants`` have at least one row; ``median_rows`` and ``most_rows`` are counted over them.
    """

    table: str
    stem: str
    rows: int
    applicants: int
    columns: tuple[ColumnShape, ...]
    median_rows: float = 0.0
    most_rows: int = 0

    @property
    def complete(self) -> int:
        """How many columns have no empty cell."""
        return sum(column.missing == 0 for column in self.columns)

    @property
    def missing(self) -> float | None:
        """The share of its cells that are empty; None where it has no row."""
        cells = self.rows * len(self.columns)
        return sum(column.missing for column in self.columns) / cells if cells else None

    def share(self, rows: int) -> float:
        """Return a number of rows as a share of all rows; 0 where there is none."""
        return rows / self.rows if self.rows else 0.0


def shapes_of(tables: Tables) -> tuple[FileShape, ...]:
    """Return the shape of every file that is present, in the order of the dictionary; every row is counted."""
    return tuple(
        _shape(table, stem, tables.frames[stem])
        for table in tables.dictionary.tables.values()
        for stem in table.files
        if stem in tables.frames
    )


def absent_files(tables: Tables) -> tuple[str, ...]:
    """Return the files that the dictionary names and the tables lack."""
    stems = [stem for table in tables.dictionary.tables.values() for stem in table.files]
    return tuple(stem for stem in stems if stem not in tables.frames)


def _shape(table: Table, stem: str, frame: pl.LazyFrame) -> FileShape:
    present = frame.collect_schema().names()
    columns = tuple(_column(column, frame) for column in table.columns.values() if column.name in present)
    applicants = _counted(frame, table.applicant)
    each = applicants["rows"].to_numpy()
    median, most = (float(np.median(each)), int(each.max())) if len(each) else (0.0, 0)
    return FileShape(table.name, stem, _rows(applicants), len(each), columns, median, most)


def _column(column: Column, frame: pl.LazyFrame) -> ColumnShape:
    if column.unit == "identifier":  # as many values as rows: nothing to count but its gaps
        missing = frame.select(pl.col(column.name).null_count()).collect(engine="streaming")
        return ColumnShape(column.name, missing.item())
    counts = _counted(frame, column.name)
    empty = _rows(counts.filter(pl.col("value").is_null()))
    held = [Sentinel(value, _rows(counts.filter(pl.col("value") == value))) for value in column.sentinels]
    sentinels = tuple(sentinel for sentinel in held if sentinel.rows)
    if column.type == "category":
        return ColumnShape(column.name, empty, sentinels, distinct=counts["value"].drop_nulls().len())
    known = counts.filter(pl.col("value").is_in(list(column.sentinels)).not_())
    return ColumnShape(column.name, empty, sentinels, spread=_spread(known.sort("value")))


def _rows(counts: pl.DataFrame) -> int:
    return int(counts["rows"].sum())


def _counted(frame: pl.LazyFrame, name: str) -> pl.DataFrame:
    """Count the rows of every value of a column: all that is said of it follows, and memory holds nothing else."""
    return frame.group_by(value=pl.col(name)).agg(rows=pl.len().cast(pl.Int64)).collect(engine="streaming")


def _spread(counts: pl.DataFrame) -> Spread | None:
    """Return where values lie that were counted, ascending."""
    if counts.is_empty():
        return None
    values, until = counts["value"].cast(pl.Float64).to_numpy(), counts["rows"].cum_sum().to_numpy()

    def quantile(share: float) -> float:
        place = share * (until[-1] - 1)
        below, above = values[np.searchsorted(until, [np.floor(place), np.ceil(place)], side="right")]
        return float(below + (above - below) * (place % 1))

    low, lower, median, upper, high = map(quantile, (0.0, 0.25, 0.5, 0.75, 1.0))
    reach = _FENCE * (upper - lower)
    outside = pl.Series((values < lower - reach) | (values > upper + reach))
    return Spread(low, lower, median, upper, high, _rows(counts.filter(outside)) if reach else None)
