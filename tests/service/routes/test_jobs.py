import json
from collections.abc import Callable
from contextlib import nullcontext
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.journal import Journal
from creditworthy.messages import LimeAnswer, invented
from creditworthy.service import clerk as clerks
from creditworthy.service.body import LARGEST
from creditworthy.service.clerk import Clerk

NOBODY = "00000000-0000-0000-0000-000000000000"
LINES = {"Content-Type": "application/x-ndjson"}


@pytest.fixture
def work(desk: Any, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Do the next job, as the explainer would."""
    office: Any = SimpleNamespace(
        dictionary=desk.dictionary,
        seed=7,
        open=lambda: desk,
        following=lambda _: nullcontext(),
        version=lambda _: (None, {"background": {}}),
    )
    monkeypatch.setattr(clerks.answering, "imitation_again", lambda *_, **__: LimeAnswer.model_validate(invented.LIME))

    def done() -> None:
        job = journal.jobs.take()
        assert job is not None
        Clerk(office, journal, Event()).do(job)

    return done


def test_lime_comes_later(keeping: TestClient, request_body: Any, journal: Journal, work: Callable[[], None]) -> None:
    id_ = keeping.post("/v1/decisions", json=request_body).json()["id"]
    path, french = f"/v1/decisions/{id_}/lime", {"Accept-Language": "fr"}
    for _ in range(2):
        first = keeping.get(path, headers=french)
        assert (first.status_code, first.headers["location"], first.headers["retry-after"]) == (202, path, "1")
        assert first.headers["content-language"] == "fr"
        assert (first.json()["kind"], first.json()["status"]) == ("lime", "waiting")
    work()
    found = keeping.get(path, headers=french)
    assert (found.status_code, found.headers["content-language"], found.json()) == (200, "fr", invented.LIME)
    assert keeping.get(f"/v1/jobs/{first.json()['id']}").json()["status"] == "done"
    assert keeping.get(path).status_code == 202  # in English it is another one
    journal.erase(7, "asked for it")
    gone = keeping.get(path, headers=french)
    assert (gone.status_code, gone.headers["content-type"]) == (410, "application/problem+json")
    assert "est effacé" in gone.json()["detail"]


def test_a_file_is_decided_later(keeping: TestClient, request_body: Any, work: Callable[[], None]) -> None:
    file = f"{json.dumps(request_body)}\n{{}}\n"
    headers = {**LINES, "Idempotency-Key": "k", "Accept-Language": "fr"}
    first, again = (keeping.post("/v1/jobs", content=file, headers=headers) for _ in range(2))
    assert (first.status_code, first.headers["retry-after"]) == (202, "1")
    assert (again.status_code, again.json(), again.headers["idempotent-replayed"]) == (202, first.json(), "true")
    place = first.headers["location"]
    assert again.headers["location"] == place == f"/v1/jobs/{first.json()['id']}"
    waiting = keeping.get(f"{place}/result")
    assert (waiting.status_code, waiting.headers["location"]) == (202, f"{place}/result")
    assert keeping.get(place).json() == {**first.json(), "status": "waiting", "progress": 0, "total": 2}
    work()
    assert keeping.get(place).json()["status"] == "done"
    result = keeping.get(f"{place}/result")
    assert (result.status_code, result.headers["content-type"]) == (200, "application/x-ndjson")
    decided, refused = (json.loads(line) for line in result.text.splitlines())
    assert refused["problem"]["detail"].endswith("est obligatoire")
    assert keeping.get(f"/v1/decisions/{decided['decision']['id']}").status_code == 200


@pytest.mark.parametrize(
    ("content", "headers", "status", "detail"),
    [
        (
            b"{}",
            {"Content-Type": "application/json"},
            415,
            "a file is to be JSON Lines; send it with Content-Type: app",
        ),
        (b"", LINES, 422, "the file is empty; send one request for a decision a line"),
        (b"{}\n" * 20_001, LINES, 422, "the file has 20001 lines, and 20000 are taken at most; send it in parts"),
        (b" " * (LARGEST + 1), LINES, 413, "the body must not exceed 10000000 bytes"),
    ],
)
def test_files_that_are_refused(
    keeping: TestClient, content: bytes, headers: dict[str, str], status: int, detail: str
) -> None:
    answer = keeping.post("/v1/jobs", content=content, headers=headers)
    assert answer.status_code == status
    assert answer.json()["detail"].startswith(detail)


@pytest.mark.parametrize("path", [f"/v1/jobs/{NOBODY}", f"/v1/jobs/{NOBODY}/result"])
def test_jobs_that_are_not_known(keeping: TestClient, path: str) -> None:
    answer = keeping.get(path)
    assert answer.status_code == 404
    assert answer.json()["detail"] == f"no job {NOBODY} is known; a job is forgotten a day after it was asked for"


def test_decisions_that_are_not_kept(keeping: TestClient) -> None:
    answer = keeping.get(f"/v1/decisions/{NOBODY}/lime")
    assert (answer.status_code, answer.json()["detail"]) == (404, f"the journal holds no entry {NOBODY}")


def test_a_service_without_a_journal_says_so(client: TestClient) -> None:
    answers = [client.get(path) for path in (f"/v1/decisions/{NOBODY}/lime", f"/v1/jobs/{NOBODY}")]
    answers += [client.get(f"/v1/jobs/{NOBODY}/result"), client.post("/v1/jobs", content=b"{}", headers=LINES)]
    assert {(one.status_code, one.json()["detail"]) for one in answers} == {(404, "this service keeps no journal")}
