"""How the service ends: a signal lets it answer what it accepted, and whoever runs it puts things in order."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uvicorn import Server

__all__ = ["handled", "until_signal"]

Handler = Callable[[int, FrameType | None], object] | signal.Handlers


@contextmanager
def handled(handler: Handler, *numbers: signal.Signals) -> Iterator[None]:
    """Handle signals within a block."""
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, one in before.items():
            signal.signal(number, one)


@contextmanager
def until_signal(server: "Server") -> Iterator[None]:
    """Let SIGINT and SIGTERM end a server within a block, and nothing else.

    uvicorn raises a signal again once the last answer is given, and one may come before uvicorn listens to it.
    """

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature is Python's
        server.should_exit = True

    with handled(end, signal.SIGINT, signal.SIGTERM):
        yield
