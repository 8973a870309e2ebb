"""Whether files keep to the contract, all that they break at once; whether imported tables are as they were stored."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Dictionary, Table
from creditworthy.tables.finding import TableFile, find_files
from creditworthy.tables.load import open_tables
from creditworthy.tables.manifest import MANIFEST, read_manifest
from creditworthy.tables.parents import parents
from creditworthy.tables.preparing import Preparation
from creditworthy.tables.reading import opened
from creditworthy.tables.step import Step, Tell, nobody

__all__ = ["Verdict", "verify"]

_CHANGED = "{folder}: {file} is not as it was imported (its SHA-256 is another); import the tables again"


@dataclass(frozen=True)
class Verdict:
    """What was found in some files: the rows of each, what is wrong, and the files whose parents could not be read."""

    rows: Mapping[str, int]
    problems: tuple[InputError, ...]
    unchecked: tuple[str, ...]
    imported: bool


def verify(source: Path, dictionary: Dictionary, *, tell: Tell = nobody) -> Verdict:
    """Hold files against the contract and, where an import stored them, against their digests; write nothing.

    Parameters
    ----------
    source : Path
        The folder or zip of the lender's files, or a folder of imported tables.
    dictionary : Dictionary
        What the tables must be like.
    tell : callable
        Is given each step.

    Raises
    ------
    InputError
        Where there is nothing to check: no such folder, no application, tables of another lender.
    """
    imported = (source / MANIFEST).is_file()
    files = _stored(source, dictionary) if imported else find_files(source, dictionary)
    with TemporaryDirectory() as scratch:
        checking = _Checking(dictionary, Path(scratch), tell)
        if imported:
            checking.refuse_changed(source, files)
        for table in dictionary.tables.values():
            for stem in filter(files.__contains__, table.files):
                checking.check(table, stem, files[stem])
    return Verdict(checking.rows, tuple(checking.problems), tuple(checking.unchecked), imported)


class _Checking:
    """What is found on the way through the files, parents before children."""

    def __init__(self, dictionary: Dictionary, scratch: Path, tell: Tell) -> None:
        self.rows: dict[str, int] = {}
        self.problems: list[InputError] = []
        self.unchecked: list[str] = []
        self._dictionary, self._tell = dictionary, tell
        self._preparation = Preparation(dictionary, scratch, self.problems.extend, keep=False)
        self._changed: set[str] = set()
        self._lost: set[str] = set()

    def refuse_changed(self, folder: Path, files: Mapping[str, TableFile]) -> None:
        manifest = read_manifest(folder)
        for stem, file in files.items():
            with file.path.open("rb") as stored:
                digest = hashlib.file_digest(stored, "sha256").hexdigest()
            if digest != manifest.files[stem].sha256:
                self.problems.append(InputError(_CHANGED, folder=folder, file=file.path.name))
                self._changed.add(stem)

    def check(self, table: Table, stem: str, file: TableFile) -> None:
        if any(parent.table in self._lost for parent in parents(table, self._dictionary)):
            self.unchecked.append(stem)
        elif stem not in self._changed and self._read(table, stem, file):
            return
        self._lost.add(table.name)

    def _read(self, table: Table, stem: str, file: TableFile) -> bool:
        try:
            with (
                opened(file) as rows,
                self._preparation.prepared(table, stem, rows, file.name, tell=self._tell) as prepared,
            ):
                self.rows[stem] = prepared.rows
                self._tell(Step(stem, "done", prepared.rows, 1.0))
        except InputError as error:
            self.problems.append(error)
            return False
        return True


def _stored(folder: Path, dictionary: Dictionary) -> dict[str, TableFile]:
    """Return the files of an import that are there in full size; else it is refused as a whole."""
    open_tables(folder, dictionary)
    return {stem: TableFile(folder / f"{stem}.parquet") for stem in read_manifest(folder).files}
