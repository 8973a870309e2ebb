"""The key of a request: sent twice with the same one, it is answered once."""

from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Header, Request, Response

from creditworthy.service.register import Asked, Reply

__all__ = ["Keyed", "reply"]

LONGEST = 200

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=LONGEST,
        pattern=r"^[\x21-\x7e]+$",
        description="Any text of your own: a request that is sent again with it is answered as before. Kept for a day.",
    ),
]


async def _asked(request: Request, key: Key = None) -> Asked:
    route = f"{request.method} {request.url.path}"
    if key is None:
        return Asked(_caller(request), route)
    return Asked(_caller(request), route, key, sha256(await request.body()).hexdigest())


Keyed = Annotated[Asked, Depends(_asked)]
"""Whose request it is, where to, and its key."""


def reply(found: Reply, given: Response) -> Response:
    """Return a reply with the headers that dependencies have set."""
    replayed = {"Idempotent-Replayed": "true"} if found.replayed else {}
    return Response(found.body, found.status, {**given.headers, **replayed}, media_type="application/json")


def _caller(request: Request) -> str:
    """Return who asks, as far as the request says; what it says may be a secret."""
    return sha256(request.headers.get("authorization", "").encode()).hexdigest()[:32]
