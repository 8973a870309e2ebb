"""From the rows of a file to the dictionary's columns: their order, types and one way to write a missing value."""

from collections.abc import Sequence

import polars as pl

from creditworthy.tables.contract import wrong_type
from creditworthy.tables.dictionary import Column
from creditworthy.tables.faults import Faults

__all__ = ["conform"]

_NO_VALUE = {
    "integer": "{file}: column {column} has {count:,} of {total:,} rows that are no whole number "
    "(first: {example} in row {row}); write digits only, or nothing where the value is not known",
    "number": "{file}: column {column} has {count:,} of {total:,} rows that are no number "
    "(first: {example} in row {row}); write a decimal point, or nothing where the value is not known",
}


def conform(block: pl.DataFrame, columns: Sequence[Column], faults: Faults) -> pl.DataFrame:
    """Read a block of a file's rows into the dictionary's columns, whatever their order and storage.

    A text that is empty and a number that is NaN are missing values; a whole number may be written ``5.0``.

    Parameters
    ----------
    block : pl.DataFrame
        The rows as they stand in the file; text is converted.
    columns : sequence of Column
        The columns to read; the block has all of them.
    faults : Faults
        Where rows are noted that hold what is not of the column's type; their value is null.

    Returns
    -------
    pl.DataFrame
        The same rows, with the columns in the order asked for.

    Raises
    ------
    TableError
        Where a column is stored as something from which its type cannot be read.

    Examples
    --------
    >>> block = pl.DataFrame({"": ["0", "1"], "CNT_CHILDREN": ["2.0", ""]})
    >>> conform(block, [Column("CNT_CHILDREN", "integer", "count", "", "")], Faults("people.csv")).rows()
    [(2,), (None,)]
    """
    raw = block.select(column.name for column in columns).cast({pl.Categorical: pl.String, pl.Enum: pl.String})
    for column in columns:
        if not _convertible(raw.schema[column.name]):
            raise wrong_type(column, raw.schema[column.name], faults.file)
    # Most columns are what they should be: the short way first, the thorough one where it lost something.
    read = raw.select(_short(column, raw.schema[column.name]) for column in columns)
    lost = [rank for rank, column in enumerate(columns) if _lost(raw[column.name], read[column.name])]
    return read.with_columns(_thorough(raw[columns[rank].name], columns[rank], rank, faults) for rank in lost)


def _convertible(dtype: pl.DataType) -> bool:
    return dtype.is_numeric() or dtype in {pl.String(), pl.Boolean(), pl.Null()}


def _short(column: Column, dtype: pl.DataType) -> pl.Expr:
    """Return the value where it is written plainly, else null."""
    raw = pl.col(column.name)
    if column.type == "category":
        text = raw.cast(pl.String)
        return pl.when(text != "").then(text).alias(column.name)
    if column.type == "number":
        return raw.cast(pl.Float64, strict=False).fill_nan(None)
    if dtype.is_float() or dtype.is_decimal():
        return _whole(raw)
    return raw.cast(pl.Int64, strict=False)


def _whole(raw: pl.Expr) -> pl.Expr:
    number = raw.cast(pl.Float64, strict=False).fill_nan(None)
    return pl.when(number == number.round()).then(number).cast(pl.Int64, strict=False)


def _lost(raw: pl.Series, read: pl.Series) -> bool:
    if raw.dtype == pl.String:
        return read.null_count() > raw.null_count() + int((raw == "").sum())
    return read.null_count() > raw.null_count()


def _thorough(raw: pl.Series, column: Column, rank: int, faults: Faults) -> pl.Series:
    """Read every way to write a number, and note what is none."""
    # Digits first: a long identifier does not survive the way over a float.
    ways = [_short(column, raw.dtype), *([_whole(pl.col(raw.name))] if column.type == "integer" else [])]
    read = raw.to_frame().select(pl.coalesce(ways)).to_series()
    unread = read.is_null() & _known(raw)
    faults.note((1, rank), _NO_VALUE[column.type], raw.to_frame(), unread, column=column.name)
    return read


def _known(raw: pl.Series) -> pl.Series:
    """Mark what is not null and does not only look like a number: a NaN, the word NaN, an empty text."""
    if raw.dtype == pl.String:
        return raw.is_not_null() & ~raw.str.to_lowercase().is_in(["", "nan"])
    return raw.is_not_null() & ~raw.is_nan() if raw.dtype.is_float() else raw.is_not_null()
