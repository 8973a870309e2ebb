"""The key of a table stands once, over all its files."""

from pathlib import Path

import polars as pl

from creditworthy.tables.dictionary import Table
from creditworthy.tables.faults import Fault, Faults
from creditworthy.tables.shelves import Shelves

__all__ = ["Keys"]

SHELVES = 16

_TAKEN = (
    "{file}: {count:,} of {total:,} rows repeat the key {column} of an earlier row "
    "(first: {example} in row {row}); keep one row of each key in {files}"
)
_ROW = "\x01row"  # a name that no file gives to a column


class Keys:
    """The keys of one file, whose rows come in blocks.

    Parameters
    ----------
    table : Table
        Its key may be empty: then any rows may stand.
    earlier : pl.DataFrame, optional
        The keys in the table's files before this one.
    folder : Path, optional
        A folder to make, for keys that are not to stay in memory.
    """

    def __init__(self, table: Table, earlier: pl.DataFrame | None = None, folder: Path | None = None) -> None:
        self._table = table
        self._spread = folder is not None
        self._shelves = Shelves(folder)
        if earlier is not None and table.key:
            self._put(earlier.select(*table.key, pl.lit(0, dtype=pl.Int64).alias(_ROW)))

    def see(self, block: pl.DataFrame, before: int) -> None:
        """Take the keys of a block of rows, before which so many stand in the file."""
        if self._table.key:
            self._put(block.select(*self._table.key, pl.int_range(before + 1, before + pl.len() + 1).alias(_ROW)))

    def note_repeats(self, faults: Faults) -> None:
        """Note the rows that repeat the key of an earlier row, once all blocks are seen."""
        if self._table.key:
            repeated = pl.concat([self._repeats(shelf) for shelf in self._shelves.taken()])
            if not repeated.is_empty():
                faults.add((3,), self._fault(repeated.sort(_ROW)))

    def close(self) -> None:
        """Close what is open."""
        self._shelves.close()

    def _put(self, keys: pl.DataFrame) -> None:
        place = keys.select(pl.struct(*self._table.key).hash() % SHELVES).to_series() if self._spread else None
        self._shelves.put(keys, place)

    def _repeats(self, shelf: pl.DataFrame) -> pl.DataFrame:
        ordered = shelf.sort(*self._table.key, _ROW)
        here = pl.col(_ROW) > 0
        return ordered.filter(here, *(pl.col(name) == pl.col(name).shift() for name in self._table.key))

    def _fault(self, repeated: pl.DataFrame) -> Fault:
        *key, row = repeated.row(0)
        names: dict[str, object] = {"column": ", ".join(self._table.key), "files": " and ".join(self._table.files)}
        return Fault(_TAKEN, repeated.height, ", ".join(map(repr, key)), row, names)
