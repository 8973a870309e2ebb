"""serve: the service over HTTP."""

import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import show
from creditworthy.errors import InputError
from creditworthy.language import say
from creditworthy.settings import lender, settings

if TYPE_CHECKING:
    from creditworthy.scorer import Scorer
    from creditworthy.tables.load import Tables

__all__ = ["add_to", "listening", "serve"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("serve")(serve)


def serve(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    scorer: Annotated[Path | None, typer.Option(help="Folder of a saved scorer; the champion by default.")] = None,
    host: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, metavar="N", help="Port to listen on; 0 takes a free one.")
    ] = None,
) -> None:
    """Answer decisions over HTTP until Ctrl-C."""
    import uvicorn

    from creditworthy.scorer import Store, load_scorer, read_evidence
    from creditworthy.service import Desk, create_app

    with listening(host or settings().host, settings().port if port is None else port) as listener:
        folder = scorer or Store(settings().store).champion()
        model = load_scorer(folder, lender())
        known = _tables(tables, model)
        desk = Desk(model, read_evidence(folder), known, seed=settings().seed)
        server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="warning"))
        _show(model, known, "http://{}:{}".format(*listener.getsockname()[:2]))
        # Ctrl-C is how this command ends; uvicorn raises it again once the last answer is given.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _tables(folder: Path | None, scorer: "Scorer") -> "Tables | None":
    """Return the tables of a folder; without one those where the settings expect some, if any were imported."""
    from creditworthy.tables.load import open_tables
    from creditworthy.tables.manifest import MANIFEST

    if folder is None and not (settings().tables / MANIFEST).is_file():
        return None
    return open_tables(folder or settings().tables, scorer.dictionary)


def _show(scorer: "Scorer", tables: "Tables | None", address: str) -> None:
    show(say("Deciding with {candidate}, version {version}", candidate=scorer.candidate, version=scorer.version))
    if tables:
        show(say("Known applicants: those of {folder}", folder=tables.origin), whole=True)
    show(say("POST {address}   (Ctrl-C stops)", address=f"{address}/v1/decisions"), whole=True)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address; port 0 takes any that is free.

    Raises
    ------
    InputError
        Where the port is taken or the address is not this machine's.
    """
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
