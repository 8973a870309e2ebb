"""From a file's rows to the dictionary's columns: their order, types and one way to write a missing value."""

from collections.abc import Sequence

import polars as pl

from creditworthy.errors import InputError, TableError
from creditworthy.tables.contract import require_columns, wrong_type
from creditworthy.tables.dictionary import Column
from creditworthy.tables.offenders import offenders

__all__ = ["conform"]

_NEW, _SUSPECT = "\0new ", "\0suspect"  # names that no file gives to a column
_UNREADABLE = "{file}: the file cannot be read ({why}); save it again as UTF-8 CSV with commas, or as Parquet"
_NO_VALUE = {
    "integer": "{file}: column {column} has {count:,} of {total:,} rows that are no whole number "
    "(first: {example} in row {row}); write digits only, or nothing where the value is not known",
    "number": "{file}: column {column} has {count:,} of {total:,} rows that are no number "
    "(first: {example} in row {row}); write a decimal point, or nothing where the value is not known",
}


def conform(raw: pl.LazyFrame, columns: Sequence[Column], file: str) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Read the rows of a file into the dictionary's columns, whatever their order and storage.

    A text that is empty and a number that is NaN are missing values; a whole number may be written ``5.0``.

    Parameters
    ----------
    raw : pl.LazyFrame
        The rows as they stand in the file; text is converted.
    columns : sequence of Column
        The columns to read.
    file : str
        What the file is called in sentences.

    Returns
    -------
    frame : pl.DataFrame
        The rows in the file's order, with the columns in the order asked for.
    ignored : tuple of str
        The file's other columns.

    Raises
    ------
    InputError
        Where the file cannot be read.
    TableError
        Where a column is missing, or holds what is not of its type.

    Examples
    --------
    >>> raw = pl.LazyFrame({"": ["0", "1"], "CNT_CHILDREN": ["2.0", ""]})
    >>> conform(raw, [Column("CNT_CHILDREN", "integer", "count", "", "")], "people.csv")[0].rows()
    [(2,), (None,)]
    """
    try:
        return _conform(raw, columns, file)
    except (pl.exceptions.ComputeError, pl.exceptions.NoDataError, OSError) as error:
        raise InputError(_UNREADABLE, file=file, why=str(error).partition("\n")[0]) from error


def _conform(raw: pl.LazyFrame, columns: Sequence[Column], file: str) -> tuple[pl.DataFrame, tuple[str, ...]]:
    raw = raw.cast({pl.Categorical: pl.String, pl.Enum: pl.String})
    types = raw.collect_schema()
    require_columns(types, columns, file)
    for column in columns:
        if not _convertible(types[column.name]):
            raise wrong_type(column, types[column.name], file)
    frame = _converted(raw, columns, types)
    if frame.get_column(_SUSPECT).any():
        _refuse_unread(raw, columns, file)
    names = [column.name for column in columns]
    return frame.select(names), tuple(name or "(unnamed)" for name in types if name not in names)


def _converted(raw: pl.LazyFrame, columns: Sequence[Column], types: pl.Schema) -> pl.DataFrame:
    """Convert in one pass over the file, with a mark on rows where something went missing on the way."""
    old, new = ({column.name: pl.col(prefix + column.name) for column in columns} for prefix in ("", _NEW))
    values = [_value(column, types[column.name]).alias(_NEW + column.name) for column in columns]
    suspect = pl.any_horizontal(old[name].is_not_null() & new[name].is_null() for name in old)
    return raw.with_columns(values).select(**new, **{_SUSPECT: suspect}).collect(engine="streaming")


def _convertible(dtype: pl.DataType) -> bool:
    return dtype.is_numeric() or dtype in {pl.String(), pl.Boolean(), pl.Null()}


def _value(column: Column, dtype: pl.DataType) -> pl.Expr:
    raw = pl.col(column.name)
    if column.type == "category":
        text = raw.cast(pl.String)
        return pl.when(text != "").then(text)
    number = raw.cast(pl.Float64, strict=False).fill_nan(None)
    if column.type == "number":
        return number
    whole = pl.when(number == number.round()).then(number).cast(pl.Int64, strict=False)
    if dtype.is_float() or dtype.is_decimal():
        return whole
    integer = raw.cast(pl.Int64, strict=False)
    # Digits first: a long identifier does not survive the way over a float.
    return pl.coalesce(integer, whole) if dtype == pl.String else integer


def _unread(column: Column, dtype: pl.DataType) -> pl.Expr:
    """Tell the rows that hold something from which no value of the column's type could be read."""
    if column.type == "category":
        return pl.lit(value=False)
    return _known(pl.col(column.name), dtype).is_not_null() & _value(column, dtype).is_null()


def _known(raw: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Null what only looks like a number: a NaN, the word NaN, an empty text."""
    if dtype == pl.String:
        return pl.when(raw.str.to_lowercase().is_in(["", "nan"]).not_()).then(raw)
    return raw.fill_nan(None) if dtype.is_float() else raw


def _refuse_unread(raw: pl.LazyFrame, columns: Sequence[Column], file: str) -> None:
    """Raise ``TableError`` unless all that went missing was an empty text or a NaN."""
    types = raw.collect_schema()
    unread = {column.name: _unread(column, types[column.name]) for column in columns}
    found = raw.select(rows.any().alias(name) for name, rows in unread.items()).collect(engine="in-memory")
    for column in columns:
        if found.item(0, column.name):
            broken = offenders(raw, [column.name], unread[column.name])
            raise TableError(_NO_VALUE[column.type], file=file, column=column.name, **broken)
