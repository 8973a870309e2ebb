"""The one registration mechanism: features, candidates, metrics and monitors are instances of it."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Generic, TypeVar

from creditworthy.errors import UnknownNameError

__all__ = ["Catalog", "unknown_name"]

Entry = TypeVar("Entry")


def unknown_name(kind: str, name: str, known: list[str]) -> UnknownNameError:
    """Return the error for a name nobody knows, with the names that come close.

    >>> str(unknown_name("metric", "ginni", ["auc", "gini"]))
    "no metric 'ginni'; close names: gini"
    """
    close = get_close_matches(name, known, n=3)
    if close:
        return UnknownNameError(
            "no {kind} '{name}'; close names: {close}", kind=kind, name=name, close=", ".join(close)
        )
    some = ", ".join([*known[:8], "…"] if len(known) > 8 else known)
    return UnknownNameError("no {kind} '{name}'; known: {known}", kind=kind, name=name, known=some)


class Catalog(Mapping[str, Entry], Generic[Entry]):
    """Named entries of one kind, in the order in which they were added.

    Parameters
    ----------
    kind : str
        What one entry is called in sentences: ``"metric"``.

    Examples
    --------
    >>> letters = Catalog[str]("letter")
    >>> letters.add("alpha", "α")
    >>> letters["alpha"]
    'α'
    >>> letters["alhpa"]
    Traceback (most recent call last):
        ...
    creditworthy.errors.UnknownNameError: no letter 'alhpa'; close names: alpha
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, Entry] = {}

    def add(self, name: str, entry: Entry) -> None:
        """Add an entry; a name that is taken raises ``ValueError``."""
        if name in self._entries:
            raise ValueError(f"two entries of kind {self.kind} are called {name!r}; rename one")
        self._entries[name] = entry

    def __getitem__(self, name: str) -> Entry:
        if name not in self._entries:
            raise unknown_name(self.kind, name, list(self._entries))
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
