"""Rows put aside by place, in memory or on disk, and taken back place by place."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import polars as pl

__all__ = ["Shelves"]

_PLACE = "\x01place"  # a name that no file gives to a column


class Shelves:
    """Blocks of rows with the same columns, each row on one of some shelves.

    Parameters
    ----------
    folder : Path, optional
        A folder to make and fill, gone once all is taken; without it the rows stay in memory.

    Examples
    --------
    >>> shelves = Shelves()
    >>> shelves.put(pl.DataFrame({"x": [5, 6, 7]}), pl.Series([1, 0, 1], dtype=pl.UInt32))
    >>> [shelf["x"].to_list() for shelf in shelves.taken()]
    [[6], [5, 7]]
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._held: dict[int, list[pl.DataFrame]] = {}
        self._writers: dict[int, Any] = {}
        self._open = ExitStack()
        self._empty = pl.DataFrame()

    def put(self, rows: pl.DataFrame, place: pl.Series | None = None) -> None:
        """Put each row on the shelf whose number stands beside it; all on one shelf where there are no numbers."""
        self._empty = rows.clear()
        if place is None:
            self._keep(0, rows)
            return
        parts = rows.with_columns(place.alias(_PLACE)).partition_by(_PLACE, as_dict=True, include_key=False)
        for (number,), part in parts.items():
            self._keep(int(str(number)), part)

    def close(self) -> None:
        """Close the files; no row can be put any more."""
        self._open.close()

    def taken(self) -> Iterator[pl.DataFrame]:
        """Take the rows back shelf by shelf, in the order of the numbers; there is at least one frame."""
        self.close()
        numbers = sorted(self._held.keys() | self._writers.keys())
        for number in numbers:
            yield self._take(number)
        if not numbers:
            yield self._empty
        if self._folder is not None and self._folder.exists():
            self._folder.rmdir()

    def _keep(self, number: int, part: pl.DataFrame) -> None:
        if self._folder is None:
            self._held.setdefault(number, []).append(part)
            return
        # The frame's default layout of text would carry the text of a whole block into each part.
        rows = part.to_arrow(compat_level=pl.CompatLevel.oldest())
        if number not in self._writers:
            self._writers[number] = self._writer(number, rows.schema)
        self._writers[number].write_table(rows)

    def _writer(self, number: int, schema: Any) -> Any:
        import pyarrow as pa

        self._path(number).parent.mkdir(exist_ok=True)
        # Python's own file: its errors name the reason in the system's words.
        file = self._open.enter_context(self._path(number).open("wb"))
        writer = pa.ipc.new_stream(file, schema, options=pa.ipc.IpcWriteOptions(compression="lz4"))
        return self._open.enter_context(writer)

    def _take(self, number: int) -> pl.DataFrame:
        if self._folder is None:
            return pl.concat(self._held.pop(number))
        import pyarrow as pa

        del self._writers[number]
        with self._path(number).open("rb") as file:
            rows = pl.from_arrow(pa.ipc.open_stream(file).read_all())
        self._path(number).unlink()
        return rows if isinstance(rows, pl.DataFrame) else rows.to_frame()

    def _path(self, number: int) -> Path:
        return Path(str(self._folder), f"{number}.arrows")
