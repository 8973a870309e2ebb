"""The explainer: one process beside those that answer, which does what is asked for now and made later."""

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from creditworthy.errors import CreditworthyError

if TYPE_CHECKING:
    from creditworthy.journal import Journal
    from creditworthy.service.clerk import Clerk
    from creditworthy.service.office import Office

__all__ = ["ALONE", "Explainer", "main"]

PAUSE = 0.2
"""Seconds between two looks for a job."""

AGAIN = 2.0
"""Seconds until a journal that did not answer is asked again."""

REST = 600.0
"""Seconds without a job after which one that holds a model leaves its place to one that holds none."""

SLOWEST = 30.0
"""Seconds at most until one that dies again and again is started again; the first time it is one."""

LONG = 10.0
"""Seconds after which one that died had lived well."""

KILLED_AFTER = 30.0
"""Seconds until one that does not stop is killed; what it worked on is taken over then."""

ALONE = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""Each process of the service computes with one thread: they share the cores, and answers come sooner so. Its threads
take memory from one place (where the C library is glibc): one for each would keep what it once needed."""

_logger = logging.getLogger(__name__)


class Explainer:
    """A process that does the jobs of a journal, started again where it dies; use it as a context manager.

    Until there is a job it holds no model, and looks into the journal only. It ends with the context, or with the
    process that started it: a decision that it explains is explained first, a file is given back to be taken up later.

    Parameters
    ----------
    office : Office
        Where it finds what it answers with; without books there are no jobs, and no process.
    """

    def __init__(self, office: "Office") -> None:
        self._office = office
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="explainer", daemon=True)

    def __enter__(self) -> Self:
        if self._office.books:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        if self._office.books:
            self._thread.join()

    def _run(self) -> None:
        # What a thread blocks, its children block: Ctrl-C is for the process that ends this one.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        deaths = 0
        while not self._stopping.is_set():
            begun = monotonic()
            code = self._watch()
            if self._stopping.is_set() or code == 0:  # at rest
                deaths = 0
                continue
            deaths = 1 if monotonic() - begun > LONG else deaths + 1
            _logger.error("the explainer ended (exit code %s); another one is started", code)
            self._stopping.wait(min(SLOWEST, 2.0 ** (deaths - 1)))

    def _watch(self) -> int:
        """Start a process, wait for its end or bring it about, and return its exit code."""
        line = [sys.executable, "-m", "creditworthy.service.explainer"]
        with subprocess.Popen(line, stdin=subprocess.PIPE, env={**ALONE, **os.environ}) as process:  # noqa: S603
            try:
                _tell(process, self._office)
                while process.poll() is None and not self._stopping.wait(PAUSE):
                    pass
                process.terminate()
                return process.wait(KILLED_AFTER)
            except subprocess.TimeoutExpired:
                process.kill()
                return process.wait()


def _tell(process: subprocess.Popen[bytes], office: "Office") -> None:
    books = office.books
    assert books  # noqa: S101 - for the type checker
    told = {"url": books.url, "key": books.key, "anchors": books.anchors, "every": books.every}
    try:
        # The office within is unpacked only once it is needed: its modules are heavy.
        process.stdin.write(pickle.dumps((told, pickle.dumps(office))))  # type: ignore[union-attr]  # it is a pipe
        process.stdin.flush()  # type: ignore[union-attr]
    except BrokenPipeError:  # it died already, and its exit code says so
        with suppress(BrokenPipeError):
            process.stdin.close()  # type: ignore[union-attr]


def main(told: IO[bytes]) -> None:
    """Do jobs until SIGTERM comes, or whoever tells where they are has gone."""
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    books, office = pickle.load(told)  # noqa: S301 - from the process that started this one
    Thread(target=_outlived, args=(told, stop), daemon=True).start()
    journal: Journal | None = None
    clerk: Clerk | None = None
    said, busy = "", monotonic()
    while not stop.wait(PAUSE) and not (clerk and monotonic() - busy > REST):
        try:
            journal = journal or _opened(books)
            if job := journal.jobs.take():
                clerk = clerk or _clerk(office, journal, stop)
                clerk.do(job)
                busy = monotonic()
            said = ""
        except CreditworthyError as error:
            if str(error) != said:
                _logger.error("the explainer waits for the journal: %s", error)  # noqa: TRY400 - the sentence says it
            said = str(error)
            stop.wait(AGAIN)
    if clerk:
        clerk.close()
    if journal:
        journal.close()


def _opened(books: Mapping[str, Any]) -> "Journal":
    from creditworthy.journal import Journal

    return Journal.open(**books)


def _clerk(office: bytes, journal: "Journal", stop: Event) -> "Clerk":
    from creditworthy.service.clerk import Clerk

    return Clerk(pickle.loads(office), journal, stop)  # noqa: S301 - as above


def _outlived(told: IO[bytes], stop: Event) -> None:
    # Nothing more is ever told: it ends with the process that started this one. Read without the buffer, whose lock
    # Python wants to have when this process ends.
    os.read(told.fileno(), 1)
    stop.set()


if __name__ == "__main__":
    main(sys.stdin.buffer)
