"""One decision asked of a real service over HTTP, on loopback."""

import json
from datetime import timedelta
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.request import ProxyHandler, Request, build_opener

from creditworthy.errors import CreditworthyError
from creditworthy.messages import DecisionAnswer

if TYPE_CHECKING:
    from uvicorn import Server

    from creditworthy.scorer import Scorer
    from creditworthy.tables.load import Tables

__all__ = ["ask_over_http", "request_of"]

PATIENCE = timedelta(seconds=20).total_seconds()


def ask_over_http(scorer: "Scorer", content: dict[str, object], language: str) -> DecisionAnswer:
    """Start the service on a free port of loopback, send it one request, and stop it."""
    import socket

    import uvicorn

    from creditworthy.cli.serving import service_of

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(service_of(scorer), log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _wait(server)
            return _post(listener.getsockname()[1], content, language)
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


def request_of(tables: "Tables", applicant: int) -> dict[str, object]:
    """Return the request that an applicant of imported tables makes: the application and its histories."""
    histories = tables.histories_of(applicant)
    return {
        "application": tables.application_of(applicant).to_dicts()[0],
        "histories": {name: _asked(name, frame.to_dicts(), tables) for name, frame in histories.items()},
    }


def _asked(name: str, rows: list[dict[str, object]], tables: "Tables") -> list[dict[str, object]]:
    """Leave out what the import added to a row."""
    known = tables.dictionary.table(name).columns
    return [{column: value for column, value in row.items() if column in known} for row in rows]


def _wait(server: "Server") -> None:
    deadline = monotonic() + PATIENCE
    while not server.started:
        if monotonic() > deadline:
            raise CreditworthyError("the service did not start within {seconds} seconds", seconds=PATIENCE)
        sleep(0.02)


def _post(port: int, content: dict[str, object], language: str) -> DecisionAnswer:
    request = Request(
        f"http://127.0.0.1:{port}/v1/decisions",
        data=json.dumps(content).encode(),
        headers={"Content-Type": "application/json", "Accept-Language": language},
    )
    # What the environment says of proxies is not meant for loopback.
    with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE) as response:
        return DecisionAnswer.model_validate_json(response.read())
