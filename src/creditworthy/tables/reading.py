"""The rows of one table's file as they stand there, block by block: values as text in CSV, as stored in Parquet."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import polars as pl

from creditworthy.tables.finding import TableFile
from creditworthy.tables.reading_csv import opened_csv
from creditworthy.tables.reading_parquet import opened_parquet

__all__ = ["FrameRows", "Rows", "opened"]


class Rows(Protocol):
    """The rows of a file: the names of its columns, how much is read, and the blocks of some columns, once."""

    @property
    def names(self) -> Sequence[str]: ...  # noqa: D102

    @property
    def share(self) -> float: ...  # noqa: D102

    def blocks(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]: ...  # noqa: D102


class FrameRows:
    """The rows of a frame in memory, in one block."""

    share = 1.0

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame
        self.names = frame.columns

    def blocks(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Yield all the rows."""
        yield self._frame.select(columns)


def opened(file: TableFile) -> AbstractContextManager[Rows]:
    """Return a context with the rows of a file, of which no more than the names of the columns is read.

    Raises
    ------
    InputError
        There, or while its blocks are read: where the file cannot be read, is no table, or is cut off.
    """
    return opened_parquet(file) if file.path.suffix.lower() == ".parquet" else opened_csv(file)
