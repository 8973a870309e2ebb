"""The clerk: does jobs, LIME around a kept decision or decisions on a file, with everything that they need."""

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cached_property, lru_cache
from threading import Event
from typing import Any

from creditworthy import answering
from creditworthy.errors import (
    CreditworthyError,
    JournalError,
    JournalUnavailableError,
    KeyInFlightError,
    UnknownNameError,
)
from creditworthy.journal import LIME, Job, Journal
from creditworthy.language import say, sentence, speaking
from creditworthy.messages import Problem, decision_request
from creditworthy.service.lines import lines_of, of_item, read_line
from creditworthy.service.office import Office
from creditworthy.service.orders import ERASED
from creditworthy.service.problems import NO_LIME, SENTENCES, problem
from creditworthy.service.register import Asked, Register, Reply, decision_of, number_of

__all__ = ["Clerk"]

AT_ONCE = 200
"""Lines of a file that are decided as one crowd and kept in one transaction."""

SAMPLES = 2_000

CALLER, ROUTE = "jobs", "POST /v1/jobs"
"""Under which the lines of files are known, so that a file which is taken over is not decided twice."""

_logger = logging.getLogger(__name__)


class _StoppedError(Exception):
    """The job cannot go on here: it is given back, or somebody else's, or forgotten."""


class Clerk:
    """Does one job after the other.

    Parameters
    ----------
    office : Office
        Where scorers are.
    journal : Journal
        Whose jobs they are.
    stop : Event
        Set when the process is to end: what takes longer than LIME around one decision is given back.
    """

    def __init__(self, office: Office, journal: Journal, stop: Event) -> None:
        self._office, self._journal, self._stop = office, journal, stop
        self._open = ExitStack()
        self._scorer = lru_cache(maxsize=2)(office.version)

    def close(self) -> None:
        """Let go of the champion."""
        self._open.close()

    def do(self, job: Job) -> None:
        """Do a job that was taken; what goes wrong with it is kept, for who asked.

        Raises
        ------
        JournalError
            Where the journal cannot be reached; the job is taken over later.
        """
        work: Callable[[Job], bytes] = self._lime if job.kind == LIME else self._file
        try:
            result = work(job)
        except _StoppedError:
            self._journal.jobs.release(job)
        except JournalUnavailableError:
            raise
        except Exception as error:  # whatever it is, other jobs wait
            with speaking(job.language):
                found = _problem(error)
            if found.status == 500:
                _logger.exception("the job %s failed", job.id)
            self._journal.jobs.fail(job, found.model_dump_json().encode())
        else:
            self._journal.jobs.finish(job, result)

    def _lime(self, job: Job) -> bytes:
        entry = decision_of(self._journal.entry(job.about or ""))
        payload = self._journal.payload(entry.id)
        if payload is None or payload.features is None:  # erased meanwhile, and the job with it
            raise UnknownNameError(ERASED)
        scorer, evidence = self._scorer(entry.facts["model_version"])
        told = answering.imitation_again(
            scorer,
            (number_of(payload), payload.features),
            evidence["background"],
            job.language,
            samples=SAMPLES,
            seed=self._office.seed,
        )
        return told.model_dump_json().encode()

    def _file(self, job: Job) -> bytes:
        lines = lines_of(job.asked or b"")
        found: list[bytes] = []
        for start in range(0, len(lines), AT_ONCE):
            if self._stop.is_set() or not self._journal.jobs.advance(job, start):
                raise _StoppedError
            found += (one.body for one in self._decided(job, start, lines[start : start + AT_ONCE]))
        return b"".join(body + b"\n" for body in found)

    def _decided(self, job: Job, start: int, lines: Sequence[bytes]) -> list[Reply]:
        register, dictionary = self._register, self._office.dictionary
        with speaking(job.language):
            items = [read_line(line, self._shaped, dictionary) for line in lines]
        whole = Asked(CALLER, ROUTE, job.id)
        asked = [of_item(whole, start + row, line) for row, line in enumerate(lines)]
        while True:
            try:
                return register.decide_many(items, job.language, asked)
            except (KeyInFlightError, JournalUnavailableError) as error:
                # Whoever held this job before has died with the keys in hand, or the journal is away: both pass.
                self._wait(job, start, error)

    def _wait(self, job: Job, done: int, error: JournalError) -> None:
        if self._stop.wait(error.values["wait"]):  # type: ignore[arg-type]  # these errors have seconds
            raise _StoppedError
        if isinstance(error, KeyInFlightError) and not self._journal.jobs.advance(job, done):
            raise _StoppedError

    @cached_property
    def _register(self) -> Register:
        desk = self._office.open()
        self._open.enter_context(self._office.following(desk))
        return Register(desk, self._journal)

    @cached_property
    def _shaped(self) -> Any:
        return decision_request(self._office.dictionary)


def _problem(error: Exception) -> Problem:
    if isinstance(error, ModuleNotFoundError) and error.name == "lime":
        return problem(501, say(SENTENCES[NO_LIME]))
    if isinstance(error, CreditworthyError):
        return problem(404 if isinstance(error, UnknownNameError) else 422, sentence(error))
    return problem(500, say("the service could not answer; its log says why"))
