from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from creditworthy import client as module
from creditworthy import pipeline
from creditworthy.cli.asking import on_loopback
from creditworthy.client import Client
from creditworthy.errors import InputError, RefusedError
from creditworthy.language import sentence, speaking
from creditworthy.messages import invented
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer
from creditworthy.service import Desk, create_app
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
    found: list[float] = []
    monkeypatch.setattr(module, "sleep", found.append)
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
    expected = pipeline.explain_applicant(scorer, tables, applicant, "fr")
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


def test_many_are_sent_a_hundred_at_a_time(mocked: Callable[[Handler], Client]) -> None:
    sizes: list[int] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        items = httpx2.Response(200, content=request.content).json()["items"]
        sizes.append(len(items))
        return httpx2.Response(200, json={"answers": [invented.BATCH["answers"][0] for _ in items]})

    client = mocked(handler)
    assert len(client.decide_many([{}] * 250)) == 250
    assert sizes == [100, 100, 50]
    assert client.decide_many([]) == []


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


def test_what_was_posted_is_not_sent_again(mocked: Callable[[Handler], Client], pauses: list[float]) -> None:
    asked: list[str] = []
    with pytest.raises(InputError, match=r"no service answers there \(Connection refused\)"):
        mocked(failing(httpx2.ConnectError, asked)).decide({})
    assert (asked, pauses) == (["POST"], [])


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


def test_nobody_listens() -> None:
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
        assert client._http.trust_env is meant


def test_sentences_of_the_service_are_not_translated_again(mocked: Callable[[Handler], Client]) -> None:
    client = mocked(answering(422, json={**invented.PROBLEM, "detail": "refusé : {x}"}))
    with pytest.raises(RefusedError) as raised:
        client.decide({})
    with speaking("fr"):
        assert sentence(raised.value) == "refusé : {x}"
