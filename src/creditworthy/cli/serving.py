"""serve: the service over HTTP."""

import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import show
from creditworthy.errors import InputError
from creditworthy.language import say
from creditworthy.settings import settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from creditworthy.scorer import Scorer

__all__ = ["add_to", "serve", "service_of"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("serve")(serve)


def serve(
    scorer: Annotated[Path | None, typer.Option(help="Folder of a saved scorer; the champion by default.")] = None,
    host: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, metavar="N", help="Port to listen on; 0 takes a free one.")
    ] = None,
) -> None:
    """Answer decisions over HTTP until Ctrl-C."""
    import uvicorn

    from creditworthy.cli.opening import open_scorer

    with _listening(host or settings().host, settings().port if port is None else port) as listener:
        model = open_scorer(scorer)
        server = uvicorn.Server(uvicorn.Config(service_of(model), log_level="warning"))
        address = "http://{}:{}/v1/decisions".format(*listener.getsockname()[:2])
        show(say("Deciding with {candidate}, version {version}", candidate=model.candidate, version=model.version))
        show(say("POST {address}   (Ctrl-C stops)", address=address), whole=True)
        # Ctrl-C is how this command ends; uvicorn raises it again once the last answer is given.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def service_of(scorer: "Scorer") -> "FastAPI":
    """Return the service around a scorer."""
    from creditworthy import pipeline
    from creditworthy.service.app import create_app

    facts = {
        "version": scorer.version,
        "candidate": scorer.candidate,
        "threshold": scorer.threshold,
        "costs": {"missed_default": scorer.costs.missed_default, "lost_good_loan": scorer.costs.lost_good_loan},
        "features": list(scorer.features),
    }
    return create_app(
        lambda application, histories, language: pipeline.answer(scorer, application, histories, language),
        model=facts,
        dictionary=scorer.dictionary,
    )


def _listening(host: str, port: int) -> socket.socket:
    try:
        listener = socket.create_server((host, port))
        # asyncio sets it only on sockets that it made; without it each answer waits some 40 ms for an acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        raise InputError(
            "{host}:{port}: cannot listen there ({why}); choose another with --port",
            host=host,
            port=port,
            why=str(error.strerror or error).partition(" (while")[0],  # the address is said already
        ) from error
