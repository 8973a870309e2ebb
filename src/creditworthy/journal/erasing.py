"""Erasing what is personal: an entry says so for ever, the payload and its salt are deleted with it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select

from creditworthy.journal.chain import add, prepare
from creditworthy.journal.entry import ERASURE, Draft, Entry
from creditworthy.journal.jobs import forget_about, forget_files
from creditworthy.journal.keys import forget_answers
from creditworthy.journal.schema import entries, payloads

__all__ = ["erase_before", "erase_of"]

AT_ONCE = 500
"""Payloads that a purge deletes in one transaction: others write in between."""


def erase_of(connection: Connection, applicant: str, reason: str, now: int) -> list[Entry]:
    """Erase all payloads of an applicant, and return the erasures.

    Parameters
    ----------
    connection : Connection
        In the transaction of the only writer.
    applicant : str
        Its number.
    reason : str
        Stays for ever: nothing personal.
    now : int
        Microseconds since 1970.
    """
    # Files are forgotten even where nothing else is held: nobody knows whom they are about.
    forget_files(connection, now)
    found = _held(connection, payloads.c.applicant == applicant, None)
    return _erase(connection, found, {"cause": "request", "reason": reason}, now)


def erase_before(connection: Connection, before: int, reason: str, now: int) -> list[Entry]:
    """Erase some payloads of entries before a moment (microseconds since 1970), the oldest first."""
    forget_files(connection, now, before)
    found = _held(connection, entries.c.at < before, AT_ONCE)
    return _erase(connection, found, {"cause": "retention", "reason": reason}, now)


def _held(connection: Connection, which: ColumnElement[bool], limit: int | None) -> list[tuple[int, str]]:
    asked = select(entries.c.number, entries.c.id).join(payloads).where(which).order_by(entries.c.number)
    return [(number, id_) for number, id_ in connection.execute(asked.limit(limit))]


def _erase(connection: Connection, held: Sequence[tuple[int, str]], facts: dict[str, Any], now: int) -> list[Entry]:
    written: list[Entry] = []
    for start in range(0, len(held), AT_ONCE):
        some = held[start : start + AT_ONCE]
        written += add(connection, [prepare(Draft(ERASURE, facts, about=id_)) for _, id_ in some], now)
        numbers = [number for number, _ in some]
        connection.execute(delete(payloads).where(payloads.c.entry.in_(numbers)))
        forget_answers(connection, numbers)
        forget_about(connection, [id_ for _, id_ in some])
    return written
