"""Raw rows as formulae expect them: every column of the dictionary, numbers as floats, what is unknown as null."""

import narwhals as nw

from creditworthy.features.feature import Frame
from creditworthy.tables.dictionary import Column, Table

__all__ = ["clean"]


def clean(rows: Frame, table: Table) -> Frame:
    """Return the rows with the dictionary's columns; NaN, sentinels and absent columns are null.

    Numbers are Float64 so that arithmetic agrees on every engine; identifiers stay Int64.
    """
    present = set(rows.collect_schema().names())
    names = dict.fromkeys((table.applicant, *table.columns))
    return rows.select(
        nw.col(table.applicant).cast(nw.Int64()),
        *(_known(table.columns[name], present) for name in names if name not in {table.applicant, table.label}),
    )


def _known(column: Column, present: set[str]) -> nw.Expr:
    kind = _kind(column)
    if column.name not in present:
        return nw.lit(None).cast(kind).alias(column.name)
    value = nw.col(column.name).cast(kind)
    if kind == nw.Float64():
        value = nw.when(~value.is_nan()).then(value)
    for sentinel in column.sentinels:
        value = nw.when(value != sentinel).then(value)
    return value.alias(column.name)


def _kind(column: Column) -> nw.dtypes.DType:
    if column.type == "category":
        return nw.String()
    return nw.Int64() if column.unit == "identifier" else nw.Float64()
