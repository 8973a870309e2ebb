"""The rows of a Parquet file, block by block."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl

from creditworthy.errors import InputError
from creditworthy.tables.finding import TableFile

__all__ = ["ParquetRows", "opened_parquet"]

CELLS_IN_A_BLOCK = 8_000_000

_CLOSED = "{file}: the file cannot be opened ({why}); give a file that you may read"
_UNREADABLE = "{file}: not a whole Parquet file ({why}); fetch it again"


class ParquetRows:
    """The rows of an open file; see :class:`creditworthy.tables.reading.Rows`."""

    def __init__(self, source: Any, file: str) -> None:
        self._source = source
        self._file = file
        self._read = 0
        self.names: Sequence[str] = source.schema_arrow.names

    @property
    def share(self) -> float:
        """How much of the file is read, from 0 to 1."""
        return self._read / self._source.metadata.num_rows if self._read else 0.0

    def blocks(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Yield the rows; a file without rows gives one block."""
        import pyarrow as pa

        if not self._source.metadata.num_rows:
            yield _frame(self._source.schema_arrow.empty_table().select(list(columns)))
        try:
            for batch in self._source.iter_batches(CELLS_IN_A_BLOCK // len(columns), columns=list(columns)):
                self._read += batch.num_rows
                yield _frame(pa.Table.from_batches([batch]).select(list(columns)))
        except (pa.ArrowException, OSError) as error:
            raise _unreadable(error, self._file) from error


@contextmanager
def opened_parquet(file: TableFile) -> Iterator[ParquetRows]:
    """Yield the rows of a Parquet file, of which only the schema is read.

    Raises
    ------
    InputError
        Where it cannot be read; also while its blocks are read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        stream = file.path.open("rb")
    except OSError as error:
        raise InputError(_CLOSED, file=file.name, why=error.strerror) from error
    with stream:
        try:
            source = pq.ParquetFile(stream, page_checksum_verification=True)
        except (pa.ArrowException, OSError) as error:
            raise _unreadable(error, file.name) from error
        yield ParquetRows(source, file.name)


def _frame(rows: Any) -> pl.DataFrame:
    frame = pl.from_arrow(rows)
    return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()


def _unreadable(error: Exception, file: str) -> InputError:
    return InputError(_UNREADABLE, file=file, why=str(error).partition("\n")[0].rstrip("."))
