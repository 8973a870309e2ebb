import json
from contextlib import nullcontext
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from creditworthy.errors import CreditworthyError, JournalUnavailableError, KeyInFlightError, UnknownNameError
from creditworthy.journal import FILE, LIME, Claim, Draft, Job, Journal, Search
from creditworthy.messages import LimeAnswer, Problem, invented
from creditworthy.service import clerk as module
from creditworthy.service.clerk import Clerk
from creditworthy.service.register import Asked, Register
from creditworthy.tables.dictionary import Dictionary

BAD = b'{"application": {}}'


@pytest.fixture
def stop() -> Event:
    return Event()


@pytest.fixture
def office(lender: Dictionary, desk: Any) -> Any:
    """An office whose scorers are only names."""

    def version(name: str) -> Any:
        if name != "1a2b":
            raise UnknownNameError("no version '{version}' is stored", version=name)
        return SimpleNamespace(version=name), {"background": {}}

    return SimpleNamespace(
        dictionary=lender, seed=7, open=lambda: desk, following=lambda _: nullcontext(), version=version
    )


@pytest.fixture
def clerk(office: Any, journal: Journal, stop: Event) -> Clerk:
    return Clerk(office, journal, stop)


@pytest.fixture
def line(request_body: Any) -> bytes:
    return json.dumps(request_body).encode()


def done(clerk: Clerk, journal: Journal, job: Job) -> tuple[str, bytes]:
    added = journal.jobs.add(job)
    taken = journal.jobs.take()
    assert taken is not None
    clerk.do(taken)
    return journal.jobs.find(added.id).status, journal.jobs.result(added.id)


def file_of(*lines: bytes) -> Job:
    return Job(FILE, "fr", asked=b"\n".join(lines), total=len(lines))


@pytest.fixture
def decided(journal: Journal, desk: Any, line: bytes) -> str:
    """Id of a decision that is kept."""
    reply = Register(desk, journal).decide((({"SK_ID_CURR": 7}, {}), line), "en", Asked("me", "POST /v1/decisions"))
    return str(json.loads(reply.body)["id"])


def test_each_line_of_a_file_is_answered_for_itself_and_kept(clerk: Clerk, journal: Journal, line: bytes) -> None:
    status, result = done(clerk, journal, file_of(line, BAD, b"{", line))
    answers = [json.loads(one) for one in result.splitlines()]
    assert status == "done"
    assert [one["problem"] and one["problem"]["status"] for one in answers] == [None, 422, 400, None]
    assert "est obligatoire" in answers[1]["problem"]["detail"]
    kept = journal.search(Search(kind="decision")).entries
    assert [entry.id for entry in kept] == [answers[0]["decision"]["id"], answers[3]["decision"]["id"]]
    assert kept[0].facts["language"] == "fr"
    payload = journal.payload(kept[0].id)
    assert payload is not None
    assert payload.inputs == json.loads(line)


def test_lines_are_decided_some_at_a_time(
    clerk: Clerk, journal: Journal, desk: Any, line: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 2)
    told: list[int] = []
    advance = journal.jobs.advance
    monkeypatch.setattr(journal.jobs, "advance", lambda job, count: told.append(count) or advance(job, count))
    assert done(clerk, journal, file_of(*[line] * 5))[0] == "done"
    assert (desk.asked, told) == ([2, 2, 1], [0, 2, 4])


def test_a_file_that_is_taken_over_is_not_decided_twice(
    clerk: Clerk, journal: Journal, line: bytes, stop: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 2)
    advance = journal.jobs.advance

    def stopped_at_the_third(job: Job, count: int) -> bool:
        if count == 2:
            stop.set()
        return advance(job, count)

    monkeypatch.setattr(journal.jobs, "advance", stopped_at_the_third)
    status, result = done(clerk, journal, file_of(line, line, line, line, line))
    assert (status, result, journal.head().count) == ("waiting", b"", 4)
    monkeypatch.undo()
    stop.clear()
    taken = journal.jobs.take()
    assert taken is not None
    clerk.do(taken)
    ids = [json.loads(one)["decision"]["id"] for one in journal.jobs.result(taken.id).splitlines()]
    assert ids == [entry.id for entry in journal.search(Search(kind="decision")).entries]
    assert journal.head().count == 5


def test_keys_of_one_who_died_are_waited_for(
    clerk: Clerk, journal: Journal, line: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = journal.jobs.add(file_of(line))
    taken = journal.jobs.take()
    assert taken is not None
    from hashlib import sha256

    claim = journal.claim(module.CALLER, module.ROUTE, f"{added.id}:0", sha256(line).hexdigest())
    assert isinstance(claim, Claim)
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        if len(waited) == 2:
            journal.release(claim)
        return False

    monkeypatch.setattr(clerk._stop, "wait", wait)
    clerk.do(taken)
    assert (journal.jobs.find(added.id).status, waited, journal.head().count) == ("done", [1, 1], 1)


@pytest.mark.parametrize("error", [KeyInFlightError, JournalUnavailableError])
def test_a_file_that_waits_is_given_back_at_the_end(
    clerk: Clerk, journal: Journal, line: bytes, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refused(*_: object) -> None:
        clerk._stop.set()
        raise error("later", wait=0.01)

    monkeypatch.setattr(Register, "decide_many", refused)
    assert done(clerk, journal, file_of(line)) == ("waiting", b"")


def test_a_file_that_is_forgotten_meanwhile_is_left(
    clerk: Clerk, journal: Journal, line: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 1)
    works = Register.decide_many

    def erased(*given: Any) -> Any:
        found = works(*given)
        journal.erase(7, "asked for it")
        return found

    monkeypatch.setattr(Register, "decide_many", erased)
    assert done(clerk, journal, file_of(line, line)) == ("forgotten", b"")
    assert [entry.kind for entry in journal.search(Search()).entries] == ["decision", "erasure"]


def test_what_nobody_expected_fails_the_job_and_no_other(
    clerk: Clerk, journal: Journal, desk: Any, line: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = desk.answer
    desk.answer = lambda *_: 1 / 0
    status, result = done(clerk, journal, file_of(line))
    found = Problem.model_validate_json(result)
    assert (status, found.status) == ("failed", 500)
    assert found.detail == "le service n'a pas pu répondre\u202f; son journal dit pourquoi"
    desk.answer = works
    assert done(clerk, journal, file_of(line))[0] == "done"


def test_lime_around_a_kept_decision(
    clerk: Clerk, journal: Journal, decided: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def imitated(*given: Any, **options: Any) -> LimeAnswer:
        asked.append((given[0].version, *given[1:], options))
        return LimeAnswer.model_validate(invented.LIME)

    monkeypatch.setattr(module.answering, "imitation_again", imitated)
    status, result = done(clerk, journal, Job(LIME, "fr", decided))
    assert (status, LimeAnswer.model_validate_json(result)) == ("done", LimeAnswer.model_validate(invented.LIME))
    kept = (7, {"amount": 5_000.0, "kind": None})
    assert asked == [("1a2b", kept, {}, "fr", {"samples": 2_000, "seed": 7})]


def test_a_decision_of_which_nothing_is_held_is_not_explained(clerk: Clerk, journal: Journal) -> None:
    entry = journal.append([Draft("decision", {"model_version": "1a2b"})])[0]
    status, result = done(clerk, journal, Job(LIME, "en", entry.id))
    assert (status, Problem.model_validate_json(result).status) == ("failed", 404)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UnknownNameError("no version '{version}' is stored", version="x"), "404 no version 'x' is stored"),
        (CreditworthyError("it is spoilt"), "422 it is spoilt"),
        (ModuleNotFoundError(name="lime"), "501 LIME is not installed where the service runs; install it with: "),
        (ModuleNotFoundError(name="other"), "500 the service could not answer; its log says why"),
    ],
)
def test_why_lime_cannot_be(
    clerk: Clerk, decided: str, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(module.answering, "imitation_again", failing)
    how, result = done(clerk, clerk._journal, Job(LIME, "en", decided))
    found = Problem.model_validate_json(result)
    assert how == "failed"
    assert f"{found.status} {found.detail}".startswith(told)


def test_a_decision_that_is_erased_meanwhile_is_not_explained(clerk: Clerk, journal: Journal, decided: str) -> None:
    journal.jobs.add(Job(LIME, "en", decided))
    taken = journal.jobs.take()
    assert taken is not None
    journal.erase(7, "asked for it")
    clerk.do(taken)
    assert journal.jobs.find_about(LIME, decided, "en") is None


def test_a_journal_that_is_away_is_told(
    clerk: Clerk, journal: Journal, decided: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.jobs.add(Job(LIME, "en", decided))
    taken = journal.jobs.take()
    assert taken is not None

    def away(_: str) -> None:
        raise JournalUnavailableError("away", wait=1)

    monkeypatch.setattr(journal, "payload", away)
    with pytest.raises(JournalUnavailableError):
        clerk.do(taken)
    assert journal.jobs.find(taken.id).status == "running"


def test_the_champion_is_let_go(office: Any, journal: Journal, stop: Event, line: bytes) -> None:
    left: list[str] = []

    class Following:
        def __enter__(self) -> None:
            left.append("in")

        def __exit__(self, *_: object) -> None:
            left.append("out")

    office.following = lambda _: Following()
    clerk = Clerk(office, journal, stop)
    done(clerk, journal, file_of(line))
    assert left == ["in"]
    clerk.close()
    assert left == ["in", "out"]
