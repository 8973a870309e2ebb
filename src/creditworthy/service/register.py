"""The register: what is decided is kept in the journal before anybody is told, and a request is answered once."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from creditworthy import answering
from creditworthy.answering import Decided
from creditworthy.errors import CreditworthyError, JournalError, UnknownNameError
from creditworthy.journal import Claim, Draft, Entry, Journal, Payload, Search, Settled, Stored
from creditworthy.messages import (
    Answer,
    BatchedAnswer,
    DecisionAnswer,
    KeptAnswer,
    KeptPage,
    KeptSummary,
    NoteAnswer,
    ObservedAnswer,
    OutcomeRequest,
    Problem,
    ReasonAnswer,
    WayAnswer,
)
from creditworthy.scorer import Scorer
from creditworthy.service.desk import Case, Desk

__all__ = ["Asked", "Register", "Reply", "Sent", "decision_of", "number_of"]

Sent = tuple[Case, bytes | Mapping[str, Any]]
"""An application with its histories, and the request that they came in, which is kept."""

DECISION = "decision"
OUTCOME = "outcome"

FACTS = {"decision", "probability", "threshold", "points", "model_version", "incomplete"}
"""What an answer says that is nothing personal, and stays."""

_NO_JOURNAL = "this service keeps no journal"
_NO_DECISION = "{id}: the journal keeps something else under this id than a decision"


@dataclass(frozen=True)
class Asked:
    """A request as far as it matters whether it came before.

    Parameters
    ----------
    caller, route : str
        Whose it is, and of what: a key of another caller or route is another key.
    key : str or None
        None where it may be answered as often as it comes.
    digest : str
        Of what it asks; a key must not come back with another.
    """

    caller: str
    route: str
    key: str | None = None
    digest: str = ""


@dataclass(frozen=True)
class Reply:
    """An answer as JSON; ``replayed`` where it was given before."""

    body: bytes
    status: int = 200
    replayed: bool = False


@dataclass(frozen=True)
class _Work:
    """What one request makes: the answer, given once the entry is kept."""

    reply: Reply
    draft: Draft | None = None
    answer: DecisionAnswer | None = None


class Register:
    """Asks the desk and writes its decisions down.

    Every method raises ``JournalUnavailableError`` where the journal cannot be reached: then nothing was kept, and
    nothing is answered.

    Parameters
    ----------
    desk : Desk
        What decides.
    journal : Journal, optional
        Where decisions are kept; without one they have no id, keys of requests count for nothing, and what asks for
        kept decisions raises ``UnknownNameError``.
    scorer : callable, optional
        Returns the scorer of a version that decided once, or raises ``CreditworthyError``.
    """

    def __init__(
        self, desk: Desk, journal: Journal | None = None, scorer: Callable[[str], Scorer] | None = None
    ) -> None:
        self._desk = desk
        self._journal = journal
        self._scorer = lru_cache(maxsize=4)(scorer) if scorer else None
        self.listeners: list[Callable[[DecisionAnswer], object]] = []
        """Called with each new decision, once it is kept."""

    def decide(self, sent: Sent, language: str, asked: Asked) -> Reply:
        """Decide on one application."""
        case, inputs = sent
        return self._once(asked, lambda: self._work(self._desk.decide(case, language), inputs, language))

    def decide_known(self, applicant: int, language: str, asked: Asked) -> Reply:
        """Decide on a known applicant."""
        return self._once(asked, lambda: self._work(*self._desk.decide_known(applicant, language), language))

    def decide_many(self, items: Sequence[Sent | Problem], language: str, asked: Sequence[Asked]) -> list[Reply]:
        """Decide on applications as one crowd, kept in one transaction; a reply is a `BatchedAnswer`."""

        def works(rows: Sequence[int]) -> list[_Work]:
            open_ = [items[row] for row in rows]
            sent = [one for one in open_ if not isinstance(one, Problem)]
            decided = iter(self._desk.decide_many([case for case, _ in sent], language))
            return [
                _Work(_json(BatchedAnswer(decision=None, problem=one)))
                if isinstance(one, Problem)
                else self._work(next(decided), one[1], language, batched=True)
                for one in open_
            ]

        return self._each_once(asked, works)

    def observe(self, outcome: OutcomeRequest, asked: Asked) -> Reply:
        """Keep what became of a loan."""
        journal = self.kept_in()

        def work() -> _Work:
            decision_of(journal.entry(outcome.decision))
            draft = Draft(OUTCOME, outcome.model_dump(mode="json", exclude={"decision"}), about=outcome.decision)
            return _Work(_json(ObservedAnswer(id=draft.id, decision=outcome.decision), 201), draft)

        return self._once(asked, work)

    def find(self, id: str, language: str) -> KeptAnswer:  # noqa: A002 - it is the word
        """Return a kept decision, explained in a language."""
        journal = self.kept_in()
        entry, payload = decision_of(journal.entry(id)), journal.payload(id)
        answer, way = self._retold(_answer_of(entry, payload), payload, language)
        return KeptAnswer(
            id=entry.id,
            number=entry.number,
            at=entry.at,
            erased=payload is None,
            decision=answer,
            explanation=way,
            notes=[NoteAnswer(id=one.id, kind=one.kind, at=one.at, facts=dict(one.facts)) for one in journal.about(id)],
        )

    def search(self, search: Search) -> KeptPage:
        """Return a page of kept decisions, the latest first."""
        page = self.kept_in().search(replace(search, kind=DECISION, latest=True))
        return KeptPage(decisions=[_summary(entry) for entry in page.entries], next=page.after)

    def kept_in(self) -> Journal:
        """Return the journal; ``UnknownNameError`` where none is kept."""
        if self._journal is None:
            raise UnknownNameError(_NO_JOURNAL)
        return self._journal

    def _work(
        self, decided: Decided, inputs: bytes | Mapping[str, Any] | None, language: str, *, batched: bool = False
    ) -> _Work:
        answer, draft = decided.answer, None
        if self._journal is not None:
            facts = {**answer.model_dump(include=FACTS), "language": language}
            reasons = [reason.model_dump() for reason in answer.reasons]
            draft = Draft(DECISION, facts, Payload(answer.applicant, inputs, decided.features, reasons))
            answer = answer.model_copy(update={"id": draft.id})
        return _Work(_json(BatchedAnswer(decision=answer, problem=None) if batched else answer), draft, answer)

    def _retold(
        self, kept: DecisionAnswer, payload: Payload | None, language: str
    ) -> tuple[DecisionAnswer, WayAnswer | None]:
        """Return an answer with its reasons in a language, and the way to it, where its model can tell them again."""
        if payload is None or payload.features is None or self._scorer is None:
            return kept, None
        try:
            scorer = self._scorer(kept.model_version)
        except CreditworthyError:  # it is no longer stored, or computes differently today
            return kept, None
        told = answering.retold(scorer, kept.applicant, payload.features, kept.incomplete, language)
        way = WayAnswer.model_validate(told.model_dump(include=set(WayAnswer.model_fields)))
        return kept.model_copy(update={"reasons": told.decision.reasons}), way

    def _once(self, asked: Asked, work: Callable[[], _Work]) -> Reply:
        return self._each_once([asked], lambda _: [work()])[0]

    def _each_once(self, asked: Sequence[Asked], works: Callable[[Sequence[int]], list[_Work]]) -> list[Reply]:
        """Answer the requests that were not answered before, in one transaction; the others as they were then.

        ``works`` makes those of the rows that it is given.
        """
        journal = self._journal
        if journal is None:
            return [self._told(work) for work in works(range(len(asked)))]
        before = _before(journal, asked)
        claims = {row: one for row, one in enumerate(before) if isinstance(one, Claim)}
        try:
            rows = [row for row, one in enumerate(before) if not isinstance(one, Stored)]
            made = dict(zip(rows, works(rows) if rows else (), strict=True))
            drafts = [work.draft for work in made.values() if work.draft]
            journal.append(drafts, [_settled(claim, made[row]) for row, claim in claims.items()])
        except BaseException:
            with suppress(JournalError):
                journal.release(*claims.values())
            raise
        return [
            Reply(one.body, one.status, replayed=True) if isinstance(one, Stored) else self._told(made[row])
            for row, one in enumerate(before)
        ]

    def _told(self, work: _Work) -> Reply:
        if work.answer is not None:
            for listener in self.listeners:
                listener(work.answer)
        return work.reply


def _before(journal: Journal, asked: Sequence[Asked]) -> Sequence[Claim | Stored | None]:
    """Claim the keys of requests of one caller, or return what they were answered before; None without a key."""
    keys = {one.key: one.digest for one in asked if one.key}
    if not keys:
        return [None] * len(asked)
    return journal.claim_all(asked[0].caller, asked[0].route, keys)


def _settled(claim: Claim, work: _Work) -> Settled:
    return Settled(claim, work.reply.status, work.reply.body, work.draft.id if work.draft else None)


def _json(answer: Answer, status: int = 200) -> Reply:
    return Reply(answer.model_dump_json().encode(), status)


def decision_of(entry: Entry) -> Entry:
    """Return an entry that is a decision; any other raises ``UnknownNameError``."""
    if entry.kind != DECISION:
        raise UnknownNameError(_NO_DECISION, id=entry.id)
    return entry


def _answer_of(entry: Entry, payload: Payload | None) -> DecisionAnswer:
    """Return the answer that was given; after an erasure, without what was personal of it."""
    facts = {name: entry.facts[name] for name in FACTS}
    if payload is None:
        return DecisionAnswer(id=entry.id, applicant=None, reasons=[], **facts)
    reasons = [ReasonAnswer.model_validate(reason) for reason in payload.reasons or ()]
    return DecisionAnswer(id=entry.id, applicant=number_of(payload), reasons=reasons, **facts)


def number_of(payload: Payload) -> int | None:
    """Return the number of the applicant whose payload it is, if it had one."""
    return None if payload.applicant is None else int(payload.applicant)


def _summary(entry: Entry) -> KeptSummary:
    facts = {name: entry.facts[name] for name in KeptSummary.model_fields if name in entry.facts}
    return KeptSummary(id=entry.id, number=entry.number, at=entry.at, **facts)
