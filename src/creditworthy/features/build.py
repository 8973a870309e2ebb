"""One row of features per applicant, from the tables, block by block of applicants.

On Polars, rows are put in one total order first, so that the same applicant gives the same bits whatever the order of
the rows and whoever else is in the crowd.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

import polars as pl

from creditworthy.errors import InputError
from creditworthy.features.feature import Frame
from creditworthy.features.plan import as_imported, in_order, plan
from creditworthy.tables.dictionary import Dictionary, home_credit
from creditworthy.tables.load import Part, Tables

__all__ = ["APPLICANTS_PER_BLOCK", "bounds", "build", "built", "collect"]

APPLICANTS_PER_BLOCK = 25_000

Rows = Tables | Mapping[str, pl.LazyFrame | pl.DataFrame]


def build(
    tables: Rows,
    names: Sequence[str] | None = None,
    *,
    dictionary: Dictionary | None = None,
    part: Part = "all",
    advance: Callable[[int], None] | None = None,
) -> pl.DataFrame:
    """Compute features, block by block of applicants.

    Parameters
    ----------
    tables : Tables or mapping of str to polars.LazyFrame or polars.DataFrame
        Imported tables (all their applicants), or raw rows by table name: the application table, and any histories.
        A table that is absent gives null features.
    names : sequence of str, optional
        Which features; all of them by default.
    dictionary : Dictionary, optional
        What the columns are; that of the imported tables, or the reference portfolio's, by default.
    part : str
        Which applicants of imported tables: ``"train"``, ``"test"`` or ``"all"``.
    advance : callable, optional
        Called with the number of applicants after each block.

    Returns
    -------
    polars.DataFrame
        Shape (applicants, 1 + features), sorted by applicant: numbers as Float64, categories as String.

    Raises
    ------
    InputError
        Where the application table is absent, or a feature has no such name.
    """
    return pl.concat(built(tables, names, dictionary=dictionary, part=part, advance=advance))


def built(
    tables: Rows,
    names: Sequence[str] | None = None,
    *,
    dictionary: Dictionary | None = None,
    part: Part = "all",
    advance: Callable[[int], None] | None = None,
) -> Iterator[pl.DataFrame]:
    """Yield the features of a block of applicants after the other, as `build` does, which puts them together."""
    arrange = in_order
    if isinstance(tables, Tables):
        dictionary, arrange, tables = dictionary or tables.dictionary, as_imported, tables.sources(part)
    dictionary = dictionary or home_credit()
    sources = {name: frame.lazy() for name, frame in tables.items()}
    if dictionary.application.name not in sources:
        raise InputError(
            "features need the table {table}; give it beside the histories", table=dictionary.application.name
        )
    applicant = pl.col(dictionary.applicant)
    for low, high in bounds(sources[dictionary.application.name].select(applicant)):
        own = {name: frame.filter(applicant.is_between(low, high)) for name, frame in sources.items()}
        block = collect(plan(own, names, dictionary=dictionary, arrange=arrange))
        if advance:
            advance(block.height)
        yield block


def collect(computation: Frame) -> pl.DataFrame:
    """Run a plan on Polars so that it gives the same bits each time.

    Polars would drop a sort below an aggregation, whose result it takes to be the same in any order: sums of floats
    are not.
    """
    native = cast("pl.LazyFrame", computation.to_native())
    return native.collect(engine="in-memory", optimizations=pl.QueryOptFlags(check_order_observe=False))


def bounds(applicants: pl.LazyFrame) -> Iterator[tuple[int, int]]:
    """Yield the first and the last applicant of each block, from a column of applicants."""
    ids = applicants.collect().to_series().sort()
    if ids.is_empty():
        yield 0, 0
    for start in range(0, len(ids), APPLICANTS_PER_BLOCK):
        part = ids[start : start + APPLICANTS_PER_BLOCK]
        yield part[0], part[-1]
