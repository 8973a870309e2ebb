"""The rows of one table's file as they stand there: values as text in CSV, as stored in Parquet."""

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from creditworthy.errors import InputError
from creditworthy.tables.finding import TableFile

__all__ = ["opened"]

_DAMAGED = (
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
)  # the last where it wants a password
_UNREADABLE = "{file}: the file cannot be unpacked ({why}); fetch it again"


@contextmanager
def opened(file: TableFile, scratch: Path) -> Iterator[pl.LazyFrame]:
    """Yield the rows of a file, nothing read yet.

    Parameters
    ----------
    file : TableFile
        The file, or the zip and the file in it.
    scratch : Path
        A folder with room for one unpacked file, which is gone when the context ends.
    """
    if file.member is None:
        yield _scan(file.path)
        return
    unpacked = _unpack(file, scratch)
    try:
        yield _scan(unpacked)
    finally:
        unpacked.unlink()


def _scan(path: Path) -> pl.LazyFrame:
    if path.suffix == ".parquet":
        return pl.scan_parquet(path)
    return pl.scan_csv(path, infer_schema=False)


def _unpack(file: TableFile, scratch: Path) -> Path:
    unpacked = scratch / "unpacked.csv"
    try:
        with (
            zipfile.ZipFile(file.path) as archive,
            archive.open(str(file.member)) as packed,
            unpacked.open("wb") as plain,
        ):
            shutil.copyfileobj(packed, plain)
    except _DAMAGED as error:
        raise InputError(_UNREADABLE, file=file.name, why=error) from error
    return unpacked
