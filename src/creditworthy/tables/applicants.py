"""Known applicants: who is in imported tables, and what the lender holds of one, as records of raw columns."""

from typing import Any

import polars as pl

from creditworthy.tables.load import Tables

__all__ = ["applicants_after", "request_of"]


def applicants_after(tables: Tables, after: int | None = None, *, most: int) -> list[int]:
    """Return the numbers of known applicants, ascending, from the first one above ``after``.

    Parameters
    ----------
    tables : Tables
        Imported tables.
    after : int, optional
        The last one that was seen; from the first on by default.
    most : int
        How many at most.
    """
    applicant = tables.dictionary.applicant
    numbers = tables.applications("all").select(applicant)
    further = numbers if after is None else numbers.filter(pl.col(applicant) > after)
    return further.sort(applicant).head(most).collect(engine="in-memory")[applicant].to_list()


def request_of(tables: Tables, applicant: int) -> dict[str, Any]:
    """Return the request that an applicant makes: the application and its histories; an unknown one raises.

    A table that is absent from the tables is absent from the histories too: it was not looked up.
    """
    histories = tables.histories_of(applicant)
    return {
        "application": tables.application_of(applicant).to_dicts()[0],
        "histories": {name: _asked(name, rows.to_dicts(), tables) for name, rows in histories.items()},
    }


def _asked(name: str, rows: list[dict[str, object]], tables: Tables) -> list[dict[str, object]]:
    """Leave out what the import added to a row."""
    known = tables.dictionary.table(name).columns
    return [{column: value for column, value in row.items() if column in known} for row in rows]
