"""The shape of every file of the tables: rows, applicants, and what is missing column by column."""

from dataclasses import dataclass

import polars as pl

from creditworthy.tables.dictionary import APPLICANT, Column, Table
from creditworthy.tables.load import Tables

__all__ = ["ColumnGaps", "FileShape", "Sentinel", "absent_files", "shapes_of"]


@dataclass(frozen=True)
class Sentinel:
    """A value that stands for "unknown", and how many rows hold it."""

    value: int | str
    rows: int


@dataclass(frozen=True)
class ColumnGaps:
    """What is missing in one column: empty cells, and cells that hold a sentinel."""

    column: str
    missing: int
    sentinels: tuple[Sentinel, ...] = ()


@dataclass(frozen=True)
class FileShape:
    """One file: its size, and the gaps of its columns in the order of the dictionary."""

    table: str
    stem: str
    rows: int
    applicants: int
    gaps: tuple[ColumnGaps, ...]

    @property
    def columns(self) -> int:
        """How many of the dictionary's columns it has."""
        return len(self.gaps)

    @property
    def complete(self) -> int:
        """How many columns have no empty cell."""
        return sum(gap.missing == 0 for gap in self.gaps)

    @property
    def missing(self) -> float | None:
        """The share of its cells that are empty; None where it has no row."""
        cells = self.rows * self.columns
        return sum(gap.missing for gap in self.gaps) / cells if cells else None

    def share(self, rows: int) -> float:
        """Return a number of rows as a share of all rows; 0 where there is none."""
        return rows / self.rows if self.rows else 0.0


def shapes_of(tables: Tables) -> tuple[FileShape, ...]:
    """Return the shape of every file that is present, in the order of the dictionary."""
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
    present = set(frame.collect_schema().names())
    columns = [column for column in table.columns.values() if column.name in present]
    counted = [pl.len().alias("rows"), pl.col(APPLICANT).n_unique().alias("applicants")]
    counted += [count for column in columns for count in _counts(column)]
    found = frame.select(counted).collect(engine="streaming").row(0, named=True)
    gaps = tuple(_gaps(column, found) for column in columns)
    return FileShape(table.name, stem, found["rows"], found["applicants"], gaps)


def _counts(column: Column) -> list[pl.Expr]:
    cells = pl.col(column.name)
    held = [(cells == value).sum().alias(f"{value} in {column.name}") for value in column.sentinels]
    return [cells.is_null().sum().alias(f"missing in {column.name}"), *held]


def _gaps(column: Column, found: dict[str, int]) -> ColumnGaps:
    held = ((value, found[f"{value} in {column.name}"]) for value in column.sentinels)
    return ColumnGaps(
        column.name,
        found[f"missing in {column.name}"],
        tuple(Sentinel(value, rows) for value, rows in held if rows),
    )
