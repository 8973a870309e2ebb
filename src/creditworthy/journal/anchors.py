"""Anchors: signed heads of the chain in a file outside of the database, one a line, each chained to the one before."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

from creditworthy.errors import GateError, InputError
from creditworthy.journal.chain import Head
from creditworthy.journal.entry import moment
from creditworthy.journal.sealing import canonical
from creditworthy.journal.signing import PublicKey, Signer

__all__ = ["Anchor", "add_anchor", "anchor_faults", "last_anchor", "put_aside", "read_anchors"]

PATIENCE = 5.0
"""Seconds to wait for another process that is adding an anchor."""

TAIL = 4096
"""Bytes at the end of the file that hold its last line."""

_BUSY = "{path}: another process has been adding an anchor for too long; see whether it hangs"
_NOT_RENAMED = "{path}: cannot be renamed ({why})"
_UNREADABLE = "{path}: line {line} cannot be understood; it was changed"
_UNCHAINED = "{path}: line {line} does not follow the line before it; a line was changed, removed or moved there"
_UNSIGNED = "{path}: the signature of line {line} is not that of the key"


@dataclass(frozen=True)
class Anchor:
    """A line: so many entries there were, with this digest of the last one, at this moment (microseconds)."""

    count: int
    digest: str
    at: int
    previous: str
    signature: str = ""

    def moment(self) -> str:
        """Return when it was, to the second."""
        return moment(self.at).isoformat(timespec="seconds")

    def signed(self) -> bytes:
        """Return what the signature is of."""
        return canonical([self.count, self.digest, self.at, self.previous]).encode()

    def line(self) -> bytes:
        """Return its text in the file, without the end of the line."""
        return canonical(asdict(self)).encode()


def add_anchor(path: Path, head: Head, signer: Signer) -> bool:
    """Sign a head and add it, on the disk before this returns; False where the file knows it or a later one already.

    Raises
    ------
    InputError
        Where another process holds the file for too long.
    OSError
        Where it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file, _held(file, path):
        line = _last_line(file)
        last = _read(line) if line else None
        if last and last.count >= head.count:
            return False
        anchor = Anchor(head.count, head.digest, head.at, sha256(line).hexdigest() if line else "")
        signature = signer.sign(anchor.signed()).hex()
        file.write(Anchor(**{**asdict(anchor), "signature": signature}).line() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def last_anchor(path: Path) -> Anchor | None:
    """Return the last anchor of a file that need not exist; None where there is none that can be understood."""
    try:
        with path.open("rb") as file:
            return _read(_end(file)[0])
    except FileNotFoundError:
        return None


def put_aside(path: Path, name: str) -> Path | None:
    """Keep a file of anchors beside the new one that begins; None where there is none.

    Raises
    ------
    InputError
        Where it cannot be renamed.
    """
    try:
        return path.rename(path.with_name(f"{path.stem}.until-{name}{path.suffix}")) if path.exists() else None
    except OSError as error:
        raise InputError(_NOT_RENAMED, path=path, why=error.strerror) from error


def read_anchors(path: Path) -> list[Anchor | None]:
    """Return the anchors of a file, None for a line that cannot be understood; a line without end does not count."""
    content = path.read_bytes() if path.exists() else b""
    return [_read(line) for line in content.split(b"\n")[:-1]]


def anchor_faults(path: Path, found: list[Anchor | None], public: PublicKey) -> Iterator[GateError]:
    """Yield what does not hold together among the anchors of a file."""
    previous, known = "", True
    for number, anchor in enumerate(found, start=1):
        if anchor is None:
            yield GateError(_UNREADABLE, path=path, line=number)
            known = False
            continue
        if known and anchor.previous != previous:
            yield GateError(_UNCHAINED, path=path, line=number)
        if not _well_signed(anchor, public):
            yield GateError(_UNSIGNED, path=path, line=number)
        previous, known = sha256(anchor.line()).hexdigest(), True


def _well_signed(anchor: Anchor, public: PublicKey) -> bool:
    try:
        return public.signed(anchor.signed(), bytes.fromhex(anchor.signature))
    except ValueError:
        return False


def _read(line: bytes) -> Anchor | None:
    try:
        anchor = Anchor(**json.loads(line))
    except (ValueError, TypeError):
        return None
    whole = isinstance(anchor.count, int) and isinstance(anchor.at, int)
    return anchor if whole and all(isinstance(one, str) for one in (anchor.digest, anchor.signature)) else None


def _end(file: BinaryIO) -> tuple[bytes, int]:
    """Return the last whole line, and how many bytes of a line without end come after it."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    *lines, rest = file.read().split(b"\n")
    return lines[-1] if lines else b"", len(rest)


def _last_line(file: BinaryIO) -> bytes:
    """Return the last line; one that was not written to its end is removed."""
    line, rest = _end(file)
    if rest:
        file.truncate(file.seek(0, os.SEEK_END) - rest)
    return line


@contextmanager
def _held(file: BinaryIO, path: Path) -> Iterator[None]:
    """Let no other process add while the context lasts; closing the file lets go of it."""
    import fcntl

    deadline = monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError as error:
            if monotonic() > deadline:
                raise InputError(_BUSY, path=path) from error
            sleep(0.002)
    yield
