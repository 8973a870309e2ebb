"""A large file from a server: what has arrived stays, whatever breaks, and the next try goes on from there."""

import shutil
import time
from collections.abc import Callable
from errno import EDQUOT, ENOSPC
from typing import TYPE_CHECKING

from creditworthy.errors import InputError
from creditworthy.language import say
from creditworthy.tables.part import Part, Stated, stated_by

if TYPE_CHECKING:
    from requests import PreparedRequest, RequestException, Response, Session

__all__ = ["reason", "receive"]

TRIES = 5
"""How often in a row a server may break off."""

ENOUGH = 8 << 20
"""Bytes after which a try was worth its while, and patience begins anew."""

CHUNK = 1 << 16
"""Bytes that are written at once; so many at most are lost when the server breaks off."""

PATIENCE = (20.0, 60.0)
"""Seconds until a server must accept the connection, and may be silent in the middle."""

_NO_ROOM = (
    "{path}: the disk is full; make room for {missing:,} more bytes and run the command again: "
    "it goes on where it stopped"
)
_CANNOT_WRITE = "{path}: cannot be written ({why})"
_BROKEN_OFF = (
    "{path}: the server breaks off again and again ({why}); {done:,} bytes have arrived; run the command again: "
    "it goes on where it stopped"
)
_WRONG_SIZE = (
    "{path}: {done:,} bytes arrived where the server had said {total:,}; run the command again: it starts anew"
)

_REASONS = {
    "IncompleteRead": "the connection ended early",
    "ReadTimeout": "no answer in time",
    "TimeoutError": "no answer in time",
}
"""Reasons that the system has no words for, by the name of the error."""

Ask = Callable[[], "Response"]
"""Asks the server for the file; nothing of the answer but its head is read."""

Advance = Callable[[int, int | None], None]


def receive(ask: Ask, part: Part, *, advance: Advance, pause: Callable[[float], None] = time.sleep) -> None:
    """Gather a file, from where an earlier try ended; where the server breaks off, try again.

    Parameters
    ----------
    ask : callable
        Asks for the file; its answer's last request is sent again for the bytes that are missing.
    part : Part
        Where they are gathered; `Part.finish` gives the file its name.
    advance : callable
        Is told how many bytes are there, and of how many, if the server says so.
    pause : callable
        Waits for some seconds.

    Raises
    ------
    InputError
        Where the disk is full or cannot be written, the server breaks off five times in a row, or it sends more or
        less than it said.
    requests.RequestException
        Where the server refuses.
    """
    from requests import RequestException

    broken = 0
    while True:
        had = part.size
        try:
            return _attempt(ask, part, advance)
        except RequestException as error:
            if not _passing(error):
                raise
            broken = 1 if part.size - had >= ENOUGH else broken + 1
            if broken == TRIES:
                raise InputError(_BROKEN_OFF, path=part.target, why=reason(error), done=part.size) from error
            pause(2.0**broken)


def reason(error: BaseException) -> str:
    """Return the innermost reason of an error, in the current language; the outer ones repeat signed addresses.

    >>> reason(TimeoutError())
    'no answer in time'
    """
    inner = error.__cause__ or error.__context__
    if inner is not None:
        return reason(inner)
    response = getattr(error, "response", None)
    if response is not None:
        return f"HTTP {response.status_code}"
    name = type(error).__name__
    return getattr(error, "strerror", None) or say(_REASONS.get(name, name))


def _attempt(ask: Ask, part: Part, advance: Advance) -> None:
    from requests import Session

    with ask() as head:
        stated = stated_by(head)
    start = part.resume(stated)
    advance(start, stated.size)
    if start == stated.size:
        return
    _require_room(part, stated)
    with Session() as session, _sent(session, head.request, start, stated) as response:
        _check_place(response, part, stated, start)
        _append(response, part, stated, advance)
    if stated.size is not None and part.size != stated.size:
        done = part.size
        part.discard()
        raise InputError(_WRONG_SIZE, path=part.target, done=done, total=stated.size)


def _sent(session: "Session", request: "PreparedRequest", start: int, stated: Stated) -> "Response":
    """Send a request again, with patience that has an end, for the bytes from a place on."""
    again = request.copy()
    again.headers["Accept-Encoding"] = "identity"  # the bytes as they are stored
    if start:
        again.headers["Range"] = f"bytes={start}-"
        again.headers["If-Range"] = stated.validator or ""
    settings = session.merge_environment_settings(again.url or "", {}, True, None, None)
    return session.send(again, timeout=PATIENCE, **settings)


def _check_place(response: "Response", part: Part, stated: Stated, start: int) -> None:
    """See that what comes now belongs where the gathered bytes end; otherwise begin anew."""
    from requests.exceptions import ChunkedEncodingError

    place = response.headers.get("Content-Range", "")
    asked_for = place.startswith(f"bytes {start}-") and place.endswith((f"/{stated.size}", "/*"))
    if start and response.status_code == 206 and asked_for:
        return
    if start and (response.ok or response.status_code == 416):
        part.begin(stated)
    response.raise_for_status()
    if response.status_code == 206:
        raise ChunkedEncodingError("not the bytes that were asked for")


def _append(response: "Response", part: Part, stated: Stated, advance: Advance) -> None:
    from requests import RequestException

    try:
        with part.path.open("ab") as file:
            for chunk in response.iter_content(CHUNK):
                file.write(chunk)
                advance(file.tell(), stated.size)
    except RequestException:  # an OSError too, though nothing is wrong with the disk
        raise
    except OSError as error:
        if error.errno in {ENOSPC, EDQUOT}:
            missing = (stated.size or 0) - part.size
            raise InputError(_NO_ROOM, path=part.path.parent, missing=missing) from error
        raise InputError(_CANNOT_WRITE, path=part.path, why=error.strerror or error) from error


def _require_room(part: Part, stated: Stated) -> None:
    missing = (stated.size or 0) - part.size - shutil.disk_usage(part.path.parent).free
    if missing > 0:
        raise InputError(_NO_ROOM, path=part.path.parent, missing=missing)


def _passing(error: "RequestException") -> bool:
    """Return whether another try may succeed."""
    from requests.exceptions import ChunkedEncodingError, ConnectionError, Timeout  # noqa: A004

    status = error.response.status_code if error.response is not None else 0
    return isinstance(error, ChunkedEncodingError | ConnectionError | Timeout) or status >= 500 or status == 416
