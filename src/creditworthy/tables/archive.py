"""Is a zip whole: its checksums, and the size of each of its files."""

import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from creditworthy.errors import InputError

__all__ = ["check_archive"]

_DAMAGED = "{path}: what arrived is not a whole zip ({why}); run the command again: it starts anew"
_LACKS = "{path}: the zip lacks {name}, which Kaggle lists; run the command again: it starts anew"
_OTHER_SIZE = (
    "{path}: {name} has {found:,} bytes in the zip where Kaggle lists {wanted:,}; run the command again: it starts anew"
)


def check_archive(
    staged: Path, files: Mapping[str, int], *, path: Path, advance: Callable[[int, int | None], None]
) -> None:
    """Read a zip to its end, and hold its files against those that it should have.

    Parameters
    ----------
    staged : Path
        The zip.
    files : mapping of str to int
        The bytes of each file that it should have.
    path : Path
        What sentences call it.
    advance : callable
        Is told how many bytes are read, and of how many.

    Raises
    ------
    InputError
        Where it is no zip, a checksum is wrong, a file is missing or has another size.
    """
    try:
        sizes = _sizes(staged, sum(files.values()), advance)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(_DAMAGED, path=path, why=error) from error
    for name, wanted in files.items():
        if name not in sizes:
            raise InputError(_LACKS, path=path, name=name)
        if sizes[name] != wanted:
            raise InputError(_OTHER_SIZE, path=path, name=name, found=sizes[name], wanted=wanted)


def _sizes(staged: Path, total: int, advance: Callable[[int, int | None], None]) -> dict[str, int]:
    """Return the bytes of each file of a zip, counted; a wrong checksum raises ``zipfile.BadZipFile``."""
    sizes: dict[str, int] = {}
    with zipfile.ZipFile(staged) as archive:
        for name in archive.namelist():
            sizes[name] = 0
            with archive.open(name) as member:
                while part := member.read(1 << 20):
                    sizes[name] += len(part)
                    advance(sum(sizes.values()), total)
    return sizes
