"""From the rows of a file to a prepared table: conformed, checked, linked to its applicants and sorted."""

from dataclasses import dataclass

import polars as pl

from creditworthy.tables.conforming import conform
from creditworthy.tables.contract import check, expected_columns
from creditworthy.tables.dictionary import Dictionary, Table
from creditworthy.tables.keys import check_key
from creditworthy.tables.parents import Linked, Links, remembered

__all__ = ["Preparation", "Prepared"]


@dataclass(frozen=True)
class Prepared:
    """One file's rows, ready to be stored, and what was left out or let pass on the way."""

    frame: pl.DataFrame
    ignored: tuple[str, ...]
    orphans_kept: dict[str, int]
    orphans_dropped: dict[str, int]


class Preparation:
    """Prepares the files of one portfolio, parents before children, and remembers the keys it has seen.

    Parameters
    ----------
    dictionary : Dictionary
        Its tables are in the order in which their files must be prepared.
    """

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._known: dict[str, pl.DataFrame] = {}

    def prepare(self, table: Table, stem: str, raw: pl.LazyFrame, file: str) -> Prepared:
        """Return the rows of one file in the dictionary's types, by applicant and key.

        Parameters
        ----------
        table : Table
            The table that the file belongs to.
        stem : str
            Which of the table's files it is.
        raw : pl.LazyFrame
            The rows as they stand in the file.
        file : str
            What the file is called in sentences.

        Raises
        ------
        InputError
            Where the file cannot be read or breaks the contract (``TableError``).
        """
        linked, ignored = self._linked(table, stem, raw, file)
        self._remember(table, linked.frame)
        order = [column for column in table.order if column in linked.frame.columns]
        return Prepared(linked.frame.sort(order), ignored, linked.orphans_kept, linked.orphans_dropped)

    def _linked(self, table: Table, stem: str, raw: pl.LazyFrame, file: str) -> tuple[Linked, tuple[str, ...]]:
        # On its own, so that the rows as read are gone from memory before the linked ones are sorted.
        columns = expected_columns(table, stem)
        frame, ignored = conform(raw, columns, file)
        check(columns, frame, file)
        check_key(table, frame, file, self._known.get(table.name))
        return Links(self._dictionary, self._known).link(table, frame, file), ignored

    def _remember(self, table: Table, frame: pl.DataFrame) -> None:
        columns = remembered(table, self._dictionary)
        if columns:
            earlier = [self._known[table.name]] if table.name in self._known else []
            self._known[table.name] = pl.concat([*earlier, frame.select(columns)])
