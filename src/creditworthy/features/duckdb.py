"""The same features on DuckDB, which keeps to a limit of memory and puts on disk what does not fit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

import polars as pl

from creditworthy.errors import InputError
from creditworthy.features.build import bounds
from creditworthy.features.feature import Frame
from creditworthy.features.plan import as_they_come, plan, table_schema
from creditworthy.tables.dictionary import Dictionary

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

__all__ = ["MEMORY", "built_in_duckdb"]

MEMORY = "1GB"
"""The usual limit of memory."""

Source = pl.DataFrame | Sequence[Path]

_NO_MEMORY = "{memory}: not an amount of memory; write it like 500MB or 2GB"
_TOO_LITTLE = "{memory} of memory are too little for a block of applicants; give DuckDB more"


def built_in_duckdb(
    sources: Mapping[str, Source],
    names: Sequence[str] | None = None,
    *,
    dictionary: Dictionary,
    memory: str = MEMORY,
    advance: Callable[[int], None] | None = None,
) -> Iterator[pl.DataFrame]:
    """Yield the features of a block of applicants after the other, computed by DuckDB.

    Parameters
    ----------
    sources : mapping
        By table name: frames, or the Parquet files of imported tables (see `Tables.paths`), the application table
        among them.
    names, dictionary, advance
        As in `features.build`.
    memory : str
        The most that DuckDB may take, as it writes it: ``"500MB"``. It is a limit of the database, not of the process.

    Raises
    ------
    InputError
        Where the memory is no amount, or too little for a block.
    """
    key = f'"{dictionary.applicant}"'
    with _connected(memory) as database:
        tables = {name: _relation(database, name, sources.get(name), dictionary) for name in dictionary.tables}
        for low, high in bounds(tables[dictionary.application.name].project(key).pl().lazy()):
            rows = {name: table.filter(f"{key} BETWEEN {low} AND {high}") for name, table in tables.items()}
            block = _collected(plan(rows, names, dictionary=dictionary, arrange=as_they_come), memory)
            if advance:
                advance(block.height)
            yield block


def _collected(computation: Frame, memory: str) -> pl.DataFrame:
    import duckdb

    found: DuckDBPyRelation = computation.to_native()
    try:
        return cast("pl.DataFrame", found.pl())
    except duckdb.OutOfMemoryException as error:
        raise InputError(_TOO_LITTLE, memory=memory) from error


@contextmanager
def _connected(memory: str) -> "Iterator[DuckDBPyConnection]":
    import duckdb

    with TemporaryDirectory() as spilled, duckdb.connect() as database:
        try:
            database.execute(f"SET memory_limit = '{memory.replace(chr(39), '')}'")
        except duckdb.Error as error:
            raise InputError(_NO_MEMORY, memory=memory) from error
        database.execute(f"SET temp_directory = '{spilled}'; SET preserve_insertion_order = false")
        yield database


def _relation(
    database: "DuckDBPyConnection", name: str, source: Source | None, dictionary: Dictionary
) -> "DuckDBPyRelation":
    if source is None:
        source = pl.DataFrame(schema=table_schema(name, dictionary))
    if isinstance(source, pl.DataFrame):
        return database.from_arrow(source)
    return database.read_parquet([str(path) for path in source], union_by_name=True)
