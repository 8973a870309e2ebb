"""The store: saved scorers by version, and the pointer to the champion."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from creditworthy.errors import InputError, UnknownNameError

__all__ = ["Store"]

POINTER = "champion.json"


@dataclass(frozen=True)
class Store:
    """A folder of scorers: ``<version>/…`` and ``champion.json``, which names one of them."""

    folder: Path

    def versions(self) -> list[str]:
        """Return the versions that are stored, in alphabetical order."""
        return sorted(path.parent.name for path in self.folder.glob("*/scorer.json"))

    def path(self, version: str) -> Path:
        """Return the folder of a version; an unknown one raises ``UnknownNameError``."""
        path = self.folder / version
        if not (path / "scorer.json").is_file():
            raise UnknownNameError("{store}: no version '{version}' is stored", store=self.folder, version=version)
        return path

    def add(self, saved: Path, version: str) -> Path:
        """Copy a saved scorer into the store, whole or not at all, and return its folder."""
        target = self.folder / version
        if not target.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            staged = self.folder / f".{version}.staged"
            shutil.rmtree(staged, ignore_errors=True)
            # File by file: the folder may be a private temporary one, and a service reads the store as another user.
            staged.mkdir()
            for file in saved.iterdir():
                shutil.copy(file, staged)
            staged.replace(target)
        return target

    def promote(self, version: str) -> None:
        """Make a stored version the champion; readers see the old one or the new one, never neither."""
        self.path(version)
        with NamedTemporaryFile("w", dir=self.folder, delete=False, encoding="utf-8") as file:
            json.dump({"version": version}, file)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o644)  # a temporary file is its owner's alone; services run as somebody else
        Path(file.name).replace(self.folder / POINTER)

    def champion(self) -> Path:
        """Return the folder of the champion.

        Raises
        ------
        InputError
            Where no scorer was promoted yet, or the pointer cannot be read.
        """
        try:
            version = str(json.loads((self.folder / POINTER).read_text(encoding="utf-8"))["version"])
        except FileNotFoundError as error:
            raise InputError(
                "{store}: no champion yet; train one with «creditworthy train TABLES»", store=self.folder
            ) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                "{store}: {file} cannot be understood; promote a version again", store=self.folder, file=POINTER
            ) from error
        return self.path(version)
