"""Expressions that mean the same on every engine; formulae are made of them."""

from collections.abc import Sequence
from functools import reduce
from operator import add

import narwhals as nw

__all__ = [
    "TINY",
    "YEARS_PER_DAY",
    "above_0",
    "count",
    "counted",
    "divisor",
    "in_turn",
    "known_count",
    "known_sum",
    "only",
    "ratio",
    "share",
    "slope",
    "total",
    "unknown_count",
    "unless_0",
    "years",
]

YEARS_PER_DAY = 1 / 365.25
"""A factor, never a divisor: Polars divides one row and many rows by a literal with different last bits."""

TINY = 1e-9
"""What is smaller is as good as 0 in every unit; something divided by it would leave the numbers that exist."""

UNKNOWN = nw.lit(None, nw.Float64())
"""Null as a number. Left to itself, Polars makes a null of no type, and then of the type needed, at each call."""


def known_sum(values: nw.Expr) -> nw.Expr:
    """Return the sum of the known values; null where none is known (engines say 0)."""
    return only(values.count() > 0, values.sum())


def count(condition: nw.Expr) -> nw.Expr:
    """Return how many rows hold; null where it is unknown for all of them."""
    return only(condition.count() > 0, condition.cast(nw.Float64()).sum())


def share(condition: nw.Expr) -> nw.Expr:
    """Return the share of rows that hold, among those where it is known, in [0, 1]."""
    return condition.cast(nw.Float64()).mean()


def only(condition: nw.Expr, values: nw.Expr) -> nw.Expr:
    """Return numbers where the condition holds, null elsewhere."""
    return nw.when(condition).then(values).otherwise(UNKNOWN)


def above_0(values: nw.Expr) -> nw.Expr:
    """Return the values, 0 in place of those below it, and null where they are unknown."""
    return values.clip(0.0)


def divisor(whole: nw.Expr) -> nw.Expr:
    """Return what may be divided by; null where it is 0, or as good as 0 (engines say infinity, or raise)."""
    return only(whole.abs() > TINY, whole)


def ratio(part: nw.Expr, whole: nw.Expr | str) -> nw.Expr:
    """Return part / whole; null where the whole is 0, or as good as 0.

    A whole that is given by its name is a column which the rows have as a divisor too, see `unless_0`: it is made once
    for all that is divided by it.
    """
    return part / (nw.col(unless_0(whole)) if isinstance(whole, str) else divisor(whole))


def unless_0(column: str) -> str:
    """Return the name of the column that holds what may be divided by of a column.

    >>> unless_0("AMT_ANNUITY")
    'AMT_ANNUITY unless 0'
    """
    return f"{column} unless 0"


def total(columns: Sequence[str]) -> nw.Expr:
    """Return the sum of several columns of one row, unknown values left out; null where none is known."""
    return only(~nw.max_horizontal(*columns).is_null(), in_turn([nw.col(name) for name in columns]))


def counted(columns: Sequence[str]) -> nw.Expr:
    """Return what `total` does of columns of whole numbers, in a third of the time: no order shows in such a sum."""
    return only(~nw.max_horizontal(*columns).is_null(), nw.sum_horizontal(*columns))


def in_turn(values: Sequence[nw.Expr]) -> nw.Expr:
    """Return the sum of several values of one row, unknown ones as 0, added from the first to the last.

    Engines add them in whatever order suits their threads, and the last bits of a sum of floats depend on it.
    """
    return reduce(add, [nw.coalesce(value, nw.lit(0.0)) for value in values])


def known_count(columns: Sequence[str]) -> nw.Expr:
    """Return how many of several columns of one row are known."""
    return nw.lit(float(len(columns))) - unknown_count(columns)


def unknown_count(columns: Sequence[str]) -> nw.Expr:
    """Return how many of several columns of one row are unknown."""
    return nw.sum_horizontal(*[nw.col(name).is_null().cast(nw.Float64()) for name in columns])


def years(days: str) -> nw.Expr:
    """Return how many years ago a day lies that is counted back from the application (−365 is one year ago)."""
    return nw.col(days) * -YEARS_PER_DAY


def slope(rows: nw.Expr, time: nw.Expr, total: nw.Expr, square: nw.Expr, product: nw.Expr) -> nw.Expr:
    """Return the slope of values over time by least squares; null where fewer than two times are known.

    Its parts are how many values are known, and the sums of their times, of the values, of the squares of the times
    and of the products of both.
    """
    return ratio(rows * product - time * total, rows * square - time * time)
