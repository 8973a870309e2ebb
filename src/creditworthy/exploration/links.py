"""Whether rows stand once and belong to somebody: repeated keys and applications, rows without their parent."""

from dataclasses import dataclass

import polars as pl

from creditworthy.evaluation import persons
from creditworthy.tables.dictionary import Parent, Table
from creditworthy.tables.load import Tables

__all__ = ["FileLinks", "Orphans", "Repeats", "links_of", "repeats_of"]

_BLOCK = 2_000_000
"""Rows that are compared at once: a bound on memory, not on what is counted."""


@dataclass(frozen=True)
class Orphans:
    """The rows of a file that have no row in a parent table, although they name one."""

    parent: str
    column: str
    rows: int


@dataclass(frozen=True)
class FileLinks:
    """How the rows of a file stand to each other and to other tables.

    Parameters
    ----------
    stem : str
        The file.
    key : tuple of str
        What should tell its rows apart; empty where the dictionary names no key: then whole rows are compared.
    repeated : int
        Rows that are told apart from an earlier one of the same applicant by nothing.
    orphans : tuple of Orphans
        By parent table whose absence the dictionary allows; a parent that is absent is not in it.
    """

    stem: str
    key: tuple[str, ...]
    repeated: int
    orphans: tuple[Orphans, ...]


@dataclass(frozen=True)
class Repeats:
    """Applications that are not the only one of their kind.

    Parameters
    ----------
    identical : int
        Applications equal to another one in everything but number and outcome.
    identical_across : int
        Those without a known outcome that equal one whose outcome is known.
    persons : int or None
        Applications of people who seem to have applied more than once; None where the dictionary does not say what
        the applications of one person share.
    """

    identical: int
    identical_across: int
    persons: int | None


def links_of(tables: Tables) -> tuple[FileLinks, ...]:
    """Return how the rows of every file that is present stand to each other and to other tables."""
    return tuple(
        _links(tables, table, stem)
        for table in tables.dictionary.tables.values()
        for stem in table.files
        if stem in tables.frames
    )


def repeats_of(tables: Tables) -> Repeats:
    """Return how many applications look like others, over both files.

    Applications are compared by a hash of 64 bits of all their columns: by chance, two of a million different ones are
    taken for equal once in thirty million portfolios.
    """
    table, dictionary = tables.dictionary.application, tables.dictionary
    compared = [name for name in table.columns if name not in {*table.key, table.label}]
    marked = [
        tables.frames[stem].select(
            mark=pl.struct(compared).hash(), known=pl.lit(stem == table.files[0] and tables.has_label)
        )
        for stem in table.files
        if stem in tables.frames
    ]
    marks = pl.concat(marked).collect(engine="in-memory")
    alike = marks.filter(pl.col("mark").is_duplicated())
    seen = alike.filter(pl.col("known"))["mark"].unique()
    across = alike.filter(~pl.col("known") & pl.col("mark").is_in(seen.implode()))
    return Repeats(alike.height, across.height, _persons(tables) if dictionary.person else None)


def _persons(tables: Tables) -> int:
    names = dict.fromkeys(name for part in tables.dictionary.person for name in part)
    applications = tables.applications("all").select(*names).collect(engine="in-memory")
    return int(pl.Series(persons(applications, tables.dictionary)).is_duplicated().sum())


def _links(tables: Tables, table: Table, stem: str) -> FileLinks:
    orphans = [_orphans(tables, stem, parent) for parent in table.parents if parent.orphans != "error"]
    return FileLinks(stem, table.key, _repeated(table, tables.frames[stem]), tuple(filter(None, orphans)))


def _repeated(table: Table, frame: pl.LazyFrame) -> int:
    """Count the rows whose key is that of the row before: an import sorts by applicant and key."""
    rows = frame.select(pl.len()).collect(engine="streaming").item()
    names = [name for name in table.order if name in frame.collect_schema().names()]
    return sum(_repeated_in(frame.select(names).slice(start, _BLOCK + 1)) for start in range(0, rows, _BLOCK))


def _repeated_in(rows: pl.LazyFrame) -> int:
    same = pl.all_horizontal(pl.all().eq_missing(pl.all().shift()))
    return int(rows.select(same.slice(1).sum()).collect(engine="in-memory").item())


def _orphans(tables: Tables, stem: str, parent: Parent) -> Orphans | None:
    files = tables.dictionary.table(parent.table).files
    known = [tables.frames[name].select(parent.column) for name in files if name in tables.frames]
    if not known:
        return None
    links = tables.frames[stem].select(parent.column).drop_nulls()
    lost = links.join(pl.concat(known).unique(), on=parent.column, how="anti").select(pl.len())
    return Orphans(parent.table, parent.column, lost.collect(engine="streaming").item())
