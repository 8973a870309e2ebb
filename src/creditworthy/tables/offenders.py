"""What an error sentence says of the rows that break a rule: how many of how many, and the first of them."""

from collections.abc import Sequence

import polars as pl

__all__ = ["offenders"]

_BROKEN, _ROW = "\0broken", "\0row"  # names that no file gives to a column


def offenders(rows: pl.LazyFrame, columns: Sequence[str], broken: pl.Expr) -> dict[str, object]:
    """Return the values of an error sentence: ``count``, ``total``, ``example`` and ``row`` (counted from 1).

    Parameters
    ----------
    rows : pl.LazyFrame
        The rows in the order of their file.
    columns : sequence of str
        The columns whose values make the example.
    broken : pl.Expr
        True in the rows that break the rule, in at least one row.

    Examples
    --------
    >>> rows = pl.LazyFrame({"AMT_CREDIT": [1.0, -5.0, -7.0]})
    >>> offenders(rows, ["AMT_CREDIT"], pl.col("AMT_CREDIT") < 0)
    {'count': 2, 'total': 3, 'example': '-5.0', 'row': 2}
    """
    marked = rows.select(*columns, broken.alias(_BROKEN)).with_row_index(_ROW, offset=1)
    found = marked.filter(pl.col(_BROKEN)).collect(engine="in-memory")
    total = rows.select(pl.len()).collect(engine="in-memory").item()
    first = found.row(0, named=True)
    example = ", ".join(repr(first[column]) for column in columns)
    return {"count": found.height, "total": total, "example": example, "row": first[_ROW]}
