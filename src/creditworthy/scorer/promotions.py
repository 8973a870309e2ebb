"""The log of promotions: lines that are only added, each chained to the one before by its SHA-256."""

import getpass
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from creditworthy.errors import CreditworthyError, GateError, InputError

__all__ = ["Log", "Promotion", "now", "user"]

PATIENCE = 10.0
"""Seconds that a command waits for another one that is writing."""

_BUSY = "{path}: somebody else is promoting at this moment; wait for the end of it"
_UNREADABLE = "{path}: line {line} cannot be understood: it was changed; restore the file from a copy"
_UNCHAINED = (
    "{path}: line {line} does not follow the line before it: a line was changed, removed or moved there; restore the "
    "file from a copy"
)
_BEGINNING = "{path}: line 1 does not begin the log: the lines before it were removed; restore the file from a copy"


@dataclass(frozen=True)
class Promotion:
    """One line: who made what the champion, when and why.

    Parameters
    ----------
    at, by
        Moment (UTC, microseconds) and name of the user.
    action : str
        ``promote``, ``rollback``, or ``restore`` where the pointer to the champion had to be written again.
    version, before
        The champion from then on, and the one until then; empty where there was none.
    reason : str
    forced : bool
        Whether gates did not pass.
    gates : sequence of mapping
        Name, verdict and figures of each gate that was tried.
    previous : str
        SHA-256 of the line before; empty in the first.
    """

    at: str
    by: str
    action: str
    version: str
    before: str
    reason: str
    forced: bool = False
    gates: Sequence[Mapping[str, Any]] = field(default=())
    previous: str = ""

    def line(self) -> bytes:
        """Return its text in the log, without the end of the line."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    def digest(self) -> str:
        """Return the SHA-256 of its line."""
        return _digest(self.line())


@dataclass(frozen=True)
class Log:
    """The file; it need not exist."""

    path: Path

    def lines(self) -> list[bytes]:
        """Return the lines that were written to their end."""
        return self._content().split(b"\n")[:-1]

    def unfinished(self) -> bool:
        """Return whether the last line was not written to its end."""
        return self._content().rpartition(b"\n")[2] != b""

    def promotions(self) -> list[Promotion]:
        """Return what the lines say; a broken log raises ``GateError``."""
        for fault in self.faults():
            raise fault
        return self.readable()

    def readable(self) -> list[Promotion]:
        """Return what the lines say that can be understood, whether or not they hold together."""
        return [Promotion(**json.loads(line)) for line in self.lines() if _previous(line) is not None]

    def head(self) -> str:
        """Return the SHA-256 of the last line; empty where there is none."""
        lines = self.lines()
        return _digest(lines[-1]) if lines else ""

    def faults(self) -> list[CreditworthyError]:
        """Return what does not hold together, line by line; a cut-off end shows only beside the head that is known."""
        found: list[CreditworthyError] = []
        expected = ""
        for number, line in enumerate(self.lines(), start=1):
            previous = _previous(line)
            if previous is None:
                found.append(GateError(_UNREADABLE, path=self.path, line=number))
            elif previous != expected and number > 1:
                found.append(GateError(_UNCHAINED, path=self.path, line=number))
            elif previous != expected:
                found.append(GateError(_BEGINNING, path=self.path))
            expected = _digest(line)
        return found

    def append(self, promotion: Promotion) -> str:
        """Add a line, on the disk before this returns, and return its SHA-256; the log must be held."""
        line = promotion.line()
        with self.path.open("ab") as file:
            file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return _digest(line)

    def cut_unfinished(self) -> None:
        """Remove a line that was not written to its end; the log must be held."""
        os.truncate(self.path, sum(len(line) + 1 for line in self.lines()))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody else write while the context lasts; the system lets go of it for a process that is killed.

        Raises
        ------
        InputError
            Where somebody else does not let go of it for seconds.
        """
        import fcntl

        deadline = monotonic() + PATIENCE
        with self.path.open("ab") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if monotonic() > deadline:
                        raise InputError(_BUSY, path=self.path) from error
                    sleep(0.02)
            yield

    def _content(self) -> bytes:
        return self.path.read_bytes() if self.path.exists() else b""


def user() -> str:
    """Return the name of the user; its number where the system knows no name, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def now() -> str:
    """Return the moment, in UTC and to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _previous(line: bytes) -> str | None:
    """Return which line a line says that it follows; None where it is no line of a log."""
    try:
        return Promotion(**json.loads(line)).previous
    except (ValueError, TypeError):
        return None


def _digest(line: bytes) -> str:
    return sha256(line).hexdigest()
