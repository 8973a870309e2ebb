"""The rows that a row belongs to: no unknown applicants, no strangers' loans, and what becomes of orphans."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Dictionary, Parent, Table
from creditworthy.tables.faults import Faults, Rank
from creditworthy.tables.rules import DTYPES

__all__ = ["Linked", "Links", "parents", "remembered"]

_ORPHANS = (
    "{file}: column {column} has {count:,} of {total:,} rows that belong to no row of {parent} "
    "(first: {example} in row {row}); add the missing rows to {files}, or remove these"
)
_STRANGERS = (
    "{file}: {count:,} of {total:,} rows name another {applicant} than the {parent} of their {column} "
    "(first: {example} in row {row}); mend or remove those rows"
)
_NO_PARENT = "{file}: only {parent} knows the applicants of these rows; add {files}, or leave this file out"

_APPLICANT = "\x01applicant"  # a name that no file gives to a column


@dataclass(frozen=True)
class Linked:
    """Rows that all carry their applicant, and how many rows had no parent, by parent table."""

    frame: pl.DataFrame
    orphans_kept: dict[str, int]
    orphans_dropped: dict[str, int]


class Links:
    """What the rows of a table's file can belong to.

    Parameters
    ----------
    dictionary : Dictionary
        Says which table belongs to which, and what becomes of a row without a parent.
    known : mapping of str to pl.DataFrame
        By table, the columns that :func:`remembered` names; a table that is absent is not in it.
    table : Table
        The rows' table.
    file : str
        What the file is called in sentences.

    Raises
    ------
    InputError
        Where the applicant could only be learnt from a table that is absent.
    """

    def __init__(self, dictionary: Dictionary, known: Mapping[str, pl.DataFrame], table: Table, file: str) -> None:
        self._dictionary = dictionary
        self._table = table
        self._parents = parents(table, dictionary)
        self._carried = dictionary.applicant in table.columns
        self._known = {
            parent.table: self._applicants(parent, known.get(parent.table), file) for parent in self._parents
        }

    def link(self, block: pl.DataFrame, faults: Faults) -> Linked:
        """Hold each row against its parents, and add the applicant where the table lacks it.

        Parameters
        ----------
        block : pl.DataFrame
            Rows in the order of their file.
        faults : Faults
            Where rows are noted that belong to nobody, though the dictionary does not allow it, or to somebody else.
        """
        kept: dict[str, int] = {}
        dropped: dict[str, int] = {}
        whose: list[pl.Series] = []
        stays = pl.repeat(value=True, n=block.height, eager=True)
        for rank, parent in enumerate(self._parents):
            whose.append(self._found(block, parent))
            orphans = whose[-1].is_null()
            if parent.orphans == "error":
                self._note_orphans(block, parent, orphans, (4, rank), faults)
            elif parent.orphans == "count" and self._carried:
                kept[parent.table] = int(orphans.sum())
            else:
                dropped[parent.table] = int(orphans.sum())
                stays &= ~orphans
            self._note_strangers(block, parent, whose[-1], (5, rank), faults)
        rows = self._with_applicant(block, whose)
        return Linked(rows if stays.all() else rows.filter(stays), kept, dropped)

    def _applicants(self, parent: Parent, known: pl.DataFrame | None, file: str) -> pl.DataFrame:
        """Return whose the rows of a parent are, by the column that names them."""
        if known is None:
            if not self._carried or parent.orphans == "drop":
                files = " or ".join(self._dictionary.table(parent.table).files)
                raise InputError(_NO_PARENT, file=file, parent=parent.table, files=files)
            kind = DTYPES[self._table.columns[parent.column].type]
            known = pl.DataFrame(schema={parent.column: kind, self._dictionary.applicant: pl.Int64})
        applicants = known.select(parent.column, pl.col(self._dictionary.applicant).alias(_APPLICANT))
        return applicants.unique(parent.column, keep="any")

    def _found(self, block: pl.DataFrame, parent: Parent) -> pl.Series:
        """Return the applicant whom each row's parent belongs to, null where there is no parent."""
        links = block.select(parent.column)
        return links.join(self._known[parent.table], on=parent.column, how="left", maintain_order="left")[_APPLICANT]

    def _with_applicant(self, block: pl.DataFrame, whose: list[pl.Series]) -> pl.DataFrame:
        if self._carried or not whose:
            return block
        applicant = pl.coalesce(map(pl.lit, whose)).alias(self._dictionary.applicant)
        return block.select(applicant, pl.all())

    def _note_orphans(
        self, block: pl.DataFrame, parent: Parent, orphans: pl.Series, rank: Rank, faults: Faults
    ) -> None:
        files = " or ".join(self._dictionary.table(parent.table).files)
        names = {"column": parent.column, "parent": parent.table, "files": files}
        faults.note(rank, _ORPHANS, block.select(parent.column), orphans, **names)

    def _note_strangers(
        self, block: pl.DataFrame, parent: Parent, applicants: pl.Series, rank: Rank, faults: Faults
    ) -> None:
        if not self._carried:
            return
        applicant = self._dictionary.applicant
        names = {"column": parent.column, "parent": parent.table, "applicant": applicant}
        shown = block.select(list(dict.fromkeys((parent.column, applicant))))
        faults.note(rank, _STRANGERS, shown, block[applicant] != applicants, **names)


def remembered(table: Table, dictionary: Dictionary) -> list[str]:
    """Return the columns of a table that the files after it are held against.

    >>> from creditworthy.tables.dictionary import home_credit
    >>> remembered(home_credit().table("bureau"), home_credit())
    ['SK_ID_CURR', 'SK_ID_BUREAU']
    """
    others = dictionary.tables.values()
    links = [parent.column for other in others for parent in parents(other, dictionary) if parent.table == table.name]
    shared = table.key if len(table.files) > 1 else ()
    wanted = (*links, *shared)
    return list(dict.fromkeys((dictionary.applicant, *wanted))) if wanted else []


def parents(table: Table, dictionary: Dictionary) -> tuple[Parent, ...]:
    """Return the table's parents; rows that carry an applicant belong to an application, said or not."""
    application = dictionary.application
    said = any(parent.table == application.name for parent in table.parents)
    if table == application or said or dictionary.applicant not in table.columns:
        return table.parents
    return (Parent(application.name, dictionary.applicant, "error"), *table.parents)
