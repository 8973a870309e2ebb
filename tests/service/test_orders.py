import json
from typing import Any

import pytest

from creditworthy.errors import InputError, JournalUnavailableError, KeyInFlightError, KeyReusedError, UnknownNameError
from creditworthy.journal import LIME, Claim, Draft, Job, Journal
from creditworthy.messages import Problem, invented
from creditworthy.service import orders as module
from creditworthy.service.orders import Orders
from creditworthy.service.register import Asked, Register

KEYED = Asked("me", "POST /v1/jobs", "k", "d1")
NOBODYS = Asked("me", "POST /v1/jobs")


@pytest.fixture
def orders(desk: Any, journal: Journal) -> Orders:
    return Orders(Register(desk, journal))


@pytest.fixture
def decided(journal: Journal, desk: Any) -> str:
    reply = Register(desk, journal).decide((({"SK_ID_CURR": 7}, {}), b"{}"), "en", Asked("me", "POST /v1/decisions"))
    return str(json.loads(reply.body)["id"])


def taken(journal: Journal) -> Job:
    found = journal.jobs.take()
    assert found is not None
    return found


def test_lime_is_ordered_once_and_found_when_it_is_made(orders: Orders, journal: Journal, decided: str) -> None:
    first = orders.lime(decided, "fr")
    assert (first.body, first.problem, first.job.kind, first.job.status) == (None, None, "lime", "waiting")
    assert orders.lime(decided, "fr") == first
    assert orders.lime(decided, "en").job.id != first.job.id
    assert journal.jobs.finish(taken(journal), b'{"made": 1}')
    made = orders.lime(decided, "fr")
    assert (made.body, made.job.status) == (b'{"made": 1}', "done")
    assert orders.find(first.job.id) == made.job
    with pytest.raises(UnknownNameError, match="the result of this job is not that of a file"):
        orders.result(first.job.id)


def test_lime_that_failed_is_told_once_and_tried_again(orders: Orders, journal: Journal, decided: str) -> None:
    first = orders.lime(decided, "en")
    why = Problem.model_validate(invented.PROBLEM)
    journal.jobs.fail(taken(journal), why.model_dump_json().encode())
    assert orders.find(first.job.id).problem == why
    assert orders.lime(decided, "en").problem == why
    assert orders.lime(decided, "en").job.status == "waiting"


def test_lime_around_what_is_not_there(orders: Orders, journal: Journal, decided: str) -> None:
    for id_ in ("x", journal.append([Draft("remark", {})])[0].id):
        with pytest.raises(UnknownNameError):
            orders.lime(id_, "en")
    assert orders.lime(decided, "en").problem is None
    journal.jobs.finish(taken(journal), b"personal")
    journal.erase(7, "asked for it")
    made = orders.lime(decided, "en")
    assert made.body is None
    assert made.problem is not None
    assert (made.problem.status, made.problem.detail[:54]) == (
        410,
        "what was personal of this decision is erased: there is",
    )
    assert journal.jobs.find_about(LIME, decided, "en") is None


def test_a_file_is_ordered_and_its_answers_found(orders: Orders, journal: Journal) -> None:
    reply = orders.submit(b"{}\n{}\n", "en", NOBODYS)
    told = json.loads(reply.body)
    assert (reply.status, told["status"], told["total"]) == (202, "waiting", 2)
    job = taken(journal)
    assert (job.id, job.asked) == (told["id"], b"{}\n{}\n")
    assert orders.result(job.id).body is None
    journal.jobs.advance(job, 1)
    assert orders.find(job.id).progress == 1
    journal.jobs.finish(job, b"1\n2\n")
    assert orders.result(job.id).body == b"1\n2\n"
    with pytest.raises(UnknownNameError, match="no job x is known"):
        orders.find("x")


def test_a_file_with_a_key_is_ordered_once(orders: Orders, journal: Journal) -> None:
    first, again = (orders.submit(b"{}", "en", KEYED) for _ in range(2))
    assert (first.body, first.replayed, again.replayed) == (again.body, False, True)
    taken(journal)
    assert journal.jobs.take() is None
    with pytest.raises(KeyReusedError):
        orders.submit(b"[]", "en", Asked("me", KEYED.route, "k", "d2"))
    assert isinstance(journal.claim("me", KEYED.route, "l", "d"), Claim)
    with pytest.raises(KeyInFlightError):
        orders.submit(b"[]", "en", Asked("me", KEYED.route, "l", "d"))


def test_a_file_that_cannot_be_kept_gives_its_key_back(
    orders: Orders, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalUnavailableError("full", wait=1)

    with monkeypatch.context() as patched:
        patched.setattr(journal.jobs, "add", full)
        for asked in (KEYED, NOBODYS):
            with pytest.raises(JournalUnavailableError):
                orders.submit(b"{}", "en", asked)
    assert not orders.submit(b"{}", "en", KEYED).replayed


def test_files_that_are_none(orders: Orders, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="the file is empty"):
        orders.submit(b"\n\n", "en", NOBODYS)
    monkeypatch.setattr(module, "MOST_LINES", 2)
    orders.submit(b"{}\n{}\n", "en", NOBODYS)
    with pytest.raises(InputError, match="the file has 3 lines, and 2 are taken at most"):
        orders.submit(b"{}\n{}\n{}", "en", NOBODYS)


def test_what_became_of_a_file(orders: Orders, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("creditworthy.journal.jobs.TRIES", 0)
    given_up = json.loads(orders.submit(b"{}", "en", NOBODYS).body)["id"]
    assert journal.jobs.take() is None
    made = orders.result(given_up)
    assert made.problem is not None
    assert (made.problem.status, made.problem.detail[:35]) == (500, "this job failed, and was given up a")
    journal.erase(7, "asked for it")
    made = orders.result(given_up)
    assert made.problem is not None
    assert (made.problem.status, made.job.status) == (410, "forgotten")
    assert made.problem.detail.startswith("what this job held was forgotten with an erasure")


def test_without_a_journal_there_are_no_jobs(desk: Any) -> None:
    orders = Orders(Register(desk))
    for ask in (
        lambda: orders.lime("x", "en"),
        lambda: orders.submit(b"{}", "en", NOBODYS),
        lambda: orders.find("x"),
        lambda: orders.result("x"),
    ):
        with pytest.raises(UnknownNameError, match="keeps no journal"):
            ask()
