"""One row of features per applicant, from the tables: one plan for a crowd, a block of it, or one applicant.

The plan is made of narwhals expressions. On Polars, rows are put in one total order first, so that the same
applicant gives the same bits whatever the order of the rows and whoever else is in the crowd.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

import narwhals as nw
import polars as pl

from creditworthy.errors import InputError
from creditworthy.features.cleaning import clean
from creditworthy.features.feature import Block, Feature, Features, Frame
from creditworthy.features.loading import features_of
from creditworthy.tables.dictionary import Dictionary, home_credit
from creditworthy.tables.load import Tables

__all__ = ["APPLICANTS_PER_BLOCK", "build", "collect", "plan", "table_schema"]

APPLICANTS_PER_BLOCK = 25_000


def build(
    tables: Tables | Mapping[str, pl.LazyFrame | pl.DataFrame],
    names: Sequence[str] | None = None,
    *,
    dictionary: Dictionary | None = None,
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
    if isinstance(tables, Tables):
        return build(tables.sources("all"), names, dictionary=dictionary or tables.dictionary, advance=advance)
    dictionary = dictionary or home_credit()
    sources = {name: frame.lazy() for name, frame in tables.items()}
    if dictionary.application.name not in sources:
        raise InputError(
            "features need the table {table}; give it beside the histories", table=dictionary.application.name
        )
    blocks, applicant = [], pl.col(dictionary.applicant)
    for low, high in _bounds(sources[dictionary.application.name].select(applicant)):
        part = {name: frame.filter(applicant.is_between(low, high)) for name, frame in sources.items()}
        blocks.append(collect(plan(part, names, dictionary=dictionary)))
        if advance:
            advance(blocks[-1].height)
    return pl.concat(blocks)


def plan(
    sources: Mapping[str, pl.LazyFrame], names: Sequence[str] | None = None, *, dictionary: Dictionary
) -> pl.LazyFrame:
    """Return the lazy computation of features, one row an applicant, sorted by applicant."""
    known, applicant = features_of(dictionary), dictionary.applicant
    wanted = [known[name] for name in (known if names is None else names)]
    result = _rows(dictionary.application.name, sources, dictionary).select(applicant)
    for block, entries in _by_block(wanted, known).items():
        formulae = [_formula(entry) for entry in entries]
        if block.table is None:
            result = result.with_columns(*formulae)
        else:
            rows = block.prepare(_rows(block.table, sources, dictionary))
            right = rows.select(applicant, *formulae) if block.each_row else rows.group_by(applicant).agg(*formulae)
            result = result.join(right, on=applicant, how="left")
    columns = [applicant, *(entry.name for entry in wanted)]
    return cast("pl.LazyFrame", result.select(*columns).sort(applicant).to_native())


def collect(computation: pl.LazyFrame) -> pl.DataFrame:
    """Run a plan so that it gives the same bits each time.

    Polars would drop a sort below an aggregation, whose result it takes to be the same in any order: sums of floats
    are not.
    """
    return computation.collect(engine="in-memory", optimizations=pl.QueryOptFlags(check_order_observe=False))


def table_schema(name: str, dictionary: Dictionary) -> pl.Schema:
    """Return the columns of a table as they are stored: Int64, Float64 or String, the applicant first."""
    kinds = {"integer": pl.Int64(), "number": pl.Float64(), "category": pl.String()}
    columns = {column.name: kinds[column.type] for column in dictionary.table(name).columns.values()}
    return pl.Schema({dictionary.applicant: pl.Int64(), **columns})


def _bounds(applicants: pl.LazyFrame) -> Iterator[tuple[int, int]]:
    ids = applicants.collect().to_series().sort()
    if ids.is_empty():
        yield 0, 0
    for start in range(0, len(ids), APPLICANTS_PER_BLOCK):
        part = ids[start : start + APPLICANTS_PER_BLOCK]
        yield part[0], part[-1]


def _by_block(wanted: Sequence[Feature], known: Features) -> dict[Block, list[Feature]]:
    """Return the wanted features, and those that combined ones are made of, by block in the order of the tables."""
    names = {name for entry in wanted for name in (entry.name, *entry.made_of)}
    blocks: dict[Block, list[Feature]] = {}
    for entry in known.values():
        if entry.name in names:
            blocks.setdefault(entry.block, []).append(entry)
    return blocks


def _formula(entry: Feature) -> nw.Expr:
    kind = nw.String() if entry.categorical else nw.Float64()
    return entry.formula().cast(kind).alias(entry.name)


def _rows(name: str, sources: Mapping[str, pl.LazyFrame], dictionary: Dictionary) -> Frame:
    table = dictionary.table(name)
    native = sources[name] if name in sources else pl.LazyFrame(schema=table_schema(name, dictionary))
    return clean(nw.from_native(native), table).sort(*table.order)
