"""Imported tables, read lazily: the applications, the histories, or all that is known of one applicant."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import polars as pl

from creditworthy.catalog import unknown_name
from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Dictionary, home_credit
from creditworthy.tables.finding import stems
from creditworthy.tables.manifest import read_manifest
from creditworthy.tables.preparing import Preparation
from creditworthy.tables.reading import FrameRows

__all__ = ["Part", "Tables", "from_frames", "open_tables"]

Part = Literal["train", "test", "all"]
"""Which applications: those with a known outcome, those without, or all (then without the label)."""

_ABSENT = "{origin}: {files} is absent; import the tables again with that file"
_SECOND = "a second application file, which the dictionary does not name,"
_NO_APPLICANT = "{origin}: no applicant {applicant}; the known ones are in column {column} of {files}"
_OTHER_LENDER = "{folder}: tables of dictionary '{found}', not of '{wanted}'; name the dictionary they belong to"
_IN_MEMORY = "{origin}: they are in memory; give the folder of imported tables instead"
_LOST = "{folder}: {file} is gone; import the tables again"
_CHANGED = "{folder}: {file} is not as it was imported ({found:,} bytes, not {wanted:,}); import the tables again"
_NO_APPLICATION = "no application table; give at least one of {files}"


@dataclass(frozen=True)
class Tables:
    """The tables of one portfolio, each sorted by applicant and key.

    Parameters
    ----------
    dictionary : Dictionary
        What the tables are like.
    frames : mapping of str to pl.LazyFrame
        By file stem; a file that is absent is not in it.
    origin : str
        What sentences call the tables: their folder.
    generated : bool
        Whether the portfolio is invented: its figures are labelled so.
    folder : Path or None
        Where the files are, for engines that read them themselves; None where the rows are in memory.
    """

    dictionary: Dictionary
    frames: Mapping[str, pl.LazyFrame]
    origin: str
    generated: bool
    folder: Path | None = None

    @property
    def has_label(self) -> bool:
        """Whether there are applications with a known outcome."""
        application = self.dictionary.application
        return application.label is not None and application.files[0] in self.frames

    def applications(self, part: Part) -> pl.LazyFrame:
        """Return the applications, one row each; a part that is absent raises ``InputError``."""
        files = self.dictionary.application.files
        asked = {"train": files[:1], "test": files[1:], "all": files}[part]
        present = [self.frames[stem] for stem in asked if stem in self.frames]
        if not present:
            raise InputError(_ABSENT, origin=self.origin, files=" or ".join(asked) or _SECOND)
        return pl.concat(present if part == "train" else map(self._unlabelled, present))

    def histories(self) -> dict[str, pl.LazyFrame]:
        """Return the histories that are present, by table name; every one carries the applicant."""
        present = {
            table.name: [self.frames[stem] for stem in table.files if stem in self.frames]
            for table in self.dictionary.histories
        }
        return {name: pl.concat(frames) for name, frames in present.items() if frames}

    def sources(self, part: Part) -> dict[str, pl.LazyFrame]:
        """Return the applications of a part and all histories by table name: what features are computed from."""
        return {self.dictionary.application.name: self.applications(part), **self.histories()}

    def paths(self, part: Part) -> dict[str, list[Path]]:
        """Return the files behind `sources`, by table name, for engines that read them themselves.

        Raises
        ------
        InputError
            Where the tables are in memory, or the part is absent.
        """
        if self.folder is None:
            raise InputError(_IN_MEMORY, origin=self.origin)
        self.applications(part)
        files = {table.name: table.files for table in self.dictionary.tables.values()}
        application = self.dictionary.application
        files[application.name] = {"train": application.files[:1], "test": application.files[1:]}.get(
            part, application.files
        )
        found = {
            name: [self.folder / f"{stem}.parquet" for stem in stems if stem in self.frames]
            for name, stems in files.items()
        }
        return {name: paths for name, paths in found.items() if paths}

    def application_of(self, applicant: int) -> pl.DataFrame:
        """Return one applicant's application (one row, no label); an unknown one raises ``InputError``."""
        mine = pl.col(self.dictionary.applicant) == applicant
        row = self.applications("all").filter(mine).collect(engine="in-memory")
        if row.is_empty():
            present = [stem for stem in self.dictionary.application.files if stem in self.frames]
            names = {"column": self.dictionary.applicant, "files": " and ".join(present)}
            raise InputError(_NO_APPLICANT, origin=self.origin, applicant=applicant, **names)
        return row

    def histories_of(self, applicant: int) -> dict[str, pl.DataFrame]:
        """Return one applicant's histories by table name, empty where looked for and not found.

        An unknown applicant raises ``InputError``.
        """
        self.application_of(applicant)
        return {
            name: rows.filter(pl.col(self.dictionary.applicant) == applicant).collect(engine="in-memory")
            for name, rows in self.histories().items()
        }

    def _unlabelled(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        return rows.drop(self.dictionary.application.label or [], strict=False)


def open_tables(folder: Path | str, dictionary: Dictionary | None = None) -> Tables:
    """Open a folder that :func:`creditworthy.tables.importing.import_tables` made; nothing is read yet.

    Raises
    ------
    InputError
        Where it is no such folder, belongs to another dictionary, or a file of it is gone or of another size.
    """
    folder, dictionary = Path(folder), dictionary or home_credit()
    manifest = read_manifest(folder)
    if manifest.dictionary != dictionary.name:
        raise InputError(_OTHER_LENDER, folder=folder, found=manifest.dictionary, wanted=dictionary.name)
    paths = {stem: folder / f"{stem}.parquet" for stem in manifest.files}
    for stem, path in paths.items():
        _refuse_changed(path, manifest.files[stem].size)
    frames = {stem: pl.scan_parquet(path) for stem, path in paths.items()}
    return Tables(dictionary, frames, str(folder), manifest.generated, folder)


def _refuse_changed(path: Path, size: int) -> None:
    """Refuse a file that is gone or of another size; ``creditworthy data check`` reads it whole."""
    if not path.is_file():
        raise InputError(_LOST, folder=path.parent, file=path.name)
    found = path.stat().st_size
    if found != size:
        raise InputError(_CHANGED, folder=path.parent, file=path.name, found=found, wanted=size)


def from_frames(frames: Mapping[str, pl.DataFrame], dictionary: Dictionary, *, generated: bool) -> Tables:
    """Return tables from frames in memory, checked and sorted as an import would.

    Parameters
    ----------
    frames : mapping of str to pl.DataFrame
        By file stem (``"application_train"``, ``"bureau"``); the frames themselves stay as they are. A frame
        of quite another name is left out, as an import leaves out a file.
    dictionary : Dictionary
        What the tables must be like.
    generated : bool
        Whether the portfolio is invented.

    Raises
    ------
    UnknownNameError
        Where a name is nearly that of a table's file.
    TableError
        Where a frame breaks its contract.
    """
    known = stems(dictionary)
    for stem in frames:
        if stem not in known and get_close_matches(stem, known):
            raise unknown_name("file", stem, known)
    if not any(stem in frames for stem in dictionary.application.files):
        raise InputError(_NO_APPLICATION, files=" or ".join(dictionary.application.files))
    preparation = Preparation(dictionary)
    ordered: dict[str, pl.LazyFrame] = {}
    for table in dictionary.tables.values():
        for stem in filter(frames.__contains__, table.files):
            with preparation.prepared(table, stem, FrameRows(frames[stem]), stem) as prepared:
                ordered[stem] = pl.concat(prepared.parts).lazy()
    return Tables(dictionary, ordered, "these tables", generated)
