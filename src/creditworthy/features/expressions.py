"""Expressions that mean the same on every engine; formulae are made of them."""

from collections.abc import Sequence

import narwhals as nw

__all__ = ["YEARS_PER_DAY", "count", "known_sum", "only", "ratio", "share", "spread", "total", "years"]

YEARS_PER_DAY = 1 / 365.25
"""A factor, never a divisor: Polars divides one row and many rows by a literal with different last bits."""


def known_sum(values: nw.Expr) -> nw.Expr:
    """Return the sum of the known values; null where none is known (engines say 0)."""
    return nw.when(values.count() > 0).then(values.sum())


def count(condition: nw.Expr) -> nw.Expr:
    """Return how many rows hold; null where it is unknown for all of them."""
    return known_sum(condition.cast(nw.Float64()))


def share(condition: nw.Expr) -> nw.Expr:
    """Return the share of rows that hold, among those where it is known, in [0, 1]."""
    return condition.cast(nw.Float64()).mean()


def only(condition: nw.Expr, values: nw.Expr) -> nw.Expr:
    """Return the values where the condition holds, null elsewhere."""
    return nw.when(condition).then(values)


def ratio(part: nw.Expr, whole: nw.Expr) -> nw.Expr:
    """Return part / whole; null where the whole is 0 (engines say infinity, or raise)."""
    return part / nw.when(whole != 0).then(whole)


def total(columns: Sequence[str]) -> nw.Expr:
    """Return the sum of several columns of one row, unknown values left out; null where none is known."""
    known = nw.any_horizontal(*[~nw.col(name).is_null() for name in columns], ignore_nulls=False)
    return nw.when(known).then(nw.sum_horizontal(*columns))


def years(days: str) -> nw.Expr:
    """Return how many years ago a day lies that is counted back from the application (−365 is one year ago)."""
    return nw.col(days) * -YEARS_PER_DAY


def spread(columns: Sequence[str]) -> nw.Expr:
    """Return the standard deviation (of the population) of several columns of one row, unknown values left out."""
    mean = nw.mean_horizontal(*columns)
    return nw.mean_horizontal(*[(nw.col(name) - mean) ** 2 for name in columns]).sqrt()
