"""What an import did, kept beside the tables: rows, what was ignored or dropped, each file's digest."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from creditworthy.errors import InputError

__all__ = ["MANIFEST", "ImportedFile", "Manifest", "as_json", "read_manifest", "write_manifest"]

MANIFEST = "manifest.json"
"""The file that makes a folder one of imported tables."""

_NOT_IMPORTED = "{folder}: not a folder of imported tables; make one with «creditworthy data import DIR --out TABLES»"


@dataclass(frozen=True)
class ImportedFile:
    """What became of one file.

    Parameters
    ----------
    rows : int
        Rows stored.
    ignored : tuple of str
        Columns of the file that the dictionary does not know.
    orphans_kept, orphans_dropped : dict of str to int
        By parent table, the rows that have no parent there.
    size : int
        Bytes of the stored Parquet file.
    sha256 : str
        Its digest.
    """

    rows: int
    ignored: tuple[str, ...]
    orphans_kept: dict[str, int]
    orphans_dropped: dict[str, int]
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an import did; the same files give the same manifest, on any day and in any place."""

    creditworthy: str
    dictionary: str
    files: Mapping[str, ImportedFile]
    absent: tuple[str, ...]
    generated: bool = False


def as_json(manifest: Manifest) -> dict[str, Any]:
    """Return the manifest as JSON knows it, for the file and for programs."""
    raw = asdict(manifest)
    files = {stem: {**file, "ignored": list(file["ignored"])} for stem, file in raw["files"].items()}
    return {**raw, "files": files, "absent": list(raw["absent"])}


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write the manifest into a folder of tables."""
    text = json.dumps(as_json(manifest), indent=2, ensure_ascii=False)
    with (folder / MANIFEST).open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder of tables.

    Raises
    ------
    InputError
        Where it is missing or is no manifest.
    """
    try:
        return _manifest(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(_NOT_IMPORTED, folder=folder) from error


def _manifest(raw: dict[str, Any]) -> Manifest:
    files = {stem: _imported_file(file) for stem, file in raw["files"].items()}
    return Manifest(**{**raw, "files": files, "absent": tuple(raw["absent"])})


def _imported_file(raw: dict[str, Any]) -> ImportedFile:
    return ImportedFile(**{**raw, "ignored": tuple(raw["ignored"])})
