"""Verifying the journal: the chain holds from the first entry to the last anchor, or it is said where not."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, text

from creditworthy.errors import GateError
from creditworthy.journal.anchors import Anchor, anchor_faults, read_anchors
from creditworthy.journal.database import Database
from creditworthy.journal.entry import ERASURE, REANCHORING
from creditworthy.journal.reading import rows_after
from creditworthy.journal.schema import TRIGGERS, anchors, entries, feature_lists, payloads
from creditworthy.journal.sealing import commitment_of, digest_of, names_digest
from creditworthy.journal.signing import PublicKey

__all__ = ["Anchored", "expected_anchors", "verified"]

MOST = 1000
"""Faults that are told."""

_MISSING = "entries {first} to {last} are missing"
_CHANGED = "entry {number} ({id}) is not as it was written: its digest is another one"
_UNCHAINED = "entry {number} ({id}) does not follow the entry before it: one of them was changed, replaced or moved"
_EARLIER = "entry {number} ({id}) is older than the entry before it"
_PAYLOAD_CHANGED = "the payload of entry {number} ({id}) is not as it was written"
_PAYLOAD_GONE = "the payload of entry {number} ({id}) is gone without an erasure"
_PAYLOAD_ADDED = "entry {number} ({id}) has a payload that it was written without"
_NOT_ERASED = "the payload of entry {number} ({id}) is still held, though an erasure names it"
_STRAY = "there is a payload of entry {number}, which is not there"
_NAMES = "the list of features {digest} is not as it was written"
_TRIGGER = "the trigger {name} is missing: rows could be changed; find out who dropped it"
_CUT = "an anchor of {at} knows {count} entries, the journal ends with entry {last}: later ones were cut off"
_OTHER = "entry {number} is not the one that was anchored: entries were written anew"
_ANCHOR_GONE = "{path}: the anchor of {count} entries is missing or another one; lines were cut off or replaced there"

_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
    "AND tgrelid IN (to_regclass('entries'), to_regclass('payloads'), to_regclass('feature_lists'), "
    "to_regclass('anchors'))",
}

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Anchored:
    """The file of anchors, and the key that checks them."""

    path: Path
    public: PublicKey


def expected_anchors(connection: Connection) -> list[tuple[int, str]]:
    """Return count and digest of the anchors that the file must hold: those since the file was begun."""
    begun = select(func.coalesce(func.max(entries.c.number), 0)).where(entries.c.kind == REANCHORING).scalar_subquery()
    asked = select(anchors.c.count, anchors.c.digest).where(anchors.c.count >= begun).order_by(anchors.c.count)
    return [(count, digest) for count, digest in connection.execute(asked)]


def verified(
    database: Database, anchored: Anchored | None = None, *, advance: Callable[[int], object] = lambda _: None
) -> list[GateError]:
    """Return what is wrong with a journal: nothing where it is as it was written.

    Parameters
    ----------
    database : Database
    anchored : Anchored, optional
        Without it, entries that were cut off at the end or all written anew do not show.
    advance : callable, optional
        Called with the number of entries that were verified since the last call.

    Returns
    -------
    list of GateError
        A sentence each; not more than 1,000 of them.
    """
    return list(islice(_faults(database, anchored, advance), MOST))


def _faults(database: Database, anchored: Anchored | None, advance: Callable[[int], object]) -> Iterator[GateError]:
    # What is added meanwhile comes to the entries first, then to the file, then to the table: read the other way round.
    with database.reading() as connection:
        yield from list(_in_tables(connection, database.dialect))
        stored = expected_anchors(connection)
    found = read_anchors(anchored.path) if anchored else []
    known = [anchor for anchor in found if anchor]
    if anchored:
        yield from anchor_faults(anchored.path, found, anchored.public)
        there = {(anchor.count, anchor.digest) for anchor in known}
        gone = (one[0] for one in stored if one not in there)
        yield from (GateError(_ANCHOR_GONE, path=anchored.path, count=count) for count in gone)
    yield from _in_chain(database, {anchor.count: anchor for anchor in known}, advance)


def _in_chain(database: Database, known: Mapping[int, Anchor], advance: Callable[[int], object]) -> Iterator[GateError]:
    """Yield what is wrong with the entries, one after the other."""
    last: Row = {"number": 0, "digest": "", "at": 0}
    while True:
        with database.reading() as connection:
            rows = rows_after(connection, last["number"])
            excused = _erased(connection, [row["id"] for row in rows if row["commitment"] and row["salt"] is None])
        for row in rows:
            place = {"number": row["number"], "id": row["id"]}
            yield from (GateError(template, **place) for template in _in_entry(row, last, excused))
            if row["number"] > last["number"] + 1:
                yield GateError(_MISSING, first=last["number"] + 1, last=row["number"] - 1)
            if row["number"] in known and known[row["number"]].digest != row["digest"]:
                yield GateError(_OTHER, number=row["number"])
            last = row
        advance(len(rows))
        if not rows:
            break
    for anchor in known.values():
        if anchor.count > last["number"]:
            yield GateError(_CUT, count=anchor.count, last=last["number"], at=anchor.moment())
            break


def _in_entry(row: Row, last: Row, excused: set[str]) -> Iterator[str]:
    """Yield what is wrong with one entry after another one."""
    if not _holds(partial(digest_of, row, row["previous"]), row["digest"]):
        yield _CHANGED
    if row["number"] == last["number"] + 1 and row["previous"] != last["digest"]:
        yield _UNCHAINED
    if _comparable(row["at"]) < _comparable(last["at"]):
        yield _EARLIER
    if row["salt"] is None:
        if row["commitment"] and row["id"] not in excused:
            yield _PAYLOAD_GONE
    elif row["commitment"] is None:
        yield _PAYLOAD_ADDED
    elif not _holds(partial(commitment_of, row), row["commitment"]):
        yield _PAYLOAD_CHANGED


def _holds(compute: Callable[[], str], stored: object) -> bool:
    """Return whether a digest is the stored one; of what SQLite let somebody put into a column there is none."""
    try:
        return compute() == stored
    except (TypeError, ValueError, AttributeError):
        return False


def _comparable(at: object) -> int:
    return at if isinstance(at, int) else 0


def _erased(connection: Connection, ids: list[str]) -> set[str]:
    """Return which of these entries an erasure names."""
    if not ids:
        return set()
    asked = select(entries.c.about).where(entries.c.kind == ERASURE, entries.c.about.in_(ids))
    return {str(id_) for id_ in connection.scalars(asked)}


def _in_tables(connection: Connection, dialect: str) -> Iterator[GateError]:
    """Yield what is wrong beside the chain."""
    there = set(connection.scalars(text(_TRIGGERS[dialect])))
    yield from (GateError(_TRIGGER, name=name) for name in TRIGGERS[dialect] if name not in there)
    for digest, names in connection.execute(select(feature_lists.c.digest, feature_lists.c.names)):
        if not _holds(partial(names_digest, names), digest):
            yield GateError(_NAMES, digest=digest)
    alone = select(payloads.c.entry).outerjoin(entries).where(entries.c.number.is_(None))
    yield from (GateError(_STRAY, number=number) for number in connection.scalars(alone))
    erasure = entries.alias("erasure")
    held = (
        select(entries.c.number, entries.c.id)
        .join_from(entries, payloads)
        .join(erasure, erasure.c.about == entries.c.id)
        .where(erasure.c.kind == ERASURE)
    )
    yield from (GateError(_NOT_ERASED, number=number, id=id_) for number, id_ in connection.execute(held))
