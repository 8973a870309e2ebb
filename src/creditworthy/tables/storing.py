"""Sorted rows on their way into a Parquet file, the same bytes however they come in parts."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

__all__ = ["ROWS_IN_A_GROUP", "store"]

ROWS_IN_A_GROUP = 50_000
"""Rows in one group of a Parquet file: what must be read, at least, to find one applicant."""


def store(parts: Iterable[pl.DataFrame], path: Path) -> Iterator[int]:
    """Write rows into a Parquet file, and yield how many are written, group by group.

    Parameters
    ----------
    parts : iterable of pl.DataFrame
        The rows in their order, in at least one frame.
    path : Path
        The file to make; it is on the disk, and not only in the system's memory, when all is yielded.
    """
    import pyarrow.parquet as pq

    groups = _groups(parts)
    first = next(groups)
    # Python's own file: its errors name the reason in the system's words.
    with path.open("wb") as file:
        with pq.ParquetWriter(file, first.schema, compression="zstd", compression_level=3) as writer:
            written = 0
            for group in chain([first], groups):
                writer.write_table(group, row_group_size=ROWS_IN_A_GROUP)
                written += group.num_rows
                yield written
        file.flush()
        os.fsync(file.fileno())


def _groups(parts: Iterable[pl.DataFrame]) -> Iterator[Any]:
    """Cut rows into groups of one size; without rows there is one group."""
    rest, cut = pl.DataFrame(), 0
    for part in parts:
        rows = pl.concat([rest, part]) if rest.height else part
        whole = rows.height - rows.height % ROWS_IN_A_GROUP
        for start in range(0, whole, ROWS_IN_A_GROUP):
            yield _group(rows.slice(start, ROWS_IN_A_GROUP))
        rest, cut = rows.slice(whole), cut + whole
    if rest.height or not cut:
        yield _group(rest)


def _group(rows: pl.DataFrame) -> Any:
    """Return rows in one piece: pieces would show in the file."""
    return rows.to_arrow(compat_level=pl.CompatLevel.oldest()).combine_chunks()
