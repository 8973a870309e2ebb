"""When the head of the journal is anchored, and whether the anchors and the journal speak of each other."""

import logging
from pathlib import Path

from sqlalchemy import insert, select

from creditworthy.errors import CreditworthyError, JournalError
from creditworthy.journal.anchors import Anchor, add_anchor, last_anchor, put_aside
from creditworthy.journal.chain import Head
from creditworthy.journal.database import Database
from creditworthy.journal.entry import Entry, microseconds
from creditworthy.journal.schema import anchors, entries
from creditworthy.journal.signing import Signer
from creditworthy.journal.verification import Anchored, expected_anchors

__all__ = ["Anchoring"]

_NOT_ANCHORED = (
    "{path}: its last anchor knows {count} entries, and the journal {url} is another one or was cut off; run "
    "«creditworthy journal verify»; to go on from an older copy, «creditworthy journal reanchor»"
)
_LOST = (
    "{path}: the anchor of {count} entries of the journal {url} is missing there; give the right file, or begin a new "
    "one with «creditworthy journal reanchor»"
)

_logger = logging.getLogger(__name__)


class Anchoring:
    """Anchors the head of a journal now and then.

    Parameters
    ----------
    database : Database
    file : Path
        Where the anchors are.
    signer : Signer
        Who signs them.
    every : int
        Entries from one to the next.
    """

    def __init__(self, database: Database, file: Path, signer: Signer, every: int) -> None:
        self._database = database
        self._file = file
        self._signer = signer
        self._every = every
        self._count = 0

    @property
    def anchored(self) -> Anchored:
        """What the journal is verified against."""
        return Anchored(self._file, self._signer.public)

    def last(self) -> Anchor | None:
        """Return the last anchor; None where there is none."""
        return last_anchor(self._file)

    def check(self) -> None:
        """See that the journal and the file speak of each other, and of nothing that is gone.

        Raises
        ------
        JournalError
            Where the journal is not the anchored one, or anchors of it are missing in the file.
        """
        with self._database.reading() as connection:  # before the file: it knows an anchor first, also one of just now
            expected = max((count for count, _ in expected_anchors(connection)), default=0)
        last = self.last()
        self._count = last.count if last else 0
        with self._database.reading() as connection:
            digest = connection.scalar(select(entries.c.digest).where(entries.c.number == self._count))
        if last and digest != last.digest:
            raise JournalError(_NOT_ANCHORED, path=self._file, count=last.count, url=str(self._database))
        if expected > self._count:
            raise JournalError(_LOST, path=self._file, count=expected, url=str(self._database))

    def after(self, written: Entry) -> None:
        """Anchor an entry that was written, if so many came since the last anchor."""
        if written.number - self._count >= self._every:
            self.anchor(Head(written.number, written.digest, microseconds(written.at)))

    def anchor(self, head: Head) -> None:
        """Anchor a head; its entries are on the disk already, so that nobody is told where this fails."""
        if head.count <= self._count:
            return
        try:
            if add_anchor(self._file, head, self._signer):
                with self._database.writing(durable=False) as connection:
                    connection.execute(insert(anchors), {"count": head.count, "digest": head.digest})
            self._count = head.count
        except (CreditworthyError, OSError) as error:
            _logger.error("entry %d of the journal was not anchored: %s", head.count, error)  # noqa: TRY400

    def begin_anew(self, name: str) -> Path | None:
        """Put the file aside under a name that no other has, and return where it is; None where there was none."""
        self._count = 0
        return put_aside(self._file, name)
