"""Keys of requests: one that is sent twice is answered once, and both times alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, or_, select, tuple_, update

from creditworthy.errors import KeyInFlightError, KeyReusedError
from creditworthy.journal.database import WAIT
from creditworthy.journal.schema import keys

__all__ = ["Claim", "Settled", "Stored", "claim_all", "forget_answers", "forget_old", "release", "settle"]

KEPT = 24 * 3600 * 1_000_000
"""Microseconds for which a key is kept."""

LEASE = 60 * 1_000_000
"""Microseconds after which whoever claimed a key is taken for dead."""

_REUSED = "the key {key} came with another request before; give each request a key of its own"
_IN_FLIGHT = "the request with the key {key} is still being answered; try again in {wait} s"
_TAKEN_OVER = "the key {key} was taken over by another request, which answers it; try again in {wait} s"

_NAMED = ("caller", "route", "key", "token")


def _of(claim: str) -> ColumnElement[bool]:
    """Return which row is that of a claim that was not settled yet, its names in parameters that begin so."""
    named = (keys.c[name] == bindparam(f"{claim}{name}") for name in _NAMED)
    return and_(*named, keys.c.status.is_(None))


# Built once: building a statement takes longer than SQLite takes to run it.
_KNOWN = select(keys.c.key, keys.c.body_digest, keys.c.token, keys.c.claimed_at, keys.c.status, keys.c.answer).where(
    keys.c.caller == bindparam("caller"),
    keys.c.route == bindparam("route"),
    keys.c.key.in_(bindparam("asked", expanding=True)),
)
_ADD = insert(keys)
_SETTLE = (
    update(keys)
    .where(_of("its_"))
    .values(status=bindparam("status"), answer=bindparam("answer"), entry=bindparam("entry"))
)
_TAKE = update(keys).where(_of("its_")).values(token=bindparam("token"), claimed_at=bindparam("claimed_at"))
_RELEASE = delete(keys).where(_of("its_"))


@dataclass(frozen=True)
class Claim:
    """The right to answer the request with a key; ``token`` says whose it is."""

    caller: str
    route: str
    key: str
    token: str


@dataclass(frozen=True)
class Stored:
    """What the request with a key was answered before."""

    status: int
    body: bytes


@dataclass(frozen=True)
class Settled:
    """What the request of a claim is answered.

    ``entry`` is the id of the entry, of the same transaction, that the answer speaks of: with it, it is erased. An
    answer about nobody's entry is forgotten at the next erasure, whoever is erased.
    """

    claim: Claim
    status: int
    body: bytes
    entry: str | None = None


def claim_all(
    connection: Connection, caller: str, route: str, asked: Mapping[str, str], now: int
) -> list[Claim | Stored]:
    """Claim keys, or say what they were answered before; all or none of them.

    Parameters
    ----------
    connection : Connection
        In a transaction of the only one that claims.
    caller, route : str
        Whose keys they are, and of what.
    asked : mapping of str to str
        Digest of the request by key.
    now : int
        Microseconds since 1970.

    Raises
    ------
    KeyReusedError
        Where a key came with another request before.
    KeyInFlightError
        Where a request with a key is still being answered.
    """
    known = _known(connection, caller, route, list(asked), now)
    found: list[Claim | Stored] = []
    new: list[dict[str, Any]] = []
    for key, digest in asked.items():
        if key in known:
            found.append(_again(connection, Claim(caller, route, key, uuid4().hex), known[key], (digest, now)))
            continue
        claim = Claim(caller, route, key, uuid4().hex)
        new.append({**_row(claim), "body_digest": digest, "claimed_at": now})
        found.append(claim)
    if new:
        connection.execute(_ADD, new)
    return found


def settle(connection: Connection, settled: Sequence[Settled], numbers: Mapping[str, int]) -> None:
    """Keep answers, in the transaction of their entries, whose numbers are given by id.

    Raises
    ------
    KeyInFlightError
        Where another request has taken a key over.
    """
    rows = [
        {**_its(one.claim), "status": one.status, "answer": one.body, "entry": numbers.get(one.entry or "")}
        for one in settled
    ]
    if rows and connection.execute(_SETTLE, rows).rowcount < len(rows):
        raise KeyInFlightError(_TAKEN_OVER, key=", ".join(one.claim.key for one in settled), wait=WAIT)


def release(connection: Connection, claims: Sequence[Claim]) -> None:
    """Give claims up that were not settled."""
    connection.execute(_RELEASE, [_its(claim) for claim in claims])


def forget_old(connection: Connection, now: int) -> None:
    """Delete the keys that were kept long enough."""
    connection.execute(delete(keys).where(keys.c.claimed_at < now - KEPT))


def forget_answers(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete the answers that speak of these entries, or of nobody's: they are as personal as the payloads."""
    nobodys = and_(keys.c.entry.is_(None), keys.c.status.is_not(None))
    connection.execute(delete(keys).where(or_(keys.c.entry.in_(numbers), nobodys)))


def _known(connection: Connection, caller: str, route: str, asked: Sequence[str], now: int) -> dict[str, Any]:
    found = connection.execute(_KNOWN, {"caller": caller, "route": route, "asked": asked}).mappings().all()
    # One that was kept long enough, but is still there, is a new one.
    old = [(caller, route, row["key"]) for row in found if row["claimed_at"] < now - KEPT]
    if old:
        connection.execute(delete(keys).where(tuple_(keys.c.caller, keys.c.route, keys.c.key).in_(old)))
    return {row["key"]: row for row in found if row["claimed_at"] >= now - KEPT}


def _again(connection: Connection, claim: Claim, row: Mapping[str, Any], asked: tuple[str, int]) -> Claim | Stored:
    digest, now = asked
    if row["body_digest"] != digest:
        raise KeyReusedError(_REUSED, key=claim.key)
    if row["status"] is not None:
        return Stored(row["status"], bytes(row["answer"]))
    before = Claim(claim.caller, claim.route, claim.key, row["token"])
    taken = {**_its(before), "token": claim.token, "claimed_at": now}
    if now - row["claimed_at"] < LEASE or not connection.execute(_TAKE, taken).rowcount:
        raise KeyInFlightError(_IN_FLIGHT, key=claim.key, wait=WAIT)
    return claim


def _row(claim: Claim) -> dict[str, str]:
    return {name: getattr(claim, name) for name in _NAMED}


def _its(claim: Claim) -> dict[str, str]:
    return {f"its_{name}": value for name, value in _row(claim).items()}
