"""The contract of one table, checked with pandera: types, required and allowed values, ranges, finiteness."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from creditworthy.errors import TableError
from creditworthy.tables.dictionary import Column, Table
from creditworthy.tables.offenders import offenders
from creditworthy.tables.rules import DTYPES, Rule, listed, rules

if TYPE_CHECKING:
    import pandera.polars as pa

__all__ = ["check", "expected_columns", "require_columns", "schema", "wrong_type"]

_MISSING = "{file}: {count} of {total} columns are missing ({missing}); add them under these names"
_WRONG_TYPE = "{file}: column {column} holds values of type {found} instead of {type}; convert the column"


def expected_columns(table: Table, stem: str) -> tuple[Column, ...]:
    """Return the columns of one of the table's files: only the first file carries the label."""
    labelled = stem == table.files[0]
    return tuple(column for column in table.columns.values() if labelled or column.name != table.label)


def require_columns(present: Iterable[str], columns: Sequence[Column], file: str) -> None:
    """Raise ``TableError`` where a file lacks columns."""
    there = set(present)
    missing = [column.name for column in columns if column.name not in there]
    if missing:
        numbers = {"count": len(missing), "total": len(columns)}
        raise TableError(_MISSING, file=file, missing=listed(missing), **numbers)


def wrong_type(column: Column, dtype: pl.DataType, file: str) -> TableError:
    """Return the error for a column that is stored as something from which its type cannot be read."""
    return TableError(_WRONG_TYPE, file=file, column=column.name, found=dtype, type=column.type)


def schema(columns: Iterable[Column]) -> "pa.DataFrameSchema":
    """Return the pandera schema of the columns.

    It is meant for a ``DataFrame``: on a ``LazyFrame`` pandera checks types only.
    """
    import pandera.polars as pa

    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                DTYPES[column.type],
                [_as_check(rule) for rule in rules(column) if rule.name != "required"],
                nullable=not column.required,
            )
            for column in columns
        }
    )


def check(columns: Sequence[Column], frame: pl.DataFrame, file: str) -> None:
    """Check rows against the contract of their columns.

    Parameters
    ----------
    columns : sequence of Column
        The columns that the file must have, in the order in which they are judged.
    frame : pl.DataFrame
        The rows in the order of their file.
    file : str
        What the file is called in sentences.

    Raises
    ------
    TableError
        For the first column that breaks a rule: how many rows, the first of them, and what is allowed.
    """
    from pandera.errors import SchemaError

    require_columns(frame.columns, columns, file)
    try:
        schema(columns).validate(frame)
    except SchemaError as error:
        broken = next(column for column in columns if column.name == error.schema.name)
        raise _table_error(broken, frame, file, error) from None


def _as_check(rule: Rule) -> "pa.Check":
    import pandera.polars as pa

    def holds(data: Any) -> pl.LazyFrame:
        rows: pl.LazyFrame = data.lazyframe
        return rows.select(rule.holds(pl.col(data.key)))

    return pa.Check(holds, name=rule.name)


def _table_error(column: Column, frame: pl.DataFrame, file: str, error: Any) -> TableError:
    dtype = frame.schema[column.name]
    if dtype != DTYPES[column.type]:
        return wrong_type(column, dtype, file)
    name = getattr(error.check, "name", "required")  # of a missing value pandera says a word, not a check
    rule = next(rule for rule in rules(column) if rule.name == name)
    broken = offenders(frame.lazy(), [column.name], ~rule.holds(pl.col(column.name)))
    return TableError(rule.template, file=file, column=column.name, **rule.values, **broken)
