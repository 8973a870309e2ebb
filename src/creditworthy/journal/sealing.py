"""Entries and payloads as bytes: what is stored, and the digests that make a change show.

Features are one blob: a little-endian float64 for each feature of its list, NaN where the feature is unknown or a
category; then, where there are categories, a JSON object of them by position in the list.
"""

import hmac
import json
import secrets
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from math import isnan, nan
from typing import Any

from creditworthy.journal.entry import Payload

__all__ = [
    "FIELDS",
    "Sealed",
    "canonical",
    "commitment_of",
    "digest_of",
    "names_digest",
    "seal",
    "unpack_features",
    "unseal",
]

FIELDS = ("applicant", "inputs", "feature_list", "features", "reasons")
"""What a commitment binds, in this order."""

SALT = 32
"""Bytes of a salt."""

FASTEST = 1
"""zlib's level: 100 kB of histories become 19 kB in a quarter of a millisecond, and the disk has less to do."""

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Sealed:
    """A payload as it is stored: the row without its number, the commitment, and the names of its features."""

    row: Row
    commitment: str
    names: str | None


def canonical(content: Any) -> str:
    r"""Return the one JSON text of something: names sorted, no spaces, ASCII.

    Raises
    ------
    TypeError, ValueError
        Where JSON cannot hold it; NaN and infinities are none of its numbers.

    Examples
    --------
    >>> canonical({"b": 0.1, "a": ["é", None]})
    '{"a":["\\u00e9",null],"b":0.1}'
    """
    return json.dumps(content, separators=(",", ":"), sort_keys=True, allow_nan=False)


def digest_of(row: Row, previous: str) -> str:
    """Return the SHA-256 of an entry, chained to the digest of the one before."""
    fields = ("number", "id", "kind", "decision", "at", "facts", "about", "commitment")
    return sha256(canonical([*(row[name] for name in fields), previous]).encode()).hexdigest()


def names_digest(names: str) -> str:
    """Return the SHA-256 of a list of features in its JSON text."""
    return sha256(names.encode()).hexdigest()


def commitment_of(row: Row) -> str:
    """Return what binds a stored payload: HMAC-SHA256 of its fields, each after its length, by its salt."""
    parts = bytearray()
    for name in FIELDS:
        value = row[name]
        held = value.encode() if isinstance(value, str) else value
        parts += struct.pack("<q", -1 if held is None else len(held))
        parts += held or b""
    return hmac.digest(bytes(row["salt"]), bytes(parts), "sha256").hex()


def seal(payload: Payload) -> Sealed:
    """Return a payload as it is to be stored, under a new salt."""
    names = None if payload.features is None else _names(tuple(payload.features))
    row = {
        "salt": secrets.token_bytes(SALT),
        "applicant": None if payload.applicant is None else str(payload.applicant),
        "inputs": _packed(payload.inputs),
        "feature_list": names and names[1],
        "features": None if payload.features is None else _features(list(payload.features.values())),
        "reasons": _packed(payload.reasons),
    }
    return Sealed(row, commitment_of(row), names and names[0])


def unseal(row: Row) -> Payload:
    """Return the payload of a stored row and the ``names`` of its features."""
    names = row["names"]
    return Payload(
        applicant=row["applicant"],
        inputs=_unpacked(row["inputs"]),
        features=None if names is None else unpack_features(json.loads(names), row["features"]),
        reasons=_unpacked(row["reasons"]),
    )


def unpack_features(names: Sequence[str], blob: bytes) -> dict[str, float | str | None]:
    """Return the features of a blob by name."""
    size = 8 * len(names)
    values: list[float | str | None] = [
        None if isnan(value) else value for value in struct.unpack(f"<{len(names)}d", blob[:size])
    ]
    for place, word in json.loads(blob[size:] or b"{}").items():
        values[int(place)] = word
    return dict(zip(names, values, strict=True))


@lru_cache(maxsize=16)
def _names(names: tuple[str, ...]) -> tuple[str, str]:
    text = canonical(list(names))
    return text, names_digest(text)


def _features(values: Sequence[float | str | None]) -> bytes:
    words = {place: value for place, value in enumerate(values) if isinstance(value, str)}
    numbers = [nan if value is None or isinstance(value, str) else value for value in values]
    return struct.pack(f"<{len(numbers)}d", *numbers) + (canonical(words).encode() if words else b"")


def _packed(content: Any) -> bytes | None:
    if content is None:
        return None
    return zlib.compress(content if isinstance(content, bytes) else canonical(content).encode(), FASTEST)


def _unpacked(stored: bytes | None) -> Any:
    return None if stored is None else json.loads(zlib.decompress(stored))
