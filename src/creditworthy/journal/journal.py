"""The journal: what was decided, kept so that nothing of it can be lost, changed or left out unnoticed."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from time import time_ns
from types import TracebackType
from typing import Any, Self

from creditworthy.errors import CreditworthyError, GateError
from creditworthy.journal import erasing, exporting, reading
from creditworthy.journal import keys as requests
from creditworthy.journal.anchoring import Anchoring
from creditworthy.journal.chain import Head, add, head, prepare
from creditworthy.journal.database import KEYS, Database
from creditworthy.journal.entry import REANCHORING, Draft, Entry, Page, Payload, microseconds
from creditworthy.journal.jobs import Jobs
from creditworthy.journal.keys import Claim, Settled, Stored
from creditworthy.journal.reading import Search
from creditworthy.journal.signing import open_signer
from creditworthy.journal.upgrading import check_schema
from creditworthy.journal.verification import Anchored, verified

__all__ = ["Journal"]

MINUTE = 60 * 1_000_000
"""Microseconds between two looks for keys that were kept long enough."""

_logger = logging.getLogger(__name__)


class Journal:
    """One journal; threads may share it, and processes may each open it.

    ``Journal.open`` makes one. Every method raises ``JournalUnavailableError`` where the database is away, full, or
    locked for too long: then nothing was written, and the same object works again when the database is back.
    """

    def __init__(self, database: Database, anchoring: Anchoring | None) -> None:
        self._database = database
        self._anchoring = anchoring
        self._looked = 0
        self.jobs = Jobs(database)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        key: Path | bytes | None = None,
        anchors: Path | None = None,
        every: int = 100,
        patience: float = 5.0,
        check: bool = True,
        make: bool = True,
    ) -> Self:
        """Open a journal.

        Parameters
        ----------
        url : str
            ``sqlite:///FILE`` or ``postgresql+psycopg://USER@HOST/DATABASE``.
        key : Path or bytes, optional
            File of the private key that signs anchors, or its PEM; a file that is not there is made.
        anchors : Path, optional
            File that signed heads are added to; needs a key. It belongs onto another disk than the database.
        every : int
            Entries from one anchor to the next; so many of the last entries may be cut off unnoticed.
        patience : float
            Seconds to wait for other writers.
        check : bool
            False to open a journal that does not hold together, in order to verify it.
        make : bool
            Whether one that is not there is made.

        Raises
        ------
        JournalError
            Where it has the schema of another release, is not the one that was anchored, or is not there.
        InputError
            Where the address or the key cannot be used.
        """
        database = Database(url, patience=patience)
        try:
            check_schema(database, make=make)
            anchoring = None
            if key is not None and anchors is not None:
                anchoring = Anchoring(database, anchors, open_signer(key), every)
            if anchoring and check:
                anchoring.check()
        except BaseException:
            database.close()
            raise
        return cls(database, anchoring)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Anchor the last entry, and close all connections; the next call opens new ones."""
        try:
            if self._anchoring:
                self._anchoring.anchor(self.head())
        except CreditworthyError as error:
            _logger.error("the end of the journal was not anchored: %s", error)  # noqa: TRY400 - the sentence says it
        finally:
            self._database.close()

    # Writing

    def append(self, drafts: Sequence[Draft], settled: Sequence[Settled] = ()) -> list[Entry]:
        """Add entries and settle the claims of their requests, in one transaction, on the disk when this returns.

        Raises
        ------
        UnknownNameError
            Where a draft speaks of an entry that is not there.
        KeyInFlightError
            Where another request has taken a claim over; nothing was written.
        """
        prepared = [prepare(draft) for draft in drafts]
        with self._database.writing() as connection:
            written = add(connection, prepared, _now()) if prepared else []
            requests.settle(connection, settled, {entry.id: entry.number for entry in written})
        self._written(written)
        return written

    def claim(self, caller: str, route: str, key: str, body_digest: str) -> Claim | Stored:
        """Claim the right to answer the request with a key, or say what it was answered before.

        Raises
        ------
        KeyReusedError
            Where the key came with another request before.
        KeyInFlightError
            Where the request is still being answered; after a minute it is taken for lost, and the claim taken over.
        """
        return self.claim_all(caller, route, {key: body_digest})[0]

    def claim_all(self, caller: str, route: str, asked: Mapping[str, str]) -> list[Claim | Stored]:
        """Claim several keys, all or none; ``asked`` has the digests of the requests by key."""
        now = _now()
        with self._database.writing(lock=KEYS, durable=False) as connection:
            if now - self._looked > MINUTE:
                requests.forget_old(connection, now)
                self._looked = now
            return requests.claim_all(connection, caller, route, asked, now)

    def release(self, *claims: Claim) -> None:
        """Give claims up whose requests were not answered: whoever sends them again is answered."""
        if claims:
            with self._database.writing(lock=KEYS, durable=False) as connection:
                requests.release(connection, claims)

    def erase(self, applicant: int | str, reason: str) -> list[Entry]:
        """Delete what is personal of an applicant, and return the entries that say so; the chain still holds.

        Parameters
        ----------
        applicant : int or str
        reason : str
            Stays for ever: nothing personal.
        """
        with self._database.writing() as connection:
            written = erasing.erase_of(connection, str(applicant), reason, _now())
        self._database.tidy()
        self._written(written)
        return written

    def purge(self, before: datetime, reason: str, *, advance: Callable[[int], object] = lambda _: None) -> int:
        """Delete what is personal of entries before a moment, some at a time, and return of how many."""
        count = 0
        while True:
            with self._database.writing() as connection:
                written = erasing.erase_before(connection, microseconds(before), reason, _now())
            if not written:
                break
            self._written(written)
            advance(len(written))
            count += len(written)
        self._database.tidy()
        return count

    def reanchor(self, reason: str) -> Path | None:
        """Begin a new file of anchors, and return where the one until now is kept; None where there was none.

        An entry says so for ever: who verifies sees that anchors before it are to be looked for elsewhere.

        Parameters
        ----------
        reason : str
            Stays for ever: nothing personal.
        """
        if not self._anchoring:
            return None
        last = self._anchoring.last()
        known = {"count": last.count, "digest": last.digest} if last else None
        draft = Draft(REANCHORING, {"reason": reason, "last": known})
        aside = self._anchoring.begin_anew(draft.id)
        self.append([draft])
        self._anchoring.anchor(self.head())
        return aside

    # Reading

    def head(self) -> Head:
        """Return the end of the chain."""
        with self._database.reading() as connection:
            return head(connection)

    def entry(self, id: str) -> Entry:  # noqa: A002 - it is the word
        """Return an entry; an unknown one raises ``UnknownNameError``."""
        with self._database.reading() as connection:
            return reading.find(connection, id)

    def payload(self, id: str) -> Payload | None:  # noqa: A002
        """Return the payload of an entry; None where there never was one, or it was erased."""
        with self._database.reading() as connection:
            return reading.find_payload(connection, id)

    def about(self, id: str) -> list[Entry]:  # noqa: A002
        """Return the outcomes, reviews and erasures of an entry, the oldest first."""
        with self._database.reading() as connection:
            return reading.find_about(connection, id)

    def each(self, ids: Sequence[str], *, about: bool = False) -> list[Entry]:
        """Return the entries with these ids, or those that speak of them; unknown ids are passed over."""
        with self._database.reading() as connection:
            return list(reading.find_each(connection, ids, about=about))

    def search(self, search: Search) -> Page:
        """Return a page of entries."""
        with self._database.reading() as connection:
            return reading.find_many(connection, search)

    def export(self, *, payloads: bool = False) -> Iterator[dict[str, Any]]:
        """Yield all entries as JSON can hold them."""
        return exporting.exported(self._database, payloads=payloads)

    def subject(self, applicant: int | str) -> dict[str, Any]:
        """Return everything that is held of an applicant."""
        return exporting.held_of(self._database, str(applicant))

    def verify(
        self, anchored: Anchored | None = None, *, advance: Callable[[int], object] = lambda _: None
    ) -> list[GateError]:
        """Return what is wrong with the journal: nothing where it is as it was written.

        Parameters
        ----------
        anchored : Anchored, optional
            The file of anchors and the key that checks them, where they are not those of this journal.
        advance : callable, optional
            Called with the number of entries that were verified since the last call.
        """
        if anchored is None and self._anchoring:
            anchored = self._anchoring.anchored
        return verified(self._database, anchored, advance=advance)

    def _written(self, written: Sequence[Entry]) -> None:
        if written and self._anchoring:
            self._anchoring.after(written[-1])


def _now() -> int:
    return time_ns() // 1000
