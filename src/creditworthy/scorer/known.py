"""Built features of known applicants, looked up by applicant: rows in a file that processes share in memory.

A Parquet file is made to be read by columns, and one applicant is a row: the features are written once, row by row,
into a file that is mapped. The Parquet file tells of which tables and which features it is; what is of others is not
used.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.scorer.fingerprints import fingerprints
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.load import Tables
from creditworthy.tables.manifest import MANIFEST

__all__ = ["KnownFeatures", "open_known", "origin"]

Row = dict[str, float | str | None]

MARK = "creditworthy"
"""The name under which a file of features tells what it is of."""

ROWS = 5_000
"""Applicants that are written at a time."""

UNKNOWN = -1.0
"""The code of a category that is unknown."""


@dataclass(frozen=True)
class KnownFeatures:
    """Rows of features by applicant.

    Parameters
    ----------
    applicants : array
        Their numbers, ascending.
    values : array
        Shape (applicants, features): numbers, NaN where unknown, and codes of categories.
    columns : mapping of str to list of str or None
        The features in the order of the values; the categories of one that has some.
    fingerprints : mapping of str to str
        How each feature was computed.
    """

    applicants: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]
    columns: Mapping[str, Sequence[str] | None]
    fingerprints: Mapping[str, str]

    def hold(self, features: Mapping[str, str]) -> bool:
        """Return whether all these features are there, and computed as these fingerprints of today say."""
        there = (name in self.columns and self.fingerprints.get(name) == one for name, one in features.items())
        return all(there)

    def row(self, applicant: int, names: Sequence[str], dictionary: Dictionary) -> Row | None:
        """Return an applicant's number and features as `features.build` makes them; None for an unknown one."""
        at = int(np.searchsorted(self.applicants, applicant))
        if at == len(self.applicants) or self.applicants[at] != applicant:
            return None
        values = dict(zip(self.columns, self.values[at].tolist(), strict=True))
        return {dictionary.applicant: applicant, **{name: _read(values[name], self.columns[name]) for name in names}}


def origin(tables: Tables, names: Sequence[str]) -> dict[str, str]:
    """Return what a file of features tells of itself: which tables, and how each feature is computed."""
    found = {"tables": _digest(tables), "features": fingerprints(names, tables.dictionary)}
    return {MARK: json.dumps(found)}


def open_known(path: Path, tables: Tables, cache: Path | None = None) -> KnownFeatures | None:
    """Return the built features of imported tables; None where the file is not of these tables, or is none.

    Parameters
    ----------
    path : Path
        What ``creditworthy features build`` wrote.
    tables : Tables
        Imported tables.
    cache : Path, optional
        Folder for the rows, which are written once; a hidden one beside the file by default.
    """
    if not path.is_file():
        return None
    try:
        told = json.loads(pl.read_parquet_metadata(path).get(MARK, "{}"))
    except (OSError, ValueError, pl.exceptions.PolarsError):
        return None
    if told.get("tables") != _digest(tables):
        return None
    folder = cache or path.with_name(f".{path.name}.rows")
    found = path.stat()
    name = sha256(f"{told} {found.st_size} {found.st_mtime_ns}".encode()).hexdigest()[:16]
    if not (folder / name).is_dir():
        _write(path, folder, name, tables.dictionary.applicant)
    columns = json.loads((folder / name / "columns.json").read_text(encoding="utf-8"))
    applicants, values = (np.load(folder / name / f"{part}.npy", mmap_mode="r") for part in ("applicants", "values"))
    return KnownFeatures(applicants, values, columns, told["features"])


def _digest(tables: Tables) -> str:
    """Return what tells imported tables apart; empty for those in memory."""
    return sha256((tables.folder / MANIFEST).read_bytes()).hexdigest() if tables.folder else ""


def _write(path: Path, folder: Path, name: str, applicant: str) -> None:
    """Write the rows of a Parquet file, whole or not at all; whoever comes first, all use the same."""
    folder.mkdir(exist_ok=True)
    source = pl.scan_parquet(path)
    applicants = source.select(applicant).collect()[applicant].to_numpy()
    schema = source.drop(applicant).collect_schema()
    texts = [column for column, kind in schema.items() if kind == pl.String]
    columns: dict[str, Any] = dict.fromkeys(schema)
    for column in texts:
        columns[column] = source.select(pl.col(column).unique().drop_nulls().sort()).collect()[column].to_list()
    with TemporaryDirectory(dir=folder) as staged:
        part = Path(staged, "rows")
        part.mkdir()
        np.save(part / "applicants.npy", applicants)
        shape = (len(applicants), len(schema))
        values = np.lib.format.open_memmap(part / "values.npy", mode="w+", dtype=np.float64, shape=shape)
        for start in range(0, len(applicants), ROWS):
            block = source.drop(applicant).slice(start, ROWS).collect()
            values[start : start + ROWS] = block.select(
                _coded(column, columns[column]) for column in columns
            ).to_numpy()
        values.flush()
        (part / "columns.json").write_text(json.dumps(columns), encoding="utf-8")
        _settle(part, folder / name)


def _settle(part: Path, target: Path) -> None:
    try:
        os.replace(part, target)  # noqa: PTH105 - it must not go into a folder that is there
    except OSError:
        if not target.is_dir():  # another process was first
            raise


def _coded(column: str, categories: Sequence[str] | None) -> pl.Expr:
    if categories is None:
        return pl.col(column).cast(pl.Float64).fill_null(float("nan"))
    codes = list(map(float, range(len(categories))))
    return pl.col(column).replace_strict(categories, codes, default=UNKNOWN, return_dtype=pl.Float64).alias(column)


def _read(value: float, categories: Sequence[str] | None) -> float | str | None:
    if categories is not None:
        return None if value == UNKNOWN else categories[int(value)]
    return None if value != value else value  # noqa: PLR0124 - NaN alone is not itself
