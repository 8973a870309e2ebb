"""Several processes that answer at one address: started, started again when they die, stopped together."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from socket import socket
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING

from prometheus_client.multiprocess import mark_process_dead

from creditworthy.errors import CreditworthyError
from creditworthy.service.explainer import ALONE
from creditworthy.service.meters import SHARED
from creditworthy.service.office import GRACE, Office
from creditworthy.service.stopping import handled, until_signal

if TYPE_CHECKING:
    from uvicorn import Server

    from creditworthy.service.desk import Desk

__all__ = ["Workers", "processor_of"]

LOOK = 0.2
"""Seconds between two looks at whether to stop."""

SLOWEST = 30.0
"""Seconds at most until a worker that cannot start is tried again; the first time it is one."""

KILLED_AFTER = 5.0
"""Seconds after the grace until a worker that does not stop is killed."""

_logger = logging.getLogger(__name__)


@dataclass
class _Worker:
    process: SpawnProcess
    pipe: Connection
    place: int
    ready: bool = False


class Workers:
    """Processes that share one listening socket and each hold the model.

    Parameters
    ----------
    office : Office
        What each of them opens.
    listener : socket.socket
        Where they listen, together.
    count : int
        How many.
    """

    def __init__(self, office: Office, listener: socket, count: int) -> None:
        self._office, self._listener, self._count = office, listener, count
        self._workers: list[_Worker] = []
        self._stopping = False
        self._told = ("", "")
        self._version: str | None = None
        self._failures = 0
        self._due = 0.0

    def run(self, opened: Callable[[str, str], object]) -> None:
        """Answer until SIGINT or SIGTERM; what was accepted by then is answered, within `office.GRACE` seconds.

        Parameters
        ----------
        opened : callable
            Called with the candidate and the version of the model, once every worker can answer.

        Raises
        ------
        CreditworthyError
            Where the first workers cannot start: the reason of one of them.
        """
        with (
            handled(self._end, signal.SIGINT, signal.SIGTERM),
            TemporaryDirectory() as shared,
            _environment({**ALONE, SHARED: shared}),
        ):
            try:
                while not self._stopping:
                    self._start_missing()
                    self._listen(opened)
            finally:
                self._stop()

    def _start_missing(self) -> None:
        while len(self._workers) < self._count and monotonic() >= self._due:
            ours, theirs = _context.Pipe()
            place = min(set(range(self._count)) - {worker.place for worker in self._workers})
            given = (self._office, self._listener, theirs, self._version, processor_of(place, self._count))
            process = _context.Process(target=_work, args=given)
            with handled(signal.SIG_IGN, signal.SIGINT):  # what starts there minds Ctrl-C once it can end well
                process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours, place))

    def _listen(self, opened: Callable[[str, str], object]) -> None:
        """Wait a moment for what the workers tell, and for their end."""
        of = {worker.pipe: worker for worker in self._workers}
        first = self._version is None
        for pipe in connection.wait(list(of), LOOK):
            self._hear(of[pipe])  # type: ignore[index]  # nothing else is waited for
        if first and len(self._workers) == self._count and all(worker.ready for worker in self._workers):
            candidate, self._version = self._told
            opened(candidate, self._version)

    def _hear(self, worker: _Worker) -> None:
        try:
            told = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if isinstance(told, CreditworthyError):
            if self._version is None:
                raise told
            _logger.error("a worker cannot start: %s", told)
            return
        self._told = told
        self._failures = 0
        worker.ready = True
        if self._version is not None:
            self._version = told[1]

    def _bury(self, worker: _Worker) -> None:
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        mark_process_dead(worker.process.pid, os.environ[SHARED])  # type: ignore[no-untyped-call]  # its own omission
        if self._stopping:
            return
        if self._version is None:
            raise CreditworthyError(
                "a worker ended before it could answer (exit code {code}); start with one worker to see why",
                code=worker.process.exitcode,
            )
        _logger.error("a worker ended (exit code %s); another one is started", worker.process.exitcode)
        if not worker.ready:
            self._failures += 1
            self._due = monotonic() + min(SLOWEST, 2.0 ** (self._failures - 1))

    def _stop(self) -> None:
        self._listener.close()
        for worker in self._workers:
            worker.process.terminate()
        deadline = monotonic() + GRACE + KILLED_AFTER
        for worker in self._workers:
            worker.process.join(max(0.0, deadline - monotonic()))
            worker.process.kill()
            worker.process.join()

    def _end(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the signature is Python's
        self._stopping = True


_context = get_context("spawn")


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Set variables that processes inherit; those that were set already stay."""
    added = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


def processor_of(place: int, count: int) -> int | None:
    """Return the processor of a worker's own where there are as many as workers; None where the system shall choose.

    A decision goes through several threads of a worker that never compute side by side: on one processor, each finds at
    hand what the one before it made. Where there are more processors, others may need them.
    """
    found = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return found[place] if len(found) == count else None


def _work(office: Office, listener: socket, pipe: Connection, fallback: str | None, processor: int | None) -> None:
    """Answer in a process of its own until it is told to stop, or whoever started it is gone."""
    if processor is not None:
        os.sched_setaffinity(0, {processor})
    with ExitStack() as opened:
        try:
            desk = office.open(fallback)
            server = opened.enter_context(office.server(desk))
        except CreditworthyError as error:
            pipe.send(error)
            sys.exit(1)
        Thread(target=_outlived, args=(pipe, server), daemon=True).start()
        tell = _telling(pipe, desk)
        desk.listeners.append(tell)
        tell()
        with until_signal(server), office.following(desk):
            server.run(sockets=[listener])


def _telling(pipe: Connection, desk: "Desk") -> Callable[[], None]:
    def tell() -> None:
        model = desk.model()
        with suppress(OSError):  # nobody is there any more
            pipe.send((model.candidate, model.version))

    return tell


def _outlived(pipe: Connection, server: "Server") -> None:
    with suppress(EOFError, OSError):
        pipe.recv()  # nothing is ever sent: it ends with the process that started us
    server.should_exit = True
