"""The rows that a row belongs to: no unknown applicants, and what becomes of rows without a parent."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from creditworthy.errors import InputError, TableError
from creditworthy.tables.dictionary import APPLICANT, Dictionary, Parent, Table
from creditworthy.tables.offenders import offenders

__all__ = ["Linked", "Links", "remembered"]

_ORPHANS = (
    "{file}: column {column} has {count:,} of {total:,} rows that belong to no row of {parent} "
    "(first: {example} in row {row}); add the missing rows to {files}, or remove these"
)
_NO_PARENT = "{file}: only {parent} knows the applicants of these rows; add {files}, or leave this file out"


@dataclass(frozen=True)
class Linked:
    """Rows that all carry their applicant, and how many rows had no parent, by parent table."""

    frame: pl.DataFrame
    orphans_kept: dict[str, int]
    orphans_dropped: dict[str, int]


@dataclass(frozen=True)
class Links:
    """What the rows of a portfolio's tables can belong to.

    Parameters
    ----------
    dictionary : Dictionary
        Says which table belongs to which, and what becomes of a row without a parent.
    known : mapping of str to pl.DataFrame
        By table, the columns that :func:`remembered` names; a table that is absent is not in it.
    """

    dictionary: Dictionary
    known: Mapping[str, pl.DataFrame]

    def link(self, table: Table, frame: pl.DataFrame, file: str) -> Linked:
        """Hold each row against its parents, and add the applicant where the table lacks it.

        Parameters
        ----------
        table : Table
            The rows' table.
        frame : pl.DataFrame
            The rows in the order of their file.
        file : str
            What the file is called in sentences.

        Raises
        ------
        TableError
            Where rows belong to nobody and the dictionary does not allow it.
        InputError
            Where the applicant could only be learnt from a table that is absent.
        """
        kept: dict[str, int] = {}
        dropped: dict[str, int] = {}
        for parent in _parents(table, self.dictionary):
            orphans = self._orphans(frame, parent, file)
            if parent.orphans == "count" and APPLICANT in frame.columns:
                kept[parent.table] = int(orphans.sum())
            elif parent.orphans != "error":
                dropped[parent.table] = int(orphans.sum())
                frame = frame.filter(~orphans) if orphans.any() else frame  # filtering copies
            frame = self._with_applicant(frame, parent)
        return Linked(frame, kept, dropped)

    def _orphans(self, frame: pl.DataFrame, parent: Parent, file: str) -> pl.Series:
        known = self.known.get(parent.table)
        files = " or ".join(self.dictionary.table(parent.table).files)
        if known is None and (APPLICANT not in frame.columns or parent.orphans == "drop"):
            raise InputError(_NO_PARENT, file=file, parent=parent.table, files=files)
        links = frame.get_column(parent.column)
        parents = links.clear() if known is None else known.get_column(parent.column)
        orphans = ~links.is_in(parents.implode()).fill_null(value=False)
        if parent.orphans == "error" and orphans.any():
            broken = offenders(frame.lazy(), [parent.column], pl.lit(orphans))
            names = {"column": parent.column, "parent": parent.table, "files": files}
            raise TableError(_ORPHANS, file=file, **names, **broken)
        return orphans

    def _with_applicant(self, frame: pl.DataFrame, parent: Parent) -> pl.DataFrame:
        if APPLICANT in frame.columns:
            return frame
        applicants = self.known[parent.table].select(APPLICANT, parent.column)
        return frame.join(applicants, on=parent.column, how="inner").select(APPLICANT, *frame.columns)


def remembered(table: Table, dictionary: Dictionary) -> list[str]:
    """Return the columns of a table that the files after it are held against.

    >>> from creditworthy.tables.dictionary import home_credit
    >>> remembered(home_credit().table("bureau"), home_credit())
    ['SK_ID_CURR', 'SK_ID_BUREAU']
    """
    others = dictionary.tables.values()
    links = [parent.column for other in others for parent in _parents(other, dictionary) if parent.table == table.name]
    shared = table.key if len(table.files) > 1 else ()
    wanted = (*links, *shared)
    return list(dict.fromkeys((APPLICANT, *wanted))) if wanted else []


def _parents(table: Table, dictionary: Dictionary) -> tuple[Parent, ...]:
    """Return the table's parents; rows that carry an applicant belong to an application, said or not."""
    application = dictionary.application
    said = any(parent.table == application.name for parent in table.parents)
    if table == application or said or APPLICANT not in table.columns:
        return table.parents
    return (Parent(application.name, APPLICANT, "error"), *table.parents)
