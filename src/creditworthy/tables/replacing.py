"""A folder that is replaced whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["replacing"]


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a new, empty folder that takes the place of ``target`` if the context ends without an error.

    After an error or an interrupt the target is as before and nothing is left beside it. The new folder lies
    in a scratch folder on the same file system, free for other temporary files, which goes away as well.

    Parameters
    ----------
    target : Path
        The folder to make or replace; folders above it that are missing are made at the end.
    """
    target = target.resolve()
    place = next(parent for parent in target.parents if parent.exists())
    with TemporaryDirectory(prefix=f".{target.name}.", dir=place) as scratch:
        new = Path(scratch, "new")
        new.mkdir()
        yield new
        _swap(new, target, Path(scratch, "old"))


def _swap(new: Path, target: Path, old: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if target.exists():
            target.rename(old)
        new.rename(target)
    finally:  # an interrupt between the two must not leave the place empty
        if old.exists() and not target.exists():
            old.rename(target)
