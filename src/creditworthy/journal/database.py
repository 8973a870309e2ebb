"""The database of the journal: SQLite or PostgreSQL, one writer at a time, and errors that are ours."""

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, TimeoutError  # noqa: A004 - of the pool

from creditworthy.errors import InputError, JournalError, JournalUnavailableError

__all__ = ["Database"]

CHAIN, KEYS, JOBS = 7_233_001, 7_233_002, 7_233_003
"""Numbers of PostgreSQL's advisory locks."""

WAIT = 1
"""Seconds after which whoever was turned away may come again."""

_NO_ADDRESS = (
    "{url}: not an address of a journal; give sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE in the setting "
    "journal"
)
_LOCKED = "the journal {url} is locked for too long by somebody else; try again in {wait} s"
_FULL = "the journal {url} is full, nothing was written; make room on its disk"
_AWAY = "the journal {url} does not answer, nothing was written; see that its database is there and runs ({why})"
_UNFIT = "a value that was given cannot be held or looked for by the journal; make it shorter and plainer ({why})"
_REFUSED = "the journal {url} refused what was to be written: {why}"


class Database:
    """Connections to one journal.

    Parameters
    ----------
    url : str
        ``sqlite:///FILE`` or ``postgresql+psycopg://…``.
    patience : float
        Seconds to wait for another writer, for a lock, or for a connection.

    Raises
    ------
    InputError
        Where the address is none of a journal.
    """

    def __init__(self, url: str, *, patience: float = 5.0) -> None:
        self.url = _address(url)
        self.patience = patience
        self.file = Path(self.url.database or "") if self.dialect == "sqlite" else None
        self.engine = _sqlite(self.url, patience) if self.file else _postgresql(self.url, patience)
        self._turn = Lock()
        self._inode = self._file_now()

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.url.get_backend_name()

    def __str__(self) -> str:
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def writing(self, *, lock: int = CHAIN, durable: bool = True) -> Iterator[Connection]:
        """Write in one transaction, as the only writer; it is on the disk when the context ends.

        Parameters
        ----------
        lock : int
            What PostgreSQL locks; SQLite locks the whole database.
        durable : bool
            False for what may be forgotten when the machine loses its power: nobody waits for the disk.

        Raises
        ------
        JournalUnavailableError
            Where the database is away, full, or locked for too long; nothing was written.
        JournalError
            Where it refused; nothing was written.
        InputError
            Where a text is too long for its column, or is none of UTF-8; nothing was written.
        """
        # Threads queue here: SQLite would have them sleep and try again.
        if not self._turn.acquire(timeout=self.patience):
            raise JournalUnavailableError(_LOCKED, url=str(self), wait=WAIT)
        try:
            with self._translating(), self.engine.connect() as opened:
                connection = opened.execution_options(durable=durable)
                with connection.begin():
                    if not self.file:
                        _hold(connection, lock, durable=durable)
                    yield connection
        finally:
            self._turn.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read in one transaction; errors as of ``writing``."""
        with self._translating(), self.engine.begin() as connection:
            yield connection

    def tidy(self) -> None:
        """Leave nothing of what was deleted in SQLite's files; PostgreSQL's autovacuum does it by itself."""
        if not self.file:
            return
        with self._translating():
            raw = self.engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def close(self) -> None:
        """Close all connections; the next transaction opens new ones."""
        self.engine.dispose()

    def make_folder(self) -> None:
        """Make SQLite's file, empty, and its folder, where there are none."""
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.touch(mode=0o600)  # it holds what is personal; SQLite makes its log alike
            self._inode = self._file_now()

    @contextmanager
    def _translating(self) -> Iterator[None]:
        self._follow_file()
        try:
            yield
        except UnicodeEncodeError as error:
            raise InputError(_UNFIT, why=error.reason) from error
        except (DBAPIError, TimeoutError) as error:
            raise self._ours(error) from error

    def _ours(self, error: DBAPIError | TimeoutError) -> JournalError | InputError:
        """Return the error with a sentence of ours."""
        original = getattr(error, "orig", None) or error
        why = str(original).partition("\n")[0]
        if isinstance(error, DataError):
            return InputError(_UNFIT, why=why)
        if isinstance(error, IntegrityError):
            return JournalError(_REFUSED, url=str(self), why=why)
        if re.search(r"locked|lock timeout|QueuePool limit|statement timeout", why):
            return JournalUnavailableError(_LOCKED, url=str(self), wait=WAIT)
        if re.search(r"is full|No space left", why):
            return JournalUnavailableError(_FULL, url=str(self), wait=WAIT)
        return JournalUnavailableError(_AWAY, url=str(self), why=why, wait=WAIT)

    def _file_now(self) -> tuple[int, int] | None:
        try:
            found = self.file.stat() if self.file else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None

    def _follow_file(self) -> None:
        """Let go of a file that was taken away or replaced: what is written into it would be lost with it."""
        if not self.file:
            return
        found = self._file_now()
        if found is None or found != self._inode:
            self.engine.dispose()
            self._inode = found
        if found is None:
            raise JournalUnavailableError(_AWAY, url=str(self), why=os.strerror(errno.ENOENT), wait=WAIT)


def _address(url: str) -> URL:
    try:
        found = make_url(url)
    except ArgumentError as error:
        raise InputError(_NO_ADDRESS, url=url) from error
    in_file = found.get_backend_name() == "sqlite" and found.database not in {None, "", ":memory:"}
    if not (in_file or found.get_backend_name() == "postgresql"):
        raise InputError(_NO_ADDRESS, url=found.render_as_string(hide_password=True))
    return found


def _sqlite(url: URL, patience: float) -> Engine:
    # The mode makes no file: one that has gone must not come back empty. Transactions are begun by hand.
    path = f"file:{quote(str(Path(url.database or '').absolute()))}?mode=rw"

    def connected() -> sqlite3.Connection:
        return sqlite3.connect(path, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)

    engine = create_engine(url, creator=connected, hide_parameters=True, pool_timeout=patience)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _postgresql(url: URL, patience: float) -> Engine:
    milliseconds = int(patience * 1000)
    options = f"-c lock_timeout={milliseconds} -c synchronous_commit=on -c timezone=UTC"
    asked = {"options": options, "connect_timeout": max(2, int(patience)), "application_name": "creditworthy"}
    return create_engine(url, connect_args=asked, hide_parameters=True, pool_pre_ping=True, pool_timeout=patience)


def _prepare(connection: Any, _: object) -> None:
    """Set a new connection of SQLite up; what is deleted is overwritten with zeros."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    durable = connection.get_execution_options().get("durable")
    if durable is None:
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


_HOLD = text("SELECT pg_advisory_xact_lock(:lock)")


def _hold(connection: Connection, lock: int, *, durable: bool) -> None:
    if not durable:
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
    connection.execute(_HOLD, {"lock": lock})
