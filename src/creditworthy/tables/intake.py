"""One file on its way in: every block conformed, checked, linked to its applicants and put on shelves by applicant."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import polars as pl

from creditworthy.errors import InputError
from creditworthy.tables.conforming import conform
from creditworthy.tables.contract import Contract, expected_columns, require_columns
from creditworthy.tables.dictionary import Dictionary, Table
from creditworthy.tables.faults import Faults
from creditworthy.tables.keys import Keys
from creditworthy.tables.parents import Linked, Links, remembered
from creditworthy.tables.reading import Rows
from creditworthy.tables.shelves import Shelves
from creditworthy.tables.step import Step, Tell

__all__ = ["Intake"]

APPLICANTS_ON_A_SHELF = 16_000

_NO_ROWS = "{file}: there is no application in it; fetch it again, or leave it out"


class Intake:
    """Takes the rows of one file.

    Parameters
    ----------
    table : Table
        The table that the file belongs to.
    stem : str
        Which of the table's files it is.
    dictionary : Dictionary
        What all tables are like.
    known : mapping of str to pl.DataFrame
        The keys of the files before this one, by table.
    scratch : Path, optional
        A folder for rows on their way, which otherwise stay in memory.
    """

    def __init__(
        self,
        table: Table,
        stem: str,
        dictionary: Dictionary,
        known: Mapping[str, pl.DataFrame],
        scratch: Path | None = None,
    ) -> None:
        self.rows = 0
        self.keys: list[pl.DataFrame] = []
        self.ignored: tuple[str, ...] = ()
        self.orphans_kept: Counter[str] = Counter()
        self.orphans_dropped: Counter[str] = Counter()
        self._table, self._stem, self._dictionary, self._known = table, stem, dictionary, known
        self._contract = Contract(expected_columns(table, stem))
        self._bounds = _bounds(dictionary, known, table) if scratch else None
        self._open = ExitStack()
        folders = (scratch and scratch / f"{stem}.keys", scratch and scratch / f"{stem}.rows")
        self._stood = self._open.enter_context(closing(Keys(table, known.get(table.name), folders[0])))
        self._shelves = self._open.enter_context(closing(Shelves(folders[1])))

    def take(self, rows: Rows, faults: Faults, tell: Tell, *, keep: bool = True) -> None:
        """Take all rows of the file, and note what they break.

        Parameters
        ----------
        rows : Rows
            The rows as they stand in the file.
        faults : Faults
            Where the rows are noted that break a rule.
        tell : callable
            Is told how far it is after each block.
        keep : bool
            False where nobody will take the rows back.

        Raises
        ------
        InputError
            Where the file cannot be read, lacks columns, or holds no application.
        """
        columns = self._contract.columns
        self.ignored = require_columns(rows.names, columns, faults.file)
        links = Links(self._dictionary, self._known, self._table, faults.file)
        for raw in rows.blocks([column.name for column in columns]):
            block = conform(raw, columns, faults)
            self._contract.check(block, faults)
            self._stood.see(block, faults.rows)
            linked = links.link(block, faults)
            self._count(linked)
            if keep and not faults:
                self._shelves.put(linked.frame, self._places(linked.frame))
            faults.passed(block.height)
            tell(Step(self._stem, "reading", faults.rows, rows.share))
        self._stood.note_repeats(faults)
        if not faults.rows and self._table == self._dictionary.application:
            raise InputError(_NO_ROWS, file=faults.file)

    def ordered(self) -> Iterator[pl.DataFrame]:
        """Take the rows back by applicant and key, in consecutive frames."""
        for shelf in self._shelves.taken():
            yield shelf.sort([column for column in self._table.order if column in shelf.columns])

    def close(self) -> None:
        """Close what is open."""
        self._open.close()

    def _count(self, linked: Linked) -> None:
        self.rows += linked.frame.height
        self.orphans_kept.update(linked.orphans_kept)
        self.orphans_dropped.update(linked.orphans_dropped)
        self.keys.append(linked.frame.select(remembered(self._table, self._dictionary)))

    def _places(self, frame: pl.DataFrame) -> pl.Series | None:
        if self._bounds is None:
            return None
        return self._bounds.search_sorted(frame[self._dictionary.applicant], side="right")


def _bounds(dictionary: Dictionary, known: Mapping[str, pl.DataFrame], table: Table) -> pl.Series | None:
    """Return the applicants with whom each shelf but the first begins; the applications themselves have one shelf."""
    if table == dictionary.application or dictionary.application.name not in known:
        return None
    applicants = known[dictionary.application.name][dictionary.applicant].sort()
    return applicants.gather_every(APPLICANTS_ON_A_SHELF, offset=APPLICANTS_ON_A_SHELF)
