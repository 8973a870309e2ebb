"""The contract of one table, checked with pandera: types, required and allowed values, ranges, finiteness."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

import polars as pl

from creditworthy.errors import TableError
from creditworthy.tables.dictionary import Column, Table
from creditworthy.tables.faults import Faults
from creditworthy.tables.rules import DTYPES, Rule, listed, rules

if TYPE_CHECKING:
    import pandera.polars as pa

__all__ = ["Contract", "expected_columns", "require_columns", "wrong_type"]

_REPEATED = "{file}: {count} columns are called {column}; keep the right one, or rename the others"
_MISSING = "{file}: {count} of {total} columns are missing ({missing}); add them under these names"
_NONE = (
    "{file}: none of its {total} columns is there (they are to be {missing}), but {present}; "
    "give the file of this lender, with the names of the columns in its first line"
)
_SEPARATED = "{file}: its columns are separated by {found}, not by commas; save it again as CSV with commas"
_WRONG_TYPE = "{file}: column {column} holds values of type {found} instead of {type}; convert the column"

_SEPARATORS = {";": "';'", "\t": "'\\t'", "|": "'|'"}


def expected_columns(table: Table, stem: str) -> tuple[Column, ...]:
    """Return the columns of one of the table's files: only the first file carries the label."""
    labelled = stem == table.files[0]
    return tuple(column for column in table.columns.values() if labelled or column.name != table.label)


def require_columns(present: Sequence[str], columns: Sequence[Column], file: str) -> tuple[str, ...]:
    """Return the other columns of a file; one that lacks some, or has one twice, raises ``TableError``.

    >>> require_columns(["", "DAYS", "colour"], [Column("DAYS", "integer", "days", "", "")], "people.csv")
    ('(unnamed)', 'colour')
    """
    times = Counter(present)
    names = [column.name for column in columns]
    missing = [name for name in names if not times[name]]
    if missing:
        raise _lacking(present, names, missing, file)
    for name in names:
        if times[name] > 1:
            raise TableError(_REPEATED, file=file, column=name, count=times[name])
    return tuple(name or "(unnamed)" for name in present if name not in names)


def wrong_type(column: Column, dtype: pl.DataType, file: str) -> TableError:
    """Return the error for a column that is stored as something from which its type cannot be read."""
    return TableError(_WRONG_TYPE, file=file, column=column.name, found=dtype, type=column.type)


class Contract:
    """What the dictionary promises about some columns.

    Parameters
    ----------
    columns : sequence of Column
        The columns in the order in which they are judged.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns

    @cached_property
    def schema(self) -> "pa.DataFrameSchema":
        """The promise in pandera's words, for a ``DataFrame``: on a ``LazyFrame`` pandera checks types only."""
        schema: pa.DataFrameSchema = _pandera().DataFrameSchema(
            {column.name: _column(column) for column in self.columns}
        )
        return schema

    def check(self, block: pl.DataFrame, faults: Faults) -> None:
        """Hold a block of rows against the contract.

        Parameters
        ----------
        block : pl.DataFrame
            Rows in the order of their file, with all the columns.
        faults : Faults
            Where rows are noted that break a rule.

        Raises
        ------
        TableError
            Where a column is not of its type.
        """
        try:
            self.schema.validate(block)
        except _pandera().errors.SchemaError:  # of the first rule that is broken; all of them are counted
            for rank, column in enumerate(self.columns):
                _note(rank, column, block, faults)


def _pandera() -> Any:
    """Import pandera, which imports pyspark where there is one, which complains of today's pandas."""
    with catch_warnings():
        simplefilter("ignore", FutureWarning)
        import pandera.polars as pa
    return pa


def _column(column: Column) -> Any:
    checks = [_check(rule) for rule in rules(column) if rule.name != "required"]
    return _pandera().Column(DTYPES[column.type], checks, nullable=not column.required)


def _check(rule: Rule) -> Any:
    def holds(data: Any) -> pl.LazyFrame:
        rows: pl.LazyFrame = data.lazyframe
        return rows.select(rule.holds(pl.col(data.key)))

    return _pandera().Check(holds, name=rule.name)


def _note(rank: int, column: Column, block: pl.DataFrame, faults: Faults) -> None:
    values = block.select(column.name)
    if values.dtypes[0] != DTYPES[column.type]:
        raise wrong_type(column, values.dtypes[0], faults.file)
    for number, rule in enumerate(rules(column)):
        broken = values.select(~rule.holds(pl.col(column.name))).to_series()
        faults.note((2, rank, number), rule.template, values, broken, column=column.name, **rule.values)


def _lacking(present: Sequence[str], names: Sequence[str], missing: Sequence[str], file: str) -> TableError:
    values = {"file": file, "count": len(missing), "total": len(names), "missing": listed(missing)}
    if len(missing) < len(names):
        return TableError(_MISSING, **values)
    for separator, shown in _SEPARATORS.items():
        if {part.strip('" ') for part in separator.join(present).split(separator)} & set(names) and len(names) > 1:
            return TableError(_SEPARATED, file=file, found=shown)
    return TableError(_NONE, **values, present=listed([name or "(unnamed)" for name in present]))
