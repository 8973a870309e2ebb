"""Where each table's file is: in a folder of CSV, zipped CSV or Parquet files, or in one zip."""

import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Dictionary

__all__ = ["TableFile", "find_files", "stems"]

_NO_SOURCE = "{source}: no such folder or zip; give the one that holds the lender's tables"
_NO_ZIP = "{path}: the zip cannot be read ({why}); fetch it again"
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
    for path in _paths(source):
        for stem, file in _offered(path, found):
            found[stem].append(file)
    _refuse_twice(source, found)
    _require_application(source, found, dictionary)
    return {stem: files[0] for stem, files in found.items() if files}


def _paths(source: Path) -> list[Path]:
    if source.is_dir():
        return sorted(path for path in source.iterdir() if path.is_file())
    if source.is_file() and source.suffix == ".zip":
        return [source]
    raise InputError(_NO_SOURCE, source=source)


def _offered(path: Path, wanted: Collection[str]) -> Iterator[tuple[str, TableFile]]:
    if path.suffix == ".zip":
        yield from _members(path, wanted)
    elif path.suffix in {".csv", ".parquet"} and path.stem in wanted:
        yield path.stem, TableFile(path)


def _members(path: Path, wanted: Collection[str]) -> Iterator[tuple[str, TableFile]]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(name) for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(_NO_ZIP, path=path, why=error) from error
    members = [name for name in names if name.suffix == ".csv" and name.stem in wanted]
    title = path.stem.removesuffix(".csv")
    if title in wanted and title not in {name.stem for name in members}:
        raise InputError("{path}: the zip holds no {stem}.csv", path=path, stem=title)
    yield from ((name.stem, TableFile(path, str(name))) for name in members)


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
