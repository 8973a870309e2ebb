"""serve: the service over HTTP."""

import socket
from pathlib import Path
from typing import Annotated

import typer

from creditworthy.cli.screen import show
from creditworthy.errors import InputError
from creditworthy.language import say
from creditworthy.settings import lender, settings

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
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, metavar="N", help="Processes that answer; one by default.")
    ] = None,
) -> None:
    """Answer decisions over HTTP until Ctrl-C."""
    from creditworthy.service import Books, Explainer, Office, Workers

    with listening(host or settings().host, settings().port if port is None else port) as listener:
        known = _tables(tables)
        books = Books(settings().journal, settings().journal_key, settings().anchors, settings().anchor_every)
        office = Office(lender(), settings().store, scorer, known, settings().features, settings().seed, books)
        address = "http://{}:{}".format(*listener.getsockname()[:2])
        count = workers or settings().workers

        def opened(candidate: str, version: str) -> None:
            _show(candidate, version, known, address)

        with Explainer(office):
            if count > 1:
                Workers(office, listener, count).run(opened)
            else:
                office.serve(listener, lambda desk: opened(desk.model().candidate, desk.model().version))


def _tables(folder: Path | None) -> Path | None:
    """Return the folder of tables; where none is given that of the settings, if any were imported."""
    from creditworthy.tables.manifest import MANIFEST

    if folder is None and not (settings().tables / MANIFEST).is_file():
        return None
    return folder or settings().tables


def _show(candidate: str, version: str, tables: Path | None, address: str) -> None:
    show(say("Deciding with {candidate}, version {version}", candidate=candidate, version=version))
    if tables:
        show(say("Known applicants: those of {folder}", folder=tables), whole=True)
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
