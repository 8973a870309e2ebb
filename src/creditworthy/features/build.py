"""One row of features per applicant, from the tables, block by block of applicants.

On Polars, rows are put in one total order first, so that the same applicant gives the same bits whatever the order of
the rows and whoever else is in the crowd.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import local

import polars as pl

from creditworthy.errors import InputError
from creditworthy.features.feature import Frame
from creditworthy.features.plan import Arrange, as_imported, in_order, kept, plan
from creditworthy.features.prepared import Prepared
from creditworthy.tables.dictionary import Dictionary, Table, home_credit
from creditworthy.tables.load import Part, Tables

__all__ = ["APPLICANTS_PER_BLOCK", "bounds", "build", "built", "collect"]

APPLICANTS_PER_BLOCK = 15_000

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
    applicant, own = pl.col(dictionary.applicant), _Own()
    schemas = {name: frame.collect_schema() for name, frame in sources.items()}
    how = partial(plan, names=names, dictionary=dictionary, arrange=partial(_once, arrange))

    def block(ends: tuple[int, int]) -> pl.DataFrame:
        own.prepared = own.prepared or Prepared(schemas, how, collect)
        return own.prepared.run({name: frame.filter(applicant.is_between(*ends)) for name, frame in sources.items()})

    for found in _two_at_once(block, bounds(sources[dictionary.application.name].select(applicant))):
        if advance:
            advance(found.height)
        yield found


def collect(computation: pl.LazyFrame) -> pl.DataFrame:
    """Run a plan of Polars so that it gives the same bits each time.

    Polars would drop a sort below an aggregation, whose result it takes to be the same in any order: sums of floats
    are not.
    """
    return computation.collect(engine="in-memory", optimizations=pl.QueryOptFlags(check_order_observe=False))


def bounds(applicants: pl.LazyFrame) -> Iterator[tuple[int, int]]:
    """Yield the first and the last applicant of each block, from a column of applicants."""
    ids = applicants.collect().to_series().sort()
    if ids.is_empty():
        yield 0, 0
    for start in range(0, len(ids), APPLICANTS_PER_BLOCK):
        part = ids[start : start + APPLICANTS_PER_BLOCK]
        yield part[0], part[-1]


class _Own(local):
    """What each thread has for itself."""

    prepared: Prepared | None = None


def _once(arrange: Arrange, rows: Frame, table: Table) -> Frame:
    """Put rows in order and keep them: a source is asked once, whoever takes of its rows."""
    return kept(arrange(rows, table))


def _two_at_once(
    block: Callable[[tuple[int, int]], pl.DataFrame], ends: Iterable[tuple[int, int]]
) -> Iterator[pl.DataFrame]:
    """Yield the blocks in their order; while one waits for its rows, another keeps the processors busy."""
    waiting: deque[Future[pl.DataFrame]] = deque()
    with ThreadPoolExecutor(2) as pool:
        for own in ends:
            waiting.append(pool.submit(block, own))
            if len(waiting) == 2:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
