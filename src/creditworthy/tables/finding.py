"""Where each table's file is: in a folder of CSV, zipped CSV or Parquet files, or in one zip."""

import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Dictionary

__all__ = ["TableFile", "find_files", "stems"]

SUFFIXES, ZIP = (".csv", ".parquet"), ".zip"

_NO_SOURCE = "{source}: no such folder or zip; give the one that holds the lender's tables"
_ONE_FILE = "{source}: is one file; give the folder that holds the lender's tables, or a zip of them"
_CLOSED = "{source}: cannot be looked into ({why}); give a folder that you may read"
_FOLDER = "{path}: is a folder where a file is expected; move the file in it up, and remove the folder"
_NO_FILE = "{path}: is no file; put the file itself there"
_OTHER_KIND = "{path}: files of this kind are not read; give {stem}.csv, {stem}.csv.zip or {stem}.parquet"
_NO_ZIP = "{path}: the zip cannot be read ({why}); fetch it again"
_NESTED = "{path}: the zip holds a zip ({member}); unpack it once and give the folder"
_NOT_IN_ZIP = "{path}: the zip holds no {stem}.csv; put it in, or remove the zip"
_TWICE = "{source}: both {first} and {second} are given for {stem}; keep one of them"
_NO_APPLICATION = (
    "{source}: no application file; expected at least one of {application} as .csv, .csv.zip or .parquet "
    "(and, where there are any: {histories})"
)


@dataclass(frozen=True)
class TableFile:
    """One file of a table, which may lie in a zip.

    >>> TableFile(Path("tables.zip"), "bureau.csv").name
    'bureau.csv in tables.zip'
    """

    path: Path
    member: str | None = None

    @property
    def name(self) -> str:
        """What the file is called in sentences."""
        return f"{self.member} in {self.path.name}" if self.member else self.path.name


def stems(dictionary: Dictionary) -> list[str]:
    """Return the names of all files of a dictionary, without suffix, in its order."""
    return [stem for table in dictionary.tables.values() for stem in table.files]


def find_files(source: Path, dictionary: Dictionary) -> dict[str, TableFile]:
    """Find the files of the tables in a folder, or in a zip.

    Returns
    -------
    dict of str to TableFile
        By file stem, in the order of the dictionary; a file that is absent is not in it.

    Raises
    ------
    InputError
        Where there is no such source or no application, a table is given twice, or a zip cannot be read.
    """
    found: dict[str, list[TableFile]] = {stem: [] for stem in stems(dictionary)}
    paths = _paths(source)
    for path in paths:
        for stem, file in _offered(path, found):
            found[stem].append(file)
    _refuse_twice(source, found)
    _refuse_other_kinds(paths, found)
    _require_application(source, found, dictionary)
    return {stem: files[0] for stem, files in found.items() if files}


def _paths(source: Path) -> list[Path]:
    try:
        if source.is_dir():
            return sorted(source.iterdir())
        if source.is_file():
            if source.suffix.lower() == ZIP:
                return [source]
            raise InputError(_ONE_FILE, source=source)
    except OSError as error:
        raise InputError(_CLOSED, source=source, why=error.strerror) from error
    raise InputError(_NO_SOURCE, source=source)


def _offered(path: Path, wanted: Collection[str]) -> Iterator[tuple[str, TableFile]]:
    kind = path.suffix.lower()
    stem = _called(path.stem.removesuffix(".csv"), wanted)
    if stem and kind in (ZIP, *SUFFIXES) and not path.is_file():
        raise InputError(_FOLDER if path.is_dir() else _NO_FILE, path=path)
    if kind == ZIP and path.is_file():
        yield from _members(path, wanted)
    elif kind in SUFFIXES and stem:
        yield stem, TableFile(path)


def _called(name: str, wanted: Collection[str]) -> str | None:
    """Return the stem that a name means, whatever the case of its letters."""
    return next((stem for stem in wanted if stem.lower() == name.lower()), None)


def _members(path: Path, wanted: Collection[str]) -> Iterator[tuple[str, TableFile]]:
    names = _names(path)
    tables = {name: _called(name.stem, wanted) for name in names if name.suffix.lower() == ".csv"}
    members = {name: stem for name, stem in tables.items() if stem}
    zips = [name for name in names if name.suffix.lower() == ZIP]
    nested = [name for name in zips if not members or _called(name.stem.removesuffix(".csv"), wanted)]
    if nested:
        raise InputError(_NESTED, path=path, member=nested[0])
    title = _called(path.stem.removesuffix(".csv"), wanted)
    if title and title not in members.values():
        raise InputError(_NOT_IN_ZIP, path=path, stem=title)
    yield from ((stem, TableFile(path, str(name))) for name, stem in members.items())


def _names(path: Path) -> list[PurePosixPath]:
    try:
        with zipfile.ZipFile(path) as archive:
            return [PurePosixPath(name) for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(_NO_ZIP, path=path, why=why) from error


def _refuse_other_kinds(paths: list[Path], found: Mapping[str, list[TableFile]]) -> None:
    """Refuse a table that is there in a form that nobody reads: left alone, it would pass for absent."""
    for stem in (stem for stem, files in found.items() if not files):
        for path in paths:
            if path.name.lower().startswith(f"{stem.lower()}."):
                raise InputError(_OTHER_KIND, path=path, stem=stem)


def _refuse_twice(source: Path, found: Mapping[str, list[TableFile]]) -> None:
    for stem, files in found.items():
        if len(files) > 1:
            raise InputError(_TWICE, source=source, stem=stem, first=files[0].name, second=files[1].name)


def _require_application(source: Path, found: Mapping[str, list[TableFile]], dictionary: Dictionary) -> None:
    if any(found[stem] for stem in dictionary.application.files):
        return
    application = ", ".join(dictionary.application.files)
    histories = ", ".join(stem for table in dictionary.histories for stem in table.files)
    raise InputError(_NO_APPLICATION, source=source, application=application, histories=histories)
