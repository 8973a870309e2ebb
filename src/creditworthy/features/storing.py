"""Features on disk: one Parquet file, put together from files of some applicants each, so that memory stays small."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

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
    """Write blocks of features, in their order, into one Parquet file.

    Parameters
    ----------
    blocks : iterable of polars.DataFrame
        The features of some applicants each, as `features.built` yields them.
    target : Path
        The file.
    told : mapping of str to str, optional
        What the file tells of itself.
    """
    with put_together(target, told) as folder:
        for number, block in enumerate(blocks):
            block.write_parquet(folder / f"{number:06}.parquet")
