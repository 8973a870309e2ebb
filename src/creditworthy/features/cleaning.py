"""Raw rows as formulae expect them: every column of the dictionary, numbers as floats, what is unknown as null.

An impossible value has one answer: a number outside the range that the dictionary states, NaN and infinity among them,
is unknown. So no formula meets an amount of 1e300 or a month in the future, and no feature is infinite.
"""

import narwhals as nw

from creditworthy.features.feature import Frame
from creditworthy.tables.dictionary import Column, Table

__all__ = ["clean", "kind_of", "possible"]

BEYOND = 1e12
"""A number whose range the dictionary leaves open is unknown from here on."""

_KINDS: dict[type, nw.dtypes.DType] = {str: nw.String(), int: nw.Int64(), float: nw.Float64()}


def clean(rows: Frame, table: Table) -> Frame:
    """Return the rows with the dictionary's columns; impossible numbers, sentinels and absent columns are null.

    Numbers are Float64 so that arithmetic agrees on every engine; identifiers stay Int64.
    """
    present = set(rows.collect_schema().names())
    names = dict.fromkeys((table.applicant, *table.columns))
    return rows.select(
        nw.col(table.applicant).cast(nw.Int64()),
        *(_known(table.columns[name], present) for name in names if name not in {table.applicant, table.label}),
    )


def kind_of(column: Column) -> type:
    """Return what the values of a column are once they are clean: float, int (an identifier) or str."""
    if column.type == "category":
        return str
    return int if column.unit == "identifier" else float


def possible(column: Column) -> tuple[float, float]:
    """Return the lowest and the highest number that a column may hold, sentinels aside.

    >>> from creditworthy.tables.dictionary import home_credit
    >>> possible(home_credit().application.column("DAYS_BIRTH"))
    (-36500, -6570)
    """
    if column.type == "category":
        return -BEYOND, BEYOND
    listed = [float(value) for value in column.values]
    low, high = (min(listed), max(listed)) if listed else (column.min, column.max)
    return -BEYOND if low is None else low, BEYOND if high is None else high


def _known(column: Column, present: set[str]) -> nw.Expr:
    kind = _KINDS[kind_of(column)]
    if column.name not in present:
        return nw.lit(None).cast(kind).alias(column.name)
    value = nw.col(column.name).cast(kind)
    low, high = possible(column)
    if kind == nw.Float64():
        value = nw.when(value.is_between(low, high)).then(value)
    for sentinel in column.sentinels:
        if kind != nw.Float64() or low <= float(sentinel) <= high:
            value = nw.when(value != sentinel).then(value)
    return value.alias(column.name)
