"""One applicant at a time, or a small crowd: plans of the features, built once, over whoever is current."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

import narwhals as nw
import polars as pl

from creditworthy.features.cleaning import clean
from creditworthy.features.plan import plan
from creditworthy.features.prepared import Prepared
from creditworthy.features.records import Reader
from creditworthy.tables.dictionary import Dictionary

__all__ = ["OnlineFeatures"]

FLAGS = pl.QueryOptFlags.none()
"""Optimising takes longer than it saves on a few rows."""

Rows = Sequence[Mapping[str, object]]
Case = tuple[Mapping[str, object], Mapping[str, Rows]]


class OnlineFeatures:
    """Features of one applicant, or of a small crowd given as records.

    Building a plan costs far more than running it for one applicant, so one is built here, once, for one applicant, and
    another for crowds when the first of them comes. The values equal those of `features.build`, bit for bit. One
    applicant does not wait for a crowd.

    Parameters
    ----------
    names : sequence of str
        Which features, in which order.
    dictionary : Dictionary
        What the columns are.
    """

    def __init__(self, names: Sequence[str], dictionary: Dictionary) -> None:
        self._names, self._dictionary = list(names), dictionary
        self._readers = {name: Reader(table, dictionary) for name, table in dictionary.tables.items()}
        self._one = self._prepared(alone=True)

    def compute(self, application: Mapping[str, object], histories: Mapping[str, Rows]) -> pl.DataFrame:
        """Return one row of features for an application and its histories, given as records of raw columns.

        Raises
        ------
        InputError
            Where a table or column is unknown, or a value has another type than the dictionary says.
        """
        return self._computed(self._one, self._frames(application, histories))

    def compute_many(self, cases: Sequence[Case]) -> pl.DataFrame:
        """Return one row of features for each application with its histories, in their order, computed as one crowd.

        An application need not have a number, and several may have the same: within the crowd they are 1, 2, 3, ….
        """
        own = pl.Series(self._dictionary.applicant, [self._number(one) for one, _ in cases], dtype=pl.Int64)
        return self.compute_frames(self._raw(cases)).with_columns(own)

    def compute_frames(self, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        """Return the features of the applicants in frames of raw rows by table name; an absent table has no rows."""
        known = self._dictionary.tables
        cleaned = {
            name: clean(nw.from_native(rows.lazy()), known[name]).collect().to_native() for name, rows in tables.items()
        }
        return self._computed(self._crowd, cleaned)

    @cached_property
    def _crowd(self) -> Prepared:
        return self._prepared(alone=False)

    def _prepared(self, *, alone: bool) -> Prepared:
        how = partial(plan, names=self._names, dictionary=self._dictionary, online=True, alone=alone)
        return Prepared({name: reader.schema for name, reader in self._readers.items()}, how, _run)

    def _computed(self, prepared: Prepared, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        return prepared.run(tables)[[self._dictionary.applicant, *self._names]]

    def _number(self, application: Mapping[str, object]) -> int:
        return self._readers[self._dictionary.application.name].number(application)

    def _frames(self, application: Mapping[str, object], histories: Mapping[str, Rows]) -> dict[str, pl.DataFrame]:
        """Return the clean rows of one applicant by table name."""
        number, frames = self._number(application), {}
        for name, records in self._given(application, histories):
            frames[name] = self._readers[name].frame(self._readers[name].rows(records, number))
        return frames

    def _raw(self, cases: Sequence[Case]) -> dict[str, pl.DataFrame]:
        """Return the raw rows of all cases by table name; the first is applicant 1."""
        records: dict[str, list[Mapping[str, object]]] = {self._dictionary.application.name: []}
        owners: dict[str, list[int]] = {self._dictionary.application.name: []}
        for number, case in enumerate(cases, start=1):
            for name, rows in self._given(*case):
                records.setdefault(name, []).extend(rows)
                owners.setdefault(name, []).extend([number] * len(rows))
        return {name: self._readers[name].crowd(records[name], owners[name]) for name in records}

    def _given(self, application: Mapping[str, object], histories: Mapping[str, Rows]) -> Iterator[tuple[str, Rows]]:
        given = {self._dictionary.application.name: [application], **histories}
        return ((self._dictionary.table(name).name, records) for name, records in given.items())


def _run(prepared: pl.LazyFrame) -> pl.DataFrame:
    # Planned and run by one thread of the engine: between two, all that is planned changes processors.
    return prepared.collect(engine="in-memory", optimizations=FLAGS, background=True).fetch_blocking()
