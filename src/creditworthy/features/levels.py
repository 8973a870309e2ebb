"""From one level of rows to the next: payments to instalments to loans, months to credits."""

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from creditworthy.features.feature import Frame

__all__ = ["beside", "gathered"]

RUN = "__run__"


def gathered(rows: Frame, /, *keys: str, **columns: nw.Expr) -> Frame:
    """Put the rows of equal keys together: one row a combination of keys, in the order of the keys.

    Parameters
    ----------
    rows : Frame
        Rows in the order of their table, the keys first among what they are ordered by, so that equal keys are
        neighbours: Polars then takes them run by run, ten times as fast as by their hashes, and sorts nothing.
    *keys : str
        Columns that name what the rows belong to, the applicant first.
    **columns : narwhals.Expr
        Aggregations, by the name of their column.
    """
    native = rows.to_native()
    if not isinstance(native, pl.LazyFrame):
        return rows.group_by(*keys).agg(**columns)
    runs = native.with_columns(pl.struct(keys).rle_id().alias(RUN)).set_sorted(RUN)
    named = {key: nw.col(key).max() for key in keys}
    found = nw.from_native(runs).group_by(RUN).agg(**named, **columns).sort(RUN).drop(RUN)
    return nw.from_native(found.to_native().set_sorted(keys[0]))


def beside(left: Frame, rights: Sequence[Frame], *, on: str) -> Frame:
    """Return the columns of several frames beside those of the first, row by row of it; null where one has no such row.

    Parameters
    ----------
    left : Frame
        One row a key.
    rights : sequence of Frame
        At most one row a key each; their other columns have names of their own.
    on : str
        The key.
    """
    if not isinstance(left.to_native(), pl.LazyFrame):
        for right in rights:
            left = left.join(right, on=on, how="left")
        return left
    # A chain of joins would copy what the joins before it found, again and again.
    rows: pl.LazyFrame = left.to_native().sort(on)
    keys = rows.select(on)
    own = [keys.join(right.to_native(), on=on, how="left", maintain_order="left").drop(on) for right in rights]
    return nw.from_native(pl.concat([rows, *own], how="horizontal"))
