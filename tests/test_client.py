from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest

from creditworthy.answering import explain_applicant
from creditworthy.cli.asking import on_loopback
from creditworthy.client import Client, sending
from creditworthy.errors import InputError, RefusedError
from creditworthy.journal import Journal
from creditworthy.language import sentence, speaking
from creditworthy.messages import JobAnswer, invented
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer
from creditworthy.service import Desk, Register, create_app
from creditworthy.tables.load import Tables

ADDRESS = "http://127.0.0.1:8000"
Handler = Callable[[httpx2.Request], httpx2.Response]


@pytest.fixture(scope="module")
def address(scorer: Scorer, training: Training, tables: Tables) -> Iterator[str]:
    with on_loopback(create_app(Desk(scorer, training.evidence, tables))) as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    with Client(address, "fr", 20) as found:
        yield found


@pytest.fixture(scope="module")
def applicant(tables: Tables) -> int:
    return int(tables.applications("test").collect()["SK_ID_CURR"].min())  # type: ignore[arg-type]


@pytest.fixture
def mocked() -> Callable[[Handler], Client]:
    return lambda handler: Client(ADDRESS, "fr", 2.5, transport=httpx2.MockTransport(handler))


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What is waited for; time goes on by it, and by nothing else."""
    found: list[float] = []
    monkeypatch.setattr(sending, "sleep", found.append)
    monkeypatch.setattr(sending, "monotonic", lambda: sum(found))
    return found


def answering(status: int, **content: Any) -> Handler:
    return lambda _: httpx2.Response(status, **content)


def failing(error: type[httpx2.RequestError], asked: list[str]) -> Handler:
    def handler(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.method)
        raise error("[Errno 111] Connection refused", request=request)

    return handler


def test_decisions_of_the_real_service(client: Client, scorer: Scorer, tables: Tables, applicant: int) -> None:
    assert client.ready()
    expected = explain_applicant(scorer, tables, applicant, "fr")
    request = client.applicant(applicant).request()
    assert client.decide(request) == client.decide_known(applicant) == expected
    (first, second) = client.decide_many([request, {"application": {}}])
    assert (first.decision, first.problem) == (expected, None)
    assert second.decision is None
    assert second.problem is not None
    assert "est obligatoire" in second.problem.detail


def test_explanations_of_the_real_service(client: Client, applicant: int) -> None:
    request = client.applicant(applicant).request()
    explanation, imitation = client.explain(request), client.lime(request)
    assert explanation.decision == client.decide(request)
    assert len(explanation.contributions) == len(client.model().features)
    assert (imitation.applicant, imitation.samples) == (applicant, 2_000)


def test_variants_asked_of_the_real_service(client: Client, applicant: int) -> None:
    request = client.applicant(applicant).request()
    found = client.what_if(request, [{}, {"AMT_CREDIT": 90_000}])
    assert found.base.probability == found.variants[0].probability == client.decide(request).probability
    assert found.variants[1].probability_difference != 0


def test_facts_of_the_real_service(client: Client, scorer: Scorer, applicant: int) -> None:
    model, portfolio = client.model(), client.portfolio()
    assert (model.version, model.threshold) == (scorer.version, scorer.threshold)
    assert sum(portfolio.scores.counts) == portfolio.applicants == model.applicants
    page = client.applicants(limit=3)
    assert len(page.applicants) == 3
    assert client.applicants(page.applicants[0], 2).applicants == page.applicants[1:]


def test_refusals_of_the_real_service(client: Client, applicant: int) -> None:
    with pytest.raises(RefusedError, match="5") as unknown:
        client.applicant(5)
    assert unknown.value.values["problem"].status == 404
    request: Any = client.applicant(applicant).request()
    request["application"] |= {"AMT_CREDIT": float("nan"), "DAYS_BIRTH": 3}
    with pytest.raises(RefusedError, match=r"^application\.DAYS_BIRTH|^application\.AMT_CREDIT") as faulty:
        client.decide(request)
    problem = faulty.value.values["problem"]
    assert str(faulty.value) == problem.detail
    assert {fault.field for fault in problem.errors} == {"application.AMT_CREDIT", "application.DAYS_BIRTH"}


def test_what_is_sent(mocked: Callable[[Handler], Client]) -> None:
    asked: list[tuple[str, str, str]] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        asked.append((request.method, request.url.raw_path.decode(), request.content.decode()))
        assert request.headers["accept-language"] == "fr"
        if request.method == "POST":
            assert request.headers["content-type"] == "application/json"
        return httpx2.Response(200, json=invented.APPLICANTS if request.method == "GET" else invented.DECISION)

    with mocked(handler) as client:
        client.applicants()
        client.applicants(7, 500)
        client.decide({"application": {"NOTE": "é"}})
        client.decide_known(7)
    assert asked == [
        ("GET", "/v1/applicants?limit=200", ""),
        ("GET", "/v1/applicants?after=7&limit=500", ""),
        ("POST", "/v1/decisions", '{"application": {"NOTE": "\\u00e9"}}'),
        ("POST", "/v1/applicants/7/decisions", ""),
    ]


@pytest.fixture
def sizes() -> list[int]:
    return []


@pytest.fixture
def batching(mocked: Callable[[Handler], Client], sizes: list[int]) -> Client:
    def handler(request: httpx2.Request) -> httpx2.Response:
        assert len(request.content) <= 10_000_000
        items = httpx2.Response(200, content=request.content).json()["items"]
        sizes.append(len(items))
        return httpx2.Response(200, json={"answers": [invented.BATCH["answers"][0] for _ in items]})

    return mocked(handler)


def test_many_are_sent_a_thousand_at_a_time(batching: Client, sizes: list[int]) -> None:
    assert len(batching.decide_many([{}] * 2_500)) == 2_500
    assert sizes == [1_000, 1_000, 500]
    assert batching.decide_many([]) == []


def test_long_ones_are_sent_fewer_at_a_time(batching: Client, sizes: list[int]) -> None:
    assert len(batching.decide_many([{"application": {"NOTE": "é" * 500_000}}] * 7)) == 7
    assert sizes == [3, 3, 1]
    assert len(batching.decide_many([{"application": {"NOTE": "é" * 1_600_000}}, {}])) == 2
    assert sizes[3:] == [2]


def test_problem_with_several_errors(mocked: Callable[[Handler], Client]) -> None:
    fault = {"field": "application.AGE", "message": "must be at least 18, got 5", "given": 5}
    problem = {**invented.PROBLEM, "detail": "{AGE}: trop jeune (et 1 de plus)", "errors": [fault, fault]}
    client = mocked(answering(422, json=problem))
    with pytest.raises(RefusedError) as raised:
        client.decide({})
    assert str(raised.value) == "{AGE}: trop jeune (et 1 de plus)"
    assert [found.given for found in raised.value.values["problem"].errors] == [5, 5]


def test_unexpected_failure_of_the_service_is_its_sentence(mocked: Callable[[Handler], Client]) -> None:
    problem = {"title": "Internal Server Error", "status": 500, "detail": "its log says why"}
    with pytest.raises(RefusedError, match=r"^its log says why$"):
        mocked(answering(500, json=problem)).model()


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (500, {"text": "Internal Server Error"}),
        (502, {"html": "<h1>Bad Gateway</h1>"}),
        (200, {"text": "hello"}),
        (200, {"json": {"version": "1"}}),
        (200, {"content": b"\xff"}),
        (404, {"json": {"detail": "Not Found"}}),
        (307, {"headers": {"Location": "/login"}}),
    ],
)
def test_something_else_answers(mocked: Callable[[Handler], Client], status: int, content: dict[str, Any]) -> None:
    client = mocked(answering(status, **content))
    for ask in (client.model, lambda: client.decide({})):
        with pytest.raises(InputError) as raised:
            ask()
        expected = f"no creditworthy service of this release (status {status}); check the address"
        assert str(raised.value) == f"{ADDRESS}: what answers there is {expected}"
        assert not isinstance(raised.value, RefusedError)


def test_service_down(mocked: Callable[[Handler], Client], pauses: list[float]) -> None:
    asked: list[str] = []
    client = mocked(failing(httpx2.ConnectError, asked))
    with pytest.raises(InputError) as raised:
        client.model()
    down = f"{ADDRESS}: no service answers there (Connection refused); start one with «creditworthy serve»"
    assert str(raised.value) == down
    assert (asked, pauses) == (["GET"] * 3, [0.1, 0.3])


@pytest.mark.parametrize("error", [httpx2.ConnectError, httpx2.ReadTimeout, httpx2.RemoteProtocolError])
def test_what_leaves_nothing_behind_is_not_sent_again(
    mocked: Callable[[Handler], Client], pauses: list[float], error: type[httpx2.RequestError]
) -> None:
    asked: list[str] = []
    client = mocked(failing(error, asked))
    for ask in (lambda: client.explain({}), lambda: client.lime({}), lambda: client.what_if({}, [])):
        with pytest.raises(InputError):
            ask()
    assert (asked, pauses) == (["POST"] * 3, [])


# What is kept is sent again under its key


@pytest.mark.parametrize(
    "error", [httpx2.ConnectError, httpx2.ReadTimeout, httpx2.ReadError, httpx2.WriteError, httpx2.RemoteProtocolError]
)
def test_a_write_without_an_answer_is_sent_again_with_its_key(
    mocked: Callable[[Handler], Client], pauses: list[float], error: type[httpx2.RequestError]
) -> None:
    asked: list[tuple[str, bytes]] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        asked.append((request.headers["idempotency-key"], request.content))
        if len(asked) < 4:
            raise error("[Errno 104] Connection reset by peer", request=request)
        return httpx2.Response(200, json=invented.DECISION)

    assert mocked(handler).decide({"application": {}}).id == invented.DECISION["id"]
    assert asked == [(asked[0][0], b'{"application": {}}')] * 4
    assert UUID(asked[0][0]).version == 4
    assert pauses == [0.1, 0.3, 1.0]


def test_a_write_that_nobody_answers_is_given_up(mocked: Callable[[Handler], Client], pauses: list[float]) -> None:
    asked: list[str] = []
    with pytest.raises(InputError, match=r"the service did not answer within 2\.5 seconds"):
        mocked(failing(httpx2.ReadTimeout, asked)).decide_known(7)
    assert (asked, pauses) == (["POST"] * 5, [0.1, 0.3, 1.0, 3.0])


@pytest.mark.parametrize("status", [409, 503])
def test_a_write_that_is_put_off_is_sent_again_when_the_service_says(
    mocked: Callable[[Handler], Client], pauses: list[float], status: int
) -> None:
    later = httpx2.Response(status, json={**invented.PROBLEM, "detail": "later"}, headers={"Retry-After": "2"})
    answers = [later, later, httpx2.Response(201, json=invented.OBSERVED)]
    client = mocked(lambda _: answers.pop(0))
    assert client.observe(invented.OUTCOME["decision"], False, date(2026, 11, 2)).id == invented.OBSERVED["id"]
    assert (answers, pauses) == ([], [2.0, 2.0])


def test_a_write_is_not_put_off_for_ever(pauses: list[float]) -> None:
    later = answering(503, json={**invented.PROBLEM, "detail": "away"}, headers={"Retry-After": "3"})
    client = Client(ADDRESS, patience=10, transport=httpx2.MockTransport(later))
    with pytest.raises(RefusedError, match=r"^away$"):
        client.decide({})
    assert pauses == [3.0] * 3


@pytest.mark.parametrize(
    ("status", "headers"), [(503, {}), (409, {"Retry-After": "soon"}), (429, {"Retry-After": "1"})]
)
def test_a_problem_that_does_not_put_off_is_told_at_once(
    mocked: Callable[[Handler], Client], pauses: list[float], status: int, headers: dict[str, str]
) -> None:
    with pytest.raises(RefusedError):
        mocked(answering(status, json=invented.PROBLEM, headers=headers)).decide({})
    assert pauses == []


def test_keys_of_writes(mocked: Callable[[Handler], Client]) -> None:
    keys: list[str | None] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        keys.append(request.headers.get("idempotency-key"))
        batch = "batch" in request.url.path
        return httpx2.Response(200, json=invented.BATCH if batch else invented.DECISION)

    with mocked(handler) as client:
        client.decide({}, key="mine")
        client.decide_known(7, key="mine")
        client.decide_many([{}] * 1_001, key="mine")
        client.decide({})
        client.decide({})
        with pytest.raises(InputError):  # a decision is no explanation
            client.explain({})
    assert keys[:4] == ["mine", "mine", "mine:0", "mine:1"]
    assert len(set(keys[4:6])) == 2
    assert keys[6] is None


# What is kept


@pytest.fixture
def keeping(scorer: Scorer, training: Training, tables: Tables, tmp_path: Path) -> Iterator[Client]:
    """A client of a service with a journal."""
    desk = Desk(scorer, training.evidence, tables)
    with (
        Journal.open(f"sqlite:///{tmp_path}/journal.db") as journal,
        on_loopback(create_app(desk, Register(desk, journal))) as address,
        Client(address, "fr", 20) as client,
    ):
        yield client


def test_kept_decisions_are_found_and_observed(keeping: Client, applicant: int) -> None:
    request = keeping.applicant(applicant).request()
    told = keeping.decide(request, key="mine")
    assert keeping.decide(request, key="mine") == told
    many = keeping.decide_many([request, {"application": {}}], key="mine")
    assert keeping.decide_many([request, {"application": {}}], key="mine") == many
    assert keeping.decide_known(applicant).id != told.id
    assert told.id
    observed = keeping.observe(told.id, True, date(2026, 11, 2))
    kept = keeping.find(told.id)
    assert kept.decision.model_copy(update={"reasons": told.reasons}) == told
    assert [(note.id, note.facts) for note in kept.notes] == [
        (observed.id, {"defaulted": True, "observed": "2026-11-02"})
    ]
    assert [one.number for one in keeping.search(applicant=applicant).decisions] == [3, 2, 1]
    with pytest.raises(RefusedError):
        keeping.find("a/b?c")


# What is made later


def test_what_is_made_later_is_waited_for(mocked: Callable[[Handler], Client], pauses: list[float]) -> None:
    later = httpx2.Response(202, json=invented.JOB, headers={"Retry-After": "2", "Location": "/v1/jobs/x"})
    answers = [later, later, httpx2.Response(200, json=invented.LIME)]
    client = mocked(lambda _: answers.pop(0))
    assert client.lime_of("x").model_dump() == invented.LIME
    assert (answers, pauses) == ([], [2.0, 2.0])


def test_what_is_made_too_late_is_given_up(pauses: list[float]) -> None:
    later = answering(202, json=invented.JOB, headers={"Retry-After": "4"})
    client = Client(ADDRESS, patience=10, transport=httpx2.MockTransport(later))
    with pytest.raises(InputError, match=r"it is not made yet after 10 seconds; ask again later$"):
        client.result("x")
    assert pauses == [4.0, 4.0]


def test_what_can_no_longer_be_made_is_told(mocked: Callable[[Handler], Client]) -> None:
    client = mocked(answering(410, json={**invented.PROBLEM, "detail": "gone"}))
    for ask in (client.lime_of, client.result, client.job):
        with pytest.raises(RefusedError, match=r"^gone$"):
            ask("x")


def test_a_file_and_its_answers(mocked: Callable[[Handler], Client]) -> None:
    asked: list[tuple[str, str, bytes]] = []
    answered = "".join(httpx2.Response(200, json=one).text + "\n" for one in invented.BATCH["answers"])

    def handler(request: httpx2.Request) -> httpx2.Response:
        kind, key = (request.headers.get(name) for name in ("content-type", "idempotency-key"))
        asked.append((request.url.raw_path.decode(), f"{kind} {key}", request.content))
        if request.url.path.endswith("result"):
            return httpx2.Response(200, text=answered)
        return httpx2.Response(202 if request.method == "POST" else 200, json=invented.JOB)

    client = mocked(handler)
    job = client.submit(({"application": {"NOTE": note}} for note in "é\n"), key="mine")
    assert (job, client.job(job.id)) == (JobAnswer.model_validate(invented.JOB),) * 2
    assert [one.problem is None for one in client.result(job.id)] == [True, False]
    path, sent, body = asked[0]
    assert (path, sent) == ("/v1/jobs", "application/x-ndjson mine")
    assert body.splitlines() == [b'{"application": {"NOTE": "\\u00e9"}}', b'{"application": {"NOTE": "\\n"}}']
    assert [path for path, *_ in asked[1:]] == [f"/v1/jobs/{job.id}", f"/v1/jobs/{job.id}/result"]


def test_answers_of_something_else(mocked: Callable[[Handler], Client]) -> None:
    with pytest.raises(InputError, match="no creditworthy service of this release"):
        mocked(answering(200, text="hello\n")).result("x")


def test_all_pages_of_a_search(mocked: Callable[[Handler], Client]) -> None:
    asked: list[str] = []
    summary = invented.PAGE["decisions"][0]

    def handler(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.raw_path.decode())
        after = int(request.url.params.get("after", 3)) - 1
        return httpx2.Response(200, json={"decisions": [{**summary, "number": after}], "next": after or None})

    client = mocked(handler)
    assert [one.number for one in client.search_all("grant", 7)] == [2, 1, 0]
    query = "/v1/decisions?decision=grant&applicant=7"
    assert asked == [f"{query}&limit=100", f"{query}&after=2&limit=100", f"{query}&after=1&limit=100"]


def test_only_a_failed_connection_is_tried_again(mocked: Callable[[Handler], Client], pauses: list[float]) -> None:
    asked: list[str] = []
    with pytest.raises(InputError, match=r"the service did not answer within 2\.5 seconds"):
        mocked(failing(httpx2.ReadTimeout, asked)).model()
    with pytest.raises(InputError, match="no service answers there"):
        mocked(failing(httpx2.RemoteProtocolError, asked)).model()
    assert (asked, pauses) == (["GET", "GET"], [])


def test_service_that_comes_up_meanwhile(mocked: Callable[[Handler], Client], pauses: list[float]) -> None:
    asked: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        return failing(httpx2.ConnectError, asked)(request) if not asked else httpx2.Response(200, json=invented.MODEL)

    assert mocked(handler).model().version == invented.MODEL["version"]
    assert pauses == [0.1]


def test_nobody_listens(pauses: list[float]) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with Client(f"http://127.0.0.1:{port}/") as client:
        assert not client.ready()
        with pytest.raises(InputError) as raised:
            client.decide({})
    assert str(raised.value).startswith(f"http://127.0.0.1:{port}: no service answers there (")
    assert "[Errno" not in str(raised.value)


@pytest.mark.parametrize(
    ("handler", "ready"),
    [
        (answering(200, json={"status": "ready"}), True),
        (answering(503, json={"detail": "no model is ready"}), False),
        (answering(200, text="hello"), False),
        (failing(httpx2.ConnectError, []), False),
    ],
)
def test_ready(mocked: Callable[[Handler], Client], pauses: list[float], handler: Handler, ready: bool) -> None:
    assert mocked(handler).ready() is ready
    assert pauses == []


@pytest.mark.parametrize("wrong", ["localhost:8000", "ftp://host", "", "http://", "http://a:port"])
def test_address_that_is_none(wrong: str) -> None:
    with pytest.raises(InputError) as raised:
        Client(wrong)
    assert str(raised.value) == f"{wrong}: not the address of a service; write one like http://127.0.0.1:8000"


def test_a_password_is_sent_and_not_told(pauses: list[float]) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        assert request.headers["authorization"] == "Basic bWU6c2VjcmV0"
        return httpx2.Response(200, text="hello")

    client = Client("http://me:secret@127.0.0.1:8000/", transport=httpx2.MockTransport(handler))
    with pytest.raises(InputError, match=rf"^{ADDRESS}: what answers there"):
        client.model()


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("http://127.0.0.1:1", False),
        ("http://localhost:1", False),
        ("http://[::1]:1", False),
        ("http://service:1", True),
    ],
)
def test_proxies_are_not_meant_for_loopback(address: str, meant: bool) -> None:
    with Client(address) as client:
        assert client._service.http.trust_env is meant


def test_sentences_of_the_service_are_not_translated_again(mocked: Callable[[Handler], Client]) -> None:
    client = mocked(answering(422, json={**invented.PROBLEM, "detail": "refusé : {x}"}))
    with pytest.raises(RefusedError) as raised:
        client.decide({})
    with speaking("fr"):
        assert sentence(raised.value) == "refusé : {x}"
