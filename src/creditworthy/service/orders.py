"""Orders: what is asked for now and made later by the explainer, and what it made."""

from contextlib import suppress
from dataclasses import dataclass

from creditworthy.errors import InputError, JournalError, UnknownNameError
from creditworthy.journal import FILE, LIME, Claim, Job, Settled, Stored
from creditworthy.language import say
from creditworthy.messages import JobAnswer, Problem
from creditworthy.service.lines import MOST_LINES, lines_of
from creditworthy.service.problems import problem
from creditworthy.service.register import Asked, Register, Reply, decision_of

__all__ = ["ERASED", "Made", "Orders"]

ERASED = "what was personal of this decision is erased: there is nothing left to explain it by"
"""What is said of LIME around a decision that was erased."""

_FORGOTTEN = (
    "what this job held was forgotten with an erasure; what it decided by then is kept, and can be searched for"
)
_FAILED = "this job failed, and was given up after several tries; the log of the service says why"
_NO_FILE = "{id}: the result of this job is not that of a file; GET /v1/decisions/…/lime has it"
_NO_LINES = "the file is empty; send one request for a decision a line"
_TOO_MANY = "the file has {count} lines, and {most} are taken at most; send it in parts"


@dataclass(frozen=True)
class Made:
    """Where a job is, and what it made: ``body`` where it is done, ``problem`` where it can no longer be."""

    job: JobAnswer
    body: bytes | None = None
    problem: Problem | None = None


class Orders:
    """Jobs of the journal, for who asks for them; problems are in the current language.

    Every method raises ``UnknownNameError`` where no journal is kept, or it holds no such thing.
    """

    def __init__(self, register: Register) -> None:
        self._register = register

    def lime(self, id: str, language: str) -> Made:  # noqa: A002 - it is the word
        """Return LIME around a kept decision; it is ordered where nobody did yet, or where it failed before."""
        journal = self._register.kept_in()
        decision_of(journal.entry(id))
        job = journal.jobs.find_about(LIME, id, language)
        if job is None:
            if journal.payload(id) is None:
                return Made(_told(Job(LIME, language, id)), problem=problem(410, say(ERASED)))
            job = journal.jobs.add(Job(LIME, language, id))
        made = self._made(job)
        if job.status == "failed":  # who asks again may be luckier
            journal.jobs.forget(job.id)
        return made

    def submit(self, file: bytes, language: str, asked: Asked) -> Reply:
        """Order decisions on a file of JSON Lines, and return the job.

        Raises
        ------
        InputError
            Where the file has no lines, or too many.
        KeyInFlightError, KeyReusedError
            As of `Register`.
        """
        journal = self._register.kept_in()
        count = len(lines_of(file))
        if not count:
            raise InputError(_NO_LINES)
        if count > MOST_LINES:
            raise InputError(_TOO_MANY, count=count, most=MOST_LINES)
        claim = journal.claim(asked.caller, asked.route, asked.key, asked.digest) if asked.key else None
        if isinstance(claim, Stored):
            return Reply(claim.body, claim.status, replayed=True)
        job = Job(FILE, language, asked=file, total=count)
        body = _told(job).model_dump_json().encode()
        try:
            journal.jobs.add(job, [Settled(claim, 202, body)] if claim else [])
        except BaseException:
            self._release(claim)
            raise
        return Reply(body, 202)

    def find(self, id: str) -> JobAnswer:  # noqa: A002
        """Return where a job is."""
        return self._made(self._register.kept_in().jobs.find(id)).job

    def result(self, id: str) -> Made:  # noqa: A002
        """Return the answers to the lines of a file."""
        job = self._register.kept_in().jobs.find(id)
        if job.kind != FILE:
            raise UnknownNameError(_NO_FILE, id=id)
        return self._made(job)

    def _made(self, job: Job) -> Made:
        if job.status == "forgotten":
            return Made(_told(job), problem=problem(410, say(_FORGOTTEN)))
        if job.status not in {"done", "failed"}:
            return Made(_told(job))
        found = self._register.kept_in().jobs.result(job.id)
        if job.status == "failed":
            why = Problem.model_validate_json(found) if found else problem(500, say(_FAILED))
            return Made(_told(job, why), problem=why)
        return Made(_told(job), found)

    def _release(self, claim: Claim | None) -> None:
        with suppress(JournalError):  # it is taken over after a minute
            if claim:
                self._register.kept_in().release(claim)


def _told(job: Job, why: Problem | None = None) -> JobAnswer:
    return JobAnswer.model_validate(
        {
            "id": job.id,
            "kind": job.kind,
            "status": job.status,
            "progress": job.progress,
            "total": job.total,
            "problem": why,
        }
    )
