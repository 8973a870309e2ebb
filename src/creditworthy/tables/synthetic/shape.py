"""How a drawn table becomes the published one: the columns of the dictionary, in its order and types."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.tables.dictionary import Column, home_credit

__all__ = ["Columns", "column_descriptions", "published", "working"]

Columns = Mapping[str, npt.NDArray[Any]]

_FILE_OF_TABLE = {"application": "application_{train|test}"}


def working(columns: Columns) -> pl.DataFrame:
    """Return the columns as a frame in which NaN is null and labels are strings."""
    frame = pl.DataFrame({name: _series(values) for name, values in columns.items()})
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))


def _series(values: npt.NDArray[Any]) -> pl.Series:
    if values.dtype == object:
        return pl.Series(values.tolist(), dtype=pl.String)
    return pl.Series(values if values.dtype == np.bool_ else values.astype(values.dtype.newbyteorder("=")))


def published(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with the dictionary's columns of the table, in order and without any other."""
    known = home_credit().table(table).columns
    return frame.select(_expression(column) for name, column in known.items() if name in frame.columns)


def _expression(column: Column) -> pl.Expr:
    values = pl.col(column.name)
    if column.type == "integer":
        return values.cast(pl.Int64)
    return values.cast(pl.Float64).round(6) if column.type == "number" else values


def column_descriptions() -> pl.DataFrame:
    """Return Table, Row and Description of every column, in the dictionary's English words."""
    rows = [
        (f"{_FILE_OF_TABLE.get(table.name, table.name)}.csv", column.name, column.en)
        for table in home_credit().tables.values()
        for column in table.columns.values()
    ]
    return pl.DataFrame(rows, schema=["Table", "Row", "Description"], orient="row")
