"""Adding entries to the end of the chain, within a transaction of the only writer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from creditworthy.errors import UnknownNameError
from creditworthy.journal.entry import Draft, Entry, moment
from creditworthy.journal.schema import entries, feature_lists, payloads
from creditworthy.journal.sealing import Sealed, canonical, digest_of, seal

__all__ = ["Head", "Prepared", "add", "head", "prepare"]

AT_ONCE = 5_000
"""Ids that are looked for at once: databases bound the parameters of a statement."""

_UNKNOWN = "the journal holds no entry {id}"

_HEAD = select(entries.c.number, entries.c.digest, entries.c.at).order_by(entries.c.number.desc()).limit(1)
_IDS = select(entries.c.id).where(entries.c.id.in_(bindparam("asked", expanding=True)))
_ADD, _ADD_PAYLOAD, _ADD_NAMES = insert(entries), insert(payloads), insert(feature_lists)
_KNOWN = select(feature_lists.c.digest).where(feature_lists.c.digest == bindparam("known"))


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many entries, the digest of the last one and its moment in microseconds."""

    count: int = 0
    digest: str = ""
    at: int = 0


@dataclass(frozen=True)
class Prepared:
    """A draft, compressed and bound before the transaction begins: while it lasts nobody else can write."""

    draft: Draft
    facts: str
    sealed: Sealed | None


def prepare(draft: Draft) -> Prepared:
    """Do what needs no database."""
    return Prepared(draft, canonical(draft.facts), None if draft.payload is None else seal(draft.payload))


def head(connection: Connection) -> Head:
    """Return the end of the chain."""
    found = connection.execute(_HEAD).first()
    return Head(*found) if found else Head()


def add(connection: Connection, prepared: Sequence[Prepared], now: int) -> list[Entry]:
    """Add entries.

    Parameters
    ----------
    connection : Connection
        In the transaction of the only writer.
    prepared : sequence of Prepared
        In the order in which they are to be numbered.
    now : int
        Microseconds since 1970; where the last entry is later, its moment counts.

    Raises
    ------
    UnknownNameError
        Where one speaks of an entry that is not there.
    """
    _see_what_they_speak_of(connection, prepared)
    last = head(connection)
    at, digest, rows = max(now, last.at), last.digest, []
    for number, one in enumerate(prepared, start=last.count + 1):
        rows.append(_row(one, number, at, digest))
        digest = rows[-1]["digest"]
    _add_names(connection, prepared)
    connection.execute(_ADD, rows)
    held = [{**one.sealed.row, "entry": row["number"]} for one, row in zip(prepared, rows, strict=True) if one.sealed]
    if held:
        connection.execute(_ADD_PAYLOAD, held)
    return [_entry(row, one.draft) for row, one in zip(rows, prepared, strict=True)]


def _row(one: Prepared, number: int, at: int, previous: str) -> dict[str, Any]:
    decision = one.draft.facts.get("decision")
    row = {
        "number": number,
        "id": one.draft.id,
        "kind": one.draft.kind,
        "decision": decision if isinstance(decision, str) else None,
        "at": at,
        "facts": one.facts,
        "about": one.draft.about,
        "commitment": one.sealed and one.sealed.commitment,
        "previous": previous,
    }
    return {**row, "digest": digest_of(row, previous)}


def _entry(row: dict[str, Any], draft: Draft) -> Entry:
    kept = {name: row[name] for name in ("number", "id", "kind", "about", "commitment", "previous", "digest")}
    return Entry(**kept, at=moment(row["at"]), facts=draft.facts)


def _see_what_they_speak_of(connection: Connection, prepared: Sequence[Prepared]) -> None:
    asked = {one.draft.about for one in prepared if one.draft.about is not None}
    if not asked:
        return
    looked_for = [id_ for id_ in asked if id_.isprintable()]
    known = {one.draft.id for one in prepared}
    for start in range(0, len(looked_for), AT_ONCE):
        known |= set(connection.scalars(_IDS, {"asked": looked_for[start : start + AT_ONCE]}))
    for missing in sorted(asked - known):
        raise UnknownNameError(_UNKNOWN, id=missing)


def _add_names(connection: Connection, prepared: Sequence[Prepared]) -> None:
    """Add the lists of features that are new; the decisions of one model share one."""
    sealed = [one.sealed for one in prepared if one.sealed and one.sealed.names]
    for digest, names in {one.row["feature_list"]: one.names for one in sealed}.items():
        if connection.execute(_KNOWN, {"known": digest}).first() is None:
            connection.execute(_ADD_NAMES, {"digest": digest, "names": names})
