"""A file on its way from a server: hidden beside its place, until it is whole."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from requests import Response

__all__ = ["Part", "Stated", "stated_by"]


@dataclass(frozen=True)
class Stated:
    """What the server says of the file: how many bytes it has, and the mark of this very version of it."""

    size: int | None
    validator: str | None


@dataclass(frozen=True)
class Part:
    """What has arrived of a file, with a note of what the server had said of it."""

    target: Path

    @property
    def path(self) -> Path:
        """Where the bytes are gathered."""
        return self.target.with_name(f".{self.target.name}.part")

    @property
    def size(self) -> int:
        """How many of them are there."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def resume(self, stated: Stated) -> int:
        """Return how many bytes of this very file are there; those of another one are given up."""
        known = stated.validator is not None and self._noted() == asdict(stated)
        if not known or (stated.size is not None and self.size > stated.size):
            self.begin(stated)
        return self.size

    def begin(self, stated: Stated) -> None:
        """Start with nothing."""
        self.discard()
        self.path.touch()
        self._note.write_text(json.dumps(asdict(stated)), encoding="utf-8")

    def discard(self) -> None:
        """Give up what is there."""
        self._note.unlink(missing_ok=True)  # first: bytes without a note are never taken for anything
        self.path.unlink(missing_ok=True)

    def finish(self) -> None:
        """Give the whole file its name."""
        self.path.replace(self.target)
        self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.path.with_name(f"{self.path.name}.json")

    def _noted(self) -> object:
        try:
            return json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None


def stated_by(response: "Response") -> Stated:
    """Return what the head of an answer says of the file."""
    length, etag = response.headers.get("Content-Length", ""), response.headers.get("ETag", "")
    size = int(length) if length.isdigit() and "Content-Encoding" not in response.headers else None
    weak = etag.startswith("W/")  # of the same meaning, not of the same bytes
    return Stated(size, etag if etag and not weak else response.headers.get("Last-Modified"))
