"""The largest request body the service reads."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from creditworthy.messages import printable

__all__ = ["LARGEST", "REPEATED", "TOO_LARGE", "BodyLimit", "OneOfEachName", "RepeatedNameError", "once"]

LARGEST = 10_000_000
"""Bytes of a body; an application with a thousand history rows takes about 400,000."""

TOO_LARGE = "Content Too Large"
"""What the exception says, with status 413, where a body is larger."""

REPEATED = "Repeated Name"
"""What the exception says, with status 422, where an object of a body holds a name twice."""

LONGEST = 100
"""Characters of a name that are shown."""


class RepeatedNameError(HTTPException):
    """An object of a body holds a name twice: readers of JSON disagree about which one is meant (RFC 8259)."""

    def __init__(self, name: str) -> None:
        super().__init__(status_code=422, detail=REPEATED)
        self.name = str(printable(name[:LONGEST]))


class OneOfEachName(APIRoute):
    """A route that refuses a body in which an object holds a name twice."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the route's handler over a request that reads its body so."""
        handler = super().get_route_handler()

        async def handled(request: Request) -> Response:
            return await handler(_Strict(request.scope, request.receive))

        return handled


class _Strict(Request):
    async def json(self) -> Any:
        return json.loads(await self.body(), object_pairs_hook=once)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; a name that is given twice raises ``RepeatedNameError``."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise RepeatedNameError(next(name for name in names if names.count(name) > 1))
    return found


class BodyLimit:
    """ASGI middleware that stops reading a body at ``LARGEST`` bytes, announced or not.

    Starlette's own answers an announced body in plain text; this one leaves the answer to the service.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application with a counted ``receive``."""
        await self.app(scope, _counted(scope, receive) if scope["type"] == "http" else receive, send)


def _counted(scope: Scope, receive: Receive) -> Receive:
    announced = Headers(scope=scope).get("content-length", "")
    size = int(announced) if announced.isdecimal() else 0
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = {} if size > LARGEST else await receive()
        read += len(message.get("body", b""))
        if max(size, read) > LARGEST:
            raise HTTPException(status_code=413, detail=TOO_LARGE)
        return message

    return counted
