"""A folder that is replaced whole or not at all, by one at a time."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from creditworthy.errors import InputError

__all__ = ["replacing"]

_BUSY = "{target}: somebody else is writing there at this moment; wait for the end of it, or give another folder"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a new, empty folder that takes the place of ``target`` if the context ends without an error.

    After an error or an interrupt the target is as before and nothing is left beside it. The new folder lies
    in a hidden scratch folder beside the target, free for other temporary files, which goes away as well. A process
    that was killed leaves it; the next one to replace the same target removes it.

    Parameters
    ----------
    target : Path
        The folder to make or replace; folders above it that are missing are made at the end.

    Raises
    ------
    InputError
        Where another process is replacing the same target.
    """
    asked, target = target, target.resolve()
    place = next(parent for parent in target.parents if parent.exists())
    scratch = place / ".".join(("", *target.relative_to(place).parts, "new"))
    with _claimed(scratch, asked):
        new, old = scratch / "new", scratch / "old"
        _restore(old, target)
        _empty(scratch)
        new.mkdir()
        yield new
        _swap(new, target, old)


@contextmanager
def _claimed(scratch: Path, target: Path) -> Iterator[None]:
    """Hold the scratch folder alone; the system lets go of it for a process that is killed."""
    lock = _locked(scratch, target)
    try:
        yield
    finally:
        _empty(scratch)
        (scratch / "lock").unlink()
        with suppress(OSError):  # the next one may have come in at this very moment
            scratch.rmdir()
        lock.close()


def _locked(scratch: Path, target: Path) -> IO[bytes]:
    import fcntl

    while True:
        scratch.mkdir(exist_ok=True)
        path = scratch / "lock"
        try:
            lock = path.open("ab")
        except FileNotFoundError:  # whoever had it removed it at this very moment
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists() and os.path.samestat(path.stat(), os.fstat(lock.fileno())):
                return lock
            lock.close()
        except BlockingIOError as error:
            lock.close()
            raise InputError(_BUSY, target=target) from error


def _empty(scratch: Path) -> None:
    for path in scratch.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()


def _restore(old: Path, target: Path) -> None:
    """Put back what a process was replacing when it was killed between two renames."""
    if old.exists() and not target.exists():
        old.rename(target)


def _swap(new: Path, target: Path, old: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if target.exists():
            target.rename(old)
        new.rename(target)
    finally:  # an interrupt between the two must not leave the place empty
        _restore(old, target)
