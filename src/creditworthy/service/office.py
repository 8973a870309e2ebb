"""The office: where a process of the service finds what it answers with.

What it takes to answer is imported where it is used: the process that only minds the others starts them sooner so.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, Any

from creditworthy.errors import CreditworthyError
from creditworthy.service.stopping import until_signal
from creditworthy.tables.dictionary import Dictionary

if TYPE_CHECKING:
    from uvicorn import Server

    from creditworthy.journal import Journal
    from creditworthy.scorer import Scorer
    from creditworthy.service.desk import Desk

__all__ = ["GRACE", "Books", "Office"]

GRACE = 25
"""Seconds that requests in flight have to be answered when the service stops."""


@dataclass(frozen=True)
class Books:
    """Where the journal is: its address, the key that signs its anchors, and the file of them; see `Journal.open`."""

    url: str
    key: Path | None = None
    anchors: Path | None = None
    every: int = 100

    def open(self) -> "Journal":
        """Open the journal; a new one is made."""
        from creditworthy.journal import Journal

        return Journal.open(self.url, key=self.key, anchors=self.anchors, every=self.every)


@dataclass(frozen=True)
class Office:
    """Where the service finds what it answers with; unlike a desk, it can be sent to another process.

    Parameters
    ----------
    dictionary : Dictionary
        The lender's tables.
    store : Path
        Folder of the store, whose champion decides and is followed.
    scorer : Path, optional
        Folder of the scorer that decides instead, whatever is promoted.
    tables : Path, optional
        Folder of the tables of known applicants.
    features : Path, optional
        Their built features; a file that is absent or of other tables is not used.
    seed : int
        Seed of LIME.
    books : Books, optional
        Where decisions are kept; they are not by default.
    """

    dictionary: Dictionary
    store: Path
    scorer: Path | None = None
    tables: Path | None = None
    features: Path | None = None
    seed: int = 7
    books: Books | None = None

    def open(self, fallback: str | None = None) -> "Desk":
        """Return a desk that has answered something already.

        Parameters
        ----------
        fallback : str, optional
            Version that decides where the champion cannot; the desk tells that it was refused.

        Raises
        ------
        CreditworthyError
            Where there is no scorer that can answer, or the tables are none.
        """
        from creditworthy.scorer import Store

        try:
            desk = self._desk(self.scorer or Store(self.store).champion())
        except CreditworthyError:
            if fallback is None or self.scorer:
                raise
            desk = self._desk(Store(self.store).path(fallback))
            desk.refused = "unknown"  # whoever follows the champion finds out which one
        desk.warm()
        return desk

    def following(self, desk: "Desk") -> AbstractContextManager[object]:
        """Return a context in which the desk follows the champion of the store; a scorer of its own stays."""
        from creditworthy.scorer import Store
        from creditworthy.service.watching import Watch

        return nullcontext() if self.scorer else Watch(Store(self.store), desk)

    def version(self, version: str) -> "tuple[Scorer, Mapping[str, Any]]":
        """Return a scorer that decided once, and its evidence.

        Raises
        ------
        CreditworthyError
            Where it is no longer stored, or computes differently today.
        """
        from creditworthy.scorer import Store, load_scorer, read_evidence

        if self.scorer:
            scorer = load_scorer(self.scorer, self.dictionary)
            if scorer.version == version:
                return scorer, read_evidence(self.scorer)
        folder = Store(self.store).path(version)
        return load_scorer(folder, self.dictionary), read_evidence(folder)

    def _desk(self, folder: Path) -> "Desk":
        from creditworthy.scorer import load_scorer, read_evidence
        from creditworthy.scorer.known import open_known
        from creditworthy.service.desk import Desk
        from creditworthy.tables.load import open_tables

        scorer = load_scorer(folder, self.dictionary)
        tables = open_tables(self.tables, self.dictionary) if self.tables else None
        known = open_known(self.features, tables) if self.features and tables else None
        return Desk(scorer, read_evidence(folder), tables, known=known, seed=self.seed)

    @contextmanager
    def server(self, desk: "Desk") -> "Iterator[Server]":
        """Return a context with the HTTP server of a desk, while the journal is open.

        The server stops when what it accepted is answered, or after ``GRACE`` seconds.
        """
        import uvicorn

        from creditworthy.service.app import create_app
        from creditworthy.service.register import Register

        with self.books.open() if self.books else nullcontext() as journal:
            app = create_app(desk, Register(desk, journal, partial(self._stored, desk)))
            with _settled():
                yield uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=GRACE))

    def serve(self, listener: socket, opened: "Callable[[Desk], object]") -> None:
        """Answer in this process until a signal comes; ``opened`` is called before the first request."""
        desk = self.open()
        with self.server(desk) as server, until_signal(server), self.following(desk):
            opened(desk)
            server.run(sockets=[listener])

    def _stored(self, desk: "Desk", version: str) -> "Scorer":
        """Return a scorer that decided once."""
        return desk.scorer if desk.scorer.version == version else self.version(version)[0]


@contextmanager
def _settled() -> Iterator[None]:
    """Let Python's search for garbage leave out what is there and stays: it takes a tenth of a second each time."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
