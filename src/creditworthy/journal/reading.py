"""Reading the journal: one entry, its payload, what was said about it, and searches."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from struct import error as StructError  # noqa: N812 - it is a class
from typing import Any
from zlib import error as ZlibError  # noqa: N812

from sqlalchemy import Connection, RowMapping, Select, bindparam, select

from creditworthy.errors import JournalError, UnknownNameError
from creditworthy.journal.entry import Entry, Page, Payload, moment
from creditworthy.journal.schema import entries, feature_lists, payloads
from creditworthy.journal.sealing import unseal

__all__ = ["Found", "Search", "find", "find_about", "find_each", "find_many", "find_payload", "rows_after", "walk"]

CHUNK = 200
"""Entries that are read at once; a payload may be of 100 kB."""

AT_ONCE = 5_000
"""Ids that are asked for at once: databases bound the parameters of a statement."""

_UNKNOWN = "the journal holds no entry {id}"
_CHANGED = "entry {number} of the journal cannot be understood, it was changed; run «creditworthy journal verify»"

_WITH_PAYLOAD = (
    select(entries, payloads, feature_lists.c.names)
    .outerjoin(payloads, payloads.c.entry == entries.c.number)
    .outerjoin(feature_lists, feature_lists.c.digest == payloads.c.feature_list)
)
_THIS = entries.c.id == bindparam("known")
_ONE, _ONE_WITH_PAYLOAD = select(entries).where(_THIS), _WITH_PAYLOAD.where(_THIS)


@dataclass(frozen=True)
class Search:
    """What entries are looked for; what is None does not matter.

    Parameters
    ----------
    kind, decision : str, optional
    applicant : int or str, optional
        Only entries whose payload is still held can be found by it.
    after : int, optional
        Number of the entry that the page before ended with.
    limit : int
        How many entries a page has.
    latest : bool
        The latest first.
    """

    kind: str | None = None
    decision: str | None = None
    applicant: int | str | None = None
    after: int | None = None
    limit: int = 100
    latest: bool = False


@dataclass(frozen=True)
class Found:
    """An entry, and its payload if it still has one; ``row`` is what is stored of both."""

    entry: Entry
    row: RowMapping

    @property
    def payload(self) -> Payload | None:
        """The payload; None where there never was one, or it was erased."""
        if self.row["salt"] is None:
            return None
        try:
            return unseal(self.row)
        except (ValueError, TypeError, StructError, ZlibError) as error:
            raise JournalError(_CHANGED, number=self.entry.number) from error


def find(connection: Connection, id: str) -> Entry:  # noqa: A002 - it is the word
    """Return an entry; an unknown one raises ``UnknownNameError``."""
    found = connection.execute(_ONE, {"known": id}).mappings().first() if id.isprintable() else None
    if found is None:
        raise UnknownNameError(_UNKNOWN, id=id)
    return _entry(found)


def find_payload(connection: Connection, id: str) -> Payload | None:  # noqa: A002
    """Return the payload of an entry; None where there never was one, or it was erased."""
    found = connection.execute(_ONE_WITH_PAYLOAD, {"known": id}).mappings().first() if id.isprintable() else None
    if found is None:
        raise UnknownNameError(_UNKNOWN, id=id)
    return Found(_entry(found), found).payload


def find_about(connection: Connection, id: str) -> list[Entry]:  # noqa: A002
    """Return the entries that speak of another one, the oldest first."""
    asked = select(entries).where(entries.c.about == id).order_by(entries.c.number)
    return [_entry(row) for row in connection.execute(asked).mappings()]


def find_each(connection: Connection, ids: Sequence[str], *, about: bool = False) -> Iterator[Entry]:
    """Yield the entries with these ids, or those that speak of them; unknown ids are passed over."""
    column = entries.c.about if about else entries.c.id
    for start in range(0, len(ids), AT_ONCE):
        asked = select(entries).where(column.in_(ids[start : start + AT_ONCE])).order_by(entries.c.number)
        yield from (_entry(row) for row in connection.execute(asked).mappings())


def find_many(connection: Connection, search: Search) -> Page:
    """Return a page of what is looked for, in the order of the chain."""
    asked = _where(select(entries), search)
    order = entries.c.number.desc() if search.latest else entries.c.number
    rows = connection.execute(asked.order_by(order).limit(search.limit + 1)).mappings().all()
    found = tuple(_entry(row) for row in rows[: search.limit])
    return Page(found, found[-1].number if len(rows) > search.limit else None)


def walk(connection: Connection, after: int, applicant: str | None = None) -> Iterator[Found]:
    """Yield the next entries after a number with their payloads: a chunk of all, or all of one applicant."""
    for row in rows_after(connection, after, applicant):
        yield Found(_entry(row), row)


def rows_after(connection: Connection, after: int, applicant: str | None = None) -> Sequence[RowMapping]:
    """Return what ``walk`` yields as it is stored."""
    asked = _WITH_PAYLOAD.where(entries.c.number > after).order_by(entries.c.number)
    asked = asked.limit(CHUNK) if applicant is None else asked.where(payloads.c.applicant == applicant)
    return connection.execute(asked).mappings().all()


def _where(asked: Select[Any], search: Search) -> Select[Any]:
    for column in ("kind", "decision"):
        if (value := getattr(search, column)) is not None:
            asked = asked.where(entries.c[column] == value)
    if search.applicant is not None:
        asked = asked.join(payloads).where(payloads.c.applicant == str(search.applicant))
    if search.after is not None:
        number = entries.c.number
        asked = asked.where(number < search.after if search.latest else number > search.after)
    return asked


def _entry(row: RowMapping) -> Entry:
    kept = {name: row[name] for name in ("number", "id", "kind", "about", "commitment", "previous", "digest")}
    try:
        return Entry(**kept, at=moment(row["at"]), facts=json.loads(row["facts"]))
    except (ValueError, TypeError, OverflowError) as error:
        raise JournalError(_CHANGED, number=row["number"]) from error
