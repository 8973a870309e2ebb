"""The rows of a CSV file, block by block, with nothing that is lost on the way left unsaid."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl

from creditworthy.errors import InputError
from creditworthy.tables.faults import Fault, Faults
from creditworthy.tables.finding import TableFile
from creditworthy.tables.header import read_header
from creditworthy.tables.packed import Bytes, opened_bytes
from creditworthy.tables.text import Text

__all__ = ["CsvRows", "opened_csv"]

BYTES_IN_A_BLOCK = 16 << 20

_CUT = (
    "{file}: the last line, row {row}, does not end: the file may be cut off; "
    "fetch it again, or end the line if it is whole"
)
_CELLS = (
    "{file}: {count:,} of {total:,} rows have another number of cells than the {cells} of the first line "
    "(first: {example} in row {row}); put a text with commas into quotation marks, write a decimal point, "
    "or fetch the file again"
)
_NO_ROWS = "{file}: no rows can be told apart after row {row}; look there for a quotation mark that nothing closes"


class CsvRows:
    """The rows of an open file; see :class:`creditworthy.tables.reading.Rows`.

    Parameters
    ----------
    stream : Bytes
        The bytes of the file, none of which is read yet.
    """

    def __init__(self, stream: Bytes) -> None:
        self.names: Sequence[str] = read_header(stream)
        self._stream = stream
        self._faults = Faults(stream.file)

    @property
    def share(self) -> float:
        """How much of the file is read, from 0 to 1."""
        return self._stream.position / max(self._stream.size, 1)

    def blocks(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Yield the rows; a file without rows gives one block."""
        places = [self.names.index(name) for name in columns]
        for batch in filter(len, self._batches(places)):
            self._faults.passed(batch.num_rows)
            yield pl.DataFrame(batch).rename(dict(zip(map(str, places), columns, strict=True)))
        if not self._faults.rows:
            yield pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
        self._refuse_cut()
        for error in self._faults.errors():
            raise error

    def _batches(self, places: Sequence[int]) -> Iterator[Any]:
        """Yield what pyarrow reads; it calls each column by its place, since names may repeat."""
        start = self._stream.read(1)
        if not start:
            return
        self._stream.give_back(start)
        import pyarrow as pa

        try:
            yield from self._reader(list(map(str, places)))
        except pa.ArrowInvalid as error:
            raise InputError(_NO_ROWS, file=self._stream.file, row=self._faults.rows) from error

    def _reader(self, wanted: list[str]) -> Any:
        import pyarrow as pa
        from pyarrow import csv

        every = list(map(str, range(len(self.names))))
        return csv.open_csv(
            Text(self._stream),
            # In one thread the reader knows the numbers of rows with too many or too few cells.
            csv.ReadOptions(column_names=every, block_size=BYTES_IN_A_BLOCK, use_threads=False),
            csv.ParseOptions(newlines_in_values=True, invalid_row_handler=self._skip),
            csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, pa.string()), include_columns=wanted, strings_can_be_null=False
            ),
        )

    def _skip(self, row: Any) -> str:
        fault = Fault(_CELLS, 1, str(row.actual_columns), row.number, {"cells": row.expected_columns})
        self._faults.add((0,), fault)
        self._faults.passed(1)
        return "skip"

    def _refuse_cut(self) -> None:
        if self._stream.last not in b"\r\n":
            raise InputError(_CUT, file=self._stream.file, row=self._faults.rows)


@contextmanager
def opened_csv(file: TableFile) -> Iterator[CsvRows]:
    """Yield the rows of a CSV file, plain or in a zip, of which only the first line is read.

    Raises
    ------
    InputError
        Where it cannot be read; also while its blocks are read.
    TableError
        After the last block, where rows have other cells than columns.
    """
    with opened_bytes(file) as stream:
        yield CsvRows(stream)
