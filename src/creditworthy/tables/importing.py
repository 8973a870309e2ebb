"""Import a lender's files: checked, linked and sorted, into one folder of Parquet files."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Dictionary, Table
from creditworthy.tables.finding import TableFile, find_files, stems
from creditworthy.tables.manifest import MANIFEST, ImportedFile, Manifest, read_manifest, write_manifest
from creditworthy.tables.mark import any_generated
from creditworthy.tables.preparing import Preparation
from creditworthy.tables.reading import opened
from creditworthy.tables.replacing import replacing
from creditworthy.tables.step import Step, Tell, nobody
from creditworthy.tables.storing import store

__all__ = ["import_tables"]

_NOT_OURS = "{target}: in the way, and not just an earlier import; give another folder, or remove it yourself"
_ITSELF = "{target}: is where the files come from; give another folder with --out"
_CANNOT_WRITE = "{target}: the tables cannot be written ({why}); make room there, or give another folder with --out"


def import_tables(source: Path, target: Path, dictionary: Dictionary, *, tell: Tell = nobody) -> Manifest:
    """Check a lender's files and store them sorted by applicant and key, a block of one file in memory at a time.

    The target is replaced at the very end; after an error or an interrupt it is what it was before.

    Parameters
    ----------
    source : Path
        The folder, or the one zip, that holds the files.
    target : Path
        The folder to make; it may be missing, empty, or the result of an earlier import.
    dictionary : Dictionary
        What the tables must be like.
    tell : callable
        Is given each step: how far the reading and the storing of each file is.

    Returns
    -------
    Manifest
        What was stored, ignored, dropped and absent; it is kept in the folder as well.

    Raises
    ------
    InputError
        Where files are missing or cannot be read, the target is in the way or cannot be written, or another
        import into it is under way.
    TableError
        Where a table breaks its contract.
    """
    files = find_files(source, dictionary)
    generated = any_generated(source, files.values())
    try:
        _refuse_foreign(target, source)
        with replacing(target) as folder:
            imported = _imported(files, folder, dictionary, tell)
            absent = tuple(stem for stem in stems(dictionary) if stem not in files)
            manifest = Manifest(version("creditworthy"), dictionary.name, imported, absent, generated)
            write_manifest(manifest, folder)
    except OSError as error:
        raise InputError(_CANNOT_WRITE, target=target, why=error.strerror or error) from error
    return manifest


def _imported(files: dict[str, TableFile], folder: Path, dictionary: Dictionary, tell: Tell) -> dict[str, ImportedFile]:
    preparation = Preparation(dictionary, folder.parent)
    return {
        stem: _import_file(preparation, table, files[stem], folder / f"{stem}.parquet", tell)
        for table in dictionary.tables.values()
        for stem in filter(files.__contains__, table.files)
    }


def _import_file(preparation: Preparation, table: Table, file: TableFile, stored: Path, tell: Tell) -> ImportedFile:
    stem = stored.stem
    with opened(file) as rows, preparation.prepared(table, stem, rows, file.name, tell=tell) as prepared:
        for written in store(prepared.parts, stored):
            tell(Step(stem, "storing", written, written / max(prepared.rows, 1)))
    with stored.open("rb") as again:
        digest = hashlib.file_digest(again, "sha256").hexdigest()
    tell(Step(stem, "done", prepared.rows, 1.0))
    return ImportedFile(
        rows=prepared.rows,
        ignored=prepared.ignored,
        orphans_kept=prepared.orphans_kept,
        orphans_dropped=prepared.orphans_dropped,
        size=stored.stat().st_size,
        sha256=digest,
    )


def _refuse_foreign(target: Path, source: Path) -> None:
    if target.exists() and target.samefile(source):
        raise InputError(_ITSELF, target=target)
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not _is_import(target):
        raise InputError(_NOT_OURS, target=target)


def _is_import(target: Path) -> bool:
    """Tell whether an import made the folder, and nobody has put anything else into it."""
    try:
        made = {MANIFEST, *(f"{stem}.parquet" for stem in read_manifest(target).files)}
    except InputError:
        return False
    return {path.name for path in target.iterdir()} <= made
