"""One applicant at a time: the plan of the crowd, built once, over whatever applicant is current."""

from collections.abc import Iterator, Mapping, Sequence
from threading import Lock

import polars as pl
from polars.io.plugins import register_io_source

from creditworthy.catalog import unknown_name
from creditworthy.errors import InputError
from creditworthy.features.build import collect, plan, table_schema
from creditworthy.tables.dictionary import Dictionary, Table

__all__ = ["OnlineFeatures", "rows_of"]

Rows = Sequence[Mapping[str, object]]


class OnlineFeatures:
    """Features of one applicant, or of a small crowd given as records.

    Building the plan costs far more than running it for one applicant, so it is built here, once, over sources that
    hand out the rows of whoever is current. The values equal those of `features.build`, bit for bit. Calls take turns:
    the engine asks its sources from threads of its own, so that the current applicant cannot be a context variable.

    Parameters
    ----------
    names : sequence of str
        Which features, in which order.
    dictionary : Dictionary
        What the columns are.
    """

    def __init__(self, names: Sequence[str], dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._turn = Lock()
        self._current: Mapping[str, pl.DataFrame] = {}
        sources = {name: self._source(name) for name in dictionary.tables}
        self._plan = plan(sources, names, dictionary=dictionary)

    def compute(self, application: Mapping[str, object], histories: Mapping[str, Rows]) -> pl.DataFrame:
        """Return one row of features for an application and its histories, given as records of raw columns.

        Raises
        ------
        InputError
            Where a table or column is unknown, or a value has another type than the dictionary says.
        """
        return self.compute_frames(self._frames(application, histories))

    def compute_many(self, cases: Sequence[tuple[Mapping[str, object], Mapping[str, Rows]]]) -> pl.DataFrame:
        """Return one row of features for each application with its histories, in their order, computed as one crowd.

        An application need not have a number, and several may have the same: within the crowd they are 1, 2, 3, ….
        """
        numbered = [
            self._frames({**application, self._dictionary.applicant: number}, histories)
            for number, (application, histories) in enumerate(cases, 1)
        ]
        names = {name: None for frames in numbered for name in frames}
        crowd = {name: pl.concat(frames[name] for frames in numbered if name in frames) for name in names}
        name = self._dictionary.applicant
        own = pl.Series(name, [application.get(name) or 0 for application, _ in cases], dtype=pl.Int64)
        return self.compute_frames(crowd).with_columns(own)

    def compute_frames(self, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        """Return the features of the applicants in frames as `rows_of` makes them; absent tables have no rows."""
        with self._turn:
            self._current = tables
            return collect(self._plan)

    def _frames(self, application: Mapping[str, object], histories: Mapping[str, Rows]) -> dict[str, pl.DataFrame]:
        table = self._dictionary.application
        applicant = application.get(self._dictionary.applicant) or 0
        frames = {table.name: rows_of(table, [application], applicant, self._dictionary)}
        for name, rows in histories.items():
            frames[name] = rows_of(self._dictionary.table(name), rows, applicant, self._dictionary)
        return frames

    def _source(self, name: str) -> pl.LazyFrame:
        schema = table_schema(name, self._dictionary)
        empty = pl.DataFrame(schema=schema)

        def rows(
            columns: list[str] | None, predicate: pl.Expr | None, most: int | None, _batch: int | None
        ) -> Iterator[pl.DataFrame]:
            frame = self._current.get(name, empty)
            frame = frame if columns is None else frame.select(columns)
            frame = frame if predicate is None else frame.filter(predicate)
            yield frame if most is None else frame.head(most)

        return register_io_source(rows, schema=schema)


def rows_of(table: Table, rows: Rows, applicant: object, dictionary: Dictionary) -> pl.DataFrame:
    """Return records of one table as a frame of its stored types, every row under the applicant's number."""
    schema = table_schema(table.name, dictionary)
    for column in {name for row in rows for name in row}:
        if column not in schema:
            raise unknown_name(f"column of {table.name}", column, list(schema))
    try:
        columns = {
            name: [applicant if name == dictionary.applicant else _number(row.get(name), kind) for row in rows]
            for name, kind in schema.items()
        }
        return pl.DataFrame(columns, schema=schema, strict=True)
    except (pl.exceptions.PolarsError, TypeError, OverflowError) as error:
        raise InputError(
            "{table}: a value has another type than the dictionary says ({why})",
            table=table.name,
            why=str(error).partition("\n")[0],
        ) from error


def _number(value: object, kind: pl.DataType) -> object:
    """Return whole numbers as floats where floats are stored: JSON makes no difference between 5 and 5.0."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if whole and kind == pl.Float64() else value  # type: ignore[arg-type]
