"""The champion of a store, followed while the service runs: a promotion takes effect without a restart."""

import logging
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

from creditworthy.errors import ScorerError
from creditworthy.scorer import Store, load_scorer, read_evidence
from creditworthy.service.desk import Desk

__all__ = ["Watch"]

PAUSE = 1.0
"""Seconds between two looks at the pointer."""

AGAIN = 30.0
"""Seconds until a champion that was refused is tried once more: its folder may have been restored."""

_logger = logging.getLogger(__name__)


class Watch:
    """A thread that hands a desk the champion of a store whenever another one is promoted.

    A scorer is read, checked and tried in that thread; requests are answered by the one before it until then, and for
    good where the new one is refused. Use it as a context manager.

    Parameters
    ----------
    store : Store
        Where champions are promoted.
    desk : Desk
        What answers; its ``refused`` tells the version that could not.
    pause, again : float
        Seconds between two looks, and until a refused champion is tried once more.
    """

    def __init__(self, store: Store, desk: Desk, *, pause: float = PAUSE, again: float = AGAIN) -> None:
        self._store, self._desk = store, desk
        self._pause, self._again = pause, again
        self._seen: tuple[int, int] | None = None
        self._retry = 0.0
        self._told = ""
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="champion", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()

    def look(self) -> None:
        """Look at the pointer once; where it moved, the champion takes over or is refused."""
        stamp = self._store.stamp()
        refused = self._desk.refused is not None
        if stamp == self._seen and not (refused and monotonic() >= self._retry):
            return
        self._seen = stamp
        version = None
        try:
            folder = self._store.champion()
            version = folder.name
            self._take_over(version)
        except Exception as error:  # whatever is wrong with it, the scorer before it goes on
            self._refuse(version or "unknown", error)

    def _take_over(self, version: str) -> None:
        if version != self._desk.model().version:
            folder = self._store.path(version)
            scorer = load_scorer(folder, self._desk.dictionary)
            if scorer.version != version:
                raise ScorerError(
                    "{folder}: what is stored there is version {found}; restore it, or promote another one",
                    folder=folder,
                    found=scorer.version,
                )
            self._desk.replace(scorer, read_evidence(folder))
            _logger.info("version %s decides from now on", version)
        self._desk.refused, self._told = None, ""

    def _refuse(self, version: str, error: Exception) -> None:
        self._desk.refuse(version)
        self._retry = monotonic() + self._again
        told = f"{version}: {error}"
        if told != self._told:
            self._told = told
            _logger.error("the new champion is refused, version %s goes on: %s", self._desk.model().version, error)

    def _run(self) -> None:
        while not self._stopped.wait(self._pause):
            self.look()
