"""What goes into the journal and what comes out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

__all__ = ["ERASURE", "REANCHORING", "Draft", "Entry", "Page", "Payload", "microseconds", "moment"]

ERASURE = "erasure"
"""The kind of an entry after which the payload of another one is gone."""

REANCHORING = "reanchoring"
"""The kind of an entry from which on anchors are kept in a new file."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Payload:
    """What is personal of an entry; it is gone after an erasure.

    Parameters
    ----------
    applicant : int or str, optional
        Number of the application; it comes back as text.
    inputs : mapping or bytes, optional
        The application and its histories; bytes are JSON already. They come back as a mapping.
    features : mapping, optional
        Every feature's number, category, or None where it is unknown; whole numbers and flags come back as floats.
    reasons : sequence, optional
        What JSON can hold.
    """

    applicant: int | str | None = None
    inputs: Mapping[str, Any] | bytes | None = None
    features: Mapping[str, float | str | None] | None = None
    reasons: Sequence[Any] | None = None


def _new_id() -> str:
    return str(uuid4())


@dataclass(frozen=True)
class Draft:
    """An entry to be.

    Parameters
    ----------
    kind : str
        ``decision``, ``outcome``, ``review``, …
    facts : mapping
        What stays for ever, as JSON: nothing personal. A ``decision`` in it can be searched for.
    payload : Payload, optional
    about : str, optional
        Id of the entry that this one speaks of.
    id : str
        Random; known before the entry is written, so that an answer can name it.
    """

    kind: str
    facts: Mapping[str, Any]
    payload: Payload | None = None
    about: str | None = None
    id: str = field(default_factory=_new_id)


@dataclass(frozen=True)
class Entry:
    """An entry as it is kept; ``number`` counts from 1 without gaps, ``at`` never goes back.

    ``commitment`` binds the payload (None where there never was one), ``previous`` is the digest of the entry before.
    """

    number: int
    id: str
    kind: str
    at: datetime
    facts: Mapping[str, Any]
    about: str | None
    commitment: str | None
    previous: str
    digest: str


@dataclass(frozen=True)
class Page:
    """Some entries of a search; ``after`` finds the next ones, None where there are none."""

    entries: tuple[Entry, ...]
    after: int | None


def microseconds(at: datetime) -> int:
    """Return a moment as microseconds since 1970 in UTC.

    >>> microseconds(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC))
    1000005
    """
    return (at - _EPOCH) // timedelta(microseconds=1)


def moment(count: int) -> datetime:
    """Return the moment of so many microseconds since 1970, in UTC.

    >>> moment(1_000_005).isoformat()
    '1970-01-01T00:00:01.000005+00:00'
    """
    return _EPOCH + timedelta(microseconds=count)
