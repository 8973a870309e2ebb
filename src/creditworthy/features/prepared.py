"""A plan of features, built once, over sources that hand out the rows of whoever is current."""

from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import TypeAlias

import polars as pl
from polars.io.plugins import register_io_source

from creditworthy.features.feature import Frame

__all__ = ["Prepared", "Tables"]

Tables: TypeAlias = Mapping[str, pl.DataFrame | pl.LazyFrame]
"""Rows by table name; a table that is absent has none."""


class Prepared:
    """Building a plan takes longer than running it for one applicant: it is built here, once.

    Calls take turns: the engine asks its sources from threads of its own, so that who is current cannot be a context
    variable.

    Parameters
    ----------
    schemas : mapping of str to polars.Schema
        The columns of the rows that will be given, by table name.
    plan : callable
        Makes the plan of lazy rows by table name.
    collect : callable
        Runs it.
    """

    def __init__(
        self,
        schemas: Mapping[str, pl.Schema],
        plan: Callable[[Mapping[str, pl.LazyFrame]], Frame],
        collect: Callable[[pl.LazyFrame], pl.DataFrame],
    ) -> None:
        self._turn = Lock()
        self._current: Tables = {}
        self._plan: pl.LazyFrame = plan(
            {name: self._source(name, schema) for name, schema in schemas.items()}
        ).to_native()
        # From now on the plan is not translated again each time that it runs.
        self._plan.collect_schema()
        self._collect = collect

    def run(self, tables: Tables) -> pl.DataFrame:
        """Return what the plan makes of these rows."""
        with self._turn:
            self._current = tables
            return self._collect(self._plan)

    def _source(self, name: str, schema: pl.Schema) -> pl.LazyFrame:
        empty = pl.DataFrame(schema=schema)

        def rows(
            columns: list[str] | None, predicate: pl.Expr | None, most: int | None, _batch: int | None
        ) -> Iterator[pl.DataFrame]:
            frame = self._current.get(name, empty)
            frame = frame if columns is None else frame.select(columns)
            frame = frame if predicate is None else frame.filter(predicate)
            frame = frame if most is None else frame.head(most)
            yield frame.collect(engine="in-memory") if isinstance(frame, pl.LazyFrame) else frame

        return register_io_source(rows, schema=schema)
