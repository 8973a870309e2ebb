"""The plan of features: from raw rows to one row an applicant, in expressions that every engine understands."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, cast

import narwhals as nw
import polars as pl

from creditworthy.features.cleaning import clean
from creditworthy.features.feature import Block, Feature, Frame
from creditworthy.features.levels import beside
from creditworthy.features.loading import features_of
from creditworthy.features.measure import Summed
from creditworthy.tables.dictionary import Dictionary, Table

__all__ = [
    "Arrange",
    "Native",
    "as_imported",
    "as_they_come",
    "by_block",
    "finished",
    "in_order",
    "kept",
    "plan",
    "table_schema",
]

Native: TypeAlias = Any
"""A lazy frame of one of the engines."""

Arrange: TypeAlias = Callable[[Frame, Table], Frame]


def in_order(rows: Frame, table: Table) -> Frame:
    """Put the rows of a table in their one total order."""
    return rows.sort(*table.order)


def as_imported(rows: Frame, table: Table) -> Frame:
    """Leave the rows of an imported file as they are: they are in order. Tell Polars so."""
    if len(table.files) > 1:
        return in_order(rows, table)
    return cast("Frame", nw.from_native(rows.to_native().set_sorted(table.applicant)))


def as_they_come(rows: Frame, table: Table) -> Frame:  # noqa: ARG001 - one of several ways
    """Leave rows as they come: an engine that promises no bits needs no order."""
    return rows


def plan(
    sources: Mapping[str, Native],
    names: Sequence[str] | None = None,
    *,
    dictionary: Dictionary,
    arrange: Arrange = in_order,
    online: bool = False,
    alone: bool = False,
) -> Frame:
    """Return the lazy computation of features, one row an applicant, sorted by applicant.

    Parameters
    ----------
    sources : mapping
        Lazy rows by table name, of one engine; on Polars a table may be absent.
    names : sequence of str, optional
        Which features; all of them by default.
    dictionary : Dictionary
        What the columns are.
    arrange : callable
        How the cleaned rows of a table are put in order: see `in_order`, `as_imported`, `as_they_come`.
    online : bool
        True where the rows are Polars' and clean already, as `records.Reader` makes them, and no optimiser looks at the
        plan: rows that several blocks take are kept then, instead of being computed for each, and columns are found
        beside the features that are of no more use: a frame leaves them out sooner than a plan does.
    alone : bool
        True where it is online and all rows are of one applicant, who needs not be told apart from others.
    """
    names = list(features_of(dictionary) if names is None else names)
    rows = _Rows(sources, dictionary, arrange, online=online, alone=alone)
    blocks = by_block(names, dictionary)
    found = {block: rows.features(block, entries) for block, entries in blocks.items()}
    own = next((block for block in found if block.each_row and block.table == dictionary.application.name), None)
    first = found.pop(own) if own else rows.cleaned(dictionary.application.name).select(dictionary.applicant)
    if alone:
        whole = _one_row(first, [one.drop(dictionary.applicant) if of.each_row else one for of, one in found.items()])
    else:
        whole = beside(first, list(found.values()), on=dictionary.applicant)
    if online:
        return _with_combined(whole, names, dictionary)
    return finished(whole, names, dictionary=dictionary)


def by_block(names: Sequence[str], dictionary: Dictionary) -> dict[Block, list[Feature]]:
    """Return the features of tables among those asked for, and those that combined ones are made of, by block.

    An unknown name raises ``UnknownNameError``.
    """
    known = features_of(dictionary)
    needed = {part for name in names for part in (name, *known[name].made_of)}
    blocks: dict[Block, list[Feature]] = {}
    for name, entry in known.items():
        if name in needed and entry.block.table:
            blocks.setdefault(entry.block, []).append(entry)
    return blocks


def finished(found: Frame, names: Sequence[str], *, dictionary: Dictionary) -> Frame:
    """Return the features asked for, sorted by applicant: those of tables, and the combined ones made of them."""
    found = _with_combined(found, names, dictionary).select(dictionary.applicant, *names)
    # On Polars they stand in order since they were put beside each other.
    return found if isinstance(found.to_native(), pl.LazyFrame) else found.sort(dictionary.applicant)


def table_schema(name: str, dictionary: Dictionary) -> pl.Schema:
    """Return the columns of a table as they are stored: Int64, Float64 or String, the applicant first."""
    kinds = {"integer": pl.Int64(), "number": pl.Float64(), "category": pl.String()}
    columns = {column.name: kinds[column.type] for column in dictionary.table(name).columns.values()}
    return pl.Schema({dictionary.applicant: pl.Int64(), **columns})


def _one_row(first: Frame, others: Sequence[Frame]) -> Frame:
    """Return the columns of one row and of others, which may lack: null then."""
    return cast(
        "Frame", nw.from_native(pl.concat([one.to_native() for one in (first, *others)], how="horizontal_extend"))
    )


def _put_together(rows: Frame, formulae: Sequence[nw.Expr], block: Block) -> Frame:
    """Return what formulae say of all rows: one row, or none where there are none."""
    count = f"rows of {block.name}"
    return rows.select(nw.len().alias(count), *formulae).filter(nw.col(count) > 0)


def kept(rows: Frame) -> Frame:
    """Keep rows that Polars would compute, or ask for, once for each that takes them."""
    return cast("Frame", nw.from_native(rows.to_native().cache()))


def _with_combined(found: Frame, names: Sequence[str], dictionary: Dictionary) -> Frame:
    known = features_of(dictionary)
    across = [known[name] for name in names if known[name].block.table is None]
    found = _with_parts(found, across)
    return found.with_columns(*map(_formula, across)) if across else found


def _with_parts(rows: Frame, entries: Sequence[Feature]) -> Frame:
    """Return the rows with the columns that formulae name, each once."""
    parts = dict.fromkeys(part for entry in entries for part in entry.parts)
    return rows.with_columns(*(part.expression() for part in parts)) if parts else rows


def _sums_or_formula(entry: Feature) -> Sequence[nw.Expr]:
    """Return what rows are put together to: the feature, or the sums that it is made of."""
    sums = entry.formula.sums if isinstance(entry.formula, Summed) else ()
    return [column.expression() for column in sums] or [_formula(entry)]


def _formula(entry: Feature) -> nw.Expr:
    kind = nw.String() if entry.categorical else nw.Float64()
    found = entry.formula.after() if isinstance(entry.formula, Summed) else entry.formula()
    return found.cast(kind).alias(entry.name)


class _Rows:
    """The rows that blocks aggregate, each prepared once."""

    def __init__(
        self, sources: Mapping[str, Native], dictionary: Dictionary, arrange: Arrange, *, online: bool, alone: bool
    ) -> None:
        self._sources, self._dictionary, self._arrange, self._alone = sources, dictionary, arrange, alone
        self._clean: Arrange = (lambda frame, _: frame) if online else clean
        self._kept: Callable[[Frame], Frame] = kept if online else lambda frame: frame
        self._cleaned: dict[str, Frame] = {}
        self._prepared: dict[Block, Frame] = {}

    def cleaned(self, name: str) -> Frame:
        if name not in self._cleaned:
            table = self._dictionary.table(name)
            native = self._sources.get(name)
            rows = pl.LazyFrame(schema=table_schema(name, self._dictionary)) if native is None else native
            self._cleaned[name] = self._kept(self._arrange(self._clean(nw.from_native(rows), table), table))
        return self._cleaned[name]

    def of(self, block: Block) -> Frame:
        if block not in self._prepared:
            above = [self.of(part) for part in block.of] or [self.cleaned(block.table or "")]
            self._prepared[block] = self._kept(block.rows(*above))
        return self._prepared[block]

    def features(self, block: Block, entries: Sequence[Feature]) -> Frame:
        """Return the features of a block, one row for each applicant who has rows there."""
        applicant, own = self._dictionary.applicant, _with_parts(self.of(block), entries)
        if block.each_row:
            return own.select(applicant, *map(_formula, entries))
        formulae = [expression for entry in entries for expression in _sums_or_formula(entry)]
        later = [entry for entry in entries if isinstance(entry.formula, Summed)]
        found = _put_together(own, formulae, block) if self._alone else own.group_by(applicant).agg(*formulae)
        return found.with_columns(*map(_formula, later)) if later else found
