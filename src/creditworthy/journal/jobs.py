"""Jobs: what is asked for now and made later, by one process at a time; no part of the chain."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from time import time_ns
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from creditworthy.errors import UnknownNameError
from creditworthy.journal import keys as requests
from creditworthy.journal.database import JOBS, Database
from creditworthy.journal.keys import Settled
from creditworthy.journal.schema import jobs

__all__ = ["FILE", "LIME", "Job", "Jobs", "forget_about", "forget_files"]

LIME, FILE = "lime", "file"
"""Kinds of jobs."""

WAITING, RUNNING, DONE, FAILED, FORGOTTEN = "waiting", "running", "done", "failed", "forgotten"

KEPT = 24 * 3600 * 1_000_000
"""Microseconds for which a job is kept, from when it was asked for."""

LEASE = 60 * 1_000_000
"""Microseconds after which whoever took a job and was not heard of since is taken for dead."""

TRIES = 3
"""Times that a job is taken; one whose takers all died is a danger to the next one."""

MINUTE = 60 * 1_000_000

_UNKNOWN = "no job {id} is known; a job is forgotten a day after it was asked for"

_TOLD = [column for column in jobs.c if column.name not in {"asked", "result"}]


def _new_id() -> str:
    return str(uuid4())


@dataclass(frozen=True)
class Job:
    """A job as it is kept.

    Parameters
    ----------
    kind, language : str
    about : str, optional
        Id of the entry that it is about; there is one job of a kind, an entry and a language.
    asked : bytes, optional
        What it works on; only who takes it is told.
    total, progress : int
        Of how many parts it consists, and how many are done.
    id : str
        Random.
    status : str
        ``waiting``, ``running``, ``done``, ``failed``, or ``forgotten`` where an erasure took what it held.
    tries : int
        How often it was taken.
    token : str, optional
        Whose it is.
    """

    kind: str
    language: str
    about: str | None = None
    asked: bytes | None = field(default=None, repr=False)
    total: int = 1
    progress: int = 0
    id: str = field(default_factory=_new_id)
    status: str = WAITING
    tries: int = 0
    token: str | None = None


class Jobs:
    """The jobs of a journal; errors are those of a journal."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._looked = 0

    def add(self, job: Job, settled: Sequence[Settled] = ()) -> Job:
        """Add a job, durably and with the answer to its request, and return it, or the one of its kind that is there.

        Raises
        ------
        KeyInFlightError
            Where another request has taken a claim over; nothing was added.
        """
        now = _now()
        with self._database.writing(lock=JOBS) as connection:
            _forget_old(connection, now)
            known = None if job.about is None else _of(connection, job)
            if known is None:
                connection.execute(insert(jobs), {**asdict(job), "made_at": now})
            requests.settle(connection, settled, {})
        return known or job

    def take(self) -> Job | None:
        """Take the next job that nobody works on, the oldest first; None where there is none."""
        now = _now()
        if now - self._looked > MINUTE:
            with self._database.writing(lock=JOBS, durable=False) as connection:
                _forget_old(connection, now)
            self._looked = now
        with self._database.reading() as connection:
            if connection.scalar(select(jobs.c.id).where(_free(now)).limit(1)) is None:
                return None
        with self._database.writing(lock=JOBS, durable=False) as connection:
            return _taken(connection, now)

    def advance(self, job: Job, progress: int) -> bool:
        """Tell how far a taken job is, and keep it; False where it was taken over or forgotten."""
        return self._change(job, progress=progress, claimed_at=_now())

    def finish(self, job: Job, result: bytes) -> bool:
        """Keep what a taken job made; False where it was taken over or forgotten."""
        return self._end(job, DONE, result, progress=job.total)

    def fail(self, job: Job, why: bytes) -> bool:
        """Keep why a taken job cannot be done; False where it was taken over or forgotten."""
        return self._end(job, FAILED, why)

    def release(self, job: Job) -> bool:
        """Give a taken job back, so that another one takes it at once; False where it was taken over or forgotten."""
        return self._change(job, status=WAITING, token=None, tries=jobs.c.tries - 1)

    def find(self, id: str) -> Job:  # noqa: A002 - it is the word
        """Return a job; an unknown one raises ``UnknownNameError``."""
        with self._database.reading() as connection:
            found = connection.execute(select(*_TOLD).where(_this(id))).mappings().first()
        if found is None:
            raise UnknownNameError(_UNKNOWN, id=id)
        return _job(found)

    def find_about(self, kind: str, about: str, language: str) -> Job | None:
        """Return the job of a kind about an entry in a language."""
        with self._database.reading() as connection:
            return _of(connection, Job(kind, language, about))

    def result(self, id: str) -> bytes:  # noqa: A002
        """Return what a job made, or why it failed; empty where there is nothing yet, or no longer."""
        with self._database.reading() as connection:
            return bytes(connection.scalar(select(jobs.c.result).where(_this(id))) or b"")

    def forget(self, id: str) -> None:  # noqa: A002
        """Delete a job, whatever it is at."""
        with self._database.writing(lock=JOBS) as connection:
            connection.execute(delete(jobs).where(jobs.c.id == id))

    def _end(self, job: Job, status: str, result: bytes, **values: object) -> bool:
        # What it worked on is of no more use: the fewer copies, the better.
        return self._change(job, durable=True, status=status, result=result, asked=None, done_at=_now(), **values)

    def _change(self, job: Job, *, durable: bool = False, **values: object) -> bool:
        mine = and_(jobs.c.id == job.id, jobs.c.status == RUNNING, jobs.c.token == job.token)
        with self._database.writing(lock=JOBS, durable=durable) as connection:
            return bool(connection.execute(update(jobs).where(mine).values(**values)).rowcount)


def forget_about(connection: Connection, ids: Sequence[str]) -> None:
    """Delete the jobs about these entries: what they made is as personal as the payloads."""
    connection.execute(delete(jobs).where(jobs.c.about.in_(ids)))


def forget_files(connection: Connection, now: int, before: int | None = None) -> None:
    """Forget what jobs about many applicants hold, all of them or those from before a moment; that they were is told.

    Parameters
    ----------
    connection : Connection
        In a transaction that writes.
    now, before : int
        Microseconds since 1970.
    """
    which = jobs.c.about.is_(None) if before is None else and_(jobs.c.about.is_(None), jobs.c.made_at < before)
    gone = {"status": FORGOTTEN, "asked": None, "result": None, "token": None, "done_at": now}
    connection.execute(update(jobs).where(which).values(**gone))


def _taken(connection: Connection, now: int) -> Job | None:
    while True:
        found = connection.execute(select(jobs).where(_free(now)).order_by(jobs.c.made_at).limit(1)).mappings().first()
        if found is None:
            return None
        job = replace(_job(found), token=uuid4().hex, status=RUNNING, tries=found["tries"] + 1)
        this = update(jobs).where(jobs.c.id == job.id)
        if job.tries <= TRIES:
            connection.execute(this.values(status=RUNNING, token=job.token, tries=job.tries, claimed_at=now))
            return replace(job, asked=bytes(found["asked"] or b""))
        connection.execute(this.values(status=FAILED, token=None, asked=None, done_at=now))


def _free(now: int) -> ColumnElement[bool]:
    lost = and_(jobs.c.status == RUNNING, jobs.c.claimed_at <= now - LEASE)
    return or_(jobs.c.status == WAITING, lost)


def _this(id: str) -> ColumnElement[bool]:  # noqa: A002 - it is the word
    return and_(jobs.c.id == id, jobs.c.made_at >= _now() - KEPT)


def _of(connection: Connection, job: Job) -> Job | None:
    """Return the job of the same kind, entry and language."""
    same = (jobs.c[name] == getattr(job, name) for name in ("kind", "about", "language"))
    found = connection.execute(select(*_TOLD).where(*same, jobs.c.made_at >= _now() - KEPT)).mappings().first()
    return None if found is None else _job(found)


def _forget_old(connection: Connection, now: int) -> None:
    connection.execute(delete(jobs).where(jobs.c.made_at < now - KEPT))


def _job(row: Any) -> Job:
    names = ("id", "kind", "about", "language", "status", "progress", "total", "tries")
    return Job(**{name: row[name] for name in names})


def _now() -> int:
    return time_ns() // 1000
