"""One decision asked of a real service over HTTP, on loopback."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from creditworthy.errors import CreditworthyError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from uvicorn import Server

    from creditworthy.messages import DecisionAnswer
    from creditworthy.service import Desk

__all__ = ["ask_over_http", "on_loopback"]

PATIENCE = timedelta(seconds=20).total_seconds()


def ask_over_http(desk: "Desk", content: Mapping[str, Any], language: str) -> "DecisionAnswer":
    """Start the service on a free port of loopback, send it one request, and stop it."""
    from creditworthy.client import Client
    from creditworthy.service import create_app

    with on_loopback(create_app(desk)) as address, Client(address, language, PATIENCE) as client:
        return client.decide(content)


@contextmanager
def on_loopback(app: "FastAPI") -> Iterator[str]:
    """Serve on a free port of loopback in a thread while the context lasts, and yield the address."""
    import socket

    import uvicorn

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _wait(server)
            yield "http://{}:{}".format(*listener.getsockname())
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


def _wait(server: "Server") -> None:
    deadline = monotonic() + PATIENCE
    while not server.started:
        if monotonic() > deadline:
            raise CreditworthyError("the service did not start within {seconds} seconds", seconds=PATIENCE)
        sleep(0.02)
