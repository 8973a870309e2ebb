"""Programs that run side by side: started together, watched together, stopped together."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from tempfile import TemporaryFile
from time import monotonic, sleep
from types import FrameType
from typing import IO
from urllib.request import ProxyHandler, build_opener

from creditworthy.errors import CreditworthyError

__all__ = ["Program", "Siblings", "running"]

PATIENCE = 120.0
"""Seconds until a program must answer; MLflow alone takes ten to make a fresh store."""

GRACE = 10.0
"""Seconds that a program has to stop by itself."""

PAUSE = 0.2

QUIET = {"MLFLOW_DISABLE_TELEMETRY": "true", "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
"""What is said of us to nobody."""


@dataclass(frozen=True)
class Program:
    """A program: its name, command line and address, and the path at which it answers once it is ready."""

    name: str
    command: tuple[str, ...]
    address: str
    ready: str

    def answers(self) -> bool:
        """Return whether it is ready."""
        try:
            # What the environment says of proxies is not meant for loopback.
            with build_opener(ProxyHandler({})).open(self.address + self.ready, timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, HTTPException):
            return False


@dataclass(frozen=True)
class Siblings:
    """Programs that run, with their processes and what each writes."""

    processes: dict[Program, subprocess.Popen[bytes]]
    written: dict[Program, IO[bytes]]

    def wait(self, program: Program, patience: float = PATIENCE) -> None:
        """Return once a program answers.

        Raises
        ------
        CreditworthyError
            Where it does not in time, or where one of the programs ends.
        """
        deadline = monotonic() + patience
        while not program.answers():
            self.check()
            if monotonic() > deadline:
                raise CreditworthyError(
                    "{name}: did not answer within {seconds} seconds", name=program.name, seconds=patience
                )
            sleep(PAUSE)

    def watch(self) -> None:
        """Wait until one of the programs ends, and raise ``CreditworthyError`` that says which."""
        while True:
            self.check()
            sleep(PAUSE)

    def check(self) -> None:
        """Raise ``CreditworthyError`` where one of the programs has ended."""
        for program, process in self.processes.items():
            if process.poll() is not None:
                template = "{name} ended, so the others are stopped: {last}"
                raise CreditworthyError(
                    template, name=program.name, last=self._last_line(program) or process.returncode
                )

    def _last_line(self, program: Program) -> str:
        file = self.written[program]
        file.seek(0)
        lines = file.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1].removeprefix("creditworthy: ") if lines else ""


@contextmanager
def running(programs: Sequence[Program]) -> Iterator[Siblings]:
    """Run programs within a block, and stop them all when it ends, by whatever: Ctrl-C, an error, SIGTERM, SIGHUP."""
    with ExitStack() as stack:
        stack.enter_context(_interrupted_by(signal.SIGTERM, signal.SIGHUP))
        started = Siblings({}, {})
        stack.callback(_stop, started.processes)
        for program in programs:
            started.written[program] = stack.enter_context(TemporaryFile())
            # A session of its own: Ctrl-C comes to us alone, and we stop each with all that it has started itself.
            started.processes[program] = subprocess.Popen(  # noqa: S603 - the command lines are ours
                program.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=started.written[program],
                start_new_session=True,
                env=os.environ | QUIET,
            )
        yield started


@contextmanager
def _interrupted_by(*signals: signal.Signals) -> Iterator[None]:
    """Let signals end the block as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature is Python's
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(processes: dict[Program, subprocess.Popen[bytes]]) -> None:
    """Ask all to stop, then end the sessions of those that do not."""
    for process in processes.values():
        _signal(process, signal.SIGTERM)
    deadline = monotonic() + GRACE
    for process in processes.values():
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - monotonic()))
        _signal(process, signal.SIGKILL)
        process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # the session is gone already
        os.killpg(process.pid, number)
