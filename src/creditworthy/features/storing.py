"""Features on disk: one Parquet file, written block by block of applicants, so that memory stays small."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from polars.io.plugins import register_io_source

__all__ = ["put_together", "store"]

ROWS_PER_GROUP = 25_000


@contextmanager
def put_together(target: Path, told: Mapping[str, str] | None = None) -> Iterator[Path]:
    """Yield a hidden folder beside the target; its Parquet files, by their names, become the target at the end.

    What is ``told`` of them is kept in the target.
    """
    with TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as name:
        folder = Path(name, "parts")
        folder.mkdir()
        yield folder
        pl.scan_parquet(folder / "*.parquet").sink_parquet(
            target, row_group_size=ROWS_PER_GROUP, metadata=dict(told or {})
        )


def store(blocks: Iterable[pl.DataFrame], target: Path, told: Mapping[str, str] | None = None) -> None:
    """Write blocks of features, in their order and as they come, into one Parquet file.

    Parameters
    ----------
    blocks : iterable of polars.DataFrame
        The features of some applicants each, as `features.built` yields them; at least one.
    target : Path
        The file; it is there once it is whole.
    told : mapping of str to str, optional
        What the file tells of itself.
    """
    following = iter(blocks)
    first = next(following)
    failed: list[Exception] = []

    def rows(*_: object) -> Iterator[pl.DataFrame]:
        try:
            yield from chain([first], following)
        except Exception as error:
            failed.append(error)
            raise

    with TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
        hidden = Path(folder, target.name)
        try:
            register_io_source(rows, schema=first.schema).sink_parquet(
                hidden, row_group_size=ROWS_PER_GROUP, metadata=dict(told or {})
            )
        except pl.exceptions.PolarsError as error:
            # The engine says in its own words what went wrong where blocks are made.
            raise failed[0] if failed else error from None
        hidden.replace(target)
