"""From the files of a portfolio to prepared tables: checked, linked to their applicants and sorted."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from creditworthy.errors import TableError
from creditworthy.tables.dictionary import Dictionary, Table
from creditworthy.tables.faults import Faults
from creditworthy.tables.intake import Intake
from creditworthy.tables.reading import Rows
from creditworthy.tables.step import Tell, nobody

__all__ = ["Preparation", "Prepared", "refuse"]


def refuse(errors: Sequence[TableError]) -> None:
    """Raise the first of some errors."""
    for error in errors:
        raise error


@dataclass(frozen=True)
class Prepared:
    """One file's rows, ready to be stored, and what was left out or let pass on the way.

    ``parts`` are the rows by applicant and key, in consecutive frames, which can be taken once.
    """

    parts: Iterator[pl.DataFrame]
    rows: int
    ignored: tuple[str, ...]
    orphans_kept: dict[str, int]
    orphans_dropped: dict[str, int]


class Preparation:
    """Prepares the files of one portfolio, parents before children, and remembers the keys it has seen.

    Parameters
    ----------
    dictionary : Dictionary
        Its tables are in the order in which their files must be prepared.
    scratch : Path, optional
        A folder for rows on their way, which otherwise stay in memory.
    judge : callable
        Is given what each file breaks, one error a kind; it raises the first, where it is not said otherwise.
    keep : bool
        False where nobody will take the rows.
    """

    def __init__(
        self,
        dictionary: Dictionary,
        scratch: Path | None = None,
        judge: Callable[[Sequence[TableError]], None] = refuse,
        *,
        keep: bool = True,
    ) -> None:
        self._dictionary = dictionary
        self._scratch = scratch
        self._judge = judge
        self._keep = keep
        self._known: dict[str, pl.DataFrame] = {}

    @contextmanager
    def prepared(self, table: Table, stem: str, rows: Rows, file: str, *, tell: Tell = nobody) -> Iterator[Prepared]:
        """Yield the rows of one file in the dictionary's types, by applicant and key.

        Parameters
        ----------
        table : Table
            The table that the file belongs to.
        stem : str
            Which of the table's files it is.
        rows : Rows
            The rows as they stand in the file.
        file : str
            What the file is called in sentences.
        tell : callable
            Is told how far it is after each block.

        Raises
        ------
        InputError
            Where the file cannot be read or breaks the contract (``TableError``).
        """
        faults = Faults(file)
        with closing(Intake(table, stem, self._dictionary, self._known, self._scratch)) as intake:
            intake.take(rows, faults, tell, keep=self._keep)
            self._judge(faults.errors())
            self._remember(table, intake.keys)
            kept, dropped = dict(intake.orphans_kept), dict(intake.orphans_dropped)
            yield Prepared(intake.ordered(), intake.rows, intake.ignored, kept, dropped)

    def _remember(self, table: Table, keys: Sequence[pl.DataFrame]) -> None:
        if keys[0].width:
            earlier = [self._known[table.name]] if table.name in self._known else []
            self._known[table.name] = pl.concat([*earlier, *keys])
