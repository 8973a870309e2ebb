"""What the dictionary promises about the values of a column, and the sentences that say it is not so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from creditworthy.tables.dictionary import Column

__all__ = ["DTYPES", "Rule", "listed", "rules"]

DTYPES: dict[str, type[pl.DataType]] = {"integer": pl.Int64, "number": pl.Float64, "category": pl.String}
"""How each type of the dictionary is stored."""

_REQUIRED = (
    "{file}: column {column} has {count:,} of {total:,} rows without a value (first: row {row}); "
    "fill in or remove those rows"
)
_FINITE = (
    "{file}: column {column} has {count:,} of {total:,} rows that are not finite "
    "(first: {example} in row {row}); mend those rows, or leave the value empty where it is not known"
)
_ALLOWED = (
    "{file}: column {column} has {count:,} of {total:,} rows with a value outside the list "
    "(first: {example} in row {row}); allowed: {allowed}"
)
_BELOW = (
    "{file}: column {column} has {count:,} of {total:,} rows below {limit:,} "
    "(first: {example} in row {row}); mend or remove those rows"
)
_ABOVE = (
    "{file}: column {column} has {count:,} of {total:,} rows above {limit:,} "
    "(first: {example} in row {row}); mend or remove those rows"
)


@dataclass(frozen=True)
class Rule:
    """One promise: what holds of each value, and the sentence where it does not."""

    name: str
    holds: Callable[[pl.Expr], pl.Expr]
    template: str
    values: dict[str, object] = field(default_factory=dict)


def rules(column: Column) -> tuple[Rule, ...]:
    """Return what is promised about a column's values, in the order in which it is judged.

    A sentinel is allowed wherever the range is; a missing value breaks no rule but ``required``.

    >>> [rule.name for rule in rules(Column("DAYS", "integer", "days", "", "", required=True, max=0))]
    ['required', 'max']
    """
    promised = {
        "required": column.required,
        "finite": column.type == "number",
        "allowed": bool(column.allowed),
        "min": column.min is not None,
        "max": column.max is not None,
    }
    exempt = _among(column, column.sentinels)
    every = (
        Rule("required", pl.Expr.is_not_null, _REQUIRED),
        Rule("finite", pl.Expr.is_finite, _FINITE),
        Rule("allowed", _among(column, column.allowed), _ALLOWED, {"allowed": listed(column.allowed)}),
        Rule("min", lambda value: (value >= column.min) | exempt(value), _BELOW, {"limit": column.min}),
        Rule("max", lambda value: (value <= column.max) | exempt(value), _ABOVE, {"limit": column.max}),
    )
    return tuple(rule for rule in every if promised[rule.name])


def listed(names: Sequence[object], most: int = 8) -> str:
    """Return names for a sentence, a long tail of them as a number.

    >>> listed(["A", "B", "C"], most=2)
    'A, B and 1 more'
    """
    head = ", ".join(map(str, names[:most]))
    return f"{head} and {len(names) - most} more" if len(names) > most else head


def _among(column: Column, values: tuple[int | float | str, ...]) -> Callable[[pl.Expr], pl.Expr]:
    allowed = pl.Series(values, dtype=DTYPES[column.type])
    return lambda value: value.is_in(allowed.implode())
