"""The journal as plain JSON: for an archive, an auditor, or the person it speaks of."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from creditworthy.journal.database import Database
from creditworthy.journal.entry import Entry, Payload
from creditworthy.journal.reading import Found, find_about, walk
from creditworthy.journal.schema import jobs, keys

__all__ = ["described", "described_payload", "exported", "held_of"]


def described(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON can hold it."""
    return {**asdict(entry), "at": entry.at.isoformat(timespec="microseconds")}


def described_payload(payload: Payload | None) -> dict[str, Any] | None:
    """Return a payload as JSON can hold it."""
    if payload is None:
        return None
    return {
        "applicant": payload.applicant,
        "inputs": payload.inputs,
        "features": payload.features,
        "reasons": payload.reasons,
    }


def exported(database: Database, *, payloads: bool = False) -> Iterator[dict[str, Any]]:
    """Yield all entries in the order of the chain.

    Parameters
    ----------
    database : Database
    payloads : bool
        With the payloads that are still held, and the salts that bind them: then it is as personal as the journal.
    """
    last = 0
    while True:
        with database.reading() as connection:
            chunk = list(walk(connection, last))
        if not chunk:
            return
        for found in chunk:
            yield {**described(found.entry), **(_payload_of(found) if payloads else {})}
        last = chunk[-1].entry.number


def held_of(database: Database, applicant: str) -> dict[str, Any]:
    """Return everything that is held of an applicant, for whoever asks for it (GDPR, article 15)."""
    with database.reading() as connection:
        found = [_told(connection, one) for one in walk(connection, 0, applicant)]
    return {"applicant": applicant, "entries": found}


def _payload_of(found: Found) -> dict[str, Any]:
    salt = found.row["salt"]
    return {"payload": described_payload(found.payload), "salt": None if salt is None else bytes(salt).hex()}


def _told(connection: Connection, found: Found) -> Mapping[str, Any]:
    asked = select(keys.c.key, keys.c.answer).where(keys.c.entry == found.entry.number)
    made = select(jobs.c.kind, jobs.c.language, jobs.c.result).where(
        jobs.c.about == found.entry.id, jobs.c.result.is_not(None)
    )
    return {
        **described(found.entry),
        "payload": described_payload(found.payload),
        "about_it": [described(entry) for entry in find_about(connection, found.entry.id)],
        "answers_kept_for_a_day": [
            {"key": key, "answer": bytes(answer).decode(errors="replace")} for key, answer in connection.execute(asked)
        ],
        "made_of_it_kept_for_a_day": [
            {"kind": kind, "language": language, "result": bytes(result).decode(errors="replace")}
            for kind, language, result in connection.execute(made.order_by(jobs.c.made_at))
        ],
    }
