"""The largest request body the service reads."""

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LARGEST", "TOO_LARGE", "BodyLimit"]

LARGEST = 10_000_000
"""Bytes of a body; an application with a thousand history rows takes about 400,000."""

TOO_LARGE = "Content Too Large"
"""What the exception says, with status 413, where a body is larger."""


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
