"""The mark of an invented portfolio: a file beside its tables, so that no figure of it passes for a real one.

The mark lists the files it was made for, by size and digest. It says nothing about files that were put beside or over
them later: a folder whose every file was replaced by a real one is a folder of real files, mark or not. As long as one
of the invented files is left, what comes of the folder is invented.
"""

import hashlib
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from creditworthy.errors import InputError
from creditworthy.tables.finding import TableFile
from creditworthy.tables.manifest import read_manifest
from creditworthy.tables.packed import opened_bytes

__all__ = ["any_generated", "is_generated", "mark_generated", "strangers"]

_MARK = "GENERATED.txt"
_TEXT = "These files are invented: no row belongs to a person. «creditworthy data import» reads this mark.\n"
_LINE = re.compile(r"^(?P<sha256>[0-9a-f]{64}) +(?P<size>\d+) +(?P<name>.+)$", re.MULTILINE)

Print = tuple[int, str]
"""What tells one file from all others: its size and its digest."""


def mark_generated(folder: Path, files: Iterable[Path] | None = None) -> Path:
    """Leave the mark in a folder of invented files.

    Parameters
    ----------
    folder : Path
        The folder.
    files : iterable of Path, optional
        The files, where they are not in the folder yet: the mark is to be there before them. Those of the folder
        by default.
    """
    path = folder / _MARK
    lines = [f"{sha256}  {size}  {name}\n" for name, (size, sha256) in _prints(files or folder.iterdir())]
    path.write_text("".join([_TEXT, *lines]), encoding="utf-8")
    return path


def is_generated(folder: Path) -> bool:
    """Return whether a folder carries the mark."""
    return (folder / _MARK).is_file()


def strangers(folder: Path) -> list[str]:
    """Return the names of what is in a marked folder and the mark was not made for."""
    marked = set(_marked((folder / _MARK).read_text(encoding="utf-8")))
    ours = {_MARK, *(name for name, found in _prints(folder.iterdir()) if found in marked)}
    return sorted(path.name for path in folder.iterdir() if path.name not in ours)


def any_generated(source: Path, files: Collection[TableFile]) -> bool:
    """Return whether at least one of the files to import is invented.

    Parameters
    ----------
    source : Path
        The folder or zip that the files were found in; an earlier import knows whether its own files are invented.
    files : collection of TableFile
        The files, plain or in a zip.

    Raises
    ------
    InputError
        Where one of them cannot be read.
    """
    marks = [set(_marked(text)) for text in _texts(source, files)]
    if _imported_as_generated(source) or not all(marks):  # a mark that lists nothing is for everything
        return True
    marked = set().union(*marks)
    sizes = {size for size, _ in marked}
    return any(_print_within(file, sizes) in marked for file in files)


def _prints(files: Iterable[Path]) -> Iterator[tuple[str, Print]]:
    for path in sorted(files):
        if path.is_file() and path.name != _MARK:
            with path.open("rb") as file:
                yield path.name, (path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _marked(text: str) -> list[Print]:
    return [(int(line["size"]), line["sha256"]) for line in _LINE.finditer(text)]


def _texts(source: Path, files: Collection[TableFile]) -> Iterator[str]:
    """Yield the marks beside the files, in the folder or in the same zip."""
    if is_generated(source):
        yield (source / _MARK).read_text(encoding="utf-8")
    for path in {file.path for file in files if file.member}:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if PurePosixPath(name).name == _MARK:
                    yield archive.read(name).decode()


def _print_within(file: TableFile, sizes: Collection[int]) -> Print | None:
    """Return size and digest of a file, if it has one of some sizes."""
    with opened_bytes(file) as stream:
        if stream.size not in sizes:
            return None
        digest = hashlib.sha256()
        while part := stream.read(1 << 20):
            digest.update(part)
        return stream.size, digest.hexdigest()


def _imported_as_generated(source: Path) -> bool:
    try:
        return read_manifest(source).generated
    except InputError:
        return False
