"""The store: saved scorers by version, the pointer to the champion, and the log of how it came to be."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from creditworthy.errors import CreditworthyError, GateError, InputError, UnknownNameError
from creditworthy.scorer.promotions import Log, Promotion, now, user

__all__ = ["Store"]

POINTER = "champion.json"
CHALLENGER = "challenger.json"
LOG = "promotions.jsonl"

_UNKNOWN = "{store}: no version '{version}' is stored"
_SEVERAL = "{store}: several versions begin with '{version}': {names}"
_CUT = (
    "{path}: its end is not the one that {file} knows: lines were cut off, added or changed there; restore both files "
    "from a copy"
)
_ANOTHER = "{path}: its last line names version {version}, and {file} another one; restore both files from a copy"
_NONE_BEFORE = "{store}: no champion came before this one; promote a version instead"
_FINISHED = "the promotion of {version} by {by} on {at} was interrupted; it is finished now"
_REMOVED = "{path}: a line was not written to its end; it is removed, and the champion is as it was before"
_RESTORED = "{file} was missing or could not be understood; it is restored from the log: {version} is the champion"


@dataclass(frozen=True)
class Store:
    """A folder of scorers: ``<version>/…``, ``champion.json``, which names one of them, and ``promotions.jsonl``."""

    folder: Path

    @property
    def log(self) -> Log:
        """Who promoted what."""
        return Log(self.folder / LOG)

    def versions(self) -> list[str]:
        """Return the versions that are stored, in alphabetical order."""
        return sorted(path.parent.name for path in self.folder.glob("*/scorer.json"))

    def path(self, version: str) -> Path:
        """Return the folder of a version; an unknown one raises ``UnknownNameError``."""
        path = self.folder / version
        if not (path / "scorer.json").is_file():
            raise UnknownNameError(_UNKNOWN, store=self.folder, version=version)
        return path

    def find(self, name: str) -> str:
        """Return the version that a name means: ``champion``, ``challenger``, or the beginning of one version.

        Raises
        ------
        UnknownNameError
            Where no version is meant.
        InputError
            Where several begin so, or no champion was promoted yet.
        """
        if name == "champion":
            return self.champion().name
        found = [self.challenger()] if name == "challenger" else self.versions()
        meant = [one for one in found if name and one and (one.startswith(name) or name == "challenger")]
        if name in meant or len(meant) == 1:
            return name if name in meant else meant[0]
        if meant:
            raise InputError(_SEVERAL, store=self.folder, version=name, names=", ".join(meant))
        raise UnknownNameError(_UNKNOWN, store=self.folder, version=name)

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

    def challenge(self, version: str) -> None:
        """Name the version that was trained last and is not the champion."""
        self._write(CHALLENGER, {"version": version})

    def challenger(self) -> str:
        """Return the version that challenges the champion; empty where none does."""
        version = str(self._read(CHALLENGER).get("version", ""))
        return version if version in self.versions() else ""

    def promote(
        self,
        version: str,
        *,
        reason: str = "",
        action: str = "promote",
        gates: Sequence[Mapping[str, Any]] = (),
        forced: bool = False,
    ) -> Promotion:
        """Make a stored version the champion, and log it; readers see the old one or the new one, never neither.

        The line comes first: `mend` finishes what was interrupted between the two.

        Raises
        ------
        UnknownNameError
            Where the version is not stored.
        GateError
            Where the log does not hold together: nobody adds to it before it is as it was.
        """
        self.path(version)
        with self.log.held():
            self._mend()
            before = str(self._read(POINTER).get("version", ""))
            line = Promotion(now(), user(), action, version, before, reason, forced, gates, self.log.head())
            self._point(version, self.log.append(line))
            if self.challenger() == version:
                (self.folder / CHALLENGER).unlink()
        return line

    def rollback(self, reason: str) -> Promotion:
        """Make the champion before this one the champion again; the next call goes one further back."""
        return self.promote(self.before(), reason=reason, action="rollback")

    def before(self) -> str:
        """Return the champion before this one; one that was rolled back from does not count.

        Raises
        ------
        InputError
            Where there was none.
        """
        found = _succession(self.log.promotions())
        if len(found) < 2:
            raise InputError(_NONE_BEFORE, store=self.folder)
        return found[-2]

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

    def stamp(self) -> tuple[int, int]:
        """Return what changes whenever a champion is promoted: it costs one look at a file, which is not read."""
        try:
            found = (self.folder / POINTER).stat()
        except OSError:
            return 0, 0
        return found.st_mtime_ns, found.st_ino

    def faults(self) -> list[CreditworthyError]:
        """Return what does not hold together in the log, and between it and the pointer."""
        found = self.log.faults()
        known, lines = self._read(POINTER), self.log.lines()
        path = self.log.path
        if not found and str(known.get("log", "")) != self.log.head():
            found.append(GateError(_CUT, path=path, file=POINTER))
        elif not found and lines and (last := json.loads(lines[-1])["version"]) != known.get("version"):
            found.append(GateError(_ANOTHER, path=path, version=last, file=POINTER))
        return found

    def mend(self) -> CreditworthyError | None:
        """Finish or undo what a promotion left half done, and return a sentence that says so; None where all is well.

        Raises
        ------
        GateError
            Where the log was changed: that is nothing to mend.
        """
        if not (self.faults() or self.log.unfinished()):
            return None
        with self.log.held():
            return self._mend()

    def _mend(self) -> CreditworthyError | None:
        """Mend while the log is held."""
        known, head, said = self._read(POINTER), self.log.head(), None
        last = self.log.promotions()[-1] if head else None
        lost = "version" not in known
        late = last is not None and str(known.get("log", "")) == last.previous
        if self.log.unfinished() and (lost or late or str(known.get("log", "")) == head):
            self.log.cut_unfinished()
            said = CreditworthyError(_REMOVED, path=self.log.path)
        if last and late:
            self._point(last.version, head)
            said = CreditworthyError(_FINISHED, version=last.version, by=last.by, at=last.at)
        elif last and lost:
            again = Promotion(now(), user(), "restore", last.version, "", POINTER, previous=head)
            self._point(last.version, self.log.append(again))
            said = CreditworthyError(_RESTORED, file=POINTER, version=last.version)
        for fault in self.faults():
            raise fault
        return said

    def _point(self, version: str, head: str) -> None:
        self._write(POINTER, {"version": version, "log": head})

    def _read(self, name: str) -> dict[str, Any]:
        """Return a pointer; empty where it is missing or cannot be understood."""
        try:
            content = json.loads((self.folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def _write(self, name: str, content: Mapping[str, str]) -> None:
        with NamedTemporaryFile("w", dir=self.folder, delete=False, encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o644)  # a temporary file is its owner's alone; services run as somebody else
        Path(file.name).replace(self.folder / name)


def _succession(promotions: Sequence[Promotion]) -> list[str]:
    """Return the champions whose place was not taken back, the oldest first."""
    found: list[str] = []
    for one in promotions:
        if not found and one.before:
            found.append(one.before)  # of a store that is older than its log
        if one.action == "rollback":
            found.pop()
        elif not found or found[-1] != one.version:
            found.append(one.version)
    return found
