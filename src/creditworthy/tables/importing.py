"""Import a lender's files: checked, linked and sorted, into one folder of Parquet files."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Dictionary, Table
from creditworthy.tables.finding import TableFile, find_files, stems
from creditworthy.tables.manifest import MANIFEST, ImportedFile, Manifest, read_manifest, write_manifest
from creditworthy.tables.mark import is_generated
from creditworthy.tables.preparing import Preparation, Prepared
from creditworthy.tables.reading import opened
from creditworthy.tables.replacing import replacing

__all__ = ["ROWS_IN_A_GROUP", "import_tables"]

ROWS_IN_A_GROUP = 50_000
"""Rows in one group of a Parquet file: what must be read, at least, to find one applicant."""

_NOT_OURS = "{target}: in the way, and not just an earlier import; give another folder, or remove it yourself"
_CANNOT_WRITE = "{target}: the tables cannot be written ({why})"


def _silent(stem: str) -> None:
    """Tell nobody that a file is stored."""


def import_tables(
    source: Path, target: Path, dictionary: Dictionary, *, advance: Callable[[str], None] = _silent
) -> Manifest:
    """Check a lender's files and store them sorted by applicant and key, one table in memory at a time.

    The target is replaced at the very end; after an error or an interrupt it is what it was before.

    Parameters
    ----------
    source : Path
        The folder, or the one zip, that holds the files.
    target : Path
        The folder to make; it may be missing, empty, or the result of an earlier import.
    dictionary : Dictionary
        What the tables must be like.
    advance : callable
        Is given the stem of each file once it is stored.

    Returns
    -------
    Manifest
        What was stored, ignored, dropped and absent; it is kept in the folder as well.

    Raises
    ------
    InputError
        Where files are missing or cannot be read, or the target is in the way.
    TableError
        Where a table breaks its contract.
    """
    files = find_files(source, dictionary)
    _refuse_foreign(target)
    try:
        with replacing(target) as folder:
            manifest = replace(_import(files, folder, dictionary, advance), generated=is_generated(source))
            write_manifest(manifest, folder)
    except OSError as error:
        raise InputError(_CANNOT_WRITE, target=target, why=error.strerror or error) from error
    return manifest


def _import(
    files: dict[str, TableFile], folder: Path, dictionary: Dictionary, advance: Callable[[str], None]
) -> Manifest:
    preparation = Preparation(dictionary)
    imported: dict[str, ImportedFile] = {}
    for table in dictionary.tables.values():
        for stem in filter(files.__contains__, table.files):
            imported[stem] = _import_file(preparation, table, files[stem], folder / f"{stem}.parquet")
            advance(stem)
    absent = tuple(stem for stem in stems(dictionary) if stem not in files)
    return Manifest(version("creditworthy"), dictionary.name, imported, absent)


def _import_file(preparation: Preparation, table: Table, file: TableFile, stored: Path) -> ImportedFile:
    with opened(file, stored.parent.parent) as raw:
        prepared = preparation.prepare(table, stored.stem, raw, file.name)
    _store(prepared, stored)
    with stored.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return ImportedFile(
        rows=prepared.frame.height,
        ignored=prepared.ignored,
        orphans_kept=prepared.orphans_kept,
        orphans_dropped=prepared.orphans_dropped,
        sha256=digest,
    )


def _store(prepared: Prepared, stored: Path) -> None:
    frame = prepared.frame.rechunk()  # the chunks a reader happened to make would show in the file
    frame.write_parquet(stored, compression="zstd", statistics=True, row_group_size=ROWS_IN_A_GROUP)


def _refuse_foreign(target: Path) -> None:
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
