"""Write a generated portfolio of any size: block by block, so that one block is in memory at a time."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from creditworthy.errors import InputError
from creditworthy.tables.mark import mark_generated
from creditworthy.tables.synthetic.portfolio import Portfolio, blocks
from creditworthy.tables.synthetic.shape import column_descriptions

__all__ = ["generate_into", "write"]

_ALWAYS_CSV = ("sample_submission", "HomeCredit_columns_description")
_ROWS_IN_A_GROUP = 50_000


def _silent(block: Portfolio) -> None:
    """Tell nobody that a block is written."""


def generate_into(
    folder: Path,
    applicants: int,
    seed: int,
    *,
    format: str = "csv",  # noqa: A002 the public word
    advance: Callable[[Portfolio], None] = _silent,
) -> list[Path]:
    """Generate a portfolio of any size into a folder, some thousand applicants at a time, and return the files.

    Files of the same names are replaced at the very end; after an error or an interrupt they are what they were.
    The same seed gives the same bytes.

    Parameters
    ----------
    folder : Path
        The folder, made where missing; it carries the mark of an invented portfolio.
    applicants, seed : int
        As ``generate`` takes them.
    format : str
        ``"csv"`` or ``"parquet"``; the column descriptions and the sample submission are always CSV.
    advance : callable
        Is given the tables of each block once they are written.

    Raises
    ------
    InputError
        For fewer than two applicants, or a format that is neither.
    """

    def drawn() -> Iterator[Portfolio]:
        for tables, _ in blocks(applicants, seed):
            yield tables
            advance(tables)
        yield {"HomeCredit_columns_description": column_descriptions()}

    return _write(drawn(), folder, format)


def write(portfolio: Portfolio, folder: Path, format: str = "csv") -> list[Path]:  # noqa: A002 the public word
    """Write the tables that ``generate`` returned, as ``generate_into`` would, and return the files."""
    return _write([portfolio], folder, format)


def _write(portfolios: Iterable[Portfolio], folder: Path, suffix: str) -> list[Path]:
    if suffix not in ("csv", "parquet"):
        raise InputError("{format}: no such format; give csv or parquet", format=suffix)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".generating.", dir=folder) as scratch:
        parts = _write_parts(portfolios, Path(scratch), suffix)
        written = [_join(Path(scratch), stem, found) for stem, found in parts.items()]
        mark_generated(folder, written)
        return [path.replace(folder / path.name) for path in written]


def _write_parts(portfolios: Iterable[Portfolio], scratch: Path, suffix: str) -> dict[str, list[Path]]:
    """Write every table of every block to a file of its own."""
    parts: dict[str, list[Path]] = {}
    for tables in portfolios:
        for stem, frame in tables.items():
            parts.setdefault(stem, [])
            kind = "csv" if stem in _ALWAYS_CSV else suffix
            parts[stem].append(_write_part(frame, scratch / f"{stem}.{len(parts[stem])}.{kind}"))
    return parts


def _write_part(frame: pl.DataFrame, path: Path) -> Path:
    if path.suffix == ".csv":
        frame.write_csv(path, include_header=path.stem.endswith(".0"))
    else:
        frame.write_parquet(path, compression="lz4")
    return path


def _join(scratch: Path, stem: str, parts: list[Path]) -> Path:
    """Join the parts of a table in their order, and remove them."""
    joined = scratch / f"{stem}{parts[0].suffix}"
    if joined.suffix == ".parquet":
        pl.scan_parquet(parts).sink_parquet(joined, compression="zstd", row_group_size=_ROWS_IN_A_GROUP)
    else:
        _append(parts, joined)
    for part in parts:
        part.unlink()
    return joined


def _append(parts: list[Path], joined: Path) -> None:
    with joined.open("wb") as whole:
        for part in parts:
            with part.open("rb") as rows:
                shutil.copyfileobj(rows, whole)
